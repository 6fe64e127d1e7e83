package opening

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
)

// Kind is how the text of a field is read, and what becomes of it in the staging area.
type Kind uint8

// The kinds. What identifies or reaches a person is sealed in the staging area as it is in the books.
const (
	Text    Kind = iota + 1 // 文本
	Code                    // 代码, one of the field's list
	Whole                   // 整数
	Amount                  // 金额 in yuan, kept in fen; 积数 in yuan·days, kept in fen·days
	Percent                 // 比例或利率: 0.12 or 12, 0.0285 or 2.85
	Day                     // 日期
	Month                   // 年月
	IDNo                    // 身份证件号码, sealed, with its blind index
	Mobile                  // 手机号码, sealed
	Card                    // 银行卡号, sealed
)

// Sealed says whether values of the kind are sealed.
func (k Kind) Sealed() bool { return k == IDNo || k == Mobile || k == Card }

// Field is one column of a table of the data standard.
type Field struct {
	Code   string // 字段代码 of JGJ/T 320, or this product's own where the standard has none
	Name   string // 字段名称
	Column string // in the staging area
	Kind   Kind
	Need   bool      // the table is refused without the column, and a row without a value is dirty
	List   []string  // what a Code may be; the part before a blank counts
	Most   money.Fen // most that an Amount may be, either side of zero; mostAmount where it is not given
}

// Table is one table of the data standard (数据标准表).
type Table struct {
	Code     string  // 表代码
	Name     string  // 表名, by which files and sheets are recognised
	Standard string  // number of the table in JGJ/T 320; empty where the standard has none
	Staging  string  // in the staging area, behind opening_
	Key      string  // column that names a row to people
	Owner    string  // 经办部门 that puts its dirty rows right
	Need     bool    // no opening without it
	Fields   []Field // in the order of the staging columns
}

// seals says whether a field is sealed in the staging area.
func (f Field) seals() bool { return f.Kind == IDNo || f.Kind == Mobile || f.Kind == Card }

// IsText says whether a field is text in the staging area; everything else is a whole number there.
func (f Field) IsText() bool { return f.Kind == Text || f.Kind == Code || f.seals() }

// counts says whether the field is a number that a workbook may store with digits that it does not show.
func (f Field) counts() bool { return f.Kind == Whole || f.Kind == Amount || f.Kind == Percent }

// nothing appends what the staging area has for a field without a value.
func (f Field) nothing(values []any) []any {
	switch {
	case f.Kind == IDNo:
		return append(values, "", "")
	case f.IsText():
		return append(values, "")
	}
	return append(values, int64(0))
}

// earliest and latest are the days between which every day of a centre's life lies.
var earliest, latest = civil.DateOf(1900, 1, 1), civil.DateOf(2100, 12, 31)

// Bounds of what a cell may say, so that sums of a million rows stay numbers. A slip beyond them is on the work list.
const (
	mostAmount = 1_000_000 * money.Wan      // a hundred 亿元: more than any account, loan or payment
	mostOfAll  = 10_000_000_000 * money.Wan // more than any bank account, ledger account or total, 积数 included
	mostWhole  = 1_000_000_000
)

// number reads the fields that are a number in the staging area.
func (f Field) number(text string) (int64, bool) {
	switch f.Kind {
	case Whole:
		n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 64)
		return n, err == nil && n >= -mostWhole && n <= mostWhole
	case Amount:
		n, err := money.ParseYuan(text)
		most := cmp.Or(f.Most, mostAmount)
		return int64(n), err == nil && n >= -most && n <= most
	case Percent:
		r, err := money.ParseRate(strings.TrimSuffix(text, "%"))
		if r >= money.RateOne || strings.HasSuffix(text, "%") {
			r /= 100
		}
		return int64(r), err == nil && r >= -money.RateOne && r <= money.RateOne
	case Day:
		d, ok := readDay(text)
		return int64(d), ok && d >= earliest && d <= latest
	case Month:
		m, ok := readMonth(text)
		return int64(m), ok && m >= earliest.Month() && m <= latest.Month()
	}
	return 0, false
}

var dayMarks = strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", "")

// readDay reads 2024-01-31, 2024/1/31, 2024年1月31日, 20240131, and the number of days by which a workbook keeps a date.
func readDay(text string) (civil.Date, bool) {
	if head, _, cut := strings.Cut(text, " "); cut {
		text = head // 2024-01-31 00:00:00
	}
	text = dayMarks.Replace(text)
	if n, err := strconv.Atoi(text); err == nil {
		switch len(text) {
		case 5:
			return civil.DateOf(1899, 12, 30).AddDays(n), true
		case 8:
			text = text[:4] + "-" + text[4:6] + "-" + text[6:]
		}
	}
	parts := strings.Split(text, "-")
	if len(parts) != 3 {
		return 0, false
	}
	d, err := civil.ParseDate(parts[0] + "-" + two(parts[1]) + "-" + two(parts[2]))
	return d, err == nil
}

// readMonth reads 2024-01, 2024/1, 2024年1月 and 202401.
func readMonth(text string) (civil.Month, bool) {
	text = strings.TrimSuffix(dayMarks.Replace(text), "-")
	if _, err := strconv.Atoi(text); err == nil && len(text) == 6 {
		text = text[:4] + "-" + text[4:]
	}
	parts := strings.Split(text, "-")
	if len(parts) != 2 {
		return 0, false
	}
	m, err := civil.ParseMonth(parts[0] + "-" + two(parts[1]))
	return m, err == nil
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}

// code gives the code of a field's list that a text is, written as 1, 01 or with its name.
func (f Field) code(text string) (string, bool) {
	for _, entry := range f.List {
		code, name, _ := strings.Cut(entry, " ")
		if text == code || text == name || two(text) == code {
			return code, true
		}
	}
	return "", false
}

// clean takes off what spreadsheets leave around a value: blanks, full-width blanks, a leading apostrophe.
func clean(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "")
	}
	text = strings.Trim(text, " \t\r\n\u3000\u00a0\ufeff")
	return strings.TrimPrefix(strings.ReplaceAll(text, "\x00", ""), "'")
}

// readID reads an identity number and says whether it was one of 15 digits.
func readID(text string, on civil.Date) (no string, old, ok bool) {
	n, err := idno.Parse(text, on)
	return n.Full(), len(text) == 15, err == nil
}
