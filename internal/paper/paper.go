// Package paper makes the papers that a centre gives out (文书): certificates, receipts, notices and vouchers.
//
// A kind of paper is one file and one line in Kinds. A paper is plain data, numbered, and carries a code under the
// centre's key over all that it says, so that whoever holds it can ask the centre whether it is genuine. How it looks
// follows from its data and the wording it was given out in; nothing that was given out is ever made anew from books
// that have moved on. What a case came to, with its papers, is one electronic file (一件一档).
package paper

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
)

// Codes of the refusals of papers.
const (
	CodeKind      = "paper.kind"
	CodeValue     = "paper.value"
	CodeMalformed = "paper.code.malformed"
	CodeCheck     = "paper.code.check"
	CodeAltered   = "paper.altered"
	CodeUnknown   = "paper.unknown"
)

// maxValue is how long the value of a field is at most, in runes.
const maxValue = 2000

// Paper is one paper that was given out (文书). Values stand in the order of the fields of its wording.
type Paper struct {
	Kind    string
	Wording int
	No      number.PaperNo
	Centre  string
	Issued  civil.Date
	Values  []string
}

// Fact is one line of a paper as it is shown.
type Fact struct{ Name, Text string }

// Title is what a paper is called; its kind when nobody knows that any more.
func (p Paper) Title() string {
	w, err := wordingOf(p.Kind, p.Wording)
	if err != nil {
		return p.Kind
	}
	return w.Title
}

// Check refuses a paper that its wording cannot show: a value too few, an empty or endless one, an amount that is none.
func (p Paper) Check() error {
	w, err := wordingOf(p.Kind, p.Wording)
	if err != nil {
		return err
	}
	if len(p.Values) != len(w.Fields) {
		return refusal.Bad(CodeValue, fmt.Sprintf("《%s》应有%d项内容，提供了%d项", w.Title, len(w.Fields), len(p.Values)))
	}
	var reasons []*refusal.Refused
	wrong := func(f Field, how string) {
		reasons = append(reasons, refusal.Bad(CodeValue, "《"+w.Title+"》的“"+f.Name+"”"+how))
	}
	for i, f := range w.Fields {
		_, err := money.ParseYuan(p.Values[i])
		switch {
		case strings.TrimSpace(p.Values[i]) == "":
			wrong(f, "没有填写")
		case utf8.RuneCountInString(p.Values[i]) > maxValue:
			wrong(f, fmt.Sprintf("超过%d字", maxValue))
		case f.Form == Amount && err != nil:
			wrong(f, "不是金额")
		}
	}
	return refusal.Join(reasons...)
}

// Facts are the lines of a paper in full, amounts in figures and in capitals.
func (p Paper) Facts() ([]Fact, error) {
	return p.facts(func(_ Form, value string) string { return value })
}

// Masked are the lines of a paper as a verifier sees them: enough to compare with the paper in hand, and nothing that
// the code alone should tell about a person.
func (p Paper) Masked() ([]Fact, error) { return p.facts(masked) }

func masked(form Form, value string) string {
	switch form {
	case Person:
		return mask.Name(value)
	case Identity:
		return mask.ID(value)
	case Account:
		return mask.Card(value)
	case Private:
		return "（查验时不显示）"
	}
	return value
}

func (p Paper) facts(show func(Form, string) string) ([]Fact, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	w, err := wordingOf(p.Kind, p.Wording)
	if err != nil {
		return nil, err
	}
	var facts []Fact
	for i, f := range w.Fields {
		text := show(f.Form, p.Values[i])
		if f.Form == Amount {
			sum, err := money.ParseYuan(p.Values[i])
			if err != nil {
				return nil, err
			}
			text = "人民币" + sum.Capital() + "（￥" + sum.Grouped() + "）"
		}
		facts = append(facts, Fact{f.Name, text})
	}
	return facts, nil
}

// canonical is all that a paper says, each part behind its length, so that no two papers have the same bytes.
func (p Paper) canonical() []byte {
	out := []byte("guangsha paper 1")
	parts := []string{p.Kind, fmt.Sprint(p.Wording), string(p.No), p.Centre, p.Issued.String()}
	for _, part := range append(parts, p.Values...) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	return out
}
