package evaluation

import "slices"

// ruleD08: the score of a qualitative row lies in the band of its grade: the one that a person recorded for it, or the
// one that its actual states.
var ruleD08 = Rule{
	ID: "D08", Severity: Warning, Title: "定性指标得分应在所选档位区间内", Basis: basis2020, MayChange: changeScore,
	Needs: "定性指标所选档位", partly: true,
	has: func(ctx Context) bool { return len(ctx.Recorded) > 0 },
	one: func(s *subject, r *report) {
		levels := []Level{LevelReached, LevelPartly, LevelMissed}
		for _, l := range s.weighted() {
			at := slices.Index(levels, l.actual.Level)
			if name, ok := s.recorded(l.Row); ok {
				at = slices.IndexFunc(s.profile.Bands, func(b QualityBand) bool { return b.Name == name })
			}
			if at < 0 || !l.Score.Printed() || l.Score > l.Weight {
				continue
			}
			b := s.profile.Bands[at]
			if !b.holds(l.Score, l.Weight, at == 0) {
				r.say(l.Row, "“%s”所选档位“%s”对应分值的%d%%至%d%%，得分%s/%s不在区间。请更正得分或档位", l.label(), b.Name,
					b.From, b.To, l.Score.Short(), l.Weight.Short())
			}
		}
	},
}

// recorded is the grade that a person recorded for a row.
func (s *subject) recorded(row int) (string, bool) {
	for _, rec := range s.ctx.Recorded {
		if rec.Row == row && s.isProject(rec.Project) {
			return rec.Grade, true
		}
	}
	return "", false
}

// holds reports whether a score lies in the band; its upper end belongs to it in the best band alone.
func (b QualityBand) holds(score, weight Points, best bool) bool {
	share, whole := int64(score)*100, int64(weight)
	above := share > b.To*whole || !best && share == b.To*whole
	return share >= b.From*whole && !above
}
