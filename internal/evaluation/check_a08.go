package evaluation

// ruleA08: the years in the texts are the table's.
var ruleA08 = Rule{
	ID: "A08", Severity: Warning, Title: "文字中的年份应与表的年度一致", Basis: basisLogic, MayChange: changeText,
	one: func(s *subject, r *report) {
		if s.Year == 0 {
			return
		}
		check := func(row int, where, text string) {
			for _, y := range yearsIn(text) {
				if y != s.Year {
					r.say(row, "%s出现%d年，表为%d年度。请核对是否沿用了以前年度的内容", where, y, s.Year)
					return
				}
			}
		}
		check(0, "预期目标", s.Goal)
		check(0, "实际完成情况", s.GoalActual)
		for _, l := range s.rows {
			check(l.Row, "“"+l.label()+"”", l.Name+" "+l.Target+" "+s.actualOfYear(l))
		}
	},
}

// actualOfYear is an actual, empty when it is a date of the next year: done late, not taken over from another table.
func (s *subject) actualOfYear(l line) string {
	if l.actual.Kind == KindDate && l.actual.Date.Year == s.Year+1 {
		return ""
	}
	return l.Actual
}
