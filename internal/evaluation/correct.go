package evaluation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/refusal"
)

// Correction is a cell as it stands in a paper, said by a person where the reader read it otherwise. It changes what
// was read and not the paper, so that any cell may be named, and nothing is drawn anew.
type Correction struct {
	Table int `json:"table"` // index into the tables that were read
	Edit
}

// The columns that a correction may name beside those of an edit and of an adjustment. Row 0 is the table and its
// 年度资金总额, of which ColumnTarget is the budget.
const (
	ColumnProject     Column = "project"
	ColumnDepartment  Column = "department"
	ColumnBody        Column = "unit"
	ColumnYear        Column = "year"
	ColumnGoal        Column = "goal"         // 预期目标
	ColumnTotalWeight Column = "total-weight" // 分值合计
	ColumnTotal       Column = "total"        // 总分
	ColumnInitial     Column = "initial"      // 年初预算数
	ColumnRate        Column = "rate"         // 执行率
	ColumnFirst       Column = "first"        // 一级指标
	ColumnSecond      Column = "second"       // 二级指标
	ColumnTitle       Column = "title"        // 表名
	ColumnMoneyUnit   Column = "money-unit"   // 金额单位
	ColumnGrade       Column = "grade"        // 等级
	ColumnNote        Column = "note"         // 注意事项
	ColumnRow         Column = "row"          // 整行: empty when it is none, or behind which it stands when it was missed
)

// MoreColumn is the cell of a row under one of the columns that have no name here, counted from 0, as forms of
// places have them (其他栏).
func MoreColumn(n int) Column { return Column(fmt.Sprintf("more-%d", n)) }

// OtherColumn is a cell, counted from 0, of one of the rows that nothing is read from (附加行); it belongs to row 0.
func OtherColumn(row, cell int) Column { return Column(fmt.Sprintf("other-%d-%d", row, cell)) }

// more is the number of a column that has no name, -1 when it has one.
func (c Column) more() int {
	var n int
	if _, err := fmt.Sscanf(string(c), "more-%d", &n); err != nil || n < 0 || MoreColumn(n) != c {
		return -1
	}
	return n
}

// other is the row and the cell of an OtherColumn, -1 when it is none.
func (c Column) other() (row, cell int) {
	if _, err := fmt.Sscanf(string(c), "other-%d-%d", &row, &cell); err != nil || OtherColumn(row, cell) != c {
		return -1, -1
	}
	return row, cell
}

// Corrected is a correction that stands: where the cell stood as it was read, and what the reader had read there.
type Corrected struct {
	Correction
	Place Place  `json:"place"`
	Was   string `json:"was"`
	Head  string `json:"head,omitempty"`  // of a column without a name, as printed
	Wrong string `json:"wrong,omitempty"` // what nothing can be made of in the new text, as a sentence
}

// Correct gives tables with corrections, and what each changed. Of several of one cell the last counts, and one that
// says what was read is none. One that names a table, row or column that is not there is refused, and nothing is
// changed.
func Correct(tables []Table, corrections []Correction) ([]Table, []Corrected, error) {
	tables = cloned(tables)
	places := make([]Place, len(tables)) // before anything is corrected
	for i, t := range tables {
		places[i] = placeOf(t, 0)
	}
	lines, cells := []Correction{}, []Correction{}
	for _, c := range corrections {
		c.Text = strings.TrimSpace(c.Text)
		if c.Column == ColumnRow {
			lines = append(lines, c)
		} else {
			cells = append(cells, c)
		}
	}
	// Sign and unit come after the cells that they belong to, which a paper is corrected in as it was read.
	slices.SortStableFunc(cells, func(a, b Correction) int { return min(a.Column.more(), 0) - min(b.Column.more(), 0) })
	var all []Corrected
	rows, err := openRows(tables, lines)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range cells {
		var cell *string
		if c.Table >= 0 && c.Table < len(tables) && utf8.RuneCountInString(c.Text) <= maxCell {
			cell = tables[c.Table].cellAt(c.Row, c.Column)
		}
		if cell == nil {
			return nil, nil, refusedCell(c)
		}
		was := *cell
		*cell = c.Text
		tables[c.Table].reread(c.Row, c.Column)
		c.Text = *cell // with its unit, where that stands in another column
		all = record(all, Corrected{Correction: c, Place: places[c.Table], Was: was,
			Head: tables[c.Table].headOf(c.Row, c.Column), Wrong: tables[c.Table].wrongAt(c.Row, c.Column)})
	}
	for i := range rows {
		rows[i].Place = places[rows[i].Table]
	}
	rows, all = closeRows(tables, rows, all)
	all = append(rows, all...)
	return tables, slices.DeleteFunc(all, func(c Corrected) bool { return c.Text == c.Was }), nil
}

func refusedCell(c Correction) error {
	return refusal.Bad("evaluation.correct", fmt.Sprintf("第%d张表第%d行没有可更正的“%s”一格，或内容超过%d字",
		c.Table+1, c.Row, cut(string(c.Column), 20), maxCell))
}

// cloned are tables whose rows are their own.
func cloned(tables []Table) []Table {
	tables = slices.Clone(tables)
	for i := range tables {
		tables[i].Funds, tables[i].Indicators = slices.Clone(tables[i].Funds), slices.Clone(tables[i].Indicators)
		for k := range tables[i].Funds {
			tables[i].Funds[k].More = slices.Clone(tables[i].Funds[k].More)
		}
		for k := range tables[i].Indicators {
			tables[i].Indicators[k].More = slices.Clone(tables[i].Indicators[k].More)
		}
		tables[i].Others = slices.Clone(tables[i].Others)
		for k := range tables[i].Others {
			tables[i].Others[k].Cells = slices.Clone(tables[i].Others[k].Cells)
		}
	}
	return tables
}

// record adds a correction. One of a cell that was corrected before takes its place and keeps what was read first.
func record(all []Corrected, c Corrected) []Corrected {
	i := slices.IndexFunc(all, func(o Corrected) bool {
		return o.Table == c.Table && o.Row == c.Row && o.Column == c.Column
	})
	if i < 0 {
		return append(all, c)
	}
	all[i].Text, all[i].Wrong = c.Text, c.Wrong
	return all
}

// cellAt is the cell that a correction names in a table whose rows are its own, or nil.
func (t *Table) cellAt(row int, column Column) *string {
	switch {
	case row > 0:
		if i := t.indexOf(row); i >= 0 {
			return t.Indicators[i].cellAt(column)
		}
		return nil
	case row < 0:
		if i := t.fundAt(row); i >= 0 {
			return t.Funds[i].cellAt(column)
		}
		return nil
	}
	if i, k := column.other(); i >= 0 && i < len(t.Others) && k >= 0 && k < len(t.Others[i].Cells) {
		return &t.Others[i].Cells[k]
	}
	switch column {
	case ColumnProject:
		return &t.Project
	case ColumnDepartment:
		return &t.Department
	case ColumnBody:
		return &t.Unit
	case ColumnYear:
		return &t.YearText
	case ColumnGoal:
		return &t.Goal
	case ColumnGoalActual:
		return &t.GoalActual
	case ColumnTotalWeight:
		return &t.TotalText[0]
	case ColumnTotal:
		return &t.TotalText[1]
	case ColumnTitle:
		return &t.Title
	case ColumnMoneyUnit:
		return &t.MoneyUnit
	case ColumnGrade:
		return &t.Grade
	case ColumnNote:
		return &t.Note
	}
	if i := t.fundAt(0); i >= 0 {
		return t.Funds[i].cellAt(column)
	}
	return nil
}

// indexOf is where the indicator with a number stands, -1 when nowhere.
func (t *Table) indexOf(row int) int {
	return slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == row })
}

// fundAt is where the fund stands that a correction calls by a row, -1 when nowhere: 0 is the first one, and -1 and so
// on those below it.
func (t *Table) fundAt(row int) int {
	if -row < 0 || -row >= len(t.Funds) {
		return -1
	}
	return -row
}

func (f *Fund) cellAt(column Column) *string {
	if n := column.more(); n >= 0 && n < len(f.More) {
		return &f.More[n]
	}
	switch column {
	case ColumnName:
		return &f.Name
	case ColumnInitial:
		return &f.Initial
	case ColumnTarget:
		return &f.Budget
	case ColumnActual:
		return &f.Executed
	case ColumnWeight:
		return &f.Weight
	case ColumnRate:
		return &f.Rate
	case ColumnScore:
		return &f.Score
	}
	return nil
}

func (i *Indicator) cellAt(column Column) *string {
	if n := column.more(); n >= 0 && n < len(i.More) {
		return &i.More[n]
	}
	switch column {
	case ColumnFirst:
		return &i.First
	case ColumnSecond:
		return &i.Second
	case ColumnName:
		return &i.Name
	case ColumnTarget:
		return &i.Target
	case ColumnActual:
		return &i.Actual
	case ColumnWeight:
		return &i.WeightText
	case ColumnScore:
		return &i.ScoreText
	case ColumnReason:
		return &i.Reason
	}
	return nil
}
