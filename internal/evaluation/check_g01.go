package evaluation

import (
	"math/big"
	"regexp"
)

// ruleG01: the costs of a table add up to its budget and its spending, when all of them are amounts of money.
var ruleG01 = Rule{
	ID: "G01", Severity: Error, Title: "成本指标合计应等于预算数和执行数", Basis: basisFoots, MayChange: changeActual,
	one: func(s *subject, r *report) {
		var costs []line
		for _, l := range s.live() {
			if l.class == ClassCost {
				if unitPrice.MatchString(l.name) {
					return // a price is no part of the sum
				}
				costs = append(costs, l)
			}
		}
		if s.total == nil || len(costs) == 0 || s.wholeBody() {
			return
		}
		for _, c := range []struct {
			label, money, name string
			of                 func(line) Cell
		}{
			{"指标值", s.total.Budget, "全年预算数", func(l line) Cell { return l.target }},
			{"完成值", s.total.Executed, "全年执行数", func(l line) Cell { return l.actual }},
		} {
			want, ok := money(c.money)
			sum, all := s.costSum(costs, c.of)
			if ok && all && sum.Cmp(want.rat) != 0 {
				r.say(costs[0].Row, "成本指标%s合计%s≠%s%s。请逐行核对，或说明哪些支出未列入成本指标", c.label, plainDecimal(sum, 6), c.name, want)
			}
		}
	},
}

// unitPrice names costs of one thing.
var unitPrice = regexp.MustCompile(`^每|单价|单位成本|平均|人均|户均|标准`)

// costSum adds up the money of the cost rows in the unit of the table. A number without a unit is money when the name
// of its row states the same number as money.
func (s *subject) costSum(costs []line, of func(line) Cell) (*big.Rat, bool) {
	sum := new(big.Rat)
	for _, l := range costs {
		c := of(l)
		if c.Kind != KindQuantity || c.Op != OpEqual {
			return nil, false
		}
		a := c.Amount
		for _, named := range l.amounts {
			if a.Unit == "" && named.dimension() == Money && named.Number.cmp(a.Number) == 0 {
				a.Unit = named.Unit
			}
		}
		if a.dimension() != Money {
			return nil, false
		}
		sum.Add(sum, a.in(s.MoneyUnit).rat)
	}
	return sum, true
}
