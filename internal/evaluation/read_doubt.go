package evaluation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
)

// Reading is what was understood of a file: its tables, and what a person should look at before relying on them.
type Reading struct {
	Tables []Table
	Doubts []Doubt
	// Paper is what a working paper in the file explains (工作底稿). A file may hold nothing else.
	Paper Paper
	// Corrected are the corrections that a working paper in the file records; its own tables have them already.
	Corrected []Corrected
}

// Doubt is something in a file that was read, but perhaps not as it was meant.
type Doubt struct {
	Table   int    `json:"table"`          // index into the tables
	Row     int    `json:"row,omitempty"`  // of the indicators, 0 for none of them
	Line    int    `json:"line"`           // or row of the file from the top, 0 for the table as a whole
	Cell    string `json:"cell,omitempty"` // what stands there, cut
	Message string `json:"message"`
	Grave   bool   `json:"grave,omitempty"` // no table has it: until a person mended the file nothing is made of it
}

// String is the doubt as a sentence for a person.
func (d Doubt) String() string {
	text := d.Message
	if d.Line > 0 {
		text = fmt.Sprintf("文件第%d行：%s", d.Line, text)
	}
	if d.Cell != "" {
		text += "（" + d.Cell + "）"
	}
	return text
}

// doubt marks the line that is being read.
func (d *draft) doubt(row int, cell, format string, args ...any) {
	const most = 200 // a file of noise need not be listed
	if len(d.doubts) < most {
		message := fmt.Sprintf(format, args...)
		d.doubts = append(d.doubts, Doubt{Row: row, Line: d.line, Cell: cut(cell, 40), Message: message})
	}
}

// grave marks what no table has, and what would be lost or passed on if the file were written again.
func (d *draft) grave(row int, cell, format string, args ...any) {
	before := len(d.doubts)
	d.doubt(row, cell, format, args...)
	if len(d.doubts) > before {
		d.doubts[before].Grave = true
	}
}

// Refused is why nothing should be written or kept of what was read, nil when nothing speaks against it.
func (r Reading) Refused(name string) error {
	var wrong []*refusal.Refused
	for _, d := range r.Doubts {
		if d.Grave {
			text := fmt.Sprintf("%s的第%d张表：%s", quoteName(name), d.Table+1, d)
			wrong = append(wrong, refusal.New("evaluation.read.grave", text, "", "请更正原件后再试，没有写入任何东西"))
		}
	}
	return refusal.Join(wrong...)
}

// doubtNoTotal is a doubt about every table but a goal.
const doubtNoTotal = "没有读到总分"

// missing marks what a table should have and lacks.
func (d *draft) missing() {
	d.line = 0
	if d.Project == "" {
		d.doubt(0, "", "没有读到项目名称")
	}
	if d.Year == 0 {
		d.doubt(0, d.YearText, "没有读到年度，或年度不是四位数的年份")
	}
	if d.Unit == "" && d.Department == "" {
		d.doubt(0, "", "没有读到主管部门和实施单位")
	}
	if d.TotalFund() == nil {
		d.doubt(0, "", "没有读到年度资金总额")
	}
	d.readMoney()
	d.doubtWeights()
	d.doubtFractions()
	if len(d.Indicators) == 0 {
		d.doubt(0, "", "没有读到绩效指标")
	}
	if goal := d.indicators != nil && !d.indicators.has(fieldActual); !goal && !d.closed && !d.TotalScore.Printed() {
		d.doubt(0, "", doubtNoTotal)
	}
}

// doubtPoints marks a cell of the columns 分值 and 得分 that holds no number, or one below zero.
func (d *draft) doubtPoints(row int, column, text string, p Points) {
	switch {
	case !p.Printed() && !blank(text):
		d.doubt(row, text, "第%d行的%s不是数字", row, column)
	case p.Printed() && p < 0:
		d.grave(row, text, "第%d行的%s小于零", row, column)
	}
}

// doubtWeights marks the rows without 分值 in a table whose other rows have one: a cell merged over two rows says how
// much both have and not how much each.
func (d *draft) doubtWeights() {
	if !slices.ContainsFunc(d.Indicators, func(i Indicator) bool { return i.Weight.Printed() }) {
		return
	}
	for _, ind := range d.Indicators {
		if compact(ind.WeightText) == "" && !ind.NotApplicable() && !ind.Filler() {
			d.doubt(ind.Row, ind.Name, "第%d行没有分值，可能与上一行合并为一格。请每行写明各自的分值", ind.Row)
		}
	}
}

// doubtUnused marks the cells of an indicator row that stand under no head.
func (d *draft) doubtUnused(row, shift int, cells, labels []string) {
	var used [maxCells]bool
	for _, col := range d.indicators {
		if i := col.at + shift; i >= 0 && i < maxCells {
			used[i] = true
		}
	}
	if side := d.indicators[0].at + shift - 1; side >= 0 && side < len(labels) && side < maxCells {
		used[side] = used[side] || strings.HasPrefix(labels[side], "绩效") || isGoal(labels[side])
	}
	for i, label := range labels {
		if label != "" && i < maxCells && !used[i] {
			d.doubt(row, cells[i], "第%d行有一格不在任何栏目之下，没有读入", row)
		}
	}
}

// annexLine is what stands between the tables of a file and belongs to none.
var annexLine = regexp.MustCompile(`^(?:附件|附表|附)[0-9一二三四五六七八九十-]*[:：]?$|^公开\d+表$|^续表\d*$`)

// annex reports whether a row has nothing but such a line.
func annex(labels []string) bool {
	at := firstFilled(labels)
	return at >= 0 && annexLine.MatchString(labels[at]) && firstFilled(labels[at+1:]) < 0
}

// sideLabel is what forms print at the left side of their parts, over several rows.
var sideLabel = regexp.MustCompile(`资金|预算|支出|来源|金额|目标|绩效|指标|情况|年度$|^\(?(?:单位:)?(?:亿元|万元|千元|元)\)?$`)

// doubtSide marks the cells at the left of a row that are no label of the form.
func (d *draft) doubtSide(cells, labels []string) {
	for i, label := range labels {
		if label != "" && !(sideLabel.MatchString(label) && len([]rune(label)) <= 20) {
			d.doubt(0, cells[i], "这一行左侧有一格没有读入")
		}
	}
}

// doubtRow marks a row of which nothing was used.
func (d *draft) doubtRow(cells, labels []string) {
	if annex(labels) {
		return
	}
	d.keep(cells, labels)
	d.doubt(0, joined(cells), "这一行没有认出是什么，只照录原文")
}
