package evaluation

import "math/big"

// ruleB07: a low execution has a reason. Praise of the spending and promises to spend better are none.
var ruleB07 = Rule{
	ID: "B07", Severity: Warning, Title: "执行率低于90%应说明原因", Basis: basis2020, MayChange: changeReason,
	one: func(s *subject, r *report) {
		rate := executionRate(s.Table, s.profile)
		if rate == nil || rate.Cmp(big.NewRat(90, 100)) >= 0 {
			return
		}
		if !s.explainsAnywhere("执行", "支付", "支出", "资金", "经费", "结转", "结余", "预算", "未付", "尾款", "质保", "款") {
			r.say(0, "执行率%s%%未见原因说明（套话不算）。请写明哪些钱没有用、为什么、何时支付", percent(rate, 2))
		}
	},
}
