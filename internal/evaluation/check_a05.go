package evaluation

import (
	"regexp"
	"strings"
)

// ruleA05: no hint of the template is left in the cells.
var ruleA05 = Rule{
	ID: "A05", Severity: Error, Title: "模板提示语应删除", Basis: basisLogic, MayChange: changeText,
	one: func(s *subject, r *report) {
		for _, text := range []string{s.Project, s.Department, s.Unit, s.Goal, s.GoalActual} {
			if hint := hintIn(text); hint != "" {
				r.say(0, "模板提示语“%s”未删除。请删去并填写实际内容", hint)
			}
		}
		for _, ind := range s.Indicators {
			text := strings.Join([]string{ind.Name, ind.Target, ind.Actual, ind.Reason}, " ")
			if hint := hintIn(text); hint != "" {
				r.say(ind.Row, "模板提示语“%s”未删除。请删去，没有内容的空行一并删除", hint)
			}
		}
	},
}

// hintIn is the first hint of a template in a text. Most texts have none of the characters that hints begin with.
func hintIn(text string) string {
	text = compact(text)
	if !strings.ContainsAny(text, "【…×Xx请[(") && !strings.Contains(text, "......") {
		return ""
	}
	return templateHint.FindString(text)
}

var templateHint = regexp.MustCompile(`【草拟】|…{1,}|\.{6,}|(?i:X{2,})|×{2,}|[(（\[](?:请|此处|填写|说明[:：])[^)）\]]{0,40}[)）\]]|请(?:在此|据实|按实际|如实)填[写报]`)
