package evaluation

import "math/big"

// ruleB05: a large change of the budget within the year is explained.
var ruleB05 = Rule{
	ID: "B05", Severity: Warning, Title: "年初预算与全年预算相差超过20%应说明", Basis: basis2020, MayChange: changeText,
	one: func(s *subject, r *report) {
		if s.total == nil {
			return
		}
		initial, ok1 := money(s.total.Initial)
		budget, ok2 := money(s.total.Budget)
		if !ok1 || !ok2 || initial.zero() {
			return
		}
		change := new(big.Rat).Quo(new(big.Rat).Sub(budget.rat, initial.rat), initial.rat)
		explained := s.statesAnywhere("调整", "调增", "调减", "追加", "核减", "压减", "收回", "增加预算")
		if change.Abs(change).Cmp(big.NewRat(20, 100)) > 0 && !explained {
			r.say(0, "年初预算数%s→全年预算数%s，变动%s%%未见说明。请写明调整原因和文号", initial, budget, percent(change, 1))
		}
	},
}
