package evaluation

import "slices"

// ruleD08: the score of a qualitative row lies in the band of the grade that was recorded for it.
var ruleD08 = Rule{
	ID: "D08", Severity: Warning, Title: "定性指标得分应在所选档位区间内", Basis: basis2020, MayChange: changeScore,
	Needs: "定性指标所选档位",
	has:   func(ctx Context) bool { return len(ctx.Recorded) > 0 },
	one: func(s *subject, r *report) {
		for _, rec := range s.ctx.Recorded {
			l, ok := s.row(rec.Row)
			at := slices.IndexFunc(s.profile.Bands, func(b QualityBand) bool { return b.Name == rec.Grade })
			if !ok || at < 0 || !s.isProject(rec.Project) || !l.Score.Printed() || l.Weight.OrZero() <= 0 {
				continue
			}
			b := s.profile.Bands[at]
			score, weight := int64(l.Score)*100, int64(l.Weight)
			above := score > b.To*weight || at > 0 && score == b.To*weight
			if score < b.From*weight || above {
				r.say(l.Row, "“%s”所选档位“%s”对应分值的%d%%至%d%%，得分%s/%s不在区间。请更正得分或档位", l.label(), b.Name,
					b.From, b.To, l.Score.Short(), l.Weight.Short())
			}
		}
	},
}
