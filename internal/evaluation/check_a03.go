package evaluation

import "regexp"

// ruleA03: the text on completion answers the goal, with numbers where the goal has numbers.
var ruleA03 = Rule{
	ID: "A03", Severity: Warning, Title: "实际完成情况应具体，不照抄目标、不用套话", Basis: basis2020, MayChange: changeText,
	one: func(s *subject, r *report) {
		if blank(s.GoalActual) || blank(s.Goal) {
			return
		}
		actual, goal := pointsInText.ReplaceAllString(compact(s.GoalActual), ""), compact(s.Goal)
		stock := containsAny(actual, stockPhrases...)
		switch numbers := proseNumber.MatchString(actual); {
		case actual == goal:
			r.say(0, "实际完成情况照抄预期目标。请写明做了什么、完成多少")
		case stock != "" && !numbers:
			r.say(0, "完成情况为套话（“%s”），没有一个数字。请对照预期目标逐项写明完成数", stock)
		case len(amountsIn(goal)) > 0 && !numbers:
			r.say(0, "预期目标写有%s，完成情况没有数字。请逐项写明完成数", amountsIn(goal)[0])
		}
	},
}

// pointsInText are the points of a form that scores the goal itself; they are no number of what was done.
var pointsInText = regexp.MustCompile(`\(\d+(?:\.\d+)?分\)`)

// stockPhrases say that all went well and nothing else.
var stockPhrases = []string{
	"完成了年初既定绩效目标", "完成年初既定绩效目标", "完成了年初绩效目标", "完成年度目标", "完成了年度目标", "完成年初目标", "完成预期目标",
	"达到预期目标", "达到了预期目标", "达成预期目标", "同左", "按计划完成", "圆满完成", "全部完成", "已完成",
}
