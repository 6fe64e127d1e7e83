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

// PrintOrder is an order of printed matter (印刷业务).
type PrintOrder struct {
	Title    string
	Day      civil.Date // 下单日期
	Amount   money.Fen
	Document string // 订单号
}

// OrderPrinting enters a print order.
func (s *Service) OrderPrinting(ctx context.Context, by act.By, key string, o PrintOrder) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return 0, err
	}
	var bad checks
	bad.require(o.Title != "" && o.Document != "" && o.Amount > 0, "请填写印刷内容、订单号和金额")
	if err := bad.err(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.printing-ordered", key: key, content: o},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(o.Day, today, "下单日期"); err != nil {
				return 0, err
			}
			return o.Amount, s.Store.AddPrintOrder(tx, id, o)
		})
}

// Acceptance tells that something ordered was received and found good (验收).
type Acceptance struct {
	Of       int64
	Day      civil.Date
	Document string // 验收单号
}

// AcceptPrinting enters the acceptance of a print order.
func (s *Service) AcceptPrinting(ctx context.Context, by act.By, key string, a Acceptance) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.AcceptServices)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(a.Of > 0 && a.Document != "", "请填写印刷订单和验收单号")
	if err := bad.err(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.printing-accepted", key: key, content: a, of: a.Of},
		func(tx unit.Tx, _ int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(a.Day, today, "验收日期"); err != nil {
				return 0, err
			}
			o, found, err := s.Store.PrintOrder(tx, a.Of)
			switch {
			case err != nil:
				return 0, err
			case !found:
				return 0, unknown("印刷订单")
			case o.Accepted > 0:
				return 0, refusal.New(CodeTwice, "该印刷订单已验收", "", "请核对验收记录")
			}
			return 0, s.Store.PrintOrderAccepted(tx, a)
		})
	return err
}

// settlePrintOrder pays an accepted order in one payment.
func (s *Service) settlePrintOrder(tx unit.Tx, id PaymentID, p Payment) error {
	o, found, err := s.Store.PrintOrder(tx, p.For)
	switch {
	case err != nil:
		return err
	case !found:
		return unknown("印刷订单")
	case o.Accepted == 0:
		return refusal.New(CodeNotAccepted, "印刷订单尚未验收，不能支付", "", "请先办理验收")
	case o.Paid > 0:
		return paidTwice("该印刷订单")
	case o.Amount != p.Amount:
		return wrongAmount("印刷订单", o.Amount)
	}
	return s.Store.PrintOrderPaid(tx, p.For, id, p.Day)
}
