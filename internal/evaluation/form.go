package evaluation

import (
	"cmp"
	"fmt"

	"guangsha/internal/document"
)

// formWriter fills a grid from top to bottom.
type formWriter struct {
	formLayout
	funds, indicators columns
	official          bool
	grid              document.Grid
	row               int
	corrected         map[spot]bool // cells that stand out
}

// spot names a cell as a correction does.
type spot struct {
	row    int
	column Column
}

// printedColumns are the columns of corrections by the field of an indicator and of a fund.
var printedColumns = map[string]Column{fieldName: ColumnName, fieldTarget: ColumnTarget, fieldActual: ColumnActual,
	fieldWeight: ColumnWeight, fieldScore: ColumnScore, fieldReason: ColumnReason, fieldBudget: ColumnTarget,
	fieldExecuted: ColumnActual, fieldInitial: ColumnInitial, fieldRate: ColumnRate}

// Form lays a table out as its form: the columns that it was read with or put into by InForm, else the official ones.
func Form(t Table) document.Grid { return form(t, nil) }

// MarkedForm is the form of a table with a number among those that were corrected: what was corrected in it stands out.
func MarkedForm(t Table, number int, corrected []Corrected) document.Grid {
	marks := map[spot]bool{}
	for _, c := range corrected {
		if c.Table == number {
			marks[spot{c.Row, c.Column}] = true
		}
	}
	return form(t, marks)
}

func form(t Table, corrected map[spot]bool) document.Grid {
	f := &formWriter{
		corrected:  corrected,
		funds:      formColumns(t.FundColumns, officialFunds, fundHeads),
		indicators: formColumns(t.Columns, officialColumns, indicatorHeads),
		official:   t.FundColumns == nil && t.Columns == nil,
	}
	if f.formLayout = layoutOf(t.Layout); !f.official {
		f.formLayout = laidOut(f.funds, f.indicators)
	}
	f.grid = document.Grid{Name: t.Project, Widths: f.Widths, Landscape: len(f.Widths) > 11}
	title := t.Title
	if title == "" {
		title = "项目支出绩效自评表"
	}
	f.plain(title, 16, "黑体")
	f.mark(0, ColumnTitle)
	f.plain(t.YearText, 11, "")
	f.mark(0, ColumnYear)
	f.writeHead(t)
	f.writeOthers(t, PartHead)
	f.writeFunds(t)
	f.writeOthers(t, PartFunds)
	f.writeGoal(t)
	f.writeIndicators(t)
	f.writeOthers(t, PartFoot)
	if t.Note != "" {
		f.row++
		f.grid.Cells = append(f.grid.Cells, document.Cell{
			Row: f.row, Col: 0, ColSpan: f.FullWidth.to + 1, Text: t.Note, Align: document.Left, Plain: true,
		})
		f.mark(0, ColumnNote)
	}
	return f.grid
}

// writeHead writes what is evaluated and who answers for it. A whole body stands for itself.
func (f *formWriter) writeHead(t Table) {
	label := "项目名称"
	if t.wholeBody() {
		label = "部门名称"
	}
	f.put(f.Label, 1, label)
	f.put(f.Value, 1, t.Project)
	f.mark(0, ColumnProject)
	f.row++
	if t.wholeBody() && t.Department == "" && t.Unit == t.Project {
		return
	}
	f.put(f.Label, 1, "主管部门")
	f.put(f.Department, 1, t.Department)
	f.mark(0, ColumnDepartment)
	f.put(f.UnitLabel, 1, "实施单位")
	f.put(f.Unit, 1, t.Unit)
	f.mark(0, ColumnBody)
	f.row++
}

// writeOthers writes the further rows of a part, their cells side by side over the whole width.
func (f *formWriter) writeOthers(t Table, part Part) {
	for row, other := range t.Others {
		if other.Part != part {
			continue
		}
		width := f.FullWidth.to + 1
		for i, text := range other.Cells[:min(len(other.Cells), width)] {
			n := len(other.Cells)
			from, to := i*width/n, (i+1)*width/n-1
			if n == 2 {
				from, to = i*2, f.FullWidth.to
				if i == 0 {
					to = 1
				}
			}
			f.cell(span{from, to}, 1, text, document.Left)
			f.mark(0, OtherColumn(row, i))
		}
		f.row++
	}
}

// plain writes a line above the table, without borders.
func (f *formWriter) plain(text string, size int, font string) {
	f.grid.Cells = append(f.grid.Cells, document.Cell{
		Row: f.row, Col: 0, ColSpan: f.FullWidth.to + 1, Text: text, Size: size, Font: font, Plain: true,
	})
	f.row++
}

// last is the cell that was written last.
func (f *formWriter) last() *document.Cell { return &f.grid.Cells[len(f.grid.Cells)-1] }

// hasPoints reports whether a field holds points, which people add up.
func hasPoints(field string) bool { return field == fieldWeight || field == fieldScore }

// mark has the cell that was written last stand out when it was corrected.
func (f *formWriter) mark(row int, column Column) {
	if f.corrected[spot{row, column}] {
		f.last().Marked = true
	}
}

// put writes a centred cell into columns of the current row and the rows below it.
func (f *formWriter) put(s span, rows int, text string) { f.cell(s, rows, text, document.Center) }

func (f *formWriter) cell(s span, rows int, text string, align document.Align) {
	f.grid.Cells = append(f.grid.Cells, document.Cell{
		Row: f.row, Col: s.from, RowSpan: rows, ColSpan: s.to - s.from + 1, Text: text, Align: align,
	})
}

func (f *formWriter) writeFunds(t Table) {
	f.put(f.FundLabel, len(t.Funds)+1, fmt.Sprintf("项目资金\n(%s)", t.MoneyUnit))
	f.mark(0, ColumnMoneyUnit)
	f.put(f.Funds[0], 1, "")
	for i, col := range f.funds {
		f.put(f.Funds[i+1], 1, col.head)
	}
	f.row++
	for n, fund := range t.Funds {
		f.cell(f.Funds[0], 1, fund.Name, document.Left)
		f.mark(-n, ColumnName)
		more := fund.More
		for i, col := range f.funds {
			text, column := "", printedColumns[col.field]
			if col.field != fieldMore {
				text = *fund.cell(col.field)
			} else if len(more) > 0 {
				column = MoreColumn(len(fund.More) - len(more))
				text, more = more[0], more[1:]
			}
			f.put(f.Funds[i+1], 1, text)
			f.last().Number = hasPoints(col.field)
			f.mark(-n, column)
		}
		f.row++
	}
}

func (f *formWriter) writeGoal(t Table) {
	f.put(span{0, 0}, 2, "年度\n总体\n目标")
	f.put(f.Goal, 1, "预期目标")
	f.put(f.GoalActual, 1, "实际完成情况")
	f.row++
	f.cell(f.Goal, 1, t.Goal, document.Left)
	f.mark(0, ColumnGoal)
	f.cell(f.GoalActual, 1, t.GoalActual, document.Left)
	f.mark(0, ColumnGoalActual)
	f.row++
}

func (f *formWriter) writeIndicators(t Table) {
	side := len(t.Indicators) + 1
	if f.SideIncludesTotal {
		side++
	}
	f.grid.Head = f.row + 1
	f.put(span{0, 0}, side, "绩效\n指标")
	for i, col := range f.indicators {
		f.put(f.Indicators[i], 1, col.head)
	}
	f.row++
	for i := range t.Indicators {
		f.writeIndicator(t.Indicators, i)
		f.row++
	}
	f.writeTotal(t)
	if t.Grade != "" {
		f.put(f.Label, 1, "等级")
		f.put(f.Value, 1, t.Grade)
		f.mark(0, ColumnGrade)
		f.row++
	}
}

// writeTotal writes the sums under their columns; a form without 得分 has none.
func (f *formWriter) writeTotal(t Table) {
	if f.official {
		f.put(f.TotalLabel, 1, "总 分")
		f.put(f.Total, 1, t.TotalText[0])
		f.last().Number = true
		f.mark(0, ColumnTotalWeight)
		f.put(f.TotalScore, 1, t.TotalText[1])
		f.last().Number = true
		f.mark(0, ColumnTotal)
		f.put(f.TotalEnd, 1, "")
		f.row++
		return
	}
	if !f.indicators.has(fieldWeight) && !f.indicators.has(fieldScore) {
		return
	}
	labelled := false
	for i, col := range f.indicators {
		s, text := f.Indicators[i], ""
		switch col.field {
		case fieldWeight:
			text = t.TotalText[0]
		case fieldScore:
			text = t.TotalText[1]
		default:
			if !labelled {
				continue
			}
		}
		if !labelled {
			labelled = true
			f.put(span{0, s.from - 1}, 1, "总 分")
		}
		f.put(s, 1, text)
		f.last().Number = hasPoints(col.field)
		switch col.field {
		case fieldWeight:
			f.mark(0, ColumnTotalWeight)
		case fieldScore:
			f.mark(0, ColumnTotal)
		}
	}
	f.row++
}

// writeIndicator writes one row; the labels of the first and second level reach down over the rows they stand for.
func (f *formWriter) writeIndicator(all []Indicator, i int) {
	ind := all[i]
	texts := map[string]string{
		fieldName: ind.Name, fieldTarget: cmp.Or(ind.TargetCell, ind.Target), fieldWeight: ind.WeightText,
		fieldActual: cmp.Or(ind.ActualCell, ind.Actual), fieldScore: ind.ScoreText, fieldReason: ind.Reason,
	}
	more := ind.More
	for n, col := range f.indicators {
		s := f.Indicators[n]
		switch {
		case col.field == fieldFirst:
			if i == 0 || all[i-1].First != ind.First {
				f.put(s, runOf(all[i:], func(o Indicator) bool { return o.First == ind.First }), ind.First)
				f.mark(ind.Row, ColumnFirst)
			}
		case col.field == fieldSecond:
			if i == 0 || all[i-1].First != ind.First || all[i-1].Second != ind.Second {
				same := func(o Indicator) bool { return o.First == ind.First && o.Second == ind.Second }
				f.put(s, runOf(all[i:], same), ind.Second)
				f.mark(ind.Row, ColumnSecond)
			}
		case kept(col.field):
			text, column := "", MoreColumn(len(ind.More)-len(more))
			if len(more) > 0 {
				text, more = more[0], more[1:]
			}
			f.put(s, 1, text)
			f.mark(ind.Row, column)
		case col.field == fieldName || col.field == fieldReason:
			f.cell(s, 1, texts[col.field], document.Left)
			f.mark(ind.Row, printedColumns[col.field])
			if col.field == fieldName {
				f.mark(ind.Row, ColumnRow)
			}
		default:
			f.put(s, 1, texts[col.field])
			f.last().Number = hasPoints(col.field)
			f.mark(ind.Row, printedColumns[col.field])
		}
	}
}

func runOf[T any](rows []T, same func(T) bool) int {
	n := 0
	for n < len(rows) && same(rows[n]) {
		n++
	}
	return n
}
