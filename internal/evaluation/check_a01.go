package evaluation

// ruleA01: the head of the form is filled.
var ruleA01 = Rule{
	ID: "A01", Severity: Error, Title: "项目名称、主管部门、实施单位、年度应填写", Basis: basis2020, MayChange: changeHead,
	one: func(s *subject, r *report) {
		for _, f := range []struct{ label, text string }{
			{"项目名称", s.Project}, {"主管部门", s.Department}, {"实施单位", s.Unit},
		} {
			if f.label == "主管部门" && s.wholeBody() {
				continue // nobody stands above it on the form
			}
			if blank(f.text) && !s.Partial {
				r.say(0, "%s未填。请按预算批复填写", f.label)
			}
		}
		switch now := s.ctx.ThisYear; {
		case now > 0 && s.Year > now+1:
			r.say(0, "年度%d还没有到，今年是%d年。请核对评价年度", s.Year, now)
		case s.Year != 0:
		case blank(s.YearText):
			r.say(0, "年度未填。请在表名下注明评价年度")
		default:
			r.say(0, "年度“%s”看不懂。请在表名下写明四位数的评价年度", s.YearText)
		}
	},
}
