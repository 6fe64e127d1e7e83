package evaluation

// ruleG02: quantity × unit price is the amount.
var ruleG02 = Rule{
	ID: "G02", Severity: Warning, Title: "数量乘单价应等于金额", Basis: basisLogic, MayChange: changeActual,
	Needs: "单价",
	has:   func(ctx Context) bool { return len(ctx.Prices) > 0 },
	one: func(s *subject, r *report) {
		for _, p := range s.ctx.Prices {
			quantity, ok1 := s.row(p.QuantityRow)
			amount, ok2 := s.row(p.AmountRow)
			yuan, ok3 := readNumber(p.Yuan)
			if !ok1 || !ok2 || !ok3 || !s.isProject(p.Project) ||
				!quantity.actual.Measured() || !amount.actual.Measured() || amount.actual.Amount.dimension() != Money {
				continue
			}
			product := Amount{Number: quantity.actual.Amount.Number.times(yuan.rat), Unit: "元"}
			have := amount.actual.Amount
			if !(Number{rat: product.in(have.Unit).rat, places: 8}).agrees(have.Number) {
				r.say(amount.Row, "%s×%s元＝%s%s≠%s。请核对数量、单价和支付金额", quantity.Actual, p.Yuan,
					plainDecimal(product.in(have.Unit).rat, 6), have.Unit, amount.Actual)
			}
		}
	},
}
