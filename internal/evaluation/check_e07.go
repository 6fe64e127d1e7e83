package evaluation

// ruleE07: a target of time can be missed.
var ruleE07 = Rule{
	ID: "E07", Severity: Warning, Title: "时效指标应可检验", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.class != ClassTimeliness {
				continue
			}
			vague := l.target.Kind == KindSpan || l.target.Kind == KindQualitative || l.target.Kind == KindGrade
			wholeYear := l.target.Amount.Unit == "个月" && l.target.Amount.Number.isInt(12)
			if vague || wholeYear || withoutUnit(l.target) {
				r.say(l.Row, "时效指标“%s”不可检验，何时完成都算达标。请写明实际完成日期或按期笔数，下年度改为截止日期或办结时限", l.Target)
			}
		}
	},
}
