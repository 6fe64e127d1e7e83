package evaluation

import (
	"cmp"
	"fmt"
	"slices"
)

// Change is a cell in which two versions of a table differ.
type Change struct {
	Row    int    `json:"row"` // of the later version, of the earlier where it is gone; 0 for head and funds
	Name   string `json:"name"`
	Column string `json:"column"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Say is the change in one line.
func (c Change) Say() string {
	switch {
	case c.Column == columnRow && c.To == "":
		return fmt.Sprintf("第%d行“%s”被删去", c.Row, c.Name)
	case c.Column == columnRow:
		return fmt.Sprintf("第%d行“%s”是新增的", c.Row, c.Name)
	case c.Row == 0:
		return fmt.Sprintf("%s%s由“%s”改为“%s”", c.Name, c.Column, c.From, c.To)
	}
	return fmt.Sprintf("第%d行“%s”%s由“%s”改为“%s”", c.Row, c.Name, c.Column, c.From, c.To)
}

// The columns that are frozen with the approved budget.
const (
	columnRow    = "指标"
	columnTarget = "年度指标值"
	columnWeight = "分值"
)

// frozen are the changes that only an adjustment with a document number may bring.
func frozen(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool {
		return c.Row == 0 || c.Column != columnRow && c.Column != columnTarget && c.Column != columnWeight
	})
}

// Compare lists the cells in which a later version of a table differs from an earlier one. Rows are the same when class
// and name are; how numbers and spaces are written does not count.
func Compare(before, after Table) []Change {
	var changes []Change
	differ := func(row int, name, column, from, to string) {
		if normal(from) != normal(to) {
			changes = append(changes, Change{row, name, column, from, to})
		}
	}
	for _, c := range []struct{ column, from, to string }{
		{"项目名称", before.Project, after.Project}, {"主管部门", before.Department, after.Department},
		{"实施单位", before.Unit, after.Unit}, {"预期目标", before.Goal, after.Goal},
		{"实际完成情况", before.GoalActual, after.GoalActual}, {"总得分", before.TotalText[1], after.TotalText[1]},
		{"等级", before.Grade, after.Grade},
	} {
		differ(0, "", c.column, c.from, c.to)
	}
	for i, f := range after.Funds {
		var old Fund
		if i < len(before.Funds) {
			old = before.Funds[i]
		}
		for _, m := range moneyColumns {
			differ(0, trimLabel(f.Name), m.name, m.of(old), m.of(f))
		}
	}
	left := slices.Clone(before.Indicators)
	for _, ind := range after.Indicators {
		name := PlainName(ind.Name)
		i := slices.IndexFunc(left, func(o Indicator) bool {
			return PlainName(o.Name) == name && ClassOf(o) == ClassOf(ind)
		})
		if i < 0 {
			changes = append(changes, Change{ind.Row, name, columnRow, "", cmp.Or(ind.Target, "—")})
			continue
		}
		old := left[i]
		left = slices.Delete(left, i, i+1)
		differ(ind.Row, name, columnTarget, old.Target, ind.Target)
		differ(ind.Row, name, columnWeight, old.Weight.Short(), ind.Weight.Short())
		differ(ind.Row, name, "实际完成值", old.Actual, ind.Actual)
		differ(ind.Row, name, "得分", old.Score.Short(), ind.Score.Short())
		differ(ind.Row, name, "偏差原因", old.Reason, ind.Reason)
	}
	for _, gone := range left {
		changes = append(changes, Change{gone.Row, PlainName(gone.Name), columnRow, cmp.Or(gone.Target, "—"), ""})
	}
	return changes
}
