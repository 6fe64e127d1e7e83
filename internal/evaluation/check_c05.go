package evaluation

// ruleC05: no single indicator decides the table.
var ruleC05 = Rule{
	ID: "C05", Severity: Warning, Title: "单个指标分值应低于30分", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		const most Points = 3000
		for _, l := range s.rows {
			if l.Weight.OrZero() >= most {
				r.say(l.Row, "“%s”单项分值%s过大。请下年度细化指标、分散权重", l.label(), l.Weight.Short())
			}
		}
	},
}
