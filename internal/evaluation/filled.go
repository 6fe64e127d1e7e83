package evaluation

import (
	"cmp"
	"fmt"
	"math/big"

	"guangsha/internal/base/civil"
	"guangsha/internal/measure"
)

// Actual is the three values of one actual (完成值), each as a cell would print it.
type Actual struct {
	Reported string // 填报值: what the table or the department says
	Measured string // 系统取数值: what the books or a register say, empty when nothing measures it
	Accepted string // 认定值: what a person accepted, empty until then
}

// Printed is the value that goes on the form: accepted, else reported, else, where nobody has reported one, measured.
func (a Actual) Printed() string { return cmp.Or(a.Accepted, a.Reported, a.Measured) }

// Best is the value that a draft is about: accepted, else measured, else reported.
func (a Actual) Best() string { return cmp.Or(a.Accepted, a.Measured, a.Reported) }

// grades are all grades of evidence, best first.
var grades = []measure.Grade{measure.Ledger, measure.Imported, measure.Register, measure.Survey, measure.Statement}

// computed reports whether figures of a grade are called computed.
func computed(g measure.Grade) bool { return g == measure.Ledger || g == measure.Imported }

// Evidence is what stands behind a measured value (佐证).
type Evidence struct {
	Grade      measure.Grade
	Rows       int64  // number of entries or records behind the figure
	Of         int64  // what a share of counts is taken of, for example valid answers (有效问卷); else 0
	Measure    string // name of the measure (取数项), for example "fund.withdrawals.amount"
	Definition string // 取数口径
	Period     string // for example 2024-01-01至2024-12-31
}

// Supporting is a figure that says more about a row than its cell holds (佐证取数).
type Supporting struct {
	Title string
	Text  string // empty when the measure has no answer
	Evidence
	Outside []Compared
}

// FilledRow is what stands beside one row.
type FilledRow struct {
	Actual
	Evidence
	Waiting string // what the row waits for when nothing measures it, in words
	Also    []Supporting
	Outside []Compared // 外部文件所列数, beside the measured value
	// Twofold says that the row counts two things: it has the figure of each, and is held against neither.
	Twofold bool
}

// FilledTable is a table with the values of the books beside it. Rows has one entry for each indicator.
type FilledTable struct {
	Table
	Rows      []FilledRow
	Execution FilledRow // 全年执行数 from the books
	Drafted   bool      // 偏差原因 that nobody wrote are drafted on the form
}

// Reported puts a published table into the form of a filled one: its actuals are what it reports.
func Reported(t Table) FilledTable {
	f := FilledTable{Table: t, Rows: make([]FilledRow, len(t.Indicators))}
	for i, ind := range t.Indicators {
		f.Rows[i].Reported = ind.Actual
	}
	if total := t.TotalFund(); total != nil {
		f.Execution.Reported = total.Executed
	}
	return f
}

// ScoreFilled scores a table by its reported values, and beside that by the measured ones where there are any.
func ScoreFilled(f FilledTable, p Profile) Scored {
	t := f.Table
	t.Indicators = append([]Indicator(nil), t.Indicators...)
	for i := range t.Indicators {
		if i < len(f.Rows) && f.Rows[i].Reported != "" {
			t.Indicators[i].Actual = f.Rows[i].Reported
		}
	}
	s := Score(t, p)
	s.Books.ByGrade = map[measure.Grade]Points{}
	s.Execution.FromBooks = executionFromBooks(f, p)
	s.count(s.Execution, f.Execution)
	for i := range s.Rows {
		if i >= len(f.Rows) {
			break
		}
		s.Rows[i].FromBooks = rowFromBooks(t.Indicators[i], f.Rows[i], p)
		s.count(s.Rows[i], f.Rows[i])
	}
	return s
}

// count adds a row to what the books say of the table.
func (s *Scored) count(r RowScore, f FilledRow) {
	if !r.FromBooks.Printed() {
		return
	}
	s.Books.Score += r.FromBooks
	s.Books.Weight += r.Weight.OrZero()
	s.Books.RowsMeasured++
	s.Books.ByGrade[f.Grade] += r.Weight.OrZero()
	if computed(f.Grade) {
		s.Books.RowsComputed++
	}
}

func executionFromBooks(f FilledTable, p Profile) Points {
	total := f.TotalFund()
	measured := ReadCell(f.Execution.Measured)
	if total == nil || !measured.Measured() || !ReadPoints(total.Weight).Printed() {
		return NoPoints
	}
	budget, ok := money(p.budgetOf(*total))
	if !ok || budget.zero() {
		return NoPoints
	}
	rate := new(big.Rat).Quo(measured.Amount.in(f.MoneyUnit).rat, budget.rat)
	return min(p.ExecutionScore(rate), ReadPoints(total.Weight))
}

// rowFromBooks is the score of a row by its measured value; NoPoints when there is none or it does not answer the
// target.
func rowFromBooks(ind Indicator, row FilledRow, p Profile) Points {
	if row.Measured == "" || row.Twofold {
		return NoPoints
	}
	ind.Actual = row.Measured
	measured := ReadCell(row.Measured)
	how, ratio := howScored(ind, ReadCell(ind.Target), measured, p)
	if how != HowComputed || !measured.Measured() {
		return NoPoints
	}
	return completionScore(ind.Weight, ratio)
}

// MeasuredText writes a measured number as a cell beside a target: money in the target's unit of money, shares in per
// cent, things with the target's counter word. It rounds nothing, so that costs still add up to what was spent.
func MeasuredText(n int64, unit measure.Unit, target string) string {
	want := ReadCell(target).Amount.Unit
	switch unit {
	case measure.Fen:
		if dimensionOf(want) != Money {
			want = "万元"
		}
		yuan := Amount{Number: Number{rat: big.NewRat(n, 100), places: 2}, Unit: "元"}
		return yuan.in(want).String() + want
	case measure.Date:
		return civil.Date(n).String()
	case measure.Share:
		return plainDecimal(big.NewRat(n, 100), 2) + "%"
	}
	text := string(unit)
	if dimensionOf(want) == Counted {
		text = want
	}
	return fmt.Sprintf("%d%s", n, text)
}
