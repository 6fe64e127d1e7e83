package evaluation

import "strings"

// Direction says whether more or less is better (指标方向).
type Direction string

// The directions.
const (
	DirectionNone    Direction = ""
	DirectionUp      Direction = "up"      // 正向: the more the better
	DirectionDown    Direction = "down"    // 反向: the less the better
	DirectionUnclear Direction = "unclear" // nobody wrote it and the class does not tell: a person has to say
)

// Label is the direction in the officer's words.
func (d Direction) Label() string {
	switch d {
	case DirectionUp:
		return "正向"
	case DirectionDown:
		return "反向"
	case DirectionUnclear:
		return "方向不明"
	}
	return ""
}

// Direction tells the direction of a target by what is written: its sign first, then what class and name leave no doubt
// about. Where a table does not tell, it is unclear, and only a target that is met exactly can be scored.
func (c Cell) Direction(class Class, name string) Direction {
	if c.Kind == KindRange { // 3-5天: what holds of its upper end
		c.Amount, c.Kind = c.High, KindQuantity
	}
	if c.Kind != KindQuantity {
		return DirectionNone
	}
	d := c.Amount.dimension()
	switch {
	case c.Op == OpAtMost:
		return DirectionDown
	case c.Op == OpAtLeast:
		return DirectionUp
	case c.Amount.Number.zero():
		return DirectionDown
	case c.Signed:
		return DirectionUp
	case class == ClassCost && d != Share:
		return DirectionDown
	case badThing(name):
		if containsAny(name, lessWords...) != "" {
			return DirectionUnclear
		}
		return DirectionDown
	case class == ClassTimeliness && shortTime(c.Amount.Unit) && strings.Contains(name, "天数"):
		return DirectionUnclear // days of waiting or of service
	case class == ClassTimeliness && shortTime(c.Amount.Unit):
		return DirectionDown
	case d == Money && !economic(class), class == ClassOther:
		return DirectionUnclear
	}
	return DirectionUp
}

// badThing reports whether what the name counts is something that nobody wants.
func badThing(name string) bool {
	return containsAny(name, "不良率", "逾期率", "差错率", "错误率", "误差", "投诉率", "投诉件", "投诉量", "投诉数", "事故", "死亡", "发生率",
		"故障率", "故障次数", "空置率", "流失率", "变质", "不合格率", "失误率", "违规率", "违规数", "损耗", "受害率", "超标率") != ""
}

// lessWords in a name say that the figure is what was taken away, of which more is better.
var lessWords = []string{"下降", "减少", "降低", "压降", "缩短", "处置", "处理", "办结", "查处", "整改", "回复", "预防"}

// shortTime reports whether a unit is one of waiting, of which less is better; months are mostly those of a service.
func shortTime(unit string) bool {
	return containsAny(unit, "工作日", "天", "日", "小时", "分钟", "秒") != "" && !strings.Contains(unit, "/")
}

func economic(c Class) bool {
	return c == ClassEconomic || c == ClassSocial || c == ClassEcological || c == ClassLasting
}
