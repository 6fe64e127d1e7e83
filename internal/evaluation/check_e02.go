package evaluation

// ruleE02: a table in which every actual repeats its target was probably not measured.
var ruleE02 = Rule{
	ID: "E02", Severity: Note, Title: "完成值不应大面积照抄指标值", Basis: basisLogic, MayChange: changeActual,
	one: func(s *subject, r *report) {
		same, all := 0, 0
		for _, l := range s.live() {
			if l.target.Kind == KindEmpty || l.actual.Kind == KindEmpty {
				continue
			}
			all++
			if normal(l.Target) == normal(l.Actual) {
				same++
			}
		}
		const fewest = 3
		if all >= fewest && same*100 >= all*80 {
			r.say(0, "%d/%d行完成值与指标值逐字相同。请逐行核对是否为实测数", same, all)
		}
	},
}
