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

// The columns that a correction may name beside those of an edit and of an adjustment. Row 0 is the table.
const (
	ColumnProject Column = "project"
	ColumnBody    Column = "unit"
	ColumnYear    Column = "year"
	ColumnTotal   Column = "total" // 总分
)

// Correct gives tables with corrections. One that names a table, row or column that is not there is refused, and
// nothing is changed.
func Correct(tables []Table, corrections []Correction) ([]Table, error) {
	tables = slices.Clone(tables)
	for i := range tables {
		tables[i].Funds, tables[i].Indicators = slices.Clone(tables[i].Funds), slices.Clone(tables[i].Indicators)
	}
	for _, c := range corrections {
		ok := c.Table >= 0 && c.Table < len(tables) && utf8.RuneCountInString(c.Text) <= maxCell &&
			tables[c.Table].correct(c.Row, c.Column, strings.TrimSpace(c.Text))
		if !ok {
			return nil, refusal.Bad("evaluation.correct", fmt.Sprintf("第%d张表第%d行没有可更正的“%s”一格，或内容超过%d字",
				c.Table+1, c.Row, cut(string(c.Column), 20), maxCell))
		}
	}
	return tables, nil
}

// correct puts a text into a cell of a table whose rows are its own, and reports whether there is such a cell.
func (t *Table) correct(row int, column Column, text string) bool {
	total := t.TotalFund()
	switch {
	case row < 0 && -row < len(t.Funds) && column == ColumnActual:
		t.Funds[-row].Executed = text
		return true
	case row < 0:
		return false
	case row > 0:
		i := slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == row })
		return i >= 0 && t.Indicators[i].correct(column, text)
	}
	switch {
	case column == ColumnProject:
		t.Project = text
	case column == ColumnBody:
		t.Unit = text
	case column == ColumnYear:
		t.YearText, t.Year = text, readYear(text)
	case column == ColumnTotal:
		t.TotalText[1], t.TotalScore = text, ReadPoints(text)
	case column == ColumnGoalActual:
		t.GoalActual = text
	case column == ColumnActual && total != nil:
		total.Executed = text
	case column == ColumnTarget && total != nil:
		total.Budget = text
	case column == ColumnScore && total != nil:
		total.Score = text
	default:
		return false
	}
	return true
}

func (i *Indicator) correct(column Column, text string) bool {
	switch column {
	case ColumnName:
		i.Name = text
	case ColumnTarget:
		i.Target, i.TargetCell = text, ""
	case ColumnActual:
		i.Actual, i.ActualCell = text, ""
	case ColumnWeight:
		i.WeightText, i.Weight = text, ReadPoints(text)
	case ColumnScore:
		i.ScoreText, i.Score = text, ReadPoints(text)
	case ColumnReason:
		i.Reason = text
	default:
		return false
	}
	return true
}
