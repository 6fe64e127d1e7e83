package evaluation

import "math/big"

// ruleB04: no more is spent than the budget has.
var ruleB04 = Rule{
	ID: "B04", Severity: Warning, Title: "执行数不应超过全年预算数", Basis: basis2020, MayChange: changeFunds,
	one: func(s *subject, r *report) {
		for _, f := range s.Funds {
			budget, ok1 := money(f.Budget)
			executed, ok2 := money(f.Executed)
			if ok1 && ok2 && !budget.zero() && executed.cmp(budget) > 0 {
				over := new(big.Rat).Quo(new(big.Rat).Sub(executed.rat, budget.rat), budget.rat)
				r.say(0, "%s：执行数%s超过全年预算数%s，超%s%%。请核对是否漏记预算调整；执行率得分以满分为限", trimLabel(f.Name),
					executed, budget, percent(over, 2))
			}
		}
	},
}
