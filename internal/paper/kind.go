package paper

import (
	"slices"

	"guangsha/internal/base/refusal"
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
	Private  Form = "private" // words about a person, which a verifier does not see
)

// Field is one line of a kind of paper.
type Field struct {
	Name string
	Form Form
}

// Kind is a kind of paper (文书种类).
type Kind struct {
	Code     string    // stable, such as contribution-certificate
	Series   int       // of its numbers, 0 to 99, never two kinds with one
	Wordings []Wording // latest first; one that a paper was given out in stays for ever
}

// Wording is how a kind of paper reads from some day on (文书版式). A paper names the one it was given out in, and is
// printed in it years later; testdata/wordings.txt holds what must not change.
type Wording struct {
	No     int // from 1
	Title  string
	Lead   string // the sentence above the fields, empty when there is none
	Fields []Field
	Body   string // the paragraphs beneath the fields, one a line; empty when there are none
}

// Kinds are all of them; a new one is a file and a line here.
var Kinds = []Kind{
	contributionCertificate,
	withdrawalReceipt,
	acceptanceNotice,
	correctionNotice,
	refusalNotice,
	declineNotice,
	loanContract,
	loanReceipt,
	repaymentReceipt,
	settlementCertificate,
}

// KindOf is the kind with this code.
func KindOf(code string) (Kind, error) {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, refusal.Bad(CodeKind, "没有这种文书")
	}
	return Kinds[i], nil
}

// wordingOf is a wording of a kind.
func wordingOf(code string, no int) (Wording, error) {
	k, err := KindOf(code)
	if err != nil {
		return Wording{}, err
	}
	i := slices.IndexFunc(k.Wordings, func(w Wording) bool { return w.No == no })
	if i < 0 {
		return Wording{}, refusal.Bad(CodeKind, "没有这种文书的这一版")
	}
	return k.Wordings[i], nil
}
