package evaluation

// ruleE06: a target in per cent has a rate in its name. 100 % of a deed reads as always; any other share needs to say
// of what it is a share. Satisfaction has its own check.
var ruleE06 = Rule{
	ID: "E06", Severity: Warning, Title: "百分率指标的名称应写明是什么比率", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.target.Kind != KindQuantity || l.target.Amount.dimension() != Share || l.group == GroupSatisfaction {
				continue
			}
			if l.target.Amount.Number.isInt(100) && l.target.Op == OpEqual {
				continue
			}
			if containsAny(l.name, rateWords...) == "" {
				r.say(l.Row, "名称“%s”不含比率，指标值却为%s，无法知道分子分母。请在偏差原因栏写明口径，下年度改正名称", l.label(), l.Target)
			}
		}
	},
}

// rateWords say in a name that it is a share of something.
var rateWords = []string{"率", "幅", "比例", "占比", "比重", "满意", "覆盖", "比", "百分", "程度", "%", "‰"}
