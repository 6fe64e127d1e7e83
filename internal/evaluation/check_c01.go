package evaluation

// ruleC01: all weights add up to the printed total, and that is 100. A table made from goals prints the sum of its own
// weights, so that only the second can tell.
var ruleC01 = Rule{
	ID: "C01", Severity: Error, Title: "分值合计应等于总分", Basis: basisFoots, MayChange: changeNext,
	one: func(s *subject, r *report) {
		if !s.hasWeights() {
			return
		}
		want := s.Total
		if !want.Printed() {
			want = wholeTable
		}
		sum := sumOfWeights(s.Table)
		switch {
		case sum != want && (!s.Partial || sum > want):
			r.say(0, "分值合计%s≠总分%s（含预算执行率分值）。请核对是否漏行或分值录入有误", sum.Short(), want.Short())
		case sum == want && sum != wholeTable && (!s.Partial || sum > wholeTable):
			r.say(0, "分值合计和总分都是%s，应为%s（含预算执行率分值）。请核对是否漏行或分值录入有误", sum.Short(), wholeTable.Short())
		}
	},
}
