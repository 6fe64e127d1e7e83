package evaluation

import (
	"fmt"
	"math/big"
)

// Actual is the three values of one actual (完成值), each as a cell would print it.
type Actual struct {
	Reported string // 填报值: what the table or the department says
	Measured string // 系统取数值: what the books or a register say, empty when nothing measures it
	Accepted string // 认定值: what a person accepted, empty until then
}

// Printed is the value that goes on the form: accepted, else measured, else reported.
func (a Actual) Printed() string {
	switch {
	case a.Accepted != "":
		return a.Accepted
	case a.Measured != "":
		return a.Measured
	}
	return a.Reported
}

// Grade says what an actual rests on (证据等级).
type Grade string

// The grades of evidence. Only A and B are called computed.
const (
	GradeLedger    Grade = "A" // 业务账
	GradeImported  Grade = "B" // 银行、国库、财务系统导入
	GradeRegister  Grade = "C" // 台账登记并附凭据
	GradeSurvey    Grade = "D" // 问卷调查
	GradeStatement Grade = "E" // 情况说明
)

// Grades are all grades, best first.
var Grades = []Grade{GradeLedger, GradeImported, GradeRegister, GradeSurvey, GradeStatement}

// Computed reports whether figures of this grade are called computed.
func (g Grade) Computed() bool { return g == GradeLedger || g == GradeImported }

// Evidence is what stands behind a measured value (佐证).
type Evidence struct {
	Grade      Grade
	Rows       int64  // number of entries or records behind the figure
	Measure    string // name of the measure (取数项), for example "fund.withdrawals.amount"
	Definition string // 取数口径
	Period     string // for example 2024-01-01至2024-12-31
}

// FilledRow is what stands beside one row.
type FilledRow struct {
	Actual
	Evidence
	Waiting string // what the row waits for when nothing measures it, in words
}

// FilledTable is a table with the values of the books beside it. Rows has one entry for each indicator.
type FilledTable struct {
	Table
	Rows      []FilledRow
	Execution FilledRow // 全年执行数 from the books
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

// Form is the table as it is to be printed, with each actual as accepted, measured or reported and nothing else.
func (f FilledTable) Form() Table {
	t := f.Table
	t.Indicators = append([]Indicator(nil), t.Indicators...)
	for i := range t.Indicators {
		if i < len(f.Rows) {
			t.Indicators[i].Actual = f.Rows[i].Printed()
		}
	}
	return t
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
	s.Books.ByGrade = map[Grade]Points{}
	s.Execution.FromBooks = executionFromBooks(f, p)
	s.count(s.Execution, f.Execution)
	for i := range s.Rows {
		if i >= len(f.Rows) {
			break
		}
		s.Rows[i].FromBooks = rowFromBooks(t.Indicators[i], f.Rows[i])
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
	if f.Grade.Computed() {
		s.Books.RowsComputed++
	}
}

func executionFromBooks(f FilledTable, p Profile) Points {
	total := f.TotalFund()
	measured := ReadCell(f.Execution.Measured)
	if total == nil || !measured.Measured() || !ReadPoints(total.Weight).Printed() {
		return NoPoints
	}
	budget, ok := money(total.Budget)
	if !ok || budget.zero() {
		return NoPoints
	}
	rate := new(big.Rat).Quo(measured.Amount.in(f.MoneyUnit).rat, budget.rat)
	return min(p.ExecutionScore(rate), ReadPoints(total.Weight))
}

// rowFromBooks is the score of a row by its measured value; NoPoints when there is none or it does not answer the
// target.
func rowFromBooks(ind Indicator, row FilledRow) Points {
	measured := ReadCell(row.Measured)
	if !measured.Measured() || ind.Weight.OrZero() <= 0 || ind.NotApplicable() {
		return NoPoints
	}
	target := ReadCell(ind.Target)
	var ratio *big.Rat
	switch target.Kind {
	case KindQuantity:
		ratio = completion(target, measured, ClassOf(ind))
	case KindMonthlyDay, KindDate, KindSpan:
		ratio = onTime(measured)
	}
	if ratio == nil {
		return NoPoints
	}
	return completionScore(ind.Weight, ratio)
}

// onTime reads the measured value beside a due date: the share of what was done in time, or of twelve months.
func onTime(measured Cell) *big.Rat {
	switch a := measured.Amount; {
	case a.dimension() == Share:
		return new(big.Rat).Quo(a.inBase().rat, hundred)
	case a.Unit == "个月" || a.Unit == "次":
		return new(big.Rat).Quo(a.Number.rat, big.NewRat(12, 1))
	}
	return nil
}

// MeasuredText writes a measured whole number as a cell beside a target: money counted in 分 in the target's unit of
// money, shares counted in 万分比 as per cent, things with the target's counter word. It rounds nothing.
func MeasuredText(n int64, unit, target string) string {
	want := ReadCell(target).Amount.Unit
	switch unit {
	case "分":
		if dimensionOf(want) != Money {
			want = "万元"
		}
		yuan := Amount{Number: Number{rat: big.NewRat(n, 100)}, Unit: "元"}
		if want == "元" {
			return Number{rat: yuan.Number.rat, places: 2}.String() + want
		}
		return yuan.in(perYear(want)).String() + want
	case "万分比":
		return plainDecimal(big.NewRat(n, 100), 2) + "%"
	}
	if dimensionOf(want) == Counted {
		unit = want
	}
	return fmt.Sprintf("%d%s", n, unit)
}
