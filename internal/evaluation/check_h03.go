package evaluation

import (
	"strings"
	"unicode/utf8"
)

// ruleH03: the texts on completion are not one text.
var ruleH03 = Rule{
	ID: "H03", Severity: Warning, Title: "各表的完成情况不应使用同一套话", Basis: basisLogic, MayChange: changeText,
	whole: func(all []*subject, r *report) {
		const shortest = 8 // characters of a common beginning that is no accident
		counts := map[string][]int{}
		var order []string
		for _, s := range all {
			first, _, _ := strings.Cut(strings.ReplaceAll(compact(s.GoalActual), "。", ","), ",")
			text := strings.ReplaceAll(compact(s.GoalActual), "。", ",")
			if second := strings.SplitN(text, ",", 3); len(second) > 1 {
				first = second[0] + "," + second[1]
			}
			if utf8.RuneCountInString(first) < shortest {
				continue
			}
			if counts[first] = append(counts[first], s.at); len(counts[first]) == 1 {
				order = append(order, first)
			}
		}
		for _, text := range order {
			if n := len(counts[text]); n > 1 {
				r.sayTables(counts[text], "%d张表的完成情况以同一句“%s”开头。请按项目分别写明完成情况", n, strings.ReplaceAll(text, ",", "，"))
			}
		}
	},
}
