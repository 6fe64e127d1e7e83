package evaluation

// ruleE13: a share is at most the whole.
var ruleE13 = Rule{
	ID: "E13", Severity: Warning, Title: "百分率不应超过100", Basis: basisLogic, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			isShare := l.actual.Kind == KindQuantity && l.actual.Amount.Unit == "%"
			if !isShare || containsAny(l.name, growthWords...) != "" {
				continue
			}
			if l.actual.Amount.Number.rat.Cmp(hundred) > 0 {
				r.say(l.Row, "“%s”百分率%s大于100%%。请核对分子分母", l.label(), l.Actual)
			}
		}
	},
}

// growthWords name shares that may exceed the whole.
var growthWords = []string{"增长", "增幅", "同比", "环比", "提高", "增加", "超额", "回报", "完成率", "充足率", "拨备"}
