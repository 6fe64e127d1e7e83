package evaluation

import "math/big"

// ruleD09: a large saving is explained: either the target was too high or less was done.
var ruleD09 = Rule{
	ID: "D09", Severity: Note, Title: "成本节约超过20%应核对", Basis: basis2020, MayChange: changeReason,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.class != ClassCost || l.ratio == nil || l.ratio.Sign() == 0 || l.explained() ||
				l.actual.Amount.Number.zero() || l.direction != DirectionDown {
				continue
			}
			saved := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Inv(l.ratio))
			if saved.Cmp(big.NewRat(20, 100)) > 0 {
				r.say(l.Row, "“%s”成本节约%s%%，请核对指标值是否偏高、产出是否减少，并说明原因", l.label(), percent(saved, 1))
			}
		}
	},
}
