package evaluation

import (
	"regexp"
	"strings"
)

// fundColumns reads the head of the fund rows, or nothing when the row is none. A label at the side, such as
// 预算执行情况, is no head.
func fundColumns(cells, labels []string) columns {
	heads := make([]string, len(cells))
	for i, label := range labels {
		if containsAny(label, "项目资金", "情况", "一级指标") == "" && len([]rune(label)) < 20 {
			heads[i] = cells[i]
		}
	}
	cols := columnsOf(heads, fundHeads)
	if !cols.has(fieldExecuted) || !cols.has(fieldBudget) && !cols.has(fieldInitial) {
		return nil
	}
	return cols
}

// firstFund is the column in which the figures of fund rows begin.
func (c columns) firstFund() int {
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
	d.funds = cols
	for _, label := range labels {
		if unit := moneyUnitIn(label); unit != "" && containsAny(label, "资金", "预算", "情况") != "" {
			d.MoneyUnit = unit
		}
		if d.Year == 0 && yearOf.FindString(label) == label {
			d.YearText, d.Year = cells[indexOf(labels, func(s string) bool { return s == label })], readYear(label)
		}
	}
	d.FundColumns = cols.heads(officialFunds)
	fund, beside := Fund{Name: "年度资金总额"}, false
	for _, col := range cols {
		if i := col.at + 1; i < len(cells) && figure(labels[i]) {
			*fund.cell(col.field), beside = cells[i], true
		}
	}
	if beside {
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
	if at := indexOf(labels, isFundName); at >= 0 && (d.funds == nil || at < d.funds.firstFund()+2) {
		return at
	}
	if d.funds == nil || d.goalHead {
		return -1
	}
	first, name := d.funds.firstFund(), -1
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

// readFund reads one fund row, shifted as a whole when its cells then stand better under the head.
func (d *draft) readFund(at int, cells, labels []string) {
	cols := d.funds
	if cols == nil {
		cols = defaultFunds(at, len(cells))
	}
	shift := fundShift(cols, labels, at)
	if shift != 0 {
		d.doubt(0, cells[at], "“%s”一行与表头错开%d栏，按错开后的位置读入", apart(cut(cells[at], 30)), abs(shift))
	}
	d.fundNames = at
	fund := Fund{Name: cells[at]}
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
	d.Funds = append(d.Funds, fund)
}

// fundShift finds the shift in which most of what stands behind a fund's name is under a head. A name may reach over
// several columns, so that where it begins says little.
func fundShift(cols columns, labels []string, at int) int {
	best, most := 0, -1<<30
	for _, shift := range []int{0, -1, 1, -2, 2, at - cols.firstFund() + 1} {
		used := map[int]bool{}
		for _, col := range cols {
			used[col.at+shift] = true
		}
		if cols.firstFund()+shift <= at {
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

// defaultFunds is the official order of the columns, for a table whose head row is lost.
func defaultFunds(name, width int) columns {
	wide := 0
	if width >= 11 {
		wide = 1 // G11 merges two columns under 全年执行数
	}
	return columns{
		{fieldInitial, "", name + 1}, {fieldBudget, "", name + 2}, {fieldExecuted, "", name + 3},
		{fieldWeight, "", name + 4 + wide}, {fieldRate, "", name + 5 + wide}, {fieldScore, "", name + 6 + wide},
	}
}
