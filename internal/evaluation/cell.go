package evaluation

import (
	"regexp"
	"slices"
	"strings"
)

// Kind says what a value cell (指标值、完成值) is.
type Kind string

// The kinds of value cells that the published tables hold.
const (
	KindEmpty       Kind = "empty"       // nothing
	KindNone        Kind = "none"        // 无, /, —
	KindQuantity    Kind = "quantity"    // 625笔, ≥95%, 约95万元, 6
	KindMonthlyDay  Kind = "monthly-day" // 每月25日: twelve due dates
	KindDate        Kind = "date"        // 2021年12月31日, 2021年12月完成
	KindSpan        Kind = "span"        // 2024年1月-12月, 1年, 全年
	KindOptions     Kind = "options"     // 好坏, 优良中低差: a list to choose from
	KindGrade       Kind = "grade"       // 达成预期指标, 完成
	KindQualitative Kind = "qualitative" // 长期, 有效
)

// Op is how a value is compared.
type Op string

// The comparisons; = is also what a cell without a sign means.
const (
	OpEqual   Op = "="
	OpAtLeast Op = "≥"
	OpAtMost  Op = "≤"
)

// Cell is a value cell as read.
type Cell struct {
	Text   string // as printed
	Kind   Kind
	Op     Op
	Signed bool // a sign or a word such as 不低于 was written
	Amount Amount
	Approx bool     // 约, 左右
	Day    int      // of KindMonthlyDay
	Date   dateSpan // of KindDate and KindSpan
}

var (
	cellSign   = regexp.MustCompile(`^(?:≥|≤|=|<|>|\+)+`)
	cellNumber = regexp.MustCompile(`^-?\d{1,18}(?:,\d{3})*(?:\.\d+)?`)
	monthlyDay = regexp.MustCompile(`^每月(\d{1,2})[日号](?:前|之前)?$`)
	cellUnit   = regexp.MustCompile(`^(?:%|‰|[^\d\s,，。;；、()%‰]{1,8})?`)
)

// optionLists are the answers of a form from which nobody chose.
var optionLists = []string{
	"好坏", "优良中差", "优良中低差", "优良差", "好中差", "高中低", "强中弱", "是否", "有无", "优良合格不合格", "达成部分达成未达成",
}

var gradeWords = []string{
	"达成预期指标", "达成年度指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差", "达成", "已达成", "完成", "已完成",
	"全部完成", "按时完成", "基本完成", "部分完成", "未完成", "达标", "已达标", "达到预期", "达到预期目标",
}

// ReadCell reads one value cell. It never fails: what it cannot read as anything else is qualitative.
func ReadCell(text string) Cell {
	c := Cell{Text: text, Kind: KindQualitative, Op: OpEqual}
	s := normal(text)
	switch {
	case s == "":
		c.Kind = KindEmpty
		return c
	case blank(s):
		c.Kind = KindNone
		return c
	case slices.Contains(optionLists, onlyWords(s)):
		c.Kind = KindOptions
		return c
	case slices.Contains(gradeWords, s):
		c.Kind = KindGrade
		return c
	}
	if m := monthlyDay.FindStringSubmatch(s); m != nil {
		c.Kind, c.Day = KindMonthlyDay, atoi(m[1])
		return c
	}
	if span, whole, ok := readDate(s); ok {
		c.Kind, c.Date = KindDate, span
		if whole {
			c.Kind = KindSpan
		}
		return c
	}
	c.readQuantity(s)
	return c
}

// readQuantity reads sign, number and unit; it leaves the cell qualitative when there is more to it than that.
func (c *Cell) readQuantity(s string) {
	s = c.readApprox(s)
	if sign := cellSign.FindString(s); sign != "" {
		c.Signed, s = true, s[len(sign):]
		c.Op = opOf(sign)
	}
	s = c.readApprox(s)
	digits := cellNumber.FindString(s)
	n, ok := readNumber(digits)
	if !ok {
		c.Op, c.Signed = OpEqual, false
		return
	}
	s = c.readBound(s[len(digits):])
	unit := cellUnit.FindString(s)
	rest := s[len(unit):]
	known := rest == "" || rest == "完成" || dimensionOf(unit) == Share
	if !known || strings.ContainsAny(rest, "0123456789") {
		c.Op, c.Signed = OpEqual, false
		return
	}
	c.Kind, c.Amount = KindQuantity, Amount{Number: n, Unit: unit}
}

func (c *Cell) readApprox(s string) string {
	for _, word := range []string{"大约", "约为", "约", "大概", "预计"} {
		if strings.HasPrefix(s, word) {
			c.Approx = true
			return s[len(word):]
		}
	}
	return s
}

// readBound takes the words behind a number that say how it is meant: 以上, 以内, 左右.
func (c *Cell) readBound(s string) string {
	for _, b := range []struct {
		word string
		op   Op
	}{{"以上", OpAtLeast}, {"及以上", OpAtLeast}, {"以内", OpAtMost}, {"以下", OpAtMost}, {"左右", OpEqual}} {
		plain := strings.TrimSuffix(s, "(含)")
		if strings.HasSuffix(plain, b.word) {
			if b.op == OpEqual {
				c.Approx = true
			} else {
				c.Op, c.Signed = b.op, true
			}
			return strings.TrimSuffix(plain, b.word)
		}
	}
	return s
}

// opOf reads < as ≤ and > as ≥: at the border the ratio is one either way.
func opOf(sign string) Op {
	switch {
	case strings.ContainsAny(sign, "≥>"):
		return OpAtLeast
	case strings.ContainsAny(sign, "≤<"):
		return OpAtMost
	}
	return OpEqual
}

// onlyWords drops what stands between the answers of a list.
func onlyWords(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("/、,，;；()[]□○√|", r) {
			return -1
		}
		return r
	}, s)
}

// Measured reports whether the cell, as an actual, states one value that somebody measured or did.
func (c Cell) Measured() bool { return c.Kind == KindQuantity && !(c.Signed && c.Op != OpEqual) }

// negative reports whether less is better: said so, or money of a cost, or a count that should be zero.
func (c Cell) negative(class Class) bool {
	if c.Op != OpEqual {
		return c.Op == OpAtMost
	}
	if c.Amount.Number.zero() {
		return true
	}
	if c.Signed {
		return false
	}
	return class == ClassCost && c.Amount.dimension() != Share
}
