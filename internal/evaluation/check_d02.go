package evaluation

import "math/big"

// ruleD02: where the target was missed, the score is weight × completion. The tolerance is that of officers who round
// to a tenth: 0.05 points, or half a per cent of the weight if that is more.
var ruleD02 = Rule{
	ID: "D02", Severity: Error, Title: "未达标的定量指标应按完成比例计分", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			missed := l.score.How == HowComputed && !reached(l)
			if !missed || !l.Score.Printed() || doubleWeighted(l) || l.Score > l.Weight {
				continue
			}
			tolerance := max(5, l.Weight/200)
			if diff := l.Score - l.score.ByRule; diff > tolerance || -diff > tolerance {
				r.say(l.Row, "“%s”按完成比例应得%s分，表列%s分。请按完成值重算，或写明另行计分的依据", l.label(),
					l.score.ByRule.Short(), l.Score.Short())
			}
		}
	},
}

// reached reports whether the printed actual meets the printed target.
func reached(l line) bool { return l.score.Ratio != nil && l.score.Ratio.Cmp(big.NewRat(1, 1)) >= 0 }
