package evaluation

import (
	"math/big"
	"regexp"
)

// ruleB01: the total of the funds is the sum of their sources, in each column of money.
var ruleB01 = Rule{
	ID: "B01", Severity: Error, Title: "年度资金总额应等于各来源之和", Basis: basisFoots, MayChange: changeFunds,
	one: func(s *subject, r *report) {
		if s.total == nil {
			return
		}
		for _, c := range moneyColumns {
			total, ok := money(c.of(*s.total))
			all, top, any := new(big.Rat), new(big.Rat), false
			for _, f := range s.Funds {
				n, has := money(c.of(f))
				if fundIsTotal(f.Name) || !has {
					continue
				}
				any = true
				all.Add(all, n.rat)
				if topSource.MatchString(compact(f.Name)) {
					top.Add(top, n.rat)
				}
			}
			if !ok || !any || total.rat.Cmp(all) == 0 || total.rat.Cmp(top) == 0 {
				continue
			}
			r.say(0, "%s：总额%s≠各来源之和%s。请按财务账核对", c.name, total, plainDecimal(all, 6))
		}
	},
}

// topSource names the sources that are not parts of another: a table may list 中央 and 省级 under 财政拨款.
var topSource = regexp.MustCompile(`财政拨款|结转资金|其他资金|单位资金|财政专户`)

// moneyColumns are the columns of money of the fund rows.
var moneyColumns = []struct {
	name string
	of   func(Fund) string
}{
	{"年初预算数", func(f Fund) string { return f.Initial }},
	{"全年预算数", func(f Fund) string { return f.Budget }},
	{"全年执行数", func(f Fund) string { return f.Executed }},
}
