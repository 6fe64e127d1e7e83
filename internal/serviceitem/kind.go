package serviceitem

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
)

// Kind is what a field takes (表单项类型). A door shows each kind in its own way: a page as an input, a telephone as
// keys.
type Kind string

// The kinds.
const (
	Amount  Kind = "amount" // 金额, typed in yuan
	Day     Kind = "day"    // 日期
	Month   Kind = "month"  // 年月
	Count   Kind = "count"  // 整数
	YesNo   Kind = "yes-no" // 是或否
	Choice  Kind = "choice" // 单选
	Account Kind = "member" // 个人账号
	Card    Kind = "card"   // 银行卡号, shown with its middle hidden
	IDNo    Kind = "idno"   // 公民身份号码, shown with its middle hidden
	Mobile  Kind = "mobile" // 手机号码, shown likewise
	Text    Kind = "text"   // 文字, one line
)

// yes and no are how a YesNo is written down.
const (
	yes = "yes"
	no  = "no"
)

// plainText is how many runes a Text has at most where its field does not say.
const plainText = 100

// kinds says how each kind is read from what somebody typed, into one way of writing it, and how it is shown.
var kinds = map[Kind]struct {
	read func(f Field, text string) (string, error)
	show func(f Field, value string) string
}{
	Amount:  {readAmount, showAmount},
	Day:     {readDay, asWritten},
	Month:   {readMonth, asWritten},
	Count:   {readCount, asWritten},
	YesNo:   {readYesNo, showYesNo},
	Choice:  {readChoice, showChoice},
	Account: {readAccount, asWritten},
	Card:    {readCard, func(_ Field, value string) string { return mask.Card(value) }},
	IDNo:    {readIDNo, func(_ Field, value string) string { return mask.ID(value) }},
	Mobile:  {readMobile, func(_ Field, value string) string { return mask.Mobile(value) }},
	Text:    {readText, asWritten},
}

func asWritten(_ Field, value string) string { return value }

// readAmount takes yuan with at most two decimals and writes fen.
func readAmount(_ Field, text string) (string, error) {
	a, err := money.ParseYuan(text)
	if err != nil {
		return "", err
	}
	if a < 0 {
		return "", refusal.Bad(CodeForm, "金额不能为负数")
	}
	return strconv.FormatInt(int64(a), 10), nil
}

func showAmount(_ Field, value string) string { return Form{"": value}.Fen("").Grouped() + "元" }

func readDay(_ Field, text string) (string, error) {
	d, err := civil.ParseDate(text)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}

func readMonth(_ Field, text string) (string, error) {
	m, err := civil.ParseMonth(text)
	if err != nil {
		return "", err
	}
	return m.String(), nil
}

func readCount(f Field, text string) (string, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < f.Min || n > f.Max {
		return "", refusal.Bad(CodeForm, fmt.Sprintf("应为%d至%d的整数", f.Min, f.Max))
	}
	return strconv.Itoa(n), nil
}

func readYesNo(_ Field, text string) (string, error) {
	switch text {
	case yes, no:
		return text, nil
	}
	return "", refusal.Bad(CodeForm, "请选择“是”或“否”")
}

func showYesNo(_ Field, value string) string {
	if value == yes {
		return "是"
	}
	return "否"
}

func readChoice(f Field, text string) (string, error) {
	if slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == text }) {
		return text, nil
	}
	return "", refusal.Bad(CodeForm, "请从所列各项中选择")
}

func showChoice(f Field, value string) string {
	for _, o := range f.Choices {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

func readAccount(_ Field, text string) (string, error) {
	m, err := number.ParseMember(text)
	return string(m), err
}

// readCard takes the number of a bank card or account, in groups as it is printed or not.
func readCard(_ Field, text string) (string, error) {
	digits := strings.ReplaceAll(text, " ", "")
	if len(digits) < 8 || len(digits) > 32 || strings.Trim(digits, "0123456789") != "" {
		return "", refusal.Bad(CodeForm, "应为8至32位数字")
	}
	return digits, nil
}

// lastDay lies behind every birth: whether somebody is born yet is for whoever knows the day to say.
var lastDay = civil.DateOf(9999, 12, 31)

// readIDNo takes an identity number as it is typed, and writes its 18 characters.
func readIDNo(_ Field, text string) (string, error) {
	no, err := idno.Parse(number.Typed(text), lastDay)
	if err != nil {
		return "", err
	}
	return no.Full(), nil
}

func readMobile(_ Field, text string) (string, error) {
	text = number.Typed(text)
	if !number.IsMobile(text) {
		return "", refusal.Bad(CodeForm, "应为11位大陆手机号码")
	}
	return text, nil
}

// readText takes one line of visible characters.
func readText(f Field, text string) (string, error) {
	most := f.Max
	if most == 0 {
		most = plainText
	}
	switch {
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return "", refusal.Bad(CodeForm, "含有不能用的字符")
	case utf8.RuneCountInString(text) > most:
		return "", refusal.Bad(CodeForm, fmt.Sprintf("至多%d字", most))
	}
	return text, nil
}
