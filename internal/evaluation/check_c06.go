package evaluation

import "slices"

// ruleC06: names, targets and weights are those of the approved goal table.
var ruleC06 = Rule{
	ID: "C06", Severity: Warning, Title: "指标应与批复的绩效目标表一致", Basis: basis2020, MayChange: changeNext,
	Needs: "批复的绩效目标表",
	has:   func(ctx Context) bool { return len(ctx.Approved) > 0 },
	one: func(s *subject, r *report) {
		at := slices.IndexFunc(s.ctx.Approved, func(t Table) bool { return s.isProject(t.Project) })
		if at < 0 {
			return
		}
		approved := s.ctx.Approved[at].Indicators
		for _, want := range approved {
			i := slices.IndexFunc(s.rows, func(l line) bool { return l.isIndicator(want) })
			if i < 0 {
				r.say(0, "批复的指标“%s”不在自评表中。请恢复批复的指标", PlainName(want.Name))
				continue
			}
			l := s.rows[i]
			if normal(l.Target) != normal(want.Target) {
				r.say(l.Row, "“%s”与批复的绩效目标不一致：指标值批复%s，表列%s。请恢复批复数", l.label(), want.Target, l.Target)
			}
			if want.Weight.Printed() && l.Weight != want.Weight {
				r.say(l.Row, "“%s”与批复的绩效目标不一致：分值批复%s，表列%s。请恢复批复数", l.label(), want.Weight.Short(), l.Weight.Short())
			}
		}
		for _, l := range s.live() {
			if !slices.ContainsFunc(approved, l.isIndicator) {
				r.say(l.Row, "“%s”不在批复的绩效目标表中。请核对是否年终更换了指标", l.label())
			}
		}
	},
}

// isIndicator reports whether a row carries the name of an approved indicator in its class.
func (l line) isIndicator(approved Indicator) bool {
	return l.name == PlainName(approved.Name) && l.class == ClassOf(approved)
}
