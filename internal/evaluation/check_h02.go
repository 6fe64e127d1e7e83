package evaluation

import "strings"

// ruleH02: a result of the whole centre is not the result of each of its projects.
var ruleH02 = Rule{
	ID: "H02", Severity: Note, Title: "同一成果不应被几个项目同时引用", Basis: basisLogic, MayChange: changeNext,
	whole: func(all []*subject, r *report) {
		for _, f := range claimedTogether(all) {
			r.sayTables(f.tables, "%s被%d个项目同时引用（%s）。请按各项目的实际贡献分别说明，全中心的成果只在一处列报", f.amount, len(f.projects),
				strings.Join(f.projects, "、"))
		}
	},
}
