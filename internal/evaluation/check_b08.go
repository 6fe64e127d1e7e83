package evaluation

// ruleB08: what was spent had a budget, and the total row is not empty above filled sources.
var ruleB08 = Rule{
	ID: "B08", Severity: Error, Title: "有执行数应有预算数，总额不应漏填", Basis: basisFoots, MayChange: changeFunds,
	one: func(s *subject, r *report) {
		for _, f := range s.Funds {
			budget, ok1 := money(f.Budget)
			executed, ok2 := money(f.Executed)
			if ok2 && !executed.zero() && (!ok1 || budget.zero()) {
				r.say(0, "%s：全年预算数为0或未填，但有执行数%s。请按预算批复补填", trimLabel(f.Name), executed)
			}
			if fundIsTotal(f.Name) && nothingBudgeted(f) && ReadPoints(f.Weight).OrZero() > 0 {
				r.sayAs(Warning, 0, "全年预算数、执行数均为0，预算执行率不适用却占%s分。请写明未安排资金的原因，分值如何处理请向财政部门核实", compact(f.Weight))
			}
			if s.total == nil || fundIsTotal(f.Name) || !ok1 || budget.zero() {
				continue
			}
			if total, ok := money(s.total.Budget); !ok || total.zero() {
				r.say(0, "年度资金总额的全年预算数未填，但%s有%s。请补填总额", trimLabel(f.Name), budget)
			}
		}
	},
}
