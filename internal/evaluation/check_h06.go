package evaluation

import "math/big"

// ruleH06: the rate that a benefit claims follows from the output and of how many it is a part.
var ruleH06 = Rule{
	ID: "H06", Severity: Warning, Title: "效益比率应与产出推算一致", Basis: basisLogic, MayChange: changeActual,
	Needs: "应覆盖总量",
	has:   func(ctx Context) bool { return len(ctx.Coverages) > 0 },
	one: func(s *subject, r *report) {
		for _, c := range s.ctx.Coverages {
			output, ok1 := s.row(c.OutputRow)
			benefit, ok2 := s.row(c.BenefitRow)
			population, ok3 := readNumber(c.Population)
			if !ok1 || !ok2 || !ok3 || population.zero() || !s.isProject(c.Project) ||
				!output.actual.Measured() || benefit.actual.Kind != KindQuantity || benefit.actual.Amount.Unit != "%" {
				continue
			}
			derived := new(big.Rat).Quo(output.actual.Amount.Number.rat, population.rat)
			claimed := benefit.actual.Amount.Number
			got := Number{rat: new(big.Rat).Mul(derived, hundred), places: 8}
			fits := got.agrees(claimed)
			if benefit.actual.Op == OpAtLeast {
				fits = got.cmp(claimed) >= 0
			}
			if !fits {
				r.say(benefit.Row, "由产出推得%s%%（%s÷%s），表列%s。请查明差额属于哪种情形：不需办理、属于其他年度，或数字有误", percent(derived, 1),
					output.Actual, c.Population, benefit.Actual)
			}
		}
	},
}
