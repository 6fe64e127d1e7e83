package evaluation

// ruleD03: a target that was reached earns its full weight, or a reason says why not.
var ruleD03 = Rule{
	ID: "D03", Severity: Warning, Title: "达标的指标应得满分，扣分应有原因", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			if reached(l) && l.Score.Printed() && l.Score < l.Weight && !l.explained() && !doubleWeighted(l) {
				r.say(l.Row, "“%s”已达标却只得%s/%s分，未写明原因。请核对得分，或写明扣分原因", l.label(), l.Score.Short(), l.Weight.Short())
			}
		}
	},
}
