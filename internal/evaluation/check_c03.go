package evaluation

import (
	"slices"
	"strings"
)

// ruleC03: the first levels weigh what the profile says.
var ruleC03 = Rule{
	ID: "C03", Severity: Warning, Title: "一级指标权重应符合统一口径", Basis: basis2020, MayChange: changeNext,
	one: func(s *subject, r *report) {
		if !s.hasWeights() {
			return
		}
		sums := s.groupSums()
		for _, rule := range s.profile.Groups {
			var sum Points
			var names []string
			row := 0
			for _, g := range sums {
				if g.group == rule.Group || slices.Contains(rule.With, g.group) {
					sum, names = sum+g.sum, append(names, g.name)
					if row == 0 {
						row = g.row
					}
				}
			}
			if len(names) == 0 || sum == rule.Weight || s.Partial && sum < rule.Weight {
				continue
			}
			r.say(row, "%s权重为%s分，“%s”为%s分。请核对是否有财政部门同意调整的依据", strings.Join(names, "、"), sum.Short(),
				s.profile.Name, rule.Weight.Short())
		}
	},
}
