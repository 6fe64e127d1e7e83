package evaluation

// ruleA07: a table says something with at least three scored indicators.
var ruleA07 = Rule{
	ID: "A07", Severity: Warning, Title: "计分指标不应少于3个", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		const fewest = 3
		if n := len(s.weighted()); s.hasWeights() && n < fewest && !s.Partial {
			r.say(0, "只有%d个计分指标，难以反映项目绩效。请核对是否漏填，下年度细化指标", n)
		}
	},
}
