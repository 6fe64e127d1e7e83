package evaluation

import "strings"

// ruleF02: a row stands in its class.
var ruleF02 = Rule{
	ID: "F02", Severity: Warning, Title: "指标应归入相应的二级指标", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			switch l.class {
			case ClassQuality:
				if w := containsAny(l.name, "及时", "按时", "按期", "按月", "准时", "时限"); w != "" {
					r.say(l.Row, "质量指标“%s”写的是时效（%s）。请在偏差原因栏说明质量完成情况，下年度归入时效指标", l.label(), w)
				}
			case ClassQuantity:
				if w := containsAny(strings.ReplaceAll(l.name, "效率", ""), "率", "成本"); w != "" {
					r.sayAs(Note, l.Row, "数量指标“%s”写的是“%s”。请下年度归入相应的二级指标", l.label(), w)
				}
			}
		}
	},
}
