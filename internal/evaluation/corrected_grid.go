package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/document"
)

// correctedTitle and correctedHeads are what a record of corrections (更正记录) is known by when it is read again.
const correctedTitle = "自评表更正记录"

var correctedHeads = []string{"表", "单位", "年度", "项目", "行", "栏目", "原文", "更正为"}

// columnWords are the columns of corrections as the record names them; those of row 0 stand apart.
var (
	columnWords = map[Column]string{ColumnFirst: "一级指标", ColumnSecond: "二级指标", ColumnName: "三级指标",
		ColumnTarget: "年度指标值", ColumnActual: "实际完成值",
		ColumnWeight: "分值", ColumnScore: "得分", ColumnReason: "偏差原因分析及改进措施"}
	headWords = map[Column]string{ColumnProject: "项目名称", ColumnDepartment: "主管部门", ColumnBody: "实施单位",
		ColumnYear: "年度", ColumnTotalWeight: "分值合计", ColumnTotal: "总分", ColumnGoal: "预期目标",
		ColumnGoalActual: "实际完成情况", ColumnInitial: "年初预算数", ColumnTarget: "全年预算数", ColumnActual: "全年执行数",
		ColumnWeight: "资金执行分值", ColumnRate: "执行率", ColumnScore: "资金执行得分"}
)

// CorrectedGrid lays out what was corrected after reading: each cell with what the reader had read and what a person
// saw in the paper. It is read again beside the paper.
func CorrectedGrid(all []Corrected) document.Grid {
	p := &page{Grid: document.Grid{Name: "更正记录", Landscape: true, Widths: []int{45, 200, 60, 220, 60, 160, 260, 260}}}
	p.title(correctedTitle, 16, document.Center)
	p.title("以下各格读入时与原件不同，由人对照原件更正；自评表中涂底色的就是这些格子。", 11, document.Left)
	p.line(true, correctedHeads...)
	for _, c := range all {
		p.line(false, fmt.Sprint(c.Table+1), c.Place.Unit, fmt.Sprint(c.Place.Year), c.Place.Project, fmt.Sprint(c.Row),
			c.words(), c.Was, c.Text)
	}
	return p.Grid
}

// words are the name of the cell's column.
func (c Corrected) words() string {
	if c.Row <= 0 {
		return headWords[c.Column]
	}
	return columnWords[c.Column]
}

// Where names the cell for a person.
func (c Corrected) Where() string {
	switch {
	case c.Row > 0:
		return fmt.Sprintf("第%d行的%s", c.Row, c.words())
	case c.Row < 0:
		return fmt.Sprintf("第%d个资金来源的%s", -c.Row, c.words())
	}
	return c.words()
}

// readCorrectedGrid reads a record of corrections, and reports whether rows are one. A line that names no column says
// nothing.
func readCorrectedGrid(rows [][]string) ([]Corrected, bool) {
	at := headsBelow(rows, correctedTitle, correctedHeads)
	if at < 0 {
		return nil, false
	}
	var all []Corrected
	for _, row := range rows[at+1:] {
		if len(row) < len(correctedHeads)-1 {
			continue
		}
		row = append(slices.Clone(row), "") // a file has no cells behind the last one that is filled
		c := Corrected{Place: Place{Unit: row[1], Year: atoi(compact(row[2])), Project: row[3]}, Was: row[6]}
		c.Row, c.Text = atoi(compact(row[4])), strings.TrimSpace(row[7])
		words := columnWords
		if c.Row <= 0 {
			words = headWords
		}
		for column, word := range words {
			if word == compact(row[5]) {
				c.Column = column
			}
		}
		if c.Column != "" {
			all = append(all, c)
		}
	}
	return all, true
}

// headsBelow finds the row of heads below a title, -1 when there is none.
func headsBelow(rows [][]string, title string, heads []string) int {
	titled := false
	for i, row := range rows {
		labels := make([]string, len(row))
		for k, c := range row {
			labels[k] = compact(c)
		}
		titled = titled || slices.Contains(labels, title)
		if titled && len(labels) >= len(heads) && slices.Equal(labels[:len(heads)], heads) {
			return i
		}
	}
	return -1
}

// Recall takes up what working papers record. again are the corrections of the tables that stand where one of them
// stood and read as it read, or as it was corrected: before they read as they did first, so that correcting them says
// again what was changed. gone are the records that fit no table.
func Recall(tables []Table, records []Corrected) (before []Table, again []Correction, gone []Corrected) {
	before = cloned(tables)
	used := make([]bool, len(records))
	for i := range before {
		t := &before[i]
		here := placeOf(*t, 0)
		for k, c := range records {
			if !here.is(c.Place) && !here.is(correctedPlace(c.Place, records)) {
				continue
			}
			cell := t.cellAt(c.Row, c.Column)
			if cell == nil || compact(*cell) != compact(c.Was) && compact(*cell) != compact(c.Text) {
				continue
			}
			*cell = c.Was
			t.reread(c.Row, c.Column)
			used[k], c.Table = true, i
			again = append(again, c.Correction)
		}
	}
	for k, c := range records {
		if !used[k] {
			gone = append(gone, c)
		}
	}
	return before, again, gone
}

// correctedPlace is where a table stands once it is corrected as recorded.
func correctedPlace(p Place, records []Corrected) Place {
	t := Table{Unit: p.Unit, Year: p.Year, Project: p.Project}
	for _, c := range records {
		cell := t.cellAt(c.Row, c.Column)
		if !c.Place.is(p) || c.Row != 0 || cell == nil {
			continue
		}
		*cell = c.Text
		t.reread(c.Row, c.Column)
	}
	return placeOf(t, 0)
}
