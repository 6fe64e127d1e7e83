package evaluation

// ruleG03: what is called the whole cost is what was spent.
var ruleG03 = Rule{
	ID: "G03", Severity: Warning, Title: "总成本的完成值应等于执行数", Basis: basisFoots, MayChange: changeActual,
	one: func(s *subject, r *report) {
		if s.total == nil {
			return
		}
		executed, ok := money(s.total.Executed)
		for _, l := range s.live() {
			if !ok || l.class != ClassCost || containsAny(l.name, "总成本", "总投资", "总支出", "成本总额", "支出总额") == "" {
				continue
			}
			a := l.actual.Amount
			spent := Amount{Number: executed, Unit: s.MoneyUnit}
			if l.actual.Measured() && a.dimension() == Money && !sameValue(a, spent) {
				r.say(l.Row, "“%s”完成值%s≠执行数%s%s。请核对口径", l.label(), l.Actual, executed, s.MoneyUnit)
			}
		}
	},
}
