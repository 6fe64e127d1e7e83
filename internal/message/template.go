package message

import (
	"strings"
	"unicode/utf16"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/event"
)

// Template is what people are told of a kind of event through a door (消息模板). Operators pass texts that they have
// registered, so a text that changes is a new template with a number of its own.
type Template struct {
	Code         string // stands in every message for ever; without hyphens
	Kind         event.Kind
	Door         act.Door
	Registration string // 报备号
	Title        string // 名称
	Text         string // with fields in braces
	Former       bool   // goes to the number that the amendment which it is about took away (原号码), not to the person's
}

// Templates is the one list of them, in the order in which they are shown.
var Templates = []Template{
	listPosted, withdrawalPaid, interestCredited,
	loanDisbursed, loanDebited, loanOverdue, overdueCollected, loanPrepaid,
	memberAmended, mobileLeft,
}

// FormerCodes are the codes of the templates whose messages go to a number that is registered no more.
func FormerCodes() (codes []string) {
	for _, t := range Templates {
		if t.Former {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// FindTemplate gives a template by its code.
func FindTemplate(code string) (Template, bool) {
	for _, t := range Templates {
		if t.Code == code {
			return t, true
		}
	}
	return Template{}, false
}

// fields are what a text may name. None of them is a name or a whole number: whoever holds the telephone may be
// another.
var fields = []struct {
	name string
	show func(Facts) string
}{
	{"{账号}", func(f Facts) string { return tail(f.Account) }},
	{"{金额}", func(f Facts) string { return f.Amount.Grouped() }},
	{"{余额}", func(f Facts) string { return f.Rest.Grouped() }},
	{"{月份}", func(f Facts) string { return monthWords(f.Month) }},
	{"{日期}", func(f Facts) string { return f.Day.Chinese() }},
	{"{年度}", func(f Facts) string { return f.Day.String()[:4] }},
}

// tail is the last four characters of a number, or nothing of one that is not longer than that twice over.
func tail(number string) string {
	if len(number) < 8 {
		return "****"
	}
	return number[len(number)-4:]
}

func monthWords(m civil.Month) string {
	return m.String()[:4] + "年" + strings.TrimPrefix(m.String()[5:], "0") + "月"
}

// Say is the text for one receiver, the signature of the centre before it.
func (t Template) Say(signature string, f Facts) string {
	text := signature + t.Text
	for _, field := range fields {
		if strings.Contains(text, field.name) {
			text = strings.ReplaceAll(text, field.name, field.show(f))
		}
	}
	return text
}

// Sample is the text as the list of templates shows it.
func (t Template) Sample(signature string) string {
	return t.Say(signature, Facts{Account: "6400000001234", Amount: 1234 * money.Yuan, Rest: 56_789 * money.Yuan,
		Month: civil.MonthOf(2024, 1), Day: civil.DateOf(2024, 1, 15)})
}

// Room for Chinese text in UCS-2: what one message holds, and each part of a longer one, which begins with six bytes
// that join it to the others.
const (
	oneSegment  = 70
	partSegment = 67
)

// Segments is how many messages a text is charged as (计费条数).
func Segments(text string) int {
	n := len(utf16.Encode([]rune(text)))
	if n <= oneSegment {
		return 1
	}
	return (n + partSegment - 1) / partSegment
}
