package evaluation

// ruleF01: a satisfaction row says that it is about satisfaction, and whose.
var ruleF01 = Rule{
	ID: "F01", Severity: Warning, Title: "满意度指标应写明满意度和服务对象", Basis: basis2021, MayChange: changeNext,
	one: func(s *subject, r *report) {
		for _, l := range s.live() {
			if l.group != GroupSatisfaction {
				continue
			}
			switch {
			case containsAny(l.name, "满意", "好评", "认可") == "":
				r.say(l.Row, "满意度指标“%s”未写满意度。请备好问卷份数、满意份数和调查日期，下年度写成“某服务对象满意度”", l.label())
			case containsAny(l.name, servedWords...) == "":
				r.say(l.Row, "满意度指标“%s”未写服务对象。请写明调查的是谁，并备好问卷份数和日期", l.label())
			}
		}
	},
}

// servedWords name who is served.
var servedWords = []string{
	"人", "对象", "职工", "群众", "单位", "户", "企业", "市民", "居民", "村民", "农民", "学生", "家长", "教师", "患者", "游客", "员工", "公众",
	"社会", "部门", "师生", "业主", "用户", "者", "民", "员",
}
