package evaluation

import (
	"cmp"
	"slices"
)

// Approved is the table that a project is registered with from its goal table: nothing is reported in it. A form that
// only sets goals (绩效目标申报表) has no place for what is reported later and prints no points for the execution of the
// budget, so that such a table gets both: the columns of the report beside those of the goal, and the weight that its
// indicators leave.
func (t Table) Approved() Table {
	t = t.Unreported()
	cols := t.indicatorColumns()
	if cols.has(fieldActual) {
		return t
	}
	t.Title = goalTitle.ReplaceAllString(t.Title, "绩效自评表")
	t.Columns = cols.reported().heads(officialColumns)
	if f := t.TotalFund(); f != nil {
		if left := wholeTable - sumOfWeights(t); blank(f.Weight) && left == ChooseProfile(t).Profile.Execution.Weight {
			f.Weight = left.Short()
		}
	}
	for i := range t.Funds {
		f := &t.Funds[i]
		f.Initial, f.Budget = cmp.Or(f.Initial, f.Budget), cmp.Or(f.Budget, f.Initial)
	}
	return t
}

// reported are the columns with those of what is reported: the actual behind target, sign and unit, the score behind
// the weight, and the reason last.
func (c columns) reported() columns {
	c = slices.Clone(c)
	behind := func(head, field string, fields ...string) {
		at := -1
		for i, col := range c {
			if slices.Contains(fields, col.field) {
				at = i
			}
		}
		if at >= 0 && !c.has(field) {
			c = slices.Insert(c, at+1, column{field, head, len(c)})
		}
	}
	behind(officialColumns[4], fieldActual, fieldTarget, fieldSign, fieldUnit)
	behind(officialColumns[6], fieldScore, fieldWeight)
	if !c.has(fieldReason) {
		c = append(c, column{fieldReason, officialColumns[7], len(c)})
	}
	return c
}
