package evaluation

// ruleC03: the first levels weigh what the profile says.
var ruleC03 = Rule{
	ID: "C03", Severity: Warning, Title: "一级指标权重应符合统一口径", Basis: basis2020, MayChange: changeNext,
	one: func(s *subject, r *report) {
		if !s.hasWeights() {
			return
		}
		for _, g := range s.groupSums() {
			want, known := s.profile.WeightOf(g.group)
			if known && g.sum != want {
				r.say(g.row, "%s权重为%s分，“%s”为%s分。请核对是否有财政部门同意调整的依据", g.name, g.sum.Short(), s.profile.Name, want.Short())
			}
		}
	},
}
