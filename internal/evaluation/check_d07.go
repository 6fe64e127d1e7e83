package evaluation

import (
	"slices"
	"strings"
)

// ruleD07: the printed grade is that of the total.
var ruleD07 = Rule{
	ID: "D07", Severity: Error, Title: "等级应与总分相符", Basis: basis2020, MayChange: changeScore,
	one: func(s *subject, r *report) {
		printed := strings.TrimSuffix(compact(s.Grade), "秀")
		printed = strings.TrimSuffix(printed, "好")
		if blank(printed) || !s.TotalScore.Printed() {
			return
		}
		known := slices.ContainsFunc(s.profile.Grades, func(g GradeRule) bool { return g.Name == printed })
		if want := s.profile.GradeFor(s.TotalScore); known && want != printed {
			r.say(0, "总分%s分应为“%s”，表列“%s”。请更正等级", s.TotalScore.Short(), want, s.Grade)
		}
	},
}
