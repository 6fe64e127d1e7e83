package evaluation

import (
	"regexp"
	"strconv"
	"strings"

	"guangsha/internal/base/civil"
)

// dateSpan is the end of a date or a span of time as a cell writes it. A month or a year without a day ends on its
// last day.
type dateSpan struct {
	Year  int // 0 when none is written
	Month int // 0 when none
	Day   int // 0 when none
}

func lastDay(year, month int) int {
	switch month {
	case 2:
		return 28 + int(daysOf(year)-365)
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

var (
	dateTail = `(?:前|之前|底前|底|末|末前|底之前|底以前|内|以前|完成|前完成|底前完成|之前完成|以前完成|内完成|完工|竣工|前完工|投入使用|` +
		`发放|支付|报送|前发放|前支付|前报送|前竣工|前投入使用|年底|年底前|年末|年末前|年内|年底前完成)?$`
	oneDate  = regexp.MustCompile(`^(?:于|截至|≤)?(\d{4})[年./-](?:(\d{1,2})(?:月份?|[./-]|$)(?:(\d{1,2})[日号]?)?)?(?:度)?` + dateTail)
	plainDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})` + dateTail)
	yearless = regexp.MustCompile(`^(?:于|截至|≤|当年|本年)?(\d{1,2})月份?(?:(\d{1,2})[日号])?` + dateTail)
	quarter  = regexp.MustCompile(`^(?:(\d{4})年)?第?([1-4一二三四])季度` + dateTail)
	halfYear = regexp.MustCompile(`^(?:(\d{4})年)?([上下])半年(?:度)?` + dateTail)
	spanDate = regexp.MustCompile(`^(\d{4})[年./-](?:(\d{1,2})[月./-]?(?:(\d{1,2})[日号]?)?)?[-~至到](?:(\d{4})[年./-])?(\d{1,2})[月./-]?(?:(\d{1,2})[日号]?)?$`)
	fullYear = regexp.MustCompile(`^(?:1|一|壹)年$|^全年$|^(?:本|当|一)年度?(?:内)?$|^(?:本|当)?年内?(?:底前?|完成|底前完成)$|^1月?-12月$|^12个月$`)
)

// readDate reads a date or a span. whole says that it is a span of time within which anything may happen, such as
// the fiscal year itself.
func readDate(s string) (span dateSpan, whole, ok bool) {
	if !strings.ContainsAny(s, "年月季-./") && !(len(s) >= 8 && startsWithDigit(s)) {
		return dateSpan{}, false, false
	}
	if fullYear.MatchString(s) {
		return dateSpan{}, true, true
	}
	for _, pattern := range []*regexp.Regexp{oneDate, plainDay} {
		if m := pattern.FindStringSubmatch(s); m != nil {
			d := dateSpan{Year: atoi(m[1]), Month: atoi(m[2]), Day: atoi(m[3])}
			return validDate(d, d.Month == 0)
		}
	}
	if m := yearless.FindStringSubmatch(s); m != nil {
		d := dateSpan{Month: atoi(m[1]), Day: atoi(m[2])}
		return d, false, d.Month >= 1 && d.Month <= 12 && d.Day <= lastDay(d.Year, d.Month)
	}
	if m := quarter.FindStringSubmatch(s); m != nil {
		d := dateSpan{Year: atoi(m[1]), Month: 3 * (strings.Index("1234", m[2]) + 1)}
		if n, ok := numeral(m[2]); ok && n > 0 {
			d.Month = 3 * n
		}
		return d, false, true
	}
	if m := halfYear.FindStringSubmatch(s); m != nil {
		d := dateSpan{Year: atoi(m[1]), Month: 6}
		if m[2] == "下" {
			d.Month = 12
		}
		return d, false, true
	}
	if m := spanDate.FindStringSubmatch(s); m != nil {
		year := atoi(m[1])
		if m[4] != "" {
			year = atoi(m[4])
		}
		return validDate(dateSpan{Year: year, Month: atoi(m[5]), Day: atoi(m[6])}, true)
	}
	return dateSpan{}, false, false
}

func validDate(d dateSpan, whole bool) (dateSpan, bool, bool) {
	if d.Year < 1900 || d.Year > 2199 || d.Month > 12 || d.Day > 0 && d.Day > lastDay(d.Year, d.Month) {
		return dateSpan{}, false, false
	}
	return d, whole, true
}

// in gives the span the year of its table, where it names none.
func (d dateSpan) in(year int) dateSpan {
	if d.Year == 0 {
		d.Year = year
	}
	return d
}

// daysAfter is how many days a date ends later than another, at least 0. Where one names no year, both mean the same.
func (d dateSpan) daysAfter(other dateSpan) int64 {
	year := max(d.Year, other.Year, 1)
	return max(0, int64(d.in(year).last()-other.in(year).last()))
}

// daysLate is how many days an actual ends after the date or span that its target names, at least 0.
func (c Cell) daysLate(target Cell) int64 {
	dated := c.Kind == KindDate || c.Kind == KindSpan && c.Date.Year > 0
	due := target.Kind == KindDate || target.Kind == KindSpan && target.Date.Year > 0
	if !dated || !due {
		return 0
	}
	return c.Date.daysAfter(target.Date)
}

// in gives the dates of a cell the year of its table, where they name none.
func (c Cell) in(year int) Cell {
	if c.Kind == KindDate || c.Kind == KindSpan {
		c.Date = c.Date.in(year)
	}
	return c
}

// last is the last day of the span.
func (d dateSpan) last() civil.Date {
	month, day := d.Month, d.Day
	if month == 0 {
		month = 12
	}
	// 2月29日 that names no year meets one without it.
	if most := lastDay(d.Year, month); day == 0 || day > most {
		day = most
	}
	return civil.DateOf(d.Year, month, day)
}

// String is the date as one writes it.
func (d dateSpan) String() string {
	var b strings.Builder
	for _, part := range []struct {
		n    int
		word string
	}{{d.Year, "年"}, {d.Month, "月"}, {d.Day, "日"}} {
		if part.n > 0 {
			b.WriteString(strconv.Itoa(part.n) + part.word)
		}
	}
	return b.String()
}

// atoi reads digits that a pattern has matched; an empty match is 0.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// daysOf is the number of days of a year.
func daysOf(year int) int64 {
	if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 366
	}
	return 365
}
