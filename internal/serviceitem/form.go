package serviceitem

import (
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
)

// CodeForm is the code of the refusal of a form that is not filled in as it must be.
const CodeForm = "item.form"

// Field is one thing that an applicant, or whoever takes a step, fills in (表单项).
type Field struct {
	Code     string
	Label    string
	Hint     string // what to write, or where to find it; may be empty
	Kind     Kind
	Optional bool
	Choices  []Option // of a Choice, in their order
	Min, Max int      // of a Count: both inclusive; of a Text: Max runes, 100 when zero
}

// Option is one answer of a Choice.
type Option struct{ Value, Label string }

// Form is what was filled in, by the codes of the fields, each value as its kind writes it. Read makes one; only then
// do its getters have something to give.
type Form map[string]string

// Read reads what was typed into fields. It refuses with CodeForm, all that is wrong at once in the order of the
// fields; what belongs to no field is refused too, since the form that the door showed was another one.
func Read(fields []Field, typed map[string]string) (Form, error) {
	form := Form{}
	var bad []*refusal.Refused
	for _, f := range fields {
		text := strings.TrimSpace(typed[f.Code])
		if text == "" {
			if !f.Optional {
				bad = append(bad, refusal.Bad(CodeForm, "未填写“"+f.Label+"”"))
			}
			continue
		}
		value, err := kinds[f.Kind].read(f, text)
		if err != nil {
			bad = append(bad, refusal.Bad(CodeForm, "“"+f.Label+"”"+because(err)))
			continue
		}
		form[f.Code] = value
	}
	for _, code := range strangers(fields, typed) {
		bad = append(bad, refusal.New(CodeForm, "表单中没有“"+short(code)+"”这一项", "", "请重新打开该事项再填"))
	}
	return form, refusal.Join(bad...)
}

// because is what is wrong with a value, as a half sentence behind its label.
func because(err error) string {
	if r := refusal.Of(err); r != nil {
		return "：" + r.Text
	}
	return "填写不正确"
}

// strangers are the codes that no field has, in order, so that the same input is refused in the same words.
func strangers(fields []Field, typed map[string]string) (list []string) {
	for code := range typed {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Code == code }) {
			list = append(list, code)
		}
	}
	slices.Sort(list)
	return list
}

// short is as much of a strange word as a sentence bears.
func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// Fen is an amount; zero where nothing was filled in.
func (f Form) Fen(code string) money.Fen {
	n, _ := strconv.ParseInt(f[code], 10, 64)
	return money.Fen(n)
}

// Date is a day; zero where nothing was filled in.
func (f Form) Date(code string) civil.Date {
	d, _ := civil.ParseDate(f[code])
	return d
}

// Month is a month; zero where nothing was filled in.
func (f Form) Month(code string) civil.Month {
	m, _ := civil.ParseMonth(f[code])
	return m
}

// Count is a whole number; zero where nothing was filled in.
func (f Form) Count(code string) int {
	n, _ := strconv.Atoi(f[code])
	return n
}

// Yes reports whether a question was answered with yes.
func (f Form) Yes(code string) bool { return f[code] == yes }

// Member is the number of an account; empty where nothing was filled in.
func (f Form) Member(code string) number.MemberNo { return number.MemberNo(f[code]) }

// Text is what was written, or chosen.
func (f Form) Text(code string) string { return f[code] }

// Line is one field of a form that was handed in, as people read it. It does not change when the item does.
type Line struct{ Code, Label, Value string }

// Lines are the fields of a form that were filled in, in their order.
func (f Form) Lines(fields []Field) (list []Line) {
	for _, field := range fields {
		if value, there := f[field.Code]; there {
			list = append(list, Line{field.Code, field.Label, kinds[field.Kind].show(field, value)})
		}
	}
	return list
}
