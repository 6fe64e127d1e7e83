package evaluation

import (
	"regexp"
	"slices"
	"strings"
)

// heading is what stands above a table.
type heading struct{ title, year, body, money string }

// aboveRow is a row above a table that is no part of its heading.
type aboveRow struct {
	line          int
	cells, labels []string
}

// readSingle reads a line of one cell: the title, the year, the note.
func (r *tableReader) readSingle(cells, labels []string) bool {
	i := firstFilled(labels)
	switch text := labels[i]; {
	case titleLine.MatchString(text) && !strings.Contains(text, "总分") && len([]rune(text)) < 60,
		goalTitle.MatchString(text) && r.title == "" && len([]rune(text)) < 60 && r.between():
		r.set(&r.title, cells[i])
	case strings.HasPrefix(text, "(") && readYear(text) != 0, yearLine.MatchString(text) && readYear(text) != 0:
		r.set(&r.year, cells[i])
	case r.current != nil && (noteLine.MatchString(text) || r.current.Note != "" && noteGoesOn.MatchString(text)):
		r.current.Note = strings.TrimSpace(r.current.Note + " " + cells[i])
	default:
		return false
	}
	return true
}

// set sets a part of the heading. Another one that stands there already is kept beside it, unless it is a title that
// the table before repeated on a further page.
func (r *tableReader) set(part *string, text string) {
	if *part != "" && !SameName(*part, text) && (r.current == nil || !SameName(*part, r.current.Title)) {
		r.keepRest([]string{*part})
	}
	*part = text
}

// keepTail keeps what looked like the heading of a further table, and none came.
func (r *tableReader) keepTail() {
	d := r.current
	if d == nil {
		return
	}
	for _, part := range []struct{ text, known string }{
		{r.title, d.Title}, {r.year, d.YearText}, {r.body, d.Unit}, {r.money, d.MoneyUnit},
	} {
		if part.text != "" && !SameName(part.text, part.known) {
			d.keep([]string{part.text}, compacted([]string{part.text}))
		}
	}
	for _, row := range r.above {
		d.keep(row.cells, row.labels)
	}
}

// between reports whether no table is open.
func (r *tableReader) between() bool { return r.current == nil || r.current.closed }

// filledIn is what may stand behind the name of a body in one cell (填报单位：…　填报日期：…).
var filledIn = regexp.MustCompile(`^(.*?)\s+(填[报表](?:日期|时间|人)[:：].*)$`)

// readHeading reads a line above a table that states who fills it in and the unit of its money. What else stands there
// is kept.
func (r *tableReader) readHeading(cells, labels []string) bool {
	ofTable := func(cell string) bool {
		kind, _ := pairOf(cell, compact(cell))
		return kind == pairProject || kind == pairDepartment
	}
	if !r.between() || slices.ContainsFunc(cells, ofTable) {
		return false
	}
	found := false
	rest := make([]string, len(cells))
	for i, label := range labels {
		switch m := moneyLine.FindStringSubmatch(label); {
		case m != nil:
			r.money, found = m[1], true
		case bodyLine.MatchString(label):
			_, body, _ := strings.Cut(halfWidth(cells[i]), ":")
			body = strings.TrimSpace(body)
			if m := filledIn.FindStringSubmatch(body); m != nil {
				body, rest[i] = m[1], m[2]
			}
			r.set(&r.body, body)
			found = true
		case yearLine.MatchString(label) && readYear(label) != 0:
			r.set(&r.year, cells[i])
			found = true
		default:
			rest[i] = cells[i]
		}
	}
	if found {
		r.keepRest(rest)
	}
	return found
}

// keepRest keeps what is left of a row of the heading for the table that comes.
func (r *tableReader) keepRest(rest []string) {
	if labels := compacted(rest); firstFilled(labels) >= 0 {
		r.above = append(r.above, aboveRow{0, rest, labels})
	}
}

func compacted(cells []string) []string {
	labels := make([]string, len(cells))
	for i, c := range cells {
		labels[i] = compact(c)
	}
	return labels
}

// keepAbove keeps the rows above a table that say something of it, and names the lines that do not.
func (d *draft) keepAbove(rows []aboveRow) {
	const most = 5 // a report in front of its table need not be listed
	lines := 0
	for _, row := range rows {
		at := firstFilled(row.labels)
		d.line = row.line
		switch {
		case annex(row.labels):
		case row.line == 0 || otherLabels.MatchString(row.labels[at]):
			d.keep(row.cells, row.labels)
		case indexOf(row.labels[at+1:], func(s string) bool { return s != "" }) >= 0:
			d.doubtRow(row.cells, row.labels)
		default:
			if lines++; lines <= most {
				d.doubt(0, row.cells[at], "这一行在表的上方，不是表的内容，没有读入")
			}
		}
	}
	if lines > most {
		d.line = 0
		d.doubt(0, "", "表的上方另有%d行文字，不是表的内容，没有读入", lines-most)
	}
}

// foot are the rows of what began like a table and is none, for the table above it: a signature with a body's name.
func (d *draft) foot() (rows []OtherRow) {
	if d.Unit != "" {
		rows = append(rows, OtherRow{Part: PartFoot, Cells: []string{"单位", d.Unit}})
	}
	for _, row := range d.Others {
		rows = append(rows, OtherRow{Part: PartFoot, Cells: row.Cells})
	}
	return rows
}

// pairKind is what a label of a heading row names.
type pairKind int

const (
	pairOther      pairKind = iota // nothing that is read
	pairProject                    // 项目名称
	pairWhole                      // 部门名称 of 部门整体支出, or of the body of a project
	pairDepartment                 // 主管部门
	pairUnit                       // 实施单位
	pairBody                       // 填报单位
	pairTotal                      // 自评总分 beside the name of the project
)

// pairOf is what a label names, and the value that stands behind it in the same cell.
func pairOf(cell, label string) (kind pairKind, value string) {
	if len(label) > 200 || containsAny(label, "名称", "单位", "部门", "自评") == "" {
		return pairOther, ""
	}
	name, _, _ := strings.Cut(label, ":")
	_, value, _ = strings.Cut(halfWidth(cell), ":")
	value = strings.TrimSpace(value)
	switch {
	case projectLabel.MatchString(name):
		return pairProject, value
	case wholeLabel.MatchString(name):
		return pairWhole, value
	case departmentLabel.MatchString(name):
		return pairDepartment, value
	case moneyLine.MatchString(label):
		return pairOther, ""
	case bodyLabel.MatchString(name):
		return pairBody, value
	case unitLabel.MatchString(name):
		return pairUnit, value
	case strings.HasPrefix(label, "自评总分") || strings.HasPrefix(label, "自评得分"):
		return pairTotal, value
	}
	return pairOther, ""
}

// pair is a label of a heading row with its value.
type pair struct {
	kind         pairKind
	label, value string
}

// pairsOf are the labels of a row with what stands beside each, and the cells that belong to none of them.
func pairsOf(cells, labels []string) (pairs []pair, rest []string) {
	seen := map[pairKind]bool{}
	for i := 0; i < len(cells); i++ {
		if labels[i] == "" {
			continue
		}
		kind, value := pairOf(cells[i], labels[i])
		if kind == pairOther {
			rest = append(rest, cells[i])
			continue
		}
		p := pair{kind, labels[i], value}
		if next, at := nextFilled(cells, i+1, len(cells)); value == "" && at >= 0 {
			if other, _ := pairOf(next, labels[at]); other == pairOther {
				p.value, i = next, at
			}
		}
		if seen[kind] {
			rest = append(rest, p.label, p.value)
			continue
		}
		seen[kind] = true
		pairs = append(pairs, p)
	}
	return pairs, rest
}

// readPairs reads a row of labels with their values: 项目名称, 主管部门, 实施单位 and whatever forms set beside them. What is
// none of these is kept.
func (r *tableReader) readPairs(cells, labels []string) bool {
	first := firstFilled(labels)
	leads, _ := pairOf(cells[first], labels[first])
	inRows := !r.between() && r.current.inRows
	open := r.current == nil || !r.current.inRows // a reason, or a signature below a table, may begin with 主管部门:
	has := map[pairKind]bool{}
	for i, label := range labels {
		if label != "" {
			kind, value := pairOf(cells[i], label)
			has[kind] = has[kind] || kind == pairProject || kind == pairWhole || value == "" || open
		}
	}
	named := has[pairProject] || has[pairWhole] || has[pairDepartment]
	switch {
	case named:
	case inRows:
		return false
	case leads == pairUnit && has[pairUnit], leads == pairBody && has[pairBody]:
	case has[pairUnit] && otherLabels.MatchString(labels[first]):
	default:
		return false
	}
	if leads == pairBody && !named && r.readHeading(cells, labels) {
		return true
	}
	pairs, rest := pairsOf(cells, labels)
	if leads == pairBody && r.between() && !named && !has[pairUnit] {
		r.set(&r.body, pairs[0].value)
		r.keepRest(rest)
		return true
	}
	r.beginPairs(has)
	d := r.current
	d.line = r.line
	for _, p := range pairs {
		rest = append(rest, d.take(p, has)...)
	}
	if labels := compacted(rest); firstFilled(labels) >= 0 {
		d.Others = append(d.Others, OtherRow{Part: PartHead, Cells: slices.DeleteFunc(rest, blankText)})
	}
	return true
}

func blankText(s string) bool { return compact(s) == "" }

// beginPairs makes sure that there is a table for a heading row. A body may stand above the project whose table it is.
func (r *tableReader) beginPairs(has map[pairKind]bool) {
	parts := !r.between() && r.current.begun()
	switch {
	case has[pairProject]:
		if parts && r.current.whole != "" {
			r.current.seen["项目名称"] = true // another table, of a project
		}
		r.begin("项目名称")
	case has[pairWhole]:
		if parts {
			r.current.seen["部门名称"] = true
		}
		r.begin("部门名称")
	case has[pairDepartment]:
		r.begin("主管部门")
	default:
		r.begin("")
	}
}

// begun reports whether a table is past its heading.
func (d *draft) begun() bool {
	return d.funds != nil || len(d.Funds) > 0 || d.goalHead || len(d.besides) > 0 || d.inRows
}

// take gives a pair to the table, and what it has no place for back.
func (d *draft) take(p pair, has map[pairKind]bool) (rest []string) {
	switch p.kind {
	case pairProject:
		body, label := d.Project, d.whole
		d.Project, d.whole = p.value, ""
		switch {
		case label == "":
		case !strings.Contains(label, "部门"):
			return d.setUnit(pair{pairBody, label, body})
		case d.Department != "" && !SameName(d.Department, body):
			return []string{label, body}
		default:
			d.Department = body
			if d.Unit == body {
				d.Unit = ""
			}
		}
	case pairWhole:
		switch {
		case !has[pairProject] && !d.seen["项目名称"]:
			d.Project, d.whole = p.value, p.label
			if d.Unit == "" || d.Unit == d.body {
				return d.setUnit(p) // 部门整体支出: the body is what is evaluated
			}
		case strings.Contains(p.label, "部门") && d.Department == "":
			d.Department = p.value
		default:
			return d.setUnit(p)
		}
	case pairDepartment:
		if d.Department != "" && d.Department != p.value {
			rest = []string{"部门名称", d.Department}
		}
		d.Department = p.value
	case pairUnit, pairBody:
		return d.setUnit(p)
	case pairTotal:
		d.TotalText[1], d.TotalScore = p.value, ReadPoints(p.value)
	}
	return rest
}

// setUnit sets who carries the project out. A body that fills the table in for another one is kept beside it.
func (d *draft) setUnit(p pair) (rest []string) {
	switch {
	case p.value == "":
	case d.Unit == "" || SameName(d.Unit, p.value):
		d.Unit = p.value
	case p.kind == pairBody:
		return []string{p.label, p.value}
	case d.Unit == d.body:
		rest, d.Unit = []string{"填报单位", d.body}, p.value
	case !d.seen["实施单位"]:
		if d.whole == "" { // otherwise it stands for what is evaluated
			rest = []string{"单位名称", d.Unit}
		}
		d.Unit = p.value
	default:
		return []string{p.label, p.value}
	}
	if p.kind == pairUnit {
		d.seen["实施单位"] = true
	}
	return rest
}
