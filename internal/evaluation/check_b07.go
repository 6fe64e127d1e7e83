package evaluation

import "math/big"

// ruleB07: a low execution has a reason.
var ruleB07 = Rule{
	ID: "B07", Severity: Warning, Title: "执行率低于90%应说明原因", Basis: basis2020, MayChange: changeReason,
	one: func(s *subject, r *report) {
		rate := s.scored.Execution.Ratio
		if rate == nil || rate.Cmp(big.NewRat(90, 100)) >= 0 {
			return
		}
		if !s.mentions("执行", "支付", "资金", "结转", "结余", "预算", "未付", "尾款") {
			r.say(0, "执行率%s%%未见原因说明。请写明未执行的原因和改进措施", percent(rate, 2))
		}
	},
}
