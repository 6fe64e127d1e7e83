package evaluation

import "strings"

// ruleA04: a row that carries points has target, actual and score.
var ruleA04 = Rule{
	ID: "A04", Severity: Error, Title: "有分值的指标，指标值、完成值、得分应填写", Basis: basis2020, MayChange: changeActual,
	one: func(s *subject, r *report) {
		for _, l := range s.weighted() {
			var missing []string
			if l.target.Kind == KindEmpty {
				missing = append(missing, "指标值")
			}
			if l.actual.Kind == KindEmpty {
				missing = append(missing, "完成值")
			}
			if !l.Score.Printed() {
				missing = append(missing, "得分")
			}
			if len(missing) > 0 {
				r.say(l.Row, "“%s”有分值%s分，但%s为空或无法识别。请补填", l.label(), l.Weight.Short(), strings.Join(missing, "、"))
			}
			counts := l.class == ClassQuantity || l.class == ClassCost
			if counts && (l.target.Kind == KindQualitative || l.target.Kind == KindUnreadable) {
				r.sayAs(Warning, l.Row, "%s“%s”指标值“%s”没有可用的数，无法计分。请在偏差原因栏写明应完成多少，下年度写成数和单位",
					l.class, l.label(), l.Target)
			}
		}
	},
}
