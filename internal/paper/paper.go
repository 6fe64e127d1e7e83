// Package paper makes the papers that a centre gives out (文书): certificates, receipts, notices and vouchers.
//
// A kind of paper is one file and one line in Kinds. A paper is plain data, numbered, and carries a code under the
// centre's key over all that it says, so that whoever holds it can ask the centre whether it is genuine. How it looks
// follows from its data; nothing that was given out is ever made anew from books that have moved on.
package paper

import (
	"encoding/binary"
	"fmt"
	"strings"

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
)

// Form is what a field holds, which says how it is shown and how much of it a verifier sees.
type Form string

// The forms of a field. An amount is a money.Fen in its decimal text and is shown in capitals too.
const (
	Text     Form = "text"
	Person   Form = "person"  // a name, masked for a verifier
	Identity Form = "idno"    // an identity document number, likewise
	Account  Form = "account" // a bank account, likewise
	Amount   Form = "amount"
)

// Field is one line of a kind of paper.
type Field struct {
	Name string
	Form Form
}

// Kind is a kind of paper (文书种类).
type Kind struct {
	Code   string // stable, such as contribution-certificate
	Title  string
	Series int // of its numbers, 0 to 99, never two kinds with one
	Fields []Field
	Body   string // the sentence beneath the fields, empty when there is none
}

// Kinds are all of them; a new one is a file and a line here.
var Kinds = []Kind{
	contributionCertificate,
	withdrawalReceipt,
	acceptanceNotice,
	correctionNotice,
	refusalNotice,
}

// KindOf is the kind with this code.
func KindOf(code string) (Kind, error) {
	for _, k := range Kinds {
		if k.Code == code {
			return k, nil
		}
	}
	return Kind{}, refusal.Bad(CodeKind, "没有这种文书")
}

// Paper is one paper that was given out (文书). Values stand in the order of the fields of its kind.
type Paper struct {
	Kind   string
	No     number.PaperNo
	Centre string
	Issued civil.Date
	Values []string
}

// Fact is one line of a paper as it is shown.
type Fact struct{ Name, Text string }

// Check refuses a paper that its kind cannot show: a value too few, an empty one, an amount that is none.
func (p Paper) Check() error {
	k, err := KindOf(p.Kind)
	if err != nil {
		return err
	}
	if len(p.Values) != len(k.Fields) {
		return refusal.Bad(CodeValue, fmt.Sprintf("《%s》应有%d项内容，提供了%d项", k.Title, len(k.Fields), len(p.Values)))
	}
	var reasons []*refusal.Refused
	for i, f := range k.Fields {
		if strings.TrimSpace(p.Values[i]) == "" {
			reasons = append(reasons, refusal.Bad(CodeValue, "《"+k.Title+"》的“"+f.Name+"”没有填写"))
		} else if _, err := money.ParseYuan(p.Values[i]); f.Form == Amount && err != nil {
			reasons = append(reasons, refusal.Bad(CodeValue, "《"+k.Title+"》的“"+f.Name+"”不是金额"))
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
	}
	return value
}

func (p Paper) facts(show func(Form, string) string) ([]Fact, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	k, err := KindOf(p.Kind)
	if err != nil {
		return nil, err
	}
	var facts []Fact
	for i, f := range k.Fields {
		text := show(f.Form, p.Values[i])
		if f.Form == Amount {
			sum, err := money.ParseYuan(p.Values[i])
			if err != nil {
				return nil, err
			}
			text = "￥" + sum.Grouped() + "\n人民币" + sum.Capital()
		}
		facts = append(facts, Fact{f.Name, text})
	}
	return facts, nil
}

// canonical is all that a paper says, each part behind its length, so that no two papers have the same bytes.
func (p Paper) canonical() []byte {
	out := []byte("guangsha paper 1")
	for _, part := range append([]string{p.Kind, string(p.No), p.Centre, p.Issued.String()}, p.Values...) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	return out
}
