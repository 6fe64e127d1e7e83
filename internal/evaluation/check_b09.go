package evaluation

// ruleB09: where a place limits the total by the execution rate, the total keeps to it.
var ruleB09 = Rule{
	ID: "B09", Severity: Note, Title: "总分不应超过当地按执行率设的上限", Basis: basisLogic, MayChange: changeScore,
	one: func(s *subject, r *report) {
		if limit := s.scored.Cap; limit.Printed() && s.scored.Published > limit {
			r.say(0, "按“%s”，执行率%s%%时总分不超过%s分，表列%s分。请向财政部门核实是否适用", s.profile.Name,
				percent(s.scored.Execution.Ratio, 2), limit.Short(), s.scored.Published.Short())
		}
	},
}
