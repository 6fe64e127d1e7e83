package evaluation

import "slices"

// ruleA06: output and benefit are there, and among the outputs a quantity.
var ruleA06 = Rule{
	ID: "A06", Severity: Warning, Title: "应设产出、效益指标，产出应有数量指标", Basis: basis2020, MayChange: changeNext,
	one: func(s *subject, r *report) {
		if len(s.rows) == 0 {
			if s.Partial {
				return
			}
			r.say(0, "没有读到绩效指标。请确认文件完整")
			return
		}
		groups, classes := map[Group]bool{}, map[Class]bool{}
		for _, l := range s.live() {
			groups[l.group], classes[l.class] = true, true
		}
		for _, g := range []Group{GroupOutput, GroupBenefit} {
			if !groups[g] && !s.Partial && s.levelled() {
				r.say(0, "缺%s。请核对是否漏填或文件不完整", g)
			}
		}
		// An excerpt that has reached the benefits has passed the outputs.
		if groups[GroupOutput] && !classes[ClassQuantity] && (!s.Partial || groups[GroupBenefit]) {
			r.say(0, "产出指标中缺%s。请核对是否漏填", ClassQuantity)
		}
	},
}

// levelled reports whether the form has first and second levels at all; one of some places lists indicators only.
func (s *subject) levelled() bool {
	return slices.ContainsFunc(s.rows, func(l line) bool { return l.First != "" || l.Second != "" })
}
