package evaluation

import "slices"

// ruleD08: the score of a qualitative row lies in the band of its grade: the one that a person recorded for it, or the
// one that its actual states. One whose actual speaks against its target is not in the best band unless a person put it
// there.
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
			if word := l.score.against.word; at < 0 && word != "" && !l.score.against.late && s.inBestBand(l) {
				r.say(l.Row, "“%s”指标值为“%s”，完成值写“%s”，与指标值相反，仍得%s/%s分。请核对完成值，评定档位后计分并写明原因；程序不代为扣分",
					l.label(), l.Target, l.Actual, l.Score.Short(), l.Weight.Short())
				continue
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

// inBestBand reports whether a row is scored as if its target were reached.
func (s *subject) inBestBand(l line) bool {
	return l.Score.Printed() && l.Score <= l.Weight && s.profile.Bands[0].holds(l.Score, l.Weight, true)
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
