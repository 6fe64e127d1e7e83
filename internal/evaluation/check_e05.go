package evaluation

// ruleE05: the name of an indicator is not its result.
var ruleE05 = Rule{
	ID: "E05", Severity: Warning, Title: "指标名称不应写入完成数", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if a, ok := resultInName(l); ok {
				r.say(l.Row, "名称中写入完成数%s，指标像是年后补写。请核对是否与批复的指标名称一致", a)
			}
		}
	},
}

// resultInName finds an amount in the name that is the actual and not the target. The number counts, since counter
// words drift between 户 and 笔.
func resultInName(l line) (Amount, bool) {
	if l.target.Kind != KindQuantity || !l.actual.Measured() || l.actual.Amount.Number.zero() {
		return Amount{}, false
	}
	target, actual := l.target.Amount, l.actual.Amount
	for _, a := range l.amounts {
		if actual.Unit != "" && a.dimension() != actual.dimension() {
			continue
		}
		b, t := actual, target
		if a.dimension() != Money || b.Unit == "" {
			b.Unit, t.Unit = a.Unit, a.Unit
		}
		if sameValue(a, b) && !sameValue(a, t) {
			return a, true
		}
	}
	return Amount{}, false
}
