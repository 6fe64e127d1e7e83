package evaluation

import (
	"math/big"
	"strings"
)

// ruleB03: the score of the execution follows the profile.
var ruleB03 = Rule{
	ID: "B03", Severity: Error, Title: "预算执行率得分应按规则计算", Basis: basis2020, MayChange: changeFunds,
	one: func(s *subject, r *report) {
		e := s.scored.Execution
		if e.How != HowComputed || e.Weight != s.profile.Execution.Weight {
			return
		}
		if !e.Published.Printed() {
			r.say(0, "预算执行率有分值%s分，得分未填，按规则应为%s", e.Weight.Short(), e.ByRule.Short())
			return
		}
		exact := new(big.Rat).Set(e.ByRule.rat())
		if len(s.profile.Execution.Bands) == 0 {
			exact.Mul(e.Weight.rat(), minRat(e.Ratio, big.NewRat(1, 1)))
		}
		printed, _ := readNumber(strings.TrimSuffix(compact(s.total.Score), "分"))
		linear := new(big.Rat).Mul(e.Weight.rat(), minRat(e.Ratio, big.NewRat(1, 1)))
		if len(s.profile.Execution.Bands) > 0 && atPlaces(linear, printed.places).Cmp(printed.rat) == 0 {
			r.sayAs(Warning, 0, "预算执行率得分按分档应为%s，表列%s是按执行率比例计的。请核对财政部门规定哪一种", e.ByRule.Short(), e.Published.Short())
			return
		}
		if atPlaces(exact, printed.places).Cmp(printed.rat) != 0 {
			r.say(0, "预算执行率得分应为%s，表列%s。请按执行率%s%%重算", e.ByRule.Short(), e.Published.Short(), percent(e.Ratio, 2))
		}
	},
}

func minRat(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}
