package evaluation

// ruleA02: both texts of the year's goal are filled.
var ruleA02 = Rule{
	ID: "A02", Severity: Error, Title: "年度总体目标的预期目标和实际完成情况应填写", Basis: basis2020, MayChange: changeText,
	one: func(s *subject, r *report) {
		if s.Partial && blank(s.Goal) && blank(s.GoalActual) {
			return
		}
		if blank(s.Goal) {
			r.say(0, "预期目标未填。请填写随预算批复的年度总体目标")
		}
		if blank(s.GoalActual) {
			r.say(0, "实际完成情况未填。请对照预期目标逐项写明完成情况")
		}
	},
}
