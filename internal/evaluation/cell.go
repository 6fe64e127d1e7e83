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
	KindQuantity    Kind = "quantity"    // 625笔, ≥95%, 约95万元, 每月2次, 6
	KindRange       Kind = "range"       // 3-5天, 95%-100%
	KindSeveral     Kind = "several"     // 100% 1000件: more than one figure, so that none can be compared
	KindMonthlyDay  Kind = "monthly-day" // 每月25日: twelve due dates
	KindRecurring   Kind = "recurring"   // 按季度, 每季度末: due dates without a day of the month
	KindDate        Kind = "date"        // 2021年12月31日, 2021年12月完成, 6月30日前
	KindSpan        Kind = "span"        // 2024年1月-12月, 1年, 全年
	KindOptions     Kind = "options"     // 好坏, 优良中低差: a list to choose from
	KindGrade       Kind = "grade"       // 达成预期指标, 完成
	KindUnreadable  Kind = "unreadable"  // digits that make no figure and no date: 1.2.3, 2024年13月
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
	High   Amount   // of KindRange: its upper end; Amount is the lower
	Per    int64    // how often a year, when the cell counts by month or quarter (每月2次) or recurs; 0 when not said
	Approx bool     // 约, 左右
	Intent bool     // 力争, 预计: what somebody means to do, not what was done
	Level  Level    // of KindGrade
	Day    int      // of KindMonthlyDay
	Date   dateSpan // of KindDate and KindSpan
}

// Level is a qualitative grade (定性档位) that a cell states in words.
type Level string

// The grades of 财预〔2020〕10号, best first.
const (
	LevelNone    Level = ""
	LevelReached Level = "达成"
	LevelPartly  Level = "部分达成"
	LevelMissed  Level = "未达成"
)

// optionLists are the answers of a form from which nobody chose.
var optionLists = []string{
	"好坏", "优良中差", "优良中低差", "优良差", "好中差", "高中低", "强中弱", "是否", "有无", "优良合格不合格", "达成部分达成未达成",
	"优良中", "合格不合格", "达标不达标", "好较好一般差", "显著一般不显著", "完成未完成",
}

// gradeWords are cells that state how far a target was reached and no figure.
var gradeWords = map[Level][]string{
	LevelReached: {
		"达成预期指标", "达成年度指标", "达成", "已达成", "完成", "已完成", "全部完成", "按时完成", "达标", "已达标", "达到预期", "达到预期目标",
		"达到预期指标", "完成预期指标", "按期完成", "如期完成", "全面完成", "是",
	},
	LevelPartly: {
		"部分达成预期指标并具有一定效果", "部分达成年度指标并具有一定效果", "部分达成", "基本达成", "基本完成", "部分完成", "大部分完成", "基本达标",
	},
	LevelMissed: {
		"未达成预期指标且效果较差", "未达成年度指标且效果较差", "未达成", "未完成", "未达标", "没有完成", "否",
	},
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
	case len(s) > longestCell:
		return c
	case stacked(text):
		c.Kind = KindSeveral
		return c
	case slices.Contains(optionLists, onlyWords(s)):
		c.Kind = KindOptions
		return c
	}
	if c.Level = levelOf(s); c.Level != LevelNone {
		c.Kind = KindGrade
		return c
	}
	if strings.ContainsAny(s, timeRunes) && c.readTime(s) {
		return c
	}
	c.readQuantity(s)
	return c
}

// timeRunes are the characters without one of which a cell is no date: digits, and those of recurring spans.
const timeRunes = "0123456789年月季周"

// longestCell bounds in bytes what is read as a figure; a longer cell is prose.
const longestCell = 120

func levelOf(s string) Level {
	for _, level := range []Level{LevelReached, LevelPartly, LevelMissed} {
		if slices.Contains(gradeWords[level], s) {
			return level
		}
	}
	return LevelNone
}

var monthlyDay = regexp.MustCompile(`^每个?月的?(\d{1,2})[日号](?:前|之前|以前)?(?:发放|完成|支付|缴纳|报送)?$`)

// readTime reads due dates and spans of time.
func (c *Cell) readTime(s string) bool {
	if strings.HasPrefix(s, "每") || strings.HasPrefix(s, "按") || strings.HasPrefix(s, "逐") {
		if c.readDueDates(s) {
			return true
		}
	}
	span, whole, ok := readDate(s)
	if !ok {
		return false
	}
	c.Kind, c.Date = KindDate, span
	if whole {
		c.Kind = KindSpan
	}
	return true
}

// readDueDates reads what is due again and again.
func (c *Cell) readDueDates(s string) bool {
	if m := monthlyDay.FindStringSubmatch(s); m != nil {
		c.Kind = KindUnreadable
		if day := atoi(m[1]); day >= 1 && day <= 31 {
			c.Kind, c.Day, c.Per = KindMonthlyDay, day, 12
		}
		return true
	}
	per, ok := readRecurring(s)
	if ok {
		c.Kind, c.Per = KindRecurring, per
	}
	return ok
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
func (c Cell) Measured() bool {
	return c.Kind == KindQuantity && !c.Intent && !(c.Signed && c.Op != OpEqual)
}
