package evaluation

import (
	"fmt"

	"guangsha/internal/document"
)

// formWriter fills a grid from top to bottom.
type formWriter struct {
	formLayout
	grid document.Grid
	row  int
}

// Form lays a table out as the official form.
func Form(t Table) document.Grid {
	layout := layoutOf(t.Layout)
	f := &formWriter{formLayout: layout, grid: document.Grid{Name: t.Project, Widths: layout.Widths}}
	title := t.Title
	if title == "" {
		title = "项目支出绩效自评表"
	}
	f.plain(title, 16, "黑体")
	f.plain(t.YearText, 11, "")
	f.put(f.Label, 1, "项目名称")
	f.put(f.Value, 1, t.Project)
	f.row++
	f.put(f.Label, 1, "主管部门")
	f.put(f.Department, 1, t.Department)
	f.put(f.UnitLabel, 1, "实施单位")
	f.put(f.Unit, 1, t.Unit)
	f.row++
	f.writeFunds(t)
	f.writeGoal(t)
	f.writeIndicators(t)
	if t.Note != "" {
		f.row++
		f.grid.Cells = append(f.grid.Cells, document.Cell{
			Row: f.row, Col: 0, ColSpan: f.FullWidth.to + 1, Text: t.Note, Align: document.Left, Plain: true,
		})
	}
	return f.grid
}

// plain writes a line above the table, without borders.
func (f *formWriter) plain(text string, size int, font string) {
	f.grid.Cells = append(f.grid.Cells, document.Cell{
		Row: f.row, Col: 0, ColSpan: f.FullWidth.to + 1, Text: text, Size: size, Font: font, Plain: true,
	})
	f.row++
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
	for i, head := range []string{"", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"} {
		f.put(f.Funds[i], 1, head)
	}
	f.row++
	for _, fund := range t.Funds {
		for i, text := range []string{
			fund.Name, fund.Initial, fund.Budget, fund.Executed, fund.Weight, fund.Rate, fund.Score,
		} {
			align := document.Center
			if i == 0 {
				align = document.Left
			}
			f.cell(f.Funds[i], 1, text, align)
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
	f.cell(f.GoalActual, 1, t.GoalActual, document.Left)
	f.row++
}

func (f *formWriter) writeIndicators(t Table) {
	side := len(t.Indicators) + 1
	if f.SideIncludesTotal {
		side++
	}
	f.put(span{0, 0}, side, "绩效\n指标")
	for i, head := range []string{
		"一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
	} {
		f.put(f.Indicators[i], 1, head)
	}
	f.row++
	for i, ind := range t.Indicators {
		f.writeIndicator(t.Indicators, i, ind)
		f.row++
	}
	f.put(f.TotalLabel, 1, "总 分")
	f.put(f.Total, 1, t.TotalText[0])
	f.put(f.TotalScore, 1, t.TotalText[1])
	f.put(f.TotalEnd, 1, "")
	f.row++
	if t.Grade != "" {
		f.put(f.Label, 1, "等级")
		f.put(f.Value, 1, t.Grade)
		f.row++
	}
}

// writeIndicator writes one row; the labels of the first and second level reach down over the rows they stand for.
func (f *formWriter) writeIndicator(all []Indicator, i int, ind Indicator) {
	if i == 0 || all[i-1].First != ind.First {
		f.put(f.Indicators[0], runOf(all[i:], func(o Indicator) bool { return o.First == ind.First }), ind.First)
	}
	if i == 0 || all[i-1].First != ind.First || all[i-1].Second != ind.Second {
		same := func(o Indicator) bool { return o.First == ind.First && o.Second == ind.Second }
		f.put(f.Indicators[1], runOf(all[i:], same), ind.Second)
	}
	f.cell(f.Indicators[2], 1, ind.Name, document.Left)
	for n, text := range []string{ind.Target, ind.Actual, ind.WeightText, ind.ScoreText} {
		f.put(f.Indicators[3+n], 1, text)
	}
	f.cell(f.Indicators[7], 1, ind.Reason, document.Left)
}

func runOf(rows []Indicator, same func(Indicator) bool) int {
	n := 0
	for n < len(rows) && same(rows[n]) {
		n++
	}
	return n
}
