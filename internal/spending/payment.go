package spending

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// PaymentID identifies a payment.
type PaymentID int64

// Payment is money that the treasury paid for the centre (国库集中支付). What it pays for follows from its cost: a
// pay run, a training, a print order, a bill, a registry bill, or a contract.
type Payment struct {
	Cost     Cost
	For      int64 // id of what it pays for
	Amount   money.Fen
	Day      civil.Date // 支付日期
	Payee    string     // 收款单位; for pay runs the bank that pays out
	Document string     // invoice or bill (票据号), once per payee
	Treasury string     // 国库支付凭证号
	// Short names staff who were not paid in full in a pay run, with what they got.
	Short []StaffAmount
}

func (p Payment) check() error {
	var bad checks
	bad.require(p.Cost.Known(), "请选择费用类别")
	bad.require(p.For > 0, "请选择支付事项")
	bad.require(p.Amount > 0, "支付金额应大于零")
	bad.require(p.Payee != "" && p.Document != "" && p.Treasury != "", "请填写收款单位、票据号和国库支付凭证号")
	bad.require(len(p.Short) == 0 || p.Cost == StaffPay, "只有工资发放可以登记未足额人员")
	return bad.err()
}

// Pay enters a payment and marks what it pays for as paid. It refuses a payment over the budget of its cost, over
// its contract, of another amount than its bill, of something paid already, or under a document entered before.
func (s *Service) Pay(ctx context.Context, by act.By, key string, p Payment) (PaymentID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.PaySpending)
	if err != nil {
		return 0, err
	}
	if err := p.check(); err != nil {
		return 0, err
	}
	id, err := s.register(ctx, by, entry{op: "spending.paid", key: key, content: p},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(p.Day, today, "支付日期"); err != nil {
				return 0, err
			}
			l, err := s.line(tx, p.Day.Year(), p.Cost)
			if err != nil {
				return 0, err
			}
			if rest := l.Budget - l.Paid; p.Amount > rest {
				return 0, refusal.New(CodeOverBudget, "支付金额超过该项费用预算余额"+rest.Grouped()+"元",
					"《中华人民共和国预算法》第十三条", "请先办理预算调整")
			}
			taken, err := s.Store.HasDocument(tx, p.Payee, p.Document)
			if err != nil {
				return 0, err
			}
			if taken {
				return 0, DocumentTaken()
			}
			if err := s.settle(tx, PaymentID(id), p); err != nil {
				return 0, err
			}
			return p.Amount, s.Store.AddPayment(tx, PaymentID(id), l.Project, p)
		})
	return PaymentID(id), err
}

// settle marks what a payment pays for.
func (s *Service) settle(tx unit.Tx, id PaymentID, p Payment) error {
	switch p.Cost {
	case StaffPay:
		return s.settlePayRun(tx, id, p)
	case Training:
		return s.settleTraining(tx, p)
	case Printing:
		return s.settlePrintOrder(tx, id, p)
	case Utilities:
		return s.settleBill(tx, id, p)
	case RegistryFee:
		return s.settleRegistryBill(tx, id, p)
	default:
		return s.settleContract(tx, p)
	}
}

// DocumentTaken refuses a document that was entered before for the same payee.
func DocumentTaken() *refusal.Refused {
	return refusal.New(CodeDocument, "该票据已登记，不能重复报销", "", "请核对票据号和收款单位")
}

func paidTwice(what string) *refusal.Refused {
	return refusal.New(CodePaidTwice, what+"已支付，不能重复支付", "", "请核对支付记录")
}

func wrongAmount(what string, due money.Fen) *refusal.Refused {
	return refusal.New(CodeAmount, "支付金额与"+what+"应付金额"+due.Grouped()+"元不一致", "", "请核对支付金额")
}
