package evaluation

import (
	"fmt"
	"strings"
)

// Say is what the program understood of a value cell, in the officer's words, for a row of a class and name.
func (c Cell) Say(class Class, name string) string {
	switch c.Kind {
	case KindEmpty:
		return "空"
	case KindNone:
		return "不适用"
	case KindQuantity:
		return c.sayQuantity(class, name)
	case KindRange:
		return fmt.Sprintf("区间，%s至%s", c.Amount, c.High)
	case KindSeveral:
		return "一格多值，无法比较"
	case KindMonthlyDay:
		return fmt.Sprintf("时限，每月%d日，一年12期", c.Day)
	case KindRecurring:
		return fmt.Sprintf("时限，一年%d期", c.Per)
	case KindDate:
		return "日期，" + c.Date.String()
	case KindSpan:
		if c.Date == (dateSpan{}) {
			return "期间，全年，何时完成都算，不可检验"
		}
		return "期间，至" + c.Date.String() + "，何时完成都算，不可检验"
	case KindOptions:
		return "待选项，未选定"
	case KindGrade:
		return "档位，" + string(c.Level)
	case KindUnreadable:
		return "看不懂，请按数和单位填写"
	}
	return "定性，须评定档位"
}

func (c Cell) sayQuantity(class Class, name string) string {
	parts := []string{"定量"}
	sign := map[Op]string{OpEqual: "", OpAtLeast: "不低于", OpAtMost: "不超过"}[c.Op]
	parts = append(parts, sign+c.Amount.String())
	if d := c.Amount.dimension(); d == Money && perYear(c.Amount.Unit) != moneyUnit {
		parts = append(parts, "合"+plainDecimal(c.Amount.inBase().rat, 6)+moneyUnit)
	}
	parts = append(parts, c.Direction(class, name).Label())
	if c.Amount.Unit == "" {
		parts = append(parts, "无单位")
	}
	if c.Per > 1 {
		parts = append(parts, fmt.Sprintf("一年%d期，全年%s", c.Per, Amount{c.aYear(), c.Amount.Unit}))
	}
	if c.Approx {
		parts = append(parts, "约数")
	}
	if c.Intent {
		parts = append(parts, "打算")
	}
	return strings.Join(parts, "，")
}

// NotMeasured says why a cell, as an actual, is no measured value; empty when it is one. A date and a recurring day are
// no figures either, but where the target is a due date they answer it.
func (c Cell) NotMeasured() string {
	switch c.Kind {
	case KindQuantity:
		switch {
		case c.Measured():
			return ""
		case c.Intent:
			return "写的是打算，不是结果"
		}
		return "写的是范围，不是数"
	case KindEmpty:
		return "未填"
	case KindNone:
		return "写“无”"
	case KindRange:
		return "写的是区间，不是数"
	case KindSeveral:
		return "一格写了几个数"
	case KindMonthlyDay, KindRecurring:
		return "写的是时限，不是完成情况"
	case KindDate:
		return "写的是日期"
	case KindSpan:
		return "写的是期间，没有完成日期"
	case KindOptions:
		return "待选项未选定"
	case KindGrade:
		return "写的是档位，没有数"
	case KindUnreadable:
		return "看不懂"
	}
	return "是定性表述，没有数"
}
