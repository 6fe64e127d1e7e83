package evaluation

// ruleE09: the actual is not the name's number with its decimals cut off.
var ruleE09 = Rule{
	ID: "E09", Severity: Note, Title: "完成值不应截去小数", Basis: basisLogic, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if !l.actual.Measured() || l.actual.Amount.Number.zero() {
				continue
			}
			for _, a := range l.amounts {
				b := l.actual.Amount
				if b.Unit == "" {
					b.Unit = a.Unit
				}
				if a.sameUnit(b) && a.in(b.Unit).cutTo(b.Number) {
					r.say(l.Row, "名称%s与完成值%s只差小数。请统一按账面数填写", a, l.Actual)
					break
				}
			}
		}
	},
}
