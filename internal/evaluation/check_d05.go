package evaluation

import "math/big"

// ruleD05: clear over-completion is analysed, since the target may have been too low, and so is what lies
// outside a range. The program takes nothing off.
var ruleD05 = Rule{
	ID: "D05", Severity: Note, Title: "超额完成较多应分析指标值是否偏低", Basis: basis2020, MayChange: changeReason,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.target.Kind == KindRange && l.score.How == HowUnclear && l.actual.Measured() && !l.explained() {
				r.sayAs(Warning, l.Row, "“%s”目标%s、完成%s，不在区间内，未见分析。请核对完成值并说明原因；是否扣分由人认定，程序不自动扣分",
					l.label(), l.Target, l.Actual)
				continue
			}
			if l.target.Kind != KindQuantity || l.ratio == nil || l.direction == DirectionDown ||
				l.target.Amount.dimension() == Share || l.group == GroupSatisfaction || l.explained() {
				continue
			}
			over := new(big.Rat).Sub(l.ratio, big.NewRat(1, 1))
			const text = "“%s”目标%s、完成%s，为目标的%s%%，未见分析，指标值可能偏低。请说明超额原因；程序不自动扣分"
			switch {
			case over.Cmp(big.NewRat(s.profile.OverAsk, 100)) >= 0:
				r.sayAs(Warning, l.Row, text, l.label(), l.Target, l.Actual, percent(l.ratio, 1))
			case over.Cmp(big.NewRat(s.profile.OverNote, 100)) >= 0:
				r.say(l.Row, text, l.label(), l.Target, l.Actual, percent(l.ratio, 1))
			}
		}
	},
}
