package evaluation

// ruleD10: the weight is not applied twice.
var ruleD10 = Rule{
	ID: "D10", Severity: Error, Title: "得分不应重复加权", Basis: basisLogic, MayChange: changeScore,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			if doubleWeighted(l) {
				r.say(l.Row, "“%s”得分%s＝分值%s×分值%%，重复加权，应得%s分。请更正", l.label(), l.Score.Short(), l.Weight.Short(),
					l.score.ByRule.Short())
			}
		}
	},
}

// doubleWeighted reports whether the score is weight × weight %, where the completion gives something else.
func doubleWeighted(l line) bool {
	w := int64(l.Weight.OrZero())
	return l.Score.Printed() && w > 0 && l.Score > 0 && int64(l.Score)*10_000 == w*w && l.Score != l.score.ByRule &&
		l.score.How == HowComputed
}
