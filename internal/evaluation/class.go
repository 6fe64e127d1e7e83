package evaluation

import "strings"

// Group is a first-level indicator (一级指标).
type Group string

// The first levels of 财预〔2020〕10号 and 财预〔2021〕101号.
const (
	GroupCost         Group = "成本指标"
	GroupOutput       Group = "产出指标"
	GroupBenefit      Group = "效益指标"
	GroupSatisfaction Group = "满意度指标"
	GroupDecision     Group = "决策指标" // of some cities
	GroupManagement   Group = "管理指标" // of some cities; the execution of the budget stands in it
	GroupOther        Group = ""
)

// Class is a second-level indicator (二级指标).
type Class string

// The second levels.
const (
	ClassQuantity     Class = "数量指标"
	ClassQuality      Class = "质量指标"
	ClassTimeliness   Class = "时效指标"
	ClassCost         Class = "成本指标"
	ClassEconomic     Class = "经济效益指标"
	ClassSocial       Class = "社会效益指标"
	ClassEcological   Class = "生态效益指标"
	ClassLasting      Class = "可持续影响指标"
	ClassSatisfaction Class = "服务对象满意度指标"
	ClassOther        Class = ""
)

// classWords tells a class by a word of its label; 成本 and 满意 come first, since 经济成本指标 is a cost.
var classWords = []struct {
	word  string
	class Class
	group Group
}{
	{"满意", ClassSatisfaction, GroupSatisfaction},
	{"成本", ClassCost, GroupOutput},
	{"数量", ClassQuantity, GroupOutput},
	{"质量", ClassQuality, GroupOutput},
	{"时效", ClassTimeliness, GroupOutput},
	{"经济", ClassEconomic, GroupBenefit},
	{"社会", ClassSocial, GroupBenefit},
	{"生态", ClassEcological, GroupBenefit},
	{"可持续", ClassLasting, GroupBenefit},
}

// GroupOf tells the first level of a row, from the second level where the first is missing.
func GroupOf(i Indicator) Group {
	first := compact(i.First)
	for _, g := range []Group{
		GroupSatisfaction, GroupCost, GroupOutput, GroupBenefit, GroupDecision, GroupManagement,
	} {
		if strings.Contains(first, strings.TrimSuffix(string(g), "指标")) {
			return g
		}
	}
	second := compact(i.Second)
	for _, w := range classWords {
		if strings.Contains(second, w.word) {
			return w.group
		}
	}
	return GroupOther
}

// ClassOf tells the second level of a row, from the first where the second is missing.
func ClassOf(i Indicator) Class {
	second := compact(i.Second)
	for _, w := range classWords {
		if strings.Contains(second, w.word) {
			return w.class
		}
	}
	switch GroupOf(i) {
	case GroupSatisfaction:
		return ClassSatisfaction
	case GroupCost:
		return ClassCost
	}
	return ClassOther
}
