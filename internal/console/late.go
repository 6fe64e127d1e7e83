package console

import (
	"cmp"
	"slices"

	"guangsha/internal/base/civil"
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

// maxLate is the most that the calendar shows.
const maxLate = 200

// late lists what was late in a year, the earliest first, and counts all of it.
func (c *Console) late(tx unit.Tx, year int) ([]lateThing, int64, error) {
	today, err := c.Ledger.CurrentDay(tx)
	if err != nil {
		return nil, 0, err
	}
	list, count := []lateThing{}, int64(0)
	for _, p := range punctual {
		m, err := c.named(p.measure)
		if err != nil {
			return nil, 0, err
		}
		period := measure.Year(year)
		period.To = min(period.To, today.AddDays(-1)) // what is due today or later is not late
		rows, err := c.Measures.Missed(tx, m, period)
		if err != nil {
			return nil, 0, err
		}
		count += int64(len(rows))
		rows = rows[:min(len(rows), maxLate)]
		records, err := c.describe(tx, rows)
		if err != nil {
			return nil, 0, err
		}
		if err := c.promised(tx, p.kind, rows, records); err != nil {
			return nil, 0, err
		}
		for _, r := range rows {
			list = append(list, lateOf(p.kind, p.what, r, records[recordKey{r.Source, r.Ref}], today))
		}
	}
	slices.SortStableFunc(list, func(a, b lateThing) int { return cmp.Compare(a.Date, b.Date) })
	return list[:min(len(list), maxLate)], count, nil
}

func lateOf(kind, what string, r measure.Row, record measure.Record, today civil.Date) lateThing {
	end := record.Done
	if end == 0 {
		end = today
	}
	one := lateThing{Date: r.Day.String(), Done: date(record.Done), What: what, DaysLate: int(end - r.Day),
		Ref: record.Label, Kind: kind}
	switch record.Link {
	case "employer":
		one.Employer = record.To
	case "member":
		one.Member = record.To
	case "loan":
		one.Loan = record.To
	}
	if record.Detail != "" && kind != "withdrawal" {
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
