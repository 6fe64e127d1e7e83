package evaluation

// ruleE01: an actual is a value that somebody measured, not the target's threshold and not a word.
var ruleE01 = Rule{
	ID: "E01", Severity: Error, Title: "完成值应是实测数", Basis: basis2020, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			switch {
			case l.actual.Kind == KindQuantity && !l.actual.Measured():
				r.say(l.Row, "“%s”完成值“%s”不是实测数，%s分无从核实。请填写实际数值并备好佐证材料", l.label(), l.Actual, l.Score.Short())
			case l.unanswered():
				r.say(l.Row, "“%s”指标值为%s，完成值却写“%s”，不是实测数（%s）。请填写实际数值", l.label(), l.Target, l.Actual,
					l.actual.NotMeasured())
			}
		}
	},
}

// unanswered reports whether a target that states a figure has an actual that states none. A row that says why there is
// nothing (无) has answered, and a list to choose from has its own check.
func (l line) unanswered() bool {
	switch l.target.Kind {
	case KindQuantity, KindRange, KindSeveral:
	default:
		return l.actual.Kind == KindGrade && proseNumber.MatchString(normal(l.Target))
	}
	switch l.actual.Kind {
	case KindGrade, KindQualitative, KindUnreadable, KindRange:
		return true
	case KindSeveral:
		return l.target.Kind != KindSeveral
	case KindNone:
		return !l.explained()
	}
	return false
}
