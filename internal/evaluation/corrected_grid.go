package evaluation

import (
	"fmt"
	"regexp"
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
		ColumnWeight: "分值", ColumnScore: "得分", ColumnReason: "偏差原因分析及改进措施", ColumnRow: "整行"}
	headWords = map[Column]string{ColumnProject: "项目名称", ColumnDepartment: "主管部门", ColumnBody: "实施单位",
		ColumnYear: "年度", ColumnTotalWeight: "分值合计", ColumnTotal: "总分", ColumnGoal: "预期目标",
		ColumnGoalActual: "实际完成情况", ColumnInitial: "年初预算数", ColumnTarget: "全年预算数", ColumnActual: "全年执行数",
		ColumnTitle: "表名", ColumnMoneyUnit: "金额单位", ColumnGrade: "等级", ColumnNote: "注意事项", ColumnName: "资金来源",
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
	if n := c.Column.more(); n >= 0 {
		return fmt.Sprintf("其他栏%d %s", n+1, strings.Join(strings.Fields(c.Head), ""))
	}
	if row, cell := c.Column.other(); row >= 0 {
		return fmt.Sprintf("附加行%d第%d格", row+1, cell+1)
	}
	if c.Row <= 0 {
		return headWords[c.Column]
	}
	return columnWords[c.Column]
}

var (
	moreWords  = regexp.MustCompile(`^其他栏(\d{1,3})`)
	otherWords = regexp.MustCompile(`^附加行(\d{1,3})第(\d{1,3})格$`)
)

// columnOf is the column that words name in a row, empty when they name none.
func columnOf(row int, words string) Column {
	if m := moreWords.FindStringSubmatch(words); m != nil {
		return MoreColumn(atoi(m[1]) - 1)
	}
	if m := otherWords.FindStringSubmatch(words); m != nil && row == 0 {
		return OtherColumn(atoi(m[1])-1, atoi(m[2])-1)
	}
	known := columnWords
	if row <= 0 {
		known = headWords
	}
	for column, word := range known {
		if word == words {
			return column
		}
	}
	return ""
}

// Where names the cell for a person.
func (c Corrected) Where() string {
	switch {
	case c.Row > 0 && c.Column == ColumnRow && c.Was == "":
		return fmt.Sprintf("补的第%d行", c.Row)
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
		c.Column = columnOf(c.Row, compact(row[5]))
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
		labels := compacted(row)
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
	records = slices.Clone(records) // sign and unit first, as they were corrected last
	signFirst := func(a, b Corrected) int { return min(b.Column.more(), 0) - min(a.Column.more(), 0) }
	slices.SortStableFunc(records, signFirst)
	used := make([]bool, len(records))
	for i := range before {
		t := &before[i]
		here := placeOf(*t, 0)
		mine := func(c Corrected) bool { return here.is(c.Place) || here.is(correctedPlace(c.Place, records)) }
		rows, missed := rowsRecorded(records, mine)
		if len(rows) > 0 && !t.asRead(rows) {
			rows, missed = nil, nil
		}
		for k, c := range records {
			if !mine(c) {
				continue
			}
			if c.Column == ColumnRow || missed[c.Row] {
				if len(rows) > 0 && (c.Column != ColumnRow || c.Was != "" || missed[c.Row]) {
					used[k], c.Table = true, i
					again = append(again, c.Correction)
				}
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

// rowsRecorded are the records of whole rows of a table, and the numbers of those that were missed. One that was missed
// and stayed empty is no row of a form.
func rowsRecorded(records []Corrected, mine func(Corrected) bool) (rows []Corrected, missed map[int]bool) {
	missed = map[int]bool{}
	for _, c := range records {
		if !mine(c) || c.Column != ColumnRow {
			continue
		}
		if c.Was == "" {
			if !slices.ContainsFunc(records, func(o Corrected) bool {
				return mine(o) && o.Row == c.Row && o.Column != ColumnRow
			}) {
				continue
			}
			missed[c.Row] = true
		}
		rows = append(rows, c)
	}
	return rows, missed
}
