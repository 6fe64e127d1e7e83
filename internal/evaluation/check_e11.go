package evaluation

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// ruleE11: a row measures one thing.
var ruleE11 = Rule{
	ID: "E11", Severity: Warning, Title: "一行只应有一个指标", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.target.Kind == KindSeveral {
				r.say(l.Row, "“%s”指标值“%s”一格写了几个数，无法比较。请在偏差原因栏分别列出完成数，下年度拆成两行", l.label(), l.Target)
			} else if twoMeasures(l) {
				r.say(l.Row, "“%s”一行含两个指标，一个数说不清。请在偏差原因栏分别列出完成数，下年度拆成两行", l.label())
			}
		}
	},
}

// twoMeasures finds two rates in one name, or two activities that a count or a cost adds up. A list that ends in 等
// names examples of one kind.
func twoMeasures(l line) bool {
	if twoRates.MatchString(l.name) {
		return true
	}
	if l.class != ClassQuantity && l.class != ClassCost || strings.Contains(l.name, "等") {
		return false
	}
	left, right, ok := strings.Cut(l.name, "、")
	if !ok || strings.Contains(right, "、") || strings.ContainsAny(l.name, ",，;；。") {
		return false
	}
	return utf8.RuneCountInString(left) >= 2 && utf8.RuneCountInString(right) >= 2
}

var twoRates = regexp.MustCompile(`[^\s,，、;；和及]{1,12}率[,，、;；和及与][^\s,，、;；和及]{1,12}率`)
