package evaluation

import (
	"fmt"

	"guangsha/internal/document"
)

// span is a range of columns, both ends in it.
type span struct{ from, to int }

// formLayout says where the parts of a form stand.
type formLayout struct {
	widths              []int // tenths of a digit
	label, value        span  // 项目名称
	department          span
	unitLabel, unit     span
	fundLabel           span
	funds               [7]span // name, 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分
	goal, goalActual    span
	indicators          [8]span // 一级, 二级, 三级, 指标值, 完成值, 分值, 得分, 偏差原因
	totalLabel          span
	sideIncludesTotal   bool // 绩效指标 reaches down to the row 总分
	total, totalScore   span
	totalEnd, fullWidth span
}

var formLayouts = map[Layout]formLayout{
	G11: {
		widths: []int{50, 80, 90, 185, 90, 130, 130, 55, 60, 65, 65},
		label:  span{0, 2}, value: span{3, 10}, department: span{3, 5}, unitLabel: span{6, 7}, unit: span{8, 10},
		fundLabel: span{0, 2}, funds: [7]span{{3, 3}, {4, 4}, {5, 5}, {6, 7}, {8, 8}, {9, 9}, {10, 10}},
		goal: span{1, 5}, goalActual: span{6, 10},
		indicators: [8]span{{1, 1}, {2, 2}, {3, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}, {9, 10}},
		totalLabel: span{0, 6}, total: span{7, 7}, totalScore: span{8, 8}, totalEnd: span{9, 10},
		fullWidth: span{0, 10},
	},
	G9: {
		widths: []int{50, 80, 150, 280, 110, 110, 65, 75, 105},
		label:  span{0, 1}, value: span{2, 8}, department: span{2, 4}, unitLabel: span{5, 5}, unit: span{6, 8},
		fundLabel: span{0, 1}, funds: [7]span{{2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}},
		goal: span{1, 4}, goalActual: span{5, 8},
		indicators: [8]span{{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}},
		totalLabel: span{1, 5}, sideIncludesTotal: true,
		total: span{6, 6}, totalScore: span{7, 7}, totalEnd: span{8, 8}, fullWidth: span{0, 8},
	},
}

// formWriter fills a grid from top to bottom.
type formWriter struct {
	formLayout
	grid document.Grid
	row  int
}

// Form lays a table out as the official form.
func Form(t Table) document.Grid {
	layout, ok := formLayouts[t.Layout]
	if !ok {
		layout = formLayouts[G9]
	}
	f := &formWriter{formLayout: layout, grid: document.Grid{Name: t.Project, Widths: layout.widths}}
	title := t.Title
	if title == "" {
		title = "项目支出绩效自评表"
	}
	f.plain(title, 16, "黑体")
	f.plain(t.YearText, 11, "")
	f.put(f.label, 1, "项目名称")
	f.put(f.value, 1, t.Project)
	f.row++
	f.put(f.label, 1, "主管部门")
	f.put(f.department, 1, t.Department)
	f.put(f.unitLabel, 1, "实施单位")
	f.put(f.unit, 1, t.Unit)
	f.row++
	f.writeFunds(t)
	f.writeGoal(t)
	f.writeIndicators(t)
	if t.Note != "" {
		f.row++
		f.grid.Cells = append(f.grid.Cells, document.Cell{
			Row: f.row, Col: 0, ColSpan: f.fullWidth.to + 1, Text: t.Note, Align: document.Left, Plain: true,
		})
	}
	return f.grid
}

// plain writes a line above the table, without borders.
func (f *formWriter) plain(text string, size int, font string) {
	f.grid.Cells = append(f.grid.Cells, document.Cell{
		Row: f.row, Col: 0, ColSpan: f.fullWidth.to + 1, Text: text, Size: size, Font: font, Plain: true,
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
	f.put(f.fundLabel, len(t.Funds)+1, fmt.Sprintf("项目资金\n(%s)", t.MoneyUnit))
	for i, head := range []string{"", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"} {
		f.put(f.funds[i], 1, head)
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
			f.cell(f.funds[i], 1, text, align)
		}
		f.row++
	}
}

func (f *formWriter) writeGoal(t Table) {
	f.put(span{0, 0}, 2, "年度\n总体\n目标")
	f.put(f.goal, 1, "预期目标")
	f.put(f.goalActual, 1, "实际完成情况")
	f.row++
	f.cell(f.goal, 1, t.Goal, document.Left)
	f.cell(f.goalActual, 1, t.GoalActual, document.Left)
	f.row++
}

func (f *formWriter) writeIndicators(t Table) {
	side := len(t.Indicators) + 1
	if f.sideIncludesTotal {
		side++
	}
	f.put(span{0, 0}, side, "绩效\n指标")
	for i, head := range []string{
		"一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
	} {
		f.put(f.indicators[i], 1, head)
	}
	f.row++
	for i, ind := range t.Indicators {
		f.writeIndicator(t.Indicators, i, ind)
		f.row++
	}
	f.put(f.totalLabel, 1, "总 分")
	f.put(f.total, 1, t.TotalText[0])
	f.put(f.totalScore, 1, t.TotalText[1])
	f.put(f.totalEnd, 1, "")
	f.row++
	if t.Grade != "" {
		f.put(f.label, 1, "等级")
		f.put(f.value, 1, t.Grade)
		f.row++
	}
}

// writeIndicator writes one row; the labels of the first and second level reach down over the rows they stand for.
func (f *formWriter) writeIndicator(all []Indicator, i int, ind Indicator) {
	if i == 0 || all[i-1].First != ind.First {
		f.put(f.indicators[0], runOf(all[i:], func(o Indicator) bool { return o.First == ind.First }), ind.First)
	}
	if i == 0 || all[i-1].First != ind.First || all[i-1].Second != ind.Second {
		same := func(o Indicator) bool { return o.First == ind.First && o.Second == ind.Second }
		f.put(f.indicators[1], runOf(all[i:], same), ind.Second)
	}
	f.cell(f.indicators[2], 1, ind.Name, document.Left)
	for n, text := range []string{ind.Target, ind.Actual, ind.WeightText, ind.ScoreText} {
		f.put(f.indicators[3+n], 1, text)
	}
	f.cell(f.indicators[7], 1, ind.Reason, document.Left)
}

func runOf(rows []Indicator, same func(Indicator) bool) int {
	n := 0
	for n < len(rows) && same(rows[n]) {
		n++
	}
	return n
}
