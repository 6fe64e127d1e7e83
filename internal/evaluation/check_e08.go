package evaluation

// ruleE08: a budget standard is definite.
var ruleE08 = Rule{
	ID: "E08", Severity: Warning, Title: "指标值、完成值不应为约数", Basis: basis2021, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.target.Approx || l.actual.Approx {
				r.say(l.Row, "“%s”指标值%s、完成值%s为约数。请按财务账填写准确的完成值，指标值下年度写明定额", l.label(), l.Target, l.Actual)
			}
		}
	},
}
