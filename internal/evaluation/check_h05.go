package evaluation

// ruleH05: a benefit with the target of an output has its actual, too, or counts something else.
var ruleH05 = Rule{
	ID: "H05", Severity: Warning, Title: "效益与产出指标值相同的，完成值应相同", Basis: basisLogic, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, b := range s.live() {
			if b.group != GroupBenefit || b.target.Amount.dimension() != Counted || !b.actual.Measured() {
				continue
			}
			for _, o := range s.live() {
				if o.group != GroupOutput || !o.actual.Measured() || !sameCount(o.target, b.target) {
					continue
				}
				if !sameCount(o.actual, b.actual) {
					r.say(b.Row, "指标值同为%s，效益完成%s，产出（第%d行）完成%s。请说明两者差在哪里，口径不同的应分开写", b.Target,
						b.Actual, o.Row, o.Actual)
					break
				}
			}
		}
	},
}

// sameCount reports whether two cells state the same number of the same things.
func sameCount(a, b Cell) bool {
	return a.Kind == KindQuantity && b.Kind == KindQuantity && a.Amount.sameUnit(b.Amount) &&
		a.Amount.Number.cmp(b.Amount.Number) == 0
}
