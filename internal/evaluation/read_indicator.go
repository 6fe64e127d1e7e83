package evaluation

import (
	"regexp"
	"strings"
)

var indicatorHeads = []headWord{
	{"一级指标", fieldFirst}, {"二级指标", fieldSecond}, {"三级指标", fieldName}, {"指标名称", fieldName}, {"偏差", fieldReason},
	{"原因", fieldReason}, {"改进措施", fieldReason}, {"完成值", fieldActual}, {"完成情况", fieldActual}, {"完成指标", fieldActual},
	{"指标值", fieldTarget}, {"目标值", fieldTarget}, {"分值", fieldWeight}, {"权重", fieldWeight}, {"得分", fieldScore},
}

// indicatorColumns reads the head of the indicator rows, or nothing when the row is none.
func indicatorColumns(labels []string) columns {
	cols := columns{}
	for i, label := range labels {
		for _, h := range indicatorHeads {
			if label == "" || !strings.Contains(label, h.word) {
				continue
			}
			if _, taken := cols[h.field]; !taken {
				cols[h.field] = i
			}
			break
		}
	}
	for _, need := range []string{fieldFirst, fieldName, fieldTarget, fieldActual} {
		if _, ok := cols[need]; !ok {
			return nil
		}
	}
	if _, ok := cols[fieldSecond]; !ok {
		cols[fieldSecond] = cols[fieldName] - 1
	}
	return cols
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
		fieldFirst: at, fieldSecond: at + 1, fieldName: at + 2, fieldTarget: at + 3 + wide, fieldActual: at + 4 + wide,
		fieldWeight: at + 5 + wide, fieldScore: at + 6 + wide, fieldReason: at + 7 + wide,
	}
	d.doubt(0, "", "没有读到绩效指标的表头，各栏按规定表样的次序读入")
	return true
}

var firstLevel = regexp.MustCompile(`^(?:产出|效益|满意度|成本)指标`)

// readIndicator reads one indicator row, in the shift that makes most sense of its cells.
func (d *draft) readIndicator(cells, labels []string) {
	cols := d.indicators
	if cols[fieldTarget]-cols[fieldName] >= 2 {
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
	get := func(field string) string { return cellAt(cols, cells, field, shift) }
	if first := get(fieldFirst); compact(first) != "" {
		d.first, d.second = first, ""
	}
	if second := get(fieldSecond); compact(second) != "" {
		d.second = second
	}
	row := Indicator{
		Row: len(d.Indicators) + 1, First: d.first, Second: d.second, Name: get(fieldName),
		Target: get(fieldTarget), Actual: get(fieldActual), WeightText: get(fieldWeight), ScoreText: get(fieldScore),
		Reason: get(fieldReason),
	}
	row.Weight, row.Score = ReadPoints(row.WeightText), ReadPoints(row.ScoreText)
	if row.Name == "" && row.Filler() {
		return
	}
	d.Indicators = append(d.Indicators, row)
	if shift != 0 {
		d.doubt(row.Row, row.Name, "第%d行与表头错开%d栏，按错开后的位置读入", row.Row, abs(shift))
	}
	d.doubtPoints(row.Row, "分值", row.WeightText, row.Weight)
	d.doubtPoints(row.Row, "得分", row.ScoreText, row.Score)
	d.doubtUnused(row.Row, shift, cells, labels)
}

func abs(n int) int { return max(n, -n) }

func cellAt(cols columns, cells []string, field string, shift int) string {
	i, ok := cols[field]
	if i += shift; !ok || i < 0 || i >= len(cells) {
		return ""
	}
	return cells[i]
}

// look is what a cell of an indicator row looks like.
type look struct {
	label                         string
	filled, number, isBlank       bool
	classWord, numbered, isTarget bool
}

func lookOf(label string) look {
	if label == "" {
		return look{isBlank: true}
	}
	numbered := strings.HasPrefix(label, "指标") && numbering.MatchString(label)
	return look{
		label: label, filled: true, number: ReadPoints(label).Printed(), isBlank: blank(label), numbered: numbered,
		classWord: strings.Contains(label, "指标") && !numbered,
		isTarget:  strings.HasSuffix(label, "指标") || strings.HasSuffix(label, "%") || cellSign.MatchString(label),
	}
}

// shiftFit judges how well the cells of a row fit its head when all columns move by shift: numbers under 分值 and
// 得分, labels under 一级 and 二级指标, a name under 三级指标, and nothing where no column is.
func shiftFit(cols columns, looks []look, shift int) int {
	fit := 0
	var used [maxCells]bool
	for field, i := range cols {
		i += shift
		if i < 0 {
			return -1 << 20
		}
		if i < len(looks) && i < maxCells {
			used[i] = true
			fit += looks[i].fits(field)
		}
	}
	side := cols[fieldFirst] + shift - 1
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
