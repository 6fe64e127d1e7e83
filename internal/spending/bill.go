package spending

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// BillKind is what a bill of the premises is for (缴费种类).
type BillKind uint8

// The kinds of bills.
const (
	Water       BillKind = iota + 1 // 水费
	Electricity                     // 电费
	Heating                         // 采暖费, by season
	Property                        // 物业费, by quarter
)

// BillRule says in which months of a year a bill of a kind falls due, and on which day.
type BillRule struct {
	Kind   BillKind
	Months []int // 1 to 12
	Day    int   // 1 to 31; the last day of a shorter month
}

// BillPlan is the calendar of bills of a year: every rule for every premises (缴费日历).
type BillPlan struct {
	Year     int
	Premises []string // 办公场所
	Rules    []BillRule
}

// Bill is one bill that is due.
type Bill struct {
	Premises string
	Kind     BillKind
	Due      civil.Date
}

func (p BillPlan) check() error {
	var bad checks
	bad.require(p.Year > 0 && len(p.Premises) > 0 && len(p.Rules) > 0, "请填写年度、办公场所和缴费规则")
	for _, r := range p.Rules {
		ok := r.Kind >= Water && r.Kind <= Property && r.Day >= 1 && r.Day <= 31 && len(r.Months) > 0
		for _, m := range r.Months {
			ok = ok && m >= 1 && m <= 12
		}
		bad.require(ok, fmt.Sprintf("第%d种缴费的月份或日期不正确", r.Kind))
	}
	return bad.err()
}

// Bills is every bill of the plan, by premises and rule.
func (p BillPlan) Bills() []Bill {
	var list []Bill
	for _, premises := range p.Premises {
		for _, r := range p.Rules {
			for _, n := range r.Months {
				m := civil.MonthOf(p.Year, n)
				due := m.First().AddDays(min(r.Day, m.Days()) - 1)
				list = append(list, Bill{Premises: premises, Kind: r.Kind, Due: due})
			}
		}
	}
	return list
}

// PlanBills enters the calendar of bills, so that a bill that nobody pays is missed.
func (s *Service) PlanBills(ctx context.Context, by act.By, key string, p BillPlan) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.bills-planned", key: key, content: p},
		func(tx unit.Tx, _ int64, _ civil.Date) (money.Fen, error) {
			list := p.Bills()
			ids := make([]int64, len(list))
			for i := range ids {
				id, err := s.Books.NextID(tx, newID)
				if err != nil {
					return 0, err
				}
				ids[i] = id
				s.Audit.Record(tx, audit.Entry{Kind: "spending.bill-planned", ID: id})
			}
			return 0, s.Store.AddBills(tx, ids, list)
		})
	return err
}

// PlannedBill is a bill of the calendar with its id and the day it was paid, or zero.
type PlannedBill struct {
	ID int64
	Bill
	Paid civil.Date
}

// BillsDue lists the bills due in a span of days, in the order of due date and id.
func (s *Service) BillsDue(tx unit.Tx, from, to civil.Date) ([]PlannedBill, error) {
	return s.Store.BillsDue(tx, from, to)
}

// settleBill pays a bill of the calendar; its amount is known from the payment on.
func (s *Service) settleBill(tx unit.Tx, id PaymentID, p Payment) error {
	paid, found, err := s.Store.BillPaidOn(tx, p.For)
	switch {
	case err != nil:
		return err
	case !found:
		return unknown("缴费账单")
	case paid > 0:
		return paidTwice("该账单")
	}
	return s.Store.BillPaid(tx, p.For, id, p.Day, p.Amount)
}
