package evaluation

import (
	"fmt"
	"slices"
	"strconv"

	"guangsha/internal/document"
)

// Index is the list of evidence (佐证材料目录): each row of each table with the three values of its actual, what stands
// behind the measured one, and where that lies. place gives the folder of a measure, and of a row that none measures.
func (n Notice) Index(place func(table, row int, measure string) string) document.Grid {
	p := &page{Grid: document.Grid{Name: "佐证材料目录", Landscape: true,
		Widths: []int{190, 50, 280, 110, 110, 110, 110, 70, 70, 300, 200, 320}}}
	p.title(fmt.Sprintf("%d年度项目支出绩效自评 佐证材料目录", n.Year), 16, document.Center)
	p.notes(n.Invented, n.Unfinished)
	p.line(true, "项目名称", "行", "指标", "年度指标值", "填报值", "系统取数值", "表上的值", "证据等级", "记录数", "取数口径或待补内容", "存放",
		"外部文件所列数")
	for i, t := range n.Set.Tables {
		printed := n.Printed[i]
		if total := t.TotalFund(); total != nil {
			executed := ""
			if f := printed.TotalFund(); f != nil {
				executed = f.Executed
			}
			p.indexLine(t, Indicator{Name: "全年执行数", Target: total.Budget}, t.Execution, executed,
				place(i, 0, t.Execution.measuredBy()), "财务系统支付凭证")
		}
		standings := Standings(t.Table)
		for k, ind := range t.Indicators {
			row := FilledRow{Actual: Actual{Reported: ind.Actual}}
			if k < len(t.Rows) {
				row = t.Rows[k]
			}
			p.indexLine(t, ind, row, printed.Indicators[k].Actual, place(i, ind.Row, row.measuredBy()),
				lacks(row, standings, ind.Row))
		}
	}
	return p.Grid
}

// lacks is what a row without a measured value waits for.
func lacks(row FilledRow, standings []Standing, number int) string {
	if row.Waiting != "" {
		return row.Waiting
	}
	at := slices.IndexFunc(standings, func(s Standing) bool { return s.Row == number })
	if at < 0 {
		return ""
	}
	return standings[at].Because
}

func (p *page) indexLine(t FilledTable, ind Indicator, row FilledRow, printed, place, lacks string) {
	number, records, behind := "", "", row.Definition
	if ind.Row > 0 {
		number = fmt.Sprint(ind.Row)
	}
	grade := string(row.Grade)
	switch {
	case row.Measured == "":
		grade, behind = "待补", lacks
	case row.Of > 0:
		records = fmt.Sprintf("%d/%d", row.Evidence.Rows, row.Of)
	default:
		records = fmt.Sprint(row.Evidence.Rows)
	}
	p.line(false, t.Project, number, PlainName(ind.Name), ind.Target, row.Reported, row.Measured, printed, grade,
		records, behind, place, SayOutside(row.Outside))
}

// measuredBy is the measure behind the measured value, empty without one.
func (r FilledRow) measuredBy() string {
	if r.Measured == "" {
		return ""
	}
	return r.Measure
}

// IndexLine is what a line of the index of evidence says of a row, for whoever checks it.
type IndexLine struct {
	Project    string
	Row        int // 0 for 全年执行数
	Measured   string
	Printed    string
	Grade      string
	Records    string
	Definition string
	Place      string
	Outside    string
}

// ReadIndexLine reads a line of the index as Index wrote it; ok is false for a title and for the head.
func ReadIndexLine(cells []string) (line IndexLine, ok bool) {
	const columns, last = 12, 10 // nothing may lie anywhere, and no paper state anything
	if len(cells) < last {
		return IndexLine{}, false
	}
	cells = append(slices.Clone(cells), make([]string, columns)...)
	row, err := strconv.Atoi(cells[1])
	if err != nil && cells[1] != "" || cells[0] == "" {
		return IndexLine{}, false
	}
	return IndexLine{Project: cells[0], Row: row, Measured: cells[5], Printed: cells[6], Grade: cells[7],
		Records: cells[8], Definition: cells[9], Place: cells[10], Outside: cells[11]}, true
}
