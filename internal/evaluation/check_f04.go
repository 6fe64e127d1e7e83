package evaluation

// ruleF04: a quantity says more than that something exists.
var ruleF04 = Rule{
	ID: "F04", Severity: Note, Title: "数量指标不应只表示有无", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.class == ClassQuantity && l.actual.Measured() && l.target.Kind == KindQuantity &&
				l.target.Amount.Number.isInt(1) && l.actual.Amount.Number.isInt(1) {
				r.say(l.Row, "“%s”目标1、完成1，是存在型指标。请下年度改为能衡量工作量或效果的指标", l.label())
			}
		}
	},
}
