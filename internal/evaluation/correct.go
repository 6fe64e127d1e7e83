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
)

// Corrected is a correction that stands: where the cell stood as it was read, and what the reader had read there.
type Corrected struct {
	Correction
	Place Place  `json:"place"`
	Was   string `json:"was"`
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
	var all []Corrected
	for _, c := range corrections {
		c.Text = strings.TrimSpace(c.Text)
		var cell *string
		if c.Table >= 0 && c.Table < len(tables) && utf8.RuneCountInString(c.Text) <= maxCell {
			cell = tables[c.Table].cellAt(c.Row, c.Column)
		}
		if cell == nil {
			return nil, nil, refusal.Bad("evaluation.correct", fmt.Sprintf("第%d张表第%d行没有可更正的“%s”一格，或内容超过%d字",
				c.Table+1, c.Row, cut(string(c.Column), 20), maxCell))
		}
		was := *cell
		*cell = c.Text
		tables[c.Table].reread(c.Row, c.Column)
		c.Text = *cell // with its unit, where that stands in another column
		all = record(all, Corrected{Correction: c, Place: places[c.Table], Was: was})
	}
	return tables, slices.DeleteFunc(all, func(c Corrected) bool { return c.Text == c.Was }), nil
}

// cloned are tables whose rows are their own.
func cloned(tables []Table) []Table {
	tables = slices.Clone(tables)
	for i := range tables {
		tables[i].Funds, tables[i].Indicators = slices.Clone(tables[i].Funds), slices.Clone(tables[i].Indicators)
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
	all[i].Text = c.Text
	return all
}

// cellAt is the cell that a correction names in a table whose rows are its own, or nil.
func (t *Table) cellAt(row int, column Column) *string {
	switch {
	case row < 0 && -row < len(t.Funds):
		return t.Funds[-row].cellAt(column)
	case row < 0:
		return nil
	case row > 0:
		i := slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == row })
		if i < 0 {
			return nil
		}
		return t.Indicators[i].cellAt(column)
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
	}
	if total := t.TotalFund(); total != nil {
		return total.cellAt(column)
	}
	return nil
}

func (f *Fund) cellAt(column Column) *string {
	switch column {
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

// reread draws anew what is read from a cell.
func (t *Table) reread(row int, column Column) {
	switch {
	case row == 0 && column == ColumnYear:
		t.Year = readYear(t.YearText)
	case row == 0 && column == ColumnTotal:
		t.TotalScore = ReadPoints(t.TotalText[1])
	case row == 0 && column == ColumnTotalWeight:
		t.Total = ReadPoints(t.TotalText[0])
	}
	cols := formColumns(t.Columns, officialColumns, indicatorHeads)
	for i := range t.Indicators {
		if ind := &t.Indicators[i]; ind.Row == row && row > 0 {
			ind.Weight, ind.Score = ReadPoints(ind.WeightText), ReadPoints(ind.ScoreText)
			ind.rejoin(cols, column)
		}
	}
}

// rejoin takes sign and unit off a corrected target or actual where the form prints them in columns of their own, and
// reads the cell with them again: what is corrected to 96 beside the unit % is 96%.
func (i *Indicator) rejoin(cols columns, column Column) {
	sign, unit := i.besides(cols)
	whole, printed := &i.Target, &i.TargetCell
	switch column {
	case ColumnTarget:
	case ColumnActual:
		whole, printed, sign = &i.Actual, &i.ActualCell, ""
	default:
		return
	}
	*printed = ""
	bare := strings.TrimSuffix(strings.TrimPrefix(*whole, sign), strings.TrimSpace(unit))
	if n := ReadCell(bare); n.Kind == KindQuantity && n.Amount.Unit == "" {
		*whole = bare
	}
	i.join(i.besides(cols))
}

// besides are the cells of a row under 指标性质 and 度量单位, empty where the form has no such column.
func (i *Indicator) besides(cols columns) (sign, unit string) {
	more := i.More
	for _, col := range cols {
		if !kept(col.field) || len(more) == 0 {
			continue
		}
		switch col.field {
		case fieldSign:
			sign = more[0]
		case fieldUnit:
			unit = more[0]
		}
		more = more[1:]
	}
	return sign, unit
}
