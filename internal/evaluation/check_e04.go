package evaluation

// ruleE04: a number in the name agrees with target or actual in the same unit.
var ruleE04 = Rule{
	ID: "E04", Severity: Error, Title: "名称中的数应与指标值、完成值一致", Basis: basisLogic, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if a, ok := strayAmount(l); ok {
				r.say(l.Row, "名称写%s，指标值%s、完成值%s，前后不一致。请查明哪个数是对的，并在偏差原因栏说明", a, l.Target, l.Actual)
			}
		}
	},
}

// strayAmount finds an amount in the name that is in the unit of a cell and agrees with none. Where the name states
// several in that unit, one that agrees is enough; a cell without a unit is compared only with a name's single amount.
func strayAmount(l line) (Amount, bool) {
	var stray []Amount
	for _, a := range l.amounts {
		comparable := false
		for _, c := range []Cell{l.target, l.actual} {
			if c.Kind != KindQuantity {
				continue
			}
			b := c.Amount
			if b.Unit == "" && len(l.amounts) == 1 {
				b.Unit = a.Unit
			}
			if !a.sameUnit(b) {
				continue
			}
			comparable = true
			if sameValue(a, b) {
				return Amount{}, false
			}
		}
		if comparable {
			stray = append(stray, a)
		}
	}
	if len(stray) == 0 {
		return Amount{}, false
	}
	return stray[0], true
}

// sameValue reports whether two amounts of one kind can be the same value, cut or rounded to the coarser of the two.
func sameValue(a, b Amount) bool {
	x, y := a.in(b.Unit), b.Number
	return x.agrees(y) || x.cutTo(y) || y.cutTo(x)
}
