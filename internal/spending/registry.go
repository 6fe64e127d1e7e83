package spending

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// Mortgages tells what the registry may charge for. Lending has the facts.
type Mortgages interface {
	// FeeDue gives the fee that one certificate of a loan bears, which may be zero, and whether the loan has such a
	// certificate.
	FeeDue(tx unit.Tx, loan int64, certificate string) (money.Fen, bool, error)
}

// RegistryBill is a bill of the registry for registering mortgages (不动产登记费票据): one bill, many loans.
type RegistryBill struct {
	Registry string // 登记机构
	Document string // 票据号
	Day      civil.Date
	Items    []RegistryItem
}

// RegistryItem is one entry of the registry that is charged (登记费明细).
type RegistryItem struct {
	Loan        int64
	Certificate string // 不动产登记证明号
	Amount      money.Fen
}

func (b RegistryBill) check() error {
	var bad checks
	bad.require(b.Registry != "" && b.Document != "" && len(b.Items) > 0, "请填写登记机构、票据号和明细")
	seen := map[string]bool{}
	for i, item := range b.Items {
		bad.require(item.Loan > 0 && item.Certificate != "" && item.Amount > 0 && !seen[item.Certificate],
			fmt.Sprintf("第%d条明细不完整或证明号重复", i+1))
		seen[item.Certificate] = true
	}
	return bad.err()
}

const keyRegistryDays policy.Count = "spending.registration.pay_days"

// ReceiveRegistryBill enters a bill of the registry with its items. It refuses items that no mortgage of the loan
// bears, that cost another amount than the rate of the day of registration, or that stand on a bill already.
func (s *Service) ReceiveRegistryBill(ctx context.Context, by act.By, key string, b RegistryBill) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return 0, err
	}
	if err := b.check(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.registry-bill-received", key: key, content: b},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(b.Day, today, "票据日期"); err != nil {
				return 0, err
			}
			if err := s.checkItems(tx, b.Items); err != nil {
				return 0, err
			}
			set, err := s.Policy.Policy(tx)
			if err != nil {
				return 0, err
			}
			days, err := keyRegistryDays.On(set, by.Branch, b.Day)
			if err != nil {
				return 0, err
			}
			return b.amount(), s.Store.AddRegistryBill(tx, id, b, civil.China().AddWorkdays(b.Day, days))
		})
}

func (b RegistryBill) amount() (total money.Fen) {
	for _, item := range b.Items {
		total = money.Sum(total, item.Amount)
	}
	return total
}

func (s *Service) checkItems(tx unit.Tx, items []RegistryItem) error {
	var no []*refusal.Refused
	for _, item := range items {
		fee, found, err := s.Mortgages.FeeDue(tx, item.Loan, item.Certificate)
		if err != nil {
			return err
		}
		billed, err := s.Store.IsBilled(tx, item.Certificate)
		if err != nil {
			return err
		}
		switch {
		case !found:
			no = append(no, refusal.New(CodeCertificate, "证明号"+item.Certificate+"没有对应的抵押登记", "", "请与登记机构核对明细"))
		case billed:
			no = append(no, ItemBilled())
		case fee != item.Amount:
			text := fmt.Sprintf("证明号%s应付登记费%s元，票据列%s元", item.Certificate, fee, item.Amount)
			no = append(no, refusal.New(CodeAmount, text, "发改价格规〔2016〕2559号", "请与登记机构核对收费"))
		}
	}
	return refusal.Join(no...)
}

// ItemBilled refuses a certificate that stands on a bill already.
func ItemBilled() *refusal.Refused {
	return refusal.New(CodePaidTwice, "该登记已列入票据，不能重复支付登记费", "", "请与登记机构核对明细")
}

// settleRegistryBill pays a bill of the registry in one payment.
func (s *Service) settleRegistryBill(tx unit.Tx, id PaymentID, p Payment) error {
	amount, paid, found, err := s.Store.RegistryBill(tx, p.For)
	switch {
	case err != nil:
		return err
	case !found:
		return unknown("登记费票据")
	case paid > 0:
		return paidTwice("该登记费票据")
	case amount != p.Amount:
		return wrongAmount("登记费票据", amount)
	}
	return s.Store.RegistryBillPaid(tx, p.For, id, p.Day)
}
