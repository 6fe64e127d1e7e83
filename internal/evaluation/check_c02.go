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
		i := slices.IndexFunc(sums, func(g groupSum) bool {
			return g.group == l.group && (l.group != GroupOther || g.name == compact(l.First))
		})
		if i < 0 {
			name := string(l.group)
			if l.group == GroupOther {
				name = compact(l.First)
			}
			sums = append(sums, groupSum{group: l.group, name: name, row: l.Row, declared: NoPoints})
			i = len(sums) - 1
		}
		sums[i].sum += l.Weight.OrZero()
		if d := Declared(l.First); d.Printed() {
			sums[i].declared = d
		}
	}
	return sums
}
