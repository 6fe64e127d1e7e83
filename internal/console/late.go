package console

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/unit"
	loans "guangsha/internal/loan"
	"guangsha/internal/measure"
)

// punctual are the measures of what was done in time: what adds nothing to one of them was late.
var punctual = []struct{ measure, kind, what string }{
	{"fund.contributions.on_time", "remittance", "单位汇缴"},
	{"fund.withdrawals.on_time", "withdrawal", "提取审批"},
	{"fund.loans.decided_on_time", "decision", "贷款审批"},
	{"fund.loans.on_time", "loan", "贷款发放"},
	{"spending.bills.on_time", "bill", "水电暖物业缴费"},
	{"spending.registration.on_time", "registry", "登记费支付"},
	{"spending.pay.on_day", "pay", "工资发放"},
}

// maxLate is the most that the year's page shows.
const maxLate = 200

// late lists what was late in a year, the earliest first.
func (c *Console) late(tx unit.Tx, year int) ([]lateThing, error) {
	today, err := c.Ledger.CurrentDay(tx)
	if err != nil {
		return nil, err
	}
	list := []lateThing{}
	for _, p := range punctual {
		m, err := c.named(p.measure)
		if err != nil {
			return nil, err
		}
		period := measure.Year(year)
		period.To = min(period.To, today.AddDays(-1)) // what is due today or later is not late
		rows, err := c.Measures.Missed(tx, m, period)
		if err != nil {
			return nil, err
		}
		records, err := c.describe(tx, rows)
		if err != nil {
			return nil, err
		}
		if err := c.promised(tx, p.kind, rows, records); err != nil {
			return nil, err
		}
		for _, r := range rows {
			list = append(list, lateOf(p.kind, p.what, r, records[recordKey{r.Source, r.Ref}], today))
		}
	}
	slices.SortStableFunc(list, func(a, b lateThing) int { return cmp.Compare(a.Date, b.Date) })
	return list, nil
}

// lateDays counts what was late by the day on which it was due. The list is in the order of the days.
func lateDays(list []lateThing) []lateDay {
	days := []lateDay{}
	for _, l := range list {
		if n := len(days); n == 0 || days[n-1].Day != l.Date {
			days = append(days, lateDay{Day: l.Date})
		}
		days[len(days)-1].Count++
	}
	return days
}

// lateList is the whole list page by page, in the order asked for.
func (c *Console) lateList(ctx context.Context, in *lateIn) (*output[page[lateThing]], error) {
	p, err := pageOf[string](in.Paging, in.Sort)
	if err != nil {
		return nil, err
	}
	on, err := day(in.Day, 0)
	if err != nil {
		return nil, err
	}
	all, err := remember(ctx, c, &c.answers, fmt.Sprintf("late %d", in.Year),
		func(ctx context.Context) ([]lateThing, error) {
			return read(ctx, c, func(tx unit.Tx) ([]lateThing, error) { return c.late(tx, in.Year) })
		})
	if err != nil {
		return nil, err
	}
	if err := c.unbooked(ctx, in.Year, len(all) == 0); err != nil {
		return nil, err
	}
	// What is remembered is shared, so the order is made on a copy.
	chosen := slices.DeleteFunc(slices.Clone(all), func(l lateThing) bool {
		return in.Kind != "" && l.Kind != in.Kind || on != 0 && l.due != on ||
			p.After != nil && !l.behind(p.Order, *p.After)
	})
	slices.SortFunc(chosen, func(a, b lateThing) int {
		order := cmp.Or(cmp.Compare(a.sorted(p.By), b.sorted(p.By)), cmp.Compare(a.key, b.key))
		if p.Down {
			return -order
		}
		return order
	})
	return &output[page[lateThing]]{cut(chosen[:min(len(chosen), p.Limit)], in.Limit,
		func(l lateThing) lateThing { return l },
		func(l lateThing) []any { return []any{in.Sort, l.sorted(p.By), l.key} })}, nil
}

// sorted is what a list in an order is ordered by.
func (l lateThing) sorted(by string) int64 {
	if by == byDaysLate {
		return int64(l.DaysLate)
	}
	return int64(l.due)
}

const byDaysLate = "days"

// behind reports whether a thing stands behind a place in an order.
func (l lateThing) behind(o listing.Order, after listing.Place[string]) bool {
	order := cmp.Or(cmp.Compare(l.sorted(o.By), after.Value), cmp.Compare(l.key, after.Key))
	return order < 0 == o.Down && order != 0
}

func (c *Console) lateKinds() (list []choice) {
	for _, p := range punctual {
		list = append(list, choice{p.kind, p.what})
	}
	return list
}

func lateOf(kind, what string, r measure.Row, record measure.Record, today civil.Date) lateThing {
	end := record.Done
	if end == 0 {
		end = today
	}
	one := lateThing{Date: r.Day.String(), Done: date(record.Done), What: what, DaysLate: int(end - r.Day),
		Ref: record.Label, Kind: kind, Link: linkOf(record.Link, record.To), due: r.Day,
		key: fmt.Sprint(kind, " ", r.Ref)}
	if record.Detail != "" && record.Detail != what && kind != "withdrawal" {
		one.What += "：" + record.Detail
	}
	return one
}

// promised puts the promised day of a loan in place of the day on which a step was done, by which measures count it.
func (c *Console) promised(tx unit.Tx, kind string, rows []measure.Row, records map[recordKey]measure.Record) error {
	if kind != "decision" && kind != "loan" {
		return nil
	}
	ids := make([]loans.ID, len(rows))
	for i, r := range rows {
		ids[i] = loans.ID(r.Ref)
	}
	found, err := c.LoanList.Listed(tx, ids)
	for i, r := range rows {
		l, key := found[loans.ID(r.Ref)], recordKey{r.Source, r.Ref}
		record := records[key]
		rows[i].Day, record.Done = l.DisburseBy, l.Disbursed
		if kind == "decision" {
			rows[i].Day, record.Done = l.DecideBy, l.Decided
		}
		records[key] = record
	}
	return err
}

var lateColumns = []exportColumn[lateThing]{
	words("什么事", 360, func(l lateThing) string { return l.What }),
	words("应办日", 120, func(l lateThing) string { return l.Date }),
	words("编号", 190, func(l lateThing) string { return l.Ref }),
	words("办结日", 120, func(l lateThing) string { return l.Done }),
	whole("迟几天", func(l lateThing) int64 { return int64(l.DaysLate) }),
}
