package evaluation

// ruleC04: a row that says 无 carries no points.
var ruleC04 = Rule{
	ID: "C04", Severity: Error, Title: "不适用的指标不应占分值", Basis: basis2020, MayChange: changePermit,
	one: func(s *subject, r *report) {
		for _, l := range s.rows {
			if l.NotApplicable() && l.Weight.OrZero() > 0 {
				r.say(l.Row, "%s为“无”却占%s分，必然失分。请书面说明原因；如需把分值调给同一一级指标的其他指标，须凭财政部门批复文号",
					secondLabel(l), l.Weight.Short())
			}
		}
	},
}

// secondLabel names the class of a row as printed.
func secondLabel(l line) string {
	if label := compact(l.Second); label != "" {
		return label
	}
	return "指标"
}
