package evaluation

// ruleD11: a missed date costs points, or is explained.
var ruleD11 = Rule{
	ID: "D11", Severity: Warning, Title: "逾期完成不应得满分", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			if !l.Score.Printed() || l.Score < l.Weight {
				continue
			}
			switch days := l.actual.daysLate(l.target); {
			case days > 0 && l.score.How == HowComputed:
				r.say(l.Row, "“%s”应于%s完成，实际%s，逾期%d天仍得满分。本口径按逾期天数计分，应得%s分，请更正并写明原因", l.label(), l.Target,
					l.Actual, days, l.score.ByRule.Short())
			case days > 0:
				r.say(l.Row, "“%s”应于%s完成，实际%s，逾期%d天仍得满分。%s", l.label(), l.Target, l.Actual, days, gradeLate)
			case l.actual.Kind == KindMonthlyDay && l.target.Kind == KindMonthlyDay && l.actual.Day > l.target.Day:
				r.say(l.Row, "“%s”应于%s完成，实际%s，每期逾期%d天仍得满分。请填写按期的次数，按按期次数÷期数计分", l.label(), l.Target, l.Actual,
					l.actual.Day-l.target.Day)
			case l.score.against.late:
				r.say(l.Row, "“%s”指标值为“%s”，完成值写“%s”，有逾期仍得满分。%s", l.label(), l.Target, l.Actual, gradeLate)
			}
		}
	},
}

// gradeLate says what to do where the profile leaves the score of what came late to a person.
const gradeLate = "请评定档位后计分，并写明逾期原因；逾期扣多少由人评定，程序不代为扣分"
