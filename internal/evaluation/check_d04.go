package evaluation

// ruleD04: lost points have a reason.
var ruleD04 = Rule{
	ID: "D04", Severity: Error, Title: "扣分的指标应填写偏差原因", Basis: basis2020, MayChange: changeReason,
	one: func(s *subject, r *report) {
		for _, l := range s.rows {
			if !l.Weight.Printed() || !l.Score.Printed() || l.Score >= l.Weight {
				continue
			}
			switch {
			case blank(l.Reason):
				r.say(l.Row, "%s得%s/%s分，偏差原因未填。请写明扣分原因和改进措施", secondLabel(l), l.Score.Short(), l.Weight.Short())
			case stock(l.Reason):
				r.sayAs(Warning, l.Row, "%s得%s/%s分，偏差原因“%s”是套话。请写明差多少、为什么、怎样改进", secondLabel(l), l.Score.Short(),
					l.Weight.Short(), l.Reason)
			}
		}
	},
}
