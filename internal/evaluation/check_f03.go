package evaluation

import (
	"slices"
	"strings"
)

// ruleF03: one name is one indicator; it does not come back in another class. It speaks once per name.
var ruleF03 = Rule{
	ID: "F03", Severity: Warning, Title: "同一名称不应用于不同类别的指标", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		rows := map[string][]line{}
		var order []string
		for _, l := range s.live() {
			key := bareName(l.name)
			if key == "" {
				continue
			}
			if len(rows[key]) == 0 {
				order = append(order, key)
			}
			rows[key] = append(rows[key], l)
		}
		for _, key := range order {
			var classes []string
			var numbers []int
			for _, l := range rows[key] {
				numbers = append(numbers, l.Row)
				if c := secondLabel(l); !slices.Contains(classes, c) {
					classes = append(classes, c)
				}
			}
			if len(classes) > 1 {
				r.sayRows(numbers, "同一指标“%s”出现在%s（第%s行）。请下年度按各类别分别写明考核什么", rows[key][0].label(),
					strings.Join(classes, "、"), joinRows(numbers))
			}
		}
	},
}

// bareName is a name without what only says that it is about money.
func bareName(name string) string {
	name = strings.TrimRight(name, "。.;；,，")
	for _, tail := range []string{"费用", "费", "支出", "经费", "成本"} {
		if short := strings.TrimSuffix(name, tail); short != name {
			return short
		}
	}
	return name
}
