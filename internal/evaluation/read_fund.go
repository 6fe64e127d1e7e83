package evaluation

import (
	"regexp"
	"slices"
	"strings"
)

// fundColumns reads the head of the fund rows, or nothing when the row is none. A label at the side, such as
// 预算执行情况, is no head. A head of which no word is known is kept as it is printed.
func fundColumns(cells, labels []string) columns {
	heads, known := make([]string, len(cells)), make([]string, len(cells))
	for i, label := range labels {
		if containsAny(label, "项目资金", "情况", "一级指标") == "" && len([]rune(label)) < 20 {
			heads[i] = cells[i]
		}
		if label != "" && !amount(label) {
			known[i] = cells[i]
		}
	}
	cols := columnsOf(heads, fundHeads)
	if !cols.has(fieldExecuted) || !cols.has(fieldBudget) && !cols.has(fieldInitial) {
		return nil
	}
	clear(known[:cols.first()])
	return cols.withUnknown(known)
}

// first is where the columns begin.
func (c columns) first() int {
	first := c[0].at
	for _, col := range c {
		first = min(first, col.at)
	}
	return first
}

var fundMoneyUnit = regexp.MustCompile(`\((?:单位:)?(亿元|万元|千元|元)\)|单位:(亿元|万元|千元|元)`)

// moneyUnitIn is the unit of money that a label states, empty when it states none.
func moneyUnitIn(label string) string {
	m := fundMoneyUnit.FindStringSubmatch(label)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// readFundHead takes the head of the fund rows, or the one row of a form that prints each figure beside its head.
func (d *draft) readFundHead(cols columns, cells, labels []string) {
	d.funds, d.fundHeads = cols, cells
	for _, label := range labels {
		if unit := moneyUnitIn(label); unit != "" && containsAny(label, "资金", "预算", "情况") != "" {
			d.MoneyUnit = unit
		}
		if d.Year == 0 && yearOf.FindString(label) == label {
			d.YearText, d.Year = cells[indexOf(labels, func(s string) bool { return s == label })], readYear(label)
		}
	}
	d.FundColumns = cols.heads(officialFunds)
	d.doubtSide(cells[:cols.first()], labels[:cols.first()])
	fund, beside := Fund{Name: "年度资金总额"}, map[int]bool{}
	for _, col := range cols {
		text, i := nextFilled(cells, col.at+1, len(cells))
		if i >= 0 && amount(labels[i]) {
			beside[i] = true
		} else {
			text = ""
		}
		if col.field == fieldMore {
			fund.More = append(fund.More, text)
		} else {
			*fund.cell(col.field) = text
		}
	}
	for i, label := range labels {
		if i >= cols.first() && amount(label) && !beside[i] {
			d.doubt(0, cells[i], "项目资金一行有一格不在任何栏目之旁，没有读入")
		}
	}
	if len(beside) > 0 {
		d.Funds, d.funds = append(d.Funds, fund), nil
	}
}

// readMoney takes the unit out of the cells of money that have it (108.12万元), in the unit of the table, and marks those
// that are no amount.
func (d *draft) readMoney() {
	for i := range d.Funds {
		f := &d.Funds[i]
		for _, c := range []struct {
			column string
			cell   *string
		}{{"年初预算数", &f.Initial}, {"全年预算数", &f.Budget}, {"全年执行数", &f.Executed}} {
			_, ok := money(*c.cell)
			if ok || blank(*c.cell) {
				continue
			}
			printed := *c.cell
			a := ReadCell(printed)
			if !a.Measured() || a.Amount.dimension() != Money {
				d.doubt(0, printed, "“%s”的%s不是金额，没有按数读入", trimLabel(f.Name), c.column)
				continue
			}
			*c.cell = a.Amount.in(d.MoneyUnit).String()
			d.doubt(0, printed, "“%s”的%s在格内写了单位，读作%s%s", trimLabel(f.Name), c.column, *c.cell, d.MoneyUnit)
		}
	}
}

// figure reports whether a label is a number, perhaps of per cent.
func figure(label string) bool {
	return ReadPoints(strings.TrimSuffix(strings.ReplaceAll(label, ",", ""), "%")).Printed()
}

// amount reports whether a label is a figure, perhaps of money with its unit.
func amount(label string) bool {
	return figure(label) || startsWithDigit(label) && ReadCell(label).Amount.dimension() == Money
}

// cell is the cell of a field.
func (f *Fund) cell(field string) *string {
	switch field {
	case fieldInitial:
		return &f.Initial
	case fieldBudget:
		return &f.Budget
	case fieldExecuted:
		return &f.Executed
	case fieldWeight:
		return &f.Weight
	case fieldRate:
		return &f.Rate
	case fieldScore:
		return &f.Score
	}
	var other string
	return &other
}

var fundName = regexp.MustCompile(`财政拨款|结转资金|其他资金|财政资金|财政专户|单位资金|中央补助|地方资金|非财政拨款|上级资金|自筹资金`)

func isFundName(s string) bool {
	return fundIsTotal(s) || len([]rune(s)) < 20 && fundName.MatchString(s)
}

// fundLabel is where the name of a fund row stands, -1 when the row is none: it is named as one, or a word stands
// before figures under the head.
func (d *draft) fundLabel(labels []string) int {
	if at := indexOf(labels, isFundName); at >= 0 && (d.funds == nil || at < d.funds.first()+2) {
		return at
	}
	if d.funds == nil || d.goalHead {
		return -1
	}
	first, name := d.funds.first(), -1
	for i, label := range labels {
		switch {
		case label == "":
		case i < first && !figure(label):
			name = i
		case i >= first && name >= 0 && figure(label):
			return name
		case i >= first && !blank(label):
			return -1
		}
	}
	if name >= 0 && name == d.fundNames && firstFilled(labels) == name && indexOf(labels, otherLabels.MatchString) < 0 {
		return name // a source that nothing came from
	}
	return -1
}

// readNamelessFund reads the one fund row of a form that prints only figures below the heads.
func (d *draft) readNamelessFund(cells, labels []string) bool {
	if d.funds == nil || len(d.Funds) > 0 || d.inRows || slices.ContainsFunc(labels, func(s string) bool {
		return s != "" && !figure(s) && !blank(s)
	}) {
		return false
	}
	fund := Fund{Name: "年度资金总额"}
	for i, label := range labels {
		if label != "" && !slices.ContainsFunc(d.funds, func(c column) bool { return c.at == i }) {
			return false
		}
	}
	d.fillFund(&fund, d.funds, 0, cells)
	d.Funds, d.nameless, d.namelessLine = append(d.Funds, fund), cells, d.line
	return true
}

// dropNameless takes back that a row without a name is the one row of a form, since others with names follow it.
func (d *draft) dropNameless() {
	if d.nameless == nil {
		return
	}
	d.Funds = d.Funds[:0]
	line := d.line
	d.line = d.namelessLine
	d.doubtRow(d.nameless, compacted(d.nameless))
	d.line, d.nameless = line, nil
}

// readFund reads one fund row, shifted as a whole when its cells then stand better under the head.
func (d *draft) readFund(at int, cells, labels []string) {
	d.dropNameless()
	d.dropNameHead(at, labels)
	cols := d.funds
	if cols == nil {
		cols = defaultFunds(at, labels)
	}
	shift := fundShift(cols, labels, at)
	if shift != 0 {
		d.doubt(0, cells[at], "“%s”一行与表头错开%d栏，按错开后的位置读入", apart(cut(cells[at], 30)), abs(shift))
	}
	d.fundNames = at
	d.doubtSide(cells[:at], labels[:at])
	fund := Fund{Name: cells[at]}
	d.fillFund(&fund, cols, shift, cells)
	d.Funds = append(d.Funds, fund)
	for i := at + 1; i < len(labels); i++ {
		if labels[i] != "" && !slices.ContainsFunc(cols, func(c column) bool { return c.at+shift == i }) {
			d.doubt(0, cells[i], "“%s”一行有一格不在任何栏目之下，没有读入", apart(cut(cells[at], 30)))
		}
	}
}

// fillFund puts the cells of a row into a fund by the heads above them.
func (d *draft) fillFund(fund *Fund, cols columns, shift int, cells []string) {
	for _, col := range cols {
		text := ""
		if i := col.at + shift; i >= 0 && i < len(cells) {
			text = cells[i]
		}
		if col.field == fieldMore {
			fund.More = append(fund.More, text)
		} else {
			*fund.cell(col.field) = text
		}
	}
}

// dropNameHead takes the first head, such as 年度预算数（万元）, for that of the names when the first fund has its name under
// it and its figures under all others.
func (d *draft) dropNameHead(at int, labels []string) {
	if len(d.Funds) > 0 || d.funds == nil || d.funds.first() != at {
		return
	}
	heads := slices.Clone(d.fundHeads)
	heads[at] = ""
	cols := fundColumns(heads, compacted(heads))
	if cols == nil {
		return
	}
	for i := at + 1; i < len(labels); i++ {
		if labels[i] != "" && !slices.ContainsFunc(cols, func(c column) bool { return c.at == i }) {
			return
		}
	}
	d.doubtSide(d.fundHeads[at+1:cols.first()], compacted(d.fundHeads[at+1:cols.first()]))
	d.funds, d.FundColumns = cols, cols.heads(officialFunds)
}

// fundShift finds the shift in which most of what stands behind a fund's name is under a head. A name may reach over
// several columns, so that where it begins says little.
func fundShift(cols columns, labels []string, at int) int {
	best, most := 0, -1<<30
	for _, shift := range []int{0, -1, 1, -2, 2, at - cols.first() + 1} {
		used := map[int]bool{}
		for _, col := range cols {
			used[col.at+shift] = true
		}
		if cols.first()+shift <= at {
			continue
		}
		fit := 0
		for i := at + 1; i < len(labels); i++ {
			switch {
			case labels[i] == "":
			case used[i]:
				fit++
			default:
				fit -= 2
			}
		}
		if fit > most {
			best, most = shift, fit
		}
	}
	return best
}

// defaultFunds is the official order of the columns, for a table whose head row is lost. A goal table has one figure
// behind each name, which is what was approved.
func defaultFunds(name int, labels []string) columns {
	if figure := lastIndex(labels); figure > name && firstFilled(labels[name+1:]) == figure-name-1 {
		return columns{{fieldInitial, "", figure}}
	}
	wide := 0
	if len(labels) >= 11 {
		wide = 1 // G11 merges two columns under 全年执行数
	}
	return columns{
		{fieldInitial, "", name + 1}, {fieldBudget, "", name + 2}, {fieldExecuted, "", name + 3},
		{fieldWeight, "", name + 4 + wide}, {fieldRate, "", name + 5 + wide}, {fieldScore, "", name + 6 + wide},
	}
}

// lastIndex is where the last cell that is not empty stands, -1 when there is none.
func lastIndex(labels []string) int {
	for i, label := range slices.Backward(labels) {
		if label != "" {
			return i
		}
	}
	return -1
}
