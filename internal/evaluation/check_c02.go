package evaluation

import "slices"

// ruleC02: the weights of a first level add up to the number in its head.
var ruleC02 = Rule{
	ID: "C02", Severity: Error, Title: "一级指标分值合计应等于表头所列分值", Basis: basisFoots, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, g := range s.groupSums() {
			short := s.Partial && g.sum < g.declared
			if g.declared.Printed() && g.sum != g.declared && s.hasWeights() && !short {
				r.say(g.row, "%s分值合计%s≠表头%s。请核对是否漏行或分值录入有误", g.name, g.sum.Short(), g.declared.Short())
			}
		}
	},
}

// groupSum is what the rows of one first level add up to.
type groupSum struct {
	group    Group
	name     string
	row      int // its first row
	sum      Points
	declared Points
}

// groupSums adds up the weights of each first level, also where a page break repeats its head.
func (s *subject) groupSums() []groupSum { return sumGroups(s.rows) }

func sumGroups(rows []line) []groupSum {
	var sums []groupSum
	for _, l := range rows {
		name, group := standsUnder(l)
		i := slices.IndexFunc(sums, func(g groupSum) bool { return g.name == name })
		if i < 0 {
			sums = append(sums, groupSum{group: group, name: name, row: l.Row, declared: NoPoints})
			i = len(sums) - 1
		}
		sums[i].sum += l.Weight.OrZero()
		if d := Declared(l.First); d.Printed() {
			sums[i].declared = d
		}
	}
	return sums
}

// standsUnder is the first level of a row: one of those that the rules weigh, or else the words of the table, such as
// 履职效能, under which rows of several of those may stand.
func standsUnder(l line) (string, Group) {
	written := declaredPoints.ReplaceAllString(compact(l.First), "")
	if written != "" && GroupOf(Indicator{First: written}) == GroupOther {
		return written, GroupOther
	}
	return string(l.group), l.group
}
