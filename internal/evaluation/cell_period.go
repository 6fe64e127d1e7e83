package evaluation

import (
	"regexp"
	"strings"
)

// periods are the spans that figures recur in, with how often a year has them (一年的期数).
var periods = []struct {
	word string
	per  int64
}{
	{"季度", 4}, {"半年", 2}, {"月", 12}, {"季", 4}, {"周", 52}, {"年度", 1}, {"年", 1},
}

// readPeriodBefore takes 每月 and its like before a figure: 每月2次, 每季度不少于1次.
func (c *Cell) readPeriodBefore(s string) string {
	rest, ok := strings.CutPrefix(s, "每")
	if !ok {
		return s
	}
	rest = strings.TrimPrefix(rest, "个")
	for _, p := range periods {
		if after, ok := strings.CutPrefix(rest, p.word); ok && (startsFigure(after) || cellVerb.MatchString(after)) {
			c.Per = p.per
			return after
		}
	}
	return s
}

// readPeriodAfter takes /月 and its like off a unit that counts: 2次/月. A unit price such as 元/月 keeps it, and so does
// what a year has once.
func (c *Cell) readPeriodAfter(unit string) string {
	name, period, ok := strings.Cut(unit, "/")
	if !ok || dimensionOf(name) != Counted {
		return unit
	}
	for _, p := range periods {
		if period == p.word && p.per > 1 {
			c.Per = p.per
			return name
		}
	}
	return unit
}

var (
	recurring = regexp.MustCompile(`^(?:每|按|逐)个?(季度|半年|月|季|周|年度|年)(?:末|底|初|度末)?(?:前|之前|底前)?` +
		`(?:完成|支付|发放|缴纳|报送|及时|按时)*$`)
	recurringDay = regexp.MustCompile(`^每(?:(季度|季|半年|年度|年)末?(?:月|后|初)|周)?\p{Han}{0,4}(?:\d{1,2}[日号]|[一二三四五六日天])(?:前|内|之前)?$`)
)

// readRecurring reads due dates that come back: 每季度末, 按月, 每季末月20日前.
func readRecurring(s string) (per int64, ok bool) {
	if m := recurring.FindStringSubmatch(s); m != nil {
		return perOf(m[1]), true
	}
	if m := recurringDay.FindStringSubmatch(s); m != nil {
		if m[1] == "" {
			return perOf("周"), strings.HasPrefix(s, "每周")
		}
		return perOf(m[1]), true
	}
	return 0, false
}

func perOf(word string) int64 {
	for _, p := range periods {
		if p.word == word {
			return p.per
		}
	}
	return 0
}

// aYear is the figure of a cell over the whole year: 每月2次 is 24次.
func (c Cell) aYear() Number {
	n := c.Amount.inBase()
	if c.Per > 1 && c.Amount.dimension() != Share {
		return n.times(big64(c.Per))
	}
	return n
}
