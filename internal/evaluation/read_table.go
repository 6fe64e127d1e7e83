package evaluation

import (
	"fmt"
	"regexp"
	"strings"

	"guangsha/internal/base/refusal"
)

// tableReader goes through the rows of a grid once. It knows rows by their labels and never by their position, since
// published tables shift columns, repeat their title after a page break and lose cells.
type tableReader struct {
	Reading
	current *draft
	line    int
	title   string // a title seen, not yet given to a table
	year    string
}

// draft is a table while it is read.
type draft struct {
	Table
	seen       map[string]bool // labels that a table has once
	funds      columns
	goals      [2]int // columns of 预期目标 and 实际完成情况; the texts stand in the next row
	goalNext   bool
	indicators columns
	inRows     bool   // the head of the indicators was seen
	first      string // labels that are printed once for several rows
	second     string
	closed     bool // the row 总分 was seen
	line       int  // that is read
	doubts     []Doubt
}

// columns says in which column a field stands.
type columns map[string]int

func readTables(rows [][]string) (Reading, error) {
	r := &tableReader{}
	for i, row := range rows {
		r.line = i + 1
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = strings.TrimSpace(c)
		}
		r.readRow(cells)
		if r.current != nil && len(r.current.Indicators) > maxRows {
			return Reading{}, refusal.New("evaluation.read.too-many-rows", fmt.Sprintf("一张表的指标超过%d行，不像是一份自评表", maxRows),
				"", "请只保留自评表本身再导入")
		}
	}
	r.finish()
	return r.Reading, nil
}

var noteLine = regexp.MustCompile(`^(?:注意事项|注|备注|说明|填报说明)[:：\d]`)

func (r *tableReader) readRow(cells []string) {
	labels := make([]string, len(cells))
	filled := 0
	for i, c := range cells {
		if labels[i] = compact(c); labels[i] != "" {
			filled++
		}
	}
	switch {
	case filled == 0:
		return
	case filled == 1 && r.readSingle(cells, labels):
		return
	}
	if r.readHead(cells, labels) || r.current == nil {
		return
	}
	r.readBody(cells, labels)
}

// readSingle reads a line of one cell: the title, the year, the note.
func (r *tableReader) readSingle(cells, labels []string) bool {
	i := firstFilled(labels)
	switch text := labels[i]; {
	case strings.Contains(text, "自评表") && !strings.Contains(text, "总分"):
		r.title = cells[i]
	case strings.HasPrefix(text, "(") && readYear(text) != 0 || yearOf.FindString(text) == text && text != "":
		r.year = cells[i]
	case noteLine.MatchString(text):
		if r.current != nil && r.current.Note == "" {
			r.current.Note = cells[i]
		}
	default:
		return false
	}
	return true
}

// readHead reads the rows that carry labels of the form.
func (r *tableReader) readHead(cells, labels []string) bool {
	if at := indexOf(labels, func(s string) bool { return s == "项目名称" || s == "项目名称:" }); at >= 0 {
		r.begin("项目名称")
		r.current.Project, _ = nextFilled(cells, at+1, len(cells))
		return true
	}
	if at := indexOf(labels, func(s string) bool { return strings.HasPrefix(s, "主管部门") || s == "实施单位" }); at >= 0 {
		r.begin("主管部门")
		r.readBodies(cells, labels)
		return true
	}
	if cols := fundColumns(labels); cols != nil {
		r.begin("项目资金")
		r.current.funds = cols
		if strings.Contains(labels[firstFilled(labels)], "(元)") {
			r.current.MoneyUnit = "元"
		}
		return true
	}
	if from := indexOf(labels, isGoalHead); from >= 0 {
		to := indexOf(labels, func(s string) bool { return strings.HasPrefix(s, "实际完成") })
		if indexOf(labels, func(s string) bool { return s == "一级指标" }) < 0 {
			r.begin("预期目标")
			r.current.goals, r.current.goalNext = [2]int{from, to}, true
			return true
		}
	}
	if cols := indicatorColumns(labels); cols != nil {
		r.begin("")
		r.current.indicators, r.current.inRows = cols, true
		return true
	}
	return false
}

func isGoalHead(s string) bool {
	return strings.HasPrefix(s, "预期目标") || strings.HasPrefix(s, "年初预期目标") || s == "年度预期目标"
}

// begin makes sure that there is a table for a label that each table has once; seeing it again starts the next one.
func (r *tableReader) begin(label string) {
	if r.current != nil && !r.current.closed && (label == "" || !r.current.seen[label]) {
		r.current.seen[label] = true
		return
	}
	r.finish()
	r.current = &draft{
		Table: Table{Title: r.title, YearText: r.year, Year: readYear(r.year), MoneyUnit: "万元", Layout: G9,
			Total: NoPoints, TotalScore: NoPoints},
		seen: map[string]bool{label: true},
	}
	if r.current.Year == 0 {
		r.current.Year = readYear(r.title)
	}
	r.title, r.year = "", ""
}

func (r *tableReader) finish() {
	if r.current == nil {
		return
	}
	t := r.current.Table
	if t.Project != "" || len(t.Funds) > 0 || len(t.Indicators) > 0 || t.Department != "" {
		r.current.missing()
		for _, d := range r.current.doubts {
			d.Table = len(r.Tables)
			r.Doubts = append(r.Doubts, d)
		}
		r.Tables = append(r.Tables, t)
	}
	r.current = nil
}

// readBodies reads 主管部门 and 实施单位, which stand in one row.
func (r *tableReader) readBodies(cells, labels []string) {
	department := indexOf(labels, func(s string) bool { return strings.HasPrefix(s, "主管部门") })
	unit := indexOf(labels, func(s string) bool { return s == "实施单位" || s == "项目单位" })
	end := len(cells)
	if unit >= 0 {
		r.current.Unit, _ = nextFilled(cells, unit+1, len(cells))
		end = unit
	}
	if department >= 0 && department < end {
		r.current.Department, _ = nextFilled(cells, department+1, end)
	}
}

// readBody reads the rows whose meaning comes from the head above them.
func (r *tableReader) readBody(cells, labels []string) {
	d := r.current
	d.line = r.line
	switch {
	case indexOf(labels, isTotalLabel) >= 0 && !d.closed:
		d.readTotal(cells, labels)
	case indexOf(labels, isFundName) >= 0 && !d.inRows:
		d.readFund(cells, labels)
	case d.goalNext:
		d.readGoal(cells, labels)
	case d.inRows && !d.closed || d.losesHead(labels):
		d.readIndicator(cells, labels)
	case indexOf(labels, isTotalLabel) >= 0:
		d.doubt(0, strings.Join(strings.Fields(strings.Join(cells, " ")), " "), "表中又有一行总分，只读入了前一行")
	case !d.readGrade(cells, labels):
		d.doubtRow(cells, labels)
	}
}

func isTotalLabel(s string) bool {
	return s == "总分" || s == "总分:" || s == "总计得分" || s == "合计得分"
}

func (d *draft) readTotal(cells, labels []string) {
	d.closed = true
	at := indexOf(labels, isTotalLabel)
	n := 0
	for i := at + 1; i < len(cells) && n < 2; i++ {
		if labels[i] == "" {
			continue
		}
		d.TotalText[n] = cells[i]
		n++
	}
	d.Total, d.TotalScore = ReadPoints(d.TotalText[0]), ReadPoints(d.TotalText[1])
	if !d.TotalScore.Printed() {
		d.doubt(0, d.TotalText[1], "总分一行没有读到得分")
	}
}

// readGrade reads 等级, and reports whether the row has it.
func (d *draft) readGrade(cells, labels []string) bool {
	at := indexOf(labels, func(s string) bool {
		return strings.HasSuffix(s, "等级") || strings.HasSuffix(s, "等级:") || s == "评价结论"
	})
	if at >= 0 && d.Grade == "" {
		d.Grade, _ = nextFilled(cells, at+1, len(cells))
	}
	return at >= 0
}

// readGoal reads the texts under 预期目标 and 实际完成情况.
func (d *draft) readGoal(cells, labels []string) {
	d.goalNext = false
	middle := d.goals[1]
	if middle < 0 {
		middle = len(cells)
	}
	for i := range cells {
		switch {
		case labels[i] == "" || i < d.goals[0]:
		case i < middle && d.Goal == "":
			d.Goal = cells[i]
		case d.GoalActual == "":
			d.GoalActual = cells[i]
		}
	}
}

func firstFilled(labels []string) int { return indexOf(labels, func(s string) bool { return s != "" }) }

func indexOf(labels []string, is func(string) bool) int {
	for i, s := range labels {
		if is(s) {
			return i
		}
	}
	return -1
}

func nextFilled(cells []string, from, to int) (string, int) {
	for i := from; i < to; i++ {
		if compact(cells[i]) != "" {
			return cells[i], i
		}
	}
	return "", -1
}
