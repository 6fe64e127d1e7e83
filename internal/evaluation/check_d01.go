package evaluation

// ruleD01: a score lies between zero and the weight.
var ruleD01 = Rule{
	ID: "D01", Severity: Error, Title: "得分应在0与分值之间", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		if e := s.scored.Execution; outOfRange(e.Published, e.Weight) {
			r.say(0, "预算执行率得分%s超出0至%s的范围。请更正", e.Published.Short(), e.Weight.Short())
		}
		for _, l := range s.rows {
			if l.Weight.Printed() && l.Weight < 0 {
				r.say(l.Row, "“%s”分值%s为负数。请按批复的绩效目标更正", l.label(), l.Weight.Short())
				continue
			}
			if outOfRange(l.Score, l.Weight) {
				r.say(l.Row, "“%s”得分%s超出0至%s的范围。请更正", l.label(), l.Score.Short(), l.Weight.Short())
			}
		}
	},
}

func outOfRange(score, weight Points) bool {
	return score.Printed() && weight.Printed() && (score < 0 || score > weight)
}
