package evaluation

import (
	"math/big"
	"strings"
)

// ruleB02: the printed rate is executed ÷ budget at the precision it is printed with.
var ruleB02 = Rule{
	ID: "B02", Severity: Error, Title: "执行率应等于执行数除以预算数", Basis: basisFoots, MayChange: changeFunds,
	one: func(s *subject, r *report) {
		for _, f := range s.Funds {
			text := compact(f.Rate)
			printed, ok := readNumber(strings.TrimSuffix(text, "%"))
			budget, ok1 := money(s.profile.budgetOf(f))
			executed, ok2 := money(f.Executed)
			if !ok || !ok1 || !ok2 || budget.zero() {
				continue
			}
			rate := new(big.Rat).Quo(executed.rat, budget.rat)
			if strings.HasSuffix(text, "%") {
				rate.Mul(rate, hundred)
			} else if printed.rat.Cmp(big.NewRat(2, 1)) > 0 {
				rate.Mul(rate, hundred) // a rate without its sign
			}
			if exact := atPlaces(rate, printed.places); exact.Cmp(printed.rat) != 0 {
				r.say(0, "%s：执行率应为%s，表列%s。请按执行数%s、预算数%s重算", trimLabel(f.Name),
					exact.FloatString(printed.places)+strings.TrimLeft(text, "0123456789.,-"), f.Rate, executed, budget)
			}
		}
	},
}

// trimLabel is a label of the form without its colon.
func trimLabel(label string) string { return strings.TrimRight(compact(label), ":") }
