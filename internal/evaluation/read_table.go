package evaluation

import (
	"cmp"
	"fmt"
	"strings"

	"guangsha/internal/base/refusal"
)

// tableReader goes through the rows of a grid once. It knows rows by their labels and never by their position, since
// published tables shift columns, repeat their title after a page break and lose cells.
type tableReader struct {
	Reading
	current *draft
	line    int
	heading // seen, not yet given to a table

	above     []aboveRow // not yet given to a table
	lost      int        // rows like those of a table, before the first one that is one
	thisYear  int        // 0 when nobody says
	lostLine  int        // of the first of them
	lostCells []string
	headLine  int // of the last row of heads of indicators
	headCells []string
	halfHead  bool // that row had not all that rows need
}

// draft is a table while it is read.
type draft struct {
	Table
	seen  map[string]bool // labels that a table has once
	body  string          // who fills the table in, as the line above it states
	whole string          // label of the body that is evaluated as a whole, until a project is named

	funds        columns
	fundHeads    []string // the row of their heads
	fundNames    int      // the column of their names
	nameless     []string // a row of funds without a name
	namelessLine int

	goals     [2]int         // columns of 预期目标 and 实际完成情况; the texts stand in the next rows
	goalHead  bool           // the head of the goal was seen
	goalHeads map[int]string // of the goals that were adjusted later
	besides   [][]string     // rows that had the goal beside its label

	indicators columns
	inRows     bool   // the head of the indicators was seen
	loose      bool   // 分值 are written in another way than as digits
	first      string // labels that are printed once for several rows
	second     string
	closed     bool // the row 总分 was seen
	line       int  // that is read
	doubts     []Doubt
}

func readTables(rows [][]string, thisYear int) (Reading, error) {
	r := &tableReader{thisYear: thisYear}
	for i, row := range rows {
		r.line = i + 1
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = strings.TrimSpace(c)
		}
		r.readRow(cells)
		if r.current != nil && len(r.current.Indicators) > maxRows {
			return Reading{}, refusal.New("evaluation.read.too-many-rows", fmt.Sprintf("一张表的指标超过%d行，不像是一份自评表", maxRows),
				"", "请只保留自评表本身再试")
		}
	}
	r.keepTail()
	r.finish()
	if r.lost > 0 && len(r.Tables) > 0 {
		r.Doubts = append([]Doubt{{Line: r.lostLine, Cell: cut(joined(r.lostCells), 40),
			Message: fmt.Sprintf("这里起有%d行像是表内的行，但上面没有表头，没有读入", r.lost)}}, r.Doubts...)
	}
	return r.Reading, nil
}

// readRow reads one row: as a line of the heading, as labels of the form, or by what the heads above it mean.
func (r *tableReader) readRow(cells []string) {
	labels := compacted(cells)
	filled := 0
	for _, label := range labels {
		if label != "" {
			filled++
		}
	}
	switch {
	case filled == 0:
		return
	case filled == 1 && r.readSingle(cells, labels), filled < 5 && r.readHeading(cells, labels):
		return
	}
	if r.readHead(cells, labels) {
		return
	}
	if r.current == nil {
		if filled >= 4 || hasTotal(labels) {
			if r.lost++; r.lost == 1 {
				r.lostLine, r.lostCells = r.line, cells
			}
			return
		}
		r.above = append(r.above, aboveRow{r.line, cells, labels})
		return
	}
	r.readBody(cells, labels)
}

// readHead reads the rows that carry labels of the form.
func (r *tableReader) readHead(cells, labels []string) bool {
	if r.readPairs(cells, labels) {
		return true
	}
	if cols := fundColumns(cells, labels); cols != nil && (r.current == nil || !r.current.inRows || r.current.closed) {
		r.begin("项目资金")
		r.current.line = r.line
		r.current.readFundHead(cols, cells, labels)
		return true
	}
	return r.readGoalHead(cells, labels) || r.readIndicatorHead(cells, labels) || r.readGoalBeside(cells, labels)
}

// begin makes sure that there is a table for a label that each table has once; seeing it again starts the next one.
func (r *tableReader) begin(label string) {
	if r.current != nil && !r.current.closed && (label == "" || !r.current.seen[label]) {
		r.current.seen[label] = true
		return
	}
	r.finish()
	r.current = &draft{
		Table: Table{Title: r.title, YearText: r.year, Year: readYear(r.year), Unit: r.body,
			MoneyUnit: cmp.Or(r.money, moneyUnit), Layout: G9, Total: NoPoints, TotalScore: NoPoints},
		seen: map[string]bool{label: true}, body: r.body,
	}
	if r.current.Year == 0 {
		r.current.Year = readYear(r.title)
	}
	r.heading = heading{}
	r.current.keepAbove(r.above)
	r.above = nil
}

func (r *tableReader) finish() {
	if r.current == nil {
		return
	}
	t := r.current.Table
	if t.Project != "" || len(t.Funds) > 0 || len(t.Indicators) > 0 || t.Department != "" {
		if r.thisYear > 0 && t.Year > r.thisYear+1 {
			r.current.line = 0
			r.current.grave(0, t.YearText, "年度%d还没有到，今年是%d年", t.Year, r.thisYear)
		}
		r.current.missing()
		t = r.current.Table
		for _, d := range r.current.doubts {
			d.Table = len(r.Tables)
			r.Doubts = append(r.Doubts, d)
		}
		r.Tables = append(r.Tables, t)
	} else if n := len(r.Tables); n > 0 {
		r.Tables[n-1].Others = append(r.Tables[n-1].Others, r.current.foot()...)
	}
	r.current = nil
}

// readBody reads the rows whose meaning comes from the head above them.
func (r *tableReader) readBody(cells, labels []string) {
	d := r.current
	if r.halfHead {
		d.line, r.halfHead = r.headLine, false
		d.doubtRow(r.headCells, compacted(r.headCells))
	}
	d.line = r.line
	total := d.isTotal(labels)
	fund := -1
	if !d.inRows && !total {
		fund = d.fundLabel(labels)
	}
	switch {
	case total && !d.closed:
		d.readTotal(cells, labels)
	case fund >= 0:
		d.readFund(fund, cells, labels)
	case d.readNamelessFund(cells, labels):
	case d.goalHead && !d.inRows && firstFilled(labels[min(d.goals[0], len(labels)):]) >= 0 &&
		indexOf(labels, firstLevel.MatchString) < 0:
		d.readGoal(cells, labels)
	case d.isOther(labels), d.isSubtotal(labels):
		d.keep(cells, labels)
	case d.inRows && !d.closed || d.losesHead(labels):
		d.readIndicator(cells, labels)
	case total:
		d.grave(0, joined(cells), "表中又有一行总分，只读入了前一行")
	case !d.readGrade(cells, labels):
		d.doubtRow(cells, labels)
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

func joined(cells []string) string {
	return strings.Join(strings.Fields(strings.Join(cells, " ")), " ")
}
