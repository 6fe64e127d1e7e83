package evaluation

import (
	"regexp"
	"slices"
	"strings"
)

// indicatorColumns reads the head of the indicator rows, or nothing when it has not all that rows need. A goal table
// (绩效目标申报表) has no column for what came of its targets.
func indicatorColumns(heads []string) columns {
	cols := columnsOf(heads, indicatorHeads)
	if !cols.has(fieldName) || !cols.has(fieldTarget) {
		return nil
	}
	known := slices.Clone(heads)
	clear(known[:cols.first()])
	cols = cols.withUnknown(known)
	if name := cols.at(fieldName); cols.has(fieldFirst) && !cols.has(fieldSecond) && name-1 > cols.at(fieldFirst) {
		cols = append(cols, column{field: fieldSecond, at: name - 1})
	}
	return cols
}

// headsIn counts the heads of indicators in a row. A row of other heads has none.
func headsIn(labels []string) (named, unknown int, goal bool) {
	for i, label := range labels {
		switch field := fieldOf(label, indicatorHeads); {
		case label == "" || strings.HasPrefix(label, "绩效指标"):
		case len([]rune(label)) > 30:
			return 0, 0, false
		case field != "":
			named++
			goal = goal || isGoalActual(label) && !strings.HasSuffix(label, "值")
		case firstFilled(labels) == i: // the label at the side
		default:
			unknown++
		}
	}
	return named, unknown, goal
}

// readIndicatorHead reads a row of heads. A form may have two, the lower one with the parts of the upper: what stands
// below counts. A head of which no word is known is kept as it is printed, among enough that are.
func (r *tableReader) readIndicatorHead(cells, labels []string) bool {
	named, unknown, goal := headsIn(labels)
	if named < 2 || goal && named < 4 || unknown > 0 && (named < 4 || unknown*2 > named || !levelHead(labels)) {
		return false
	}
	heads := append([]string(nil), cells...)
	var over []string // heads of the upper row that stand over others
	if r.headLine == r.line-1 {
		for i, above := range r.headCells {
			switch {
			case i >= len(heads):
				heads = append(heads, above)
			case labels[i] == "":
				heads[i] = above
			case fieldOf(compact(above), indicatorHeads) == "":
				over = append(over, above)
			}
		}
	}
	r.headCells, r.headLine = heads, r.line
	cols := indicatorColumns(heads)
	if cols == nil && r.current == nil {
		return false
	}
	r.halfHead = cols == nil
	if cols != nil && !cols.has(fieldActual) && !r.between() && r.current.indicators.has(fieldActual) {
		return true // repeated on a further page, with cells lost
	}
	if cols != nil {
		r.begin("")
		d := r.current
		d.line = r.line
		d.keepSide(cells[:min(cols.first(), len(cells))], labels)
		d.doubtSide(over, compacted(over))
		if !cols.has(fieldActual) && (d.funds.has(fieldExecuted) || titleLine.MatchString(compact(d.Title))) {
			d.doubt(0, "", "绩效指标没有“实际完成值”一栏，按绩效目标表读入")
		}
		d.indicators, d.inRows, d.Columns = cols, true, cols.heads(officialColumns)
	}
	return true
}

// levelHead reports whether a row has the head of the names of indicators by its own words.
func levelHead(labels []string) bool {
	return slices.ContainsFunc(labels, func(s string) bool { return containsAny(s, "三级指标", "指标名称", "指标内容") != "" })
}

// keepSide keeps what stands left of the heads of the indicators where it says more than 绩效指标, as 年度绩效目标1（80分）.
func (d *draft) keepSide(cells, labels []string) {
	for at := range cells {
		plain := labels[at] == "" || strings.HasPrefix(labels[at], "绩效指标") || isGoal(labels[at])
		kept := slices.ContainsFunc(d.Others, func(o OtherRow) bool { return slices.Contains(o.Cells, cells[at]) })
		if !plain && !kept {
			d.keep(cells[at:at+1], labels[at:at+1])
		}
	}
}

// losesHead recognises the first indicator row of a table whose head row is lost, by the label of its first level,
// and takes the official order of the columns.
func (d *draft) losesHead(labels []string) bool {
	at := indexOf(labels, firstLevel.MatchString)
	if d.inRows || d.closed || at < 0 {
		return false
	}
	wide := 0
	if len(labels) >= 11 {
		wide = 1 // G11 merges two columns under 三级指标
	}
	d.inRows, d.indicators = true, columns{
		{fieldFirst, "", at}, {fieldSecond, "", at + 1}, {fieldName, "", at + 2}, {fieldTarget, "", at + 3 + wide},
		{fieldActual, "", at + 4 + wide}, {fieldWeight, "", at + 5 + wide}, {fieldScore, "", at + 6 + wide},
		{fieldReason, "", at + 7 + wide},
	}
	d.doubt(0, "", "没有读到绩效指标的表头，各栏按规定表样的次序读入")
	return true
}

var firstLevel = regexp.MustCompile(`^(?:产出|效益|满意度|成本)指标(?:\(|$)`)

// readIndicator reads one indicator row, in the shift that makes most sense of its cells.
func (d *draft) readIndicator(cells, labels []string) {
	cols := d.indicators
	cells, labels = d.plainPoints(cells, labels)
	if d.Columns == nil && cols.at(fieldTarget)-cols.at(fieldName) >= 2 {
		d.Layout = G11
	}
	shift, best := 0, -1<<30
	looks := make([]look, len(labels))
	for i, label := range labels {
		looks[i] = lookOf(label)
	}
	for _, s := range []int{0, -1, 1, -2, 2} {
		if fit := shiftFit(cols, looks, s); fit > best {
			shift, best = s, fit
		}
	}
	first, second := d.first, d.second
	row := d.indicatorAt(cells, shift)
	if row.Name == "" && row.Filler() {
		if slices.ContainsFunc(looks, func(l look) bool { return !l.isBlank && !l.classWord }) {
			d.first, d.second = first, second
			d.doubtRow(cells, labels)
		}
		return
	}
	if n := len(d.Indicators); n > 0 && row.Name == "" && !blank(row.Target) && row.Weight.Printed() {
		if row.First != d.Indicators[n-1].First {
			row.Name = row.First // 预算执行率 that stands alone among the first levels
			d.doubt(row.Row, row.Target, "第%d行没有指标名称，按它的一级指标读入", row.Row)
		} else {
			row.Name = d.Indicators[n-1].Name // a name may reach over several rows
			d.doubt(row.Row, row.Target, "第%d行没有指标名称，按与上一行同名读入", row.Row)
		}
	}
	d.Indicators = append(d.Indicators, row)
	if shift != 0 {
		d.doubt(row.Row, row.Name, "第%d行与表头错开%d栏，按错开后的位置读入", row.Row, abs(shift))
	}
	d.doubtPoints(row.Row, "分值", row.WeightText, row.Weight)
	d.doubtPoints(row.Row, "得分", row.ScoreText, row.Score)
	d.doubtUnused(row.Row, shift, cells, labels)
}

// indicatorAt is the row whose cells stand under the heads when these move by shift.
func (d *draft) indicatorAt(cells []string, shift int) Indicator {
	row := Indicator{Row: len(d.Indicators) + 1}
	first, second, sign, unit := "", "", "", ""
	cell := map[string]*string{
		fieldFirst: &first, fieldSecond: &second, fieldName: &row.Name, fieldTarget: &row.Target,
		fieldActual: &row.Actual, fieldWeight: &row.WeightText, fieldScore: &row.ScoreText,
		fieldReason: &row.Reason, fieldSign: &sign, fieldUnit: &unit,
	}
	for _, col := range d.indicators {
		text := ""
		if i := col.at + shift; i >= 0 && i < len(cells) {
			text = cells[i]
		}
		if to := cell[col.field]; to != nil {
			*to = text
		}
		if kept(col.field) {
			row.More = append(row.More, text)
		}
	}
	if compact(first) != "" {
		d.first, d.second = first, ""
	}
	if compact(second) != "" {
		d.second = second
	}
	row.First, row.Second = d.first, d.second
	row.join(sign, unit)
	row.Weight, row.Score = ReadPoints(row.WeightText), ReadPoints(row.ScoreText)
	return row
}

// kept reports whether a field has no cell of its own in an indicator, so that it stands in More.
func kept(field string) bool { return field == fieldMore || field == fieldSign || field == fieldUnit }

// join makes target and actual whole where the form prints sign and unit in columns of their own (指标性质、度量单位).
func (i *Indicator) join(sign, unit string) {
	unit = strings.TrimSpace(unit)
	if blank(unit) {
		unit = ""
	}
	if cellSign.FindString(normal(sign)) == "" {
		sign = ""
	}
	for _, c := range []struct {
		cell, printed *string
		sign          string
	}{{&i.Target, &i.TargetCell, sign}, {&i.Actual, &i.ActualCell, ""}} {
		if n := ReadCell(*c.cell); n.Kind != KindQuantity || n.Amount.Unit != "" {
			continue
		}
		whole := *c.cell + unit
		if !ReadCell(*c.cell).Signed {
			whole = c.sign + whole
		}
		if whole != *c.cell {
			*c.printed, *c.cell = *c.cell, whole
		}
	}
}

func abs(n int) int { return max(n, -n) }

// look is what a cell of an indicator row looks like.
type look struct {
	label                         string
	filled, number, isBlank       bool
	classWord, numbered, isTarget bool
}

// bareClass is a label of the first or second level without 指标.
var bareClass = regexp.MustCompile(`^(?:产出|效益|满意度|(?:产出)?(?:数量|质量|时效|成本)|(?:经济|社会|生态)(?:效益|成本)|可持续影响|` +
	`服务对象满意度)$`)

func lookOf(label string) look {
	if label == "" {
		return look{isBlank: true}
	}
	numbered := strings.HasPrefix(label, "指标") && numbering.MatchString(label)
	return look{
		label: label, filled: true, number: ReadPoints(label).Printed(), isBlank: blank(label), numbered: numbered,
		classWord: strings.Contains(label, "指标") && !numbered || bareClass.MatchString(label),
		isTarget:  strings.HasSuffix(label, "指标") || strings.HasSuffix(label, "%") || cellSign.MatchString(label),
	}
}

// shiftFit judges how well the cells of a row fit its head when all columns move by shift: numbers under 分值 and
// 得分, labels under 一级 and 二级指标, a name under 三级指标, and nothing where no column is.
func shiftFit(cols columns, looks []look, shift int) int {
	fit, side := 0, -1
	var used [maxCells]bool
	for n, col := range cols {
		i := col.at + shift
		if i < 0 {
			return -1 << 20
		}
		if n == 0 || col.field == fieldFirst {
			side = i - 1
		}
		if i < len(looks) && i < maxCells {
			used[i] = true
			fit += looks[i].fits(col.field)
		}
	}
	for i, l := range looks {
		if l.filled && !(i < maxCells && used[i]) && (i != side || l.number) {
			fit -= 3
		}
	}
	return fit
}

func (l look) fits(field string) int {
	switch field {
	case fieldWeight, fieldScore:
		if l.number {
			return 3
		}
		if !l.isBlank {
			return -3
		}
	case fieldFirst, fieldSecond:
		if !l.filled {
			return 0
		}
		if l.classWord {
			return 3
		}
		return -2
	case fieldName:
		switch {
		case l.numbered || l.label == "无":
			return 3
		case !l.filled || l.number || l.isTarget:
			return -2
		}
		return 1
	case fieldReason:
		if l.number {
			return -2
		}
	}
	return 0
}
