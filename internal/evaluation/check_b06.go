package evaluation

import "math/big"

// ruleB06: the budget was not cut to what was spent, which makes any execution look complete.
var ruleB06 = Rule{
	ID: "B06", Severity: Note, Title: "调整后预算恰等于执行数时应留意", Basis: basis2020, MayChange: changeText,
	one: func(s *subject, r *report) {
		if s.total == nil {
			return
		}
		initial, ok1 := money(s.total.Initial)
		budget, ok2 := money(s.total.Budget)
		executed, ok3 := money(s.total.Executed)
		if !ok1 || !ok2 || !ok3 || initial.zero() || initial.cmp(budget) == 0 || budget.cmp(executed) != 0 {
			return
		}
		rate := new(big.Rat).Quo(executed.rat, initial.rat)
		r.say(0, "调整后预算%s恰等于执行数，按年初预算口径执行率为%s%%。请备好预算调整文件备查", budget, percent(rate, 2))
	},
}
