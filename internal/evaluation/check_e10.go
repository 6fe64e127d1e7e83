package evaluation

import "fmt"

// ruleE10: what is done every day is done as often as the year has days.
var ruleE10 = Rule{
	ID: "E10", Severity: Error, Title: "按日计的次数应与全年天数相符", Basis: basisLogic, MayChange: changeActual,
	one: func(s *subject, r *report) {
		if s.Year == 0 {
			return
		}
		days := daysOf(s.Year)
		other := 365 + 366 - days
		for _, l := range s.live() {
			daily := containsAny(l.name, "每天", "每日", "逐日", "按日", "日报", "天天") != ""
			for _, c := range []Cell{l.target, l.actual} {
				unit := c.Amount.Unit
				if c.Kind == KindQuantity && c.Amount.Number.isInt(other) && (daily || unit == "天" || unit == "日") {
					r.say(l.Row, "%s，全年%d天，“%s”写%d。请核对是少报一天，还是照抄了往年的数", yearKind(s.Year), days, l.label(), other)
					break
				}
			}
		}
	},
}

func yearKind(year int) string {
	if daysOf(year) == 366 {
		return fmt.Sprintf("%d年为闰年", year)
	}
	return fmt.Sprintf("%d年不是闰年", year)
}
