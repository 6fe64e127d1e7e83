package evaluation

// ruleE12: of a list of answers one is chosen.
var ruleE12 = Rule{
	ID: "E12", Severity: Warning, Title: "定性档位应选定", Basis: basis2020, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			for _, c := range []struct {
				label string
				cell  Cell
			}{{"指标值", l.target}, {"完成值", l.actual}} {
				if c.cell.Kind == KindOptions {
					r.say(l.Row, "“%s”%s“%s”是待选项，定性档位未选定。请选定一档", l.label(), c.label, c.cell.Text)
					break
				}
			}
		}
	},
}
