package evaluation

import "fmt"

// ruleE01: an actual is a value that somebody measured, not the target's threshold and not a word.
var ruleE01 = Rule{
	ID: "E01", Severity: Error, Title: "完成值应是实测数", Basis: basis2020, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			switch {
			case l.actual.Kind == KindQuantity && !l.actual.Measured():
				f := r.add(r.check.Severity, l.Row, "“%s”完成值“%s”不是实测数，%s分无从核实。请填写实际数值并备好佐证材料",
					[]any{l.label(), l.Actual, l.Score.Short()})
				// What it rests on is the table alone, so that an explanation holds whatever the books say by now.
				if m := s.measured(l.Row); m != "" {
					f.Message = fmt.Sprintf("“%s”完成值“%s”不是实测数，系统取数是%s。请填写实际数值", apart(l.label()), apart(l.Actual),
						told("", m))
				}
			case l.unanswered():
				r.say(l.Row, "“%s”指标值为%s，完成值却写“%s”，不是实测数（%s）。请填写实际数值", l.label(), l.Target, l.Actual,
					l.actual.NotMeasured())
			}
		}
	},
}

// measured is what the books say of a row of the table; empty where they say nothing.
func (s *subject) measured(row int) string {
	for _, m := range s.ctx.Measured {
		if m.Table == s.at && m.Row == row {
			return m.Text
		}
	}
	return ""
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
