package evaluation

// ruleD11: a missed date costs points, or is explained.
var ruleD11 = Rule{
	ID: "D11", Severity: Warning, Title: "逾期完成不应得满分", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			if !l.Score.Printed() || l.Score < l.Weight {
				continue
			}
			if days := l.actual.Date.daysAfter(l.target.Date); days > 0 {
				r.say(l.Row, "“%s”应于%s完成，实际%s，逾期%d天仍得满分。请按规则扣分并写明原因", l.label(), l.Target, l.Actual, days)
			}
		}
	},
}
