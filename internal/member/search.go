package member

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
)

// CodeSought is the code of the refusal of a number that is of no kind that members are found by.
const CodeSought = "member.search.number"

// Sought is the filter of whoever searches by a whole number: that of an account (个人账号), the identity number
// (公民身份号码) or the mobile (手机号码) of the owner. The last two are compared by blind index and stand nowhere in clear.
// How many digits there are says which of them it is.
func (s *Service) Sought(text string) (f Filter, err error) {
	text = number.Typed(text)
	switch {
	case number.IsMobile(text):
		f.Index = s.index("mobile", text)
	case len(text) == idDigits || len(text) == oldIDDigits:
		no, err := idno.Parse(text, anyDay)
		if err != nil {
			return f, err
		}
		f.Index = s.indexOf(no)
	default:
		if f.No, err = number.ParseMember(text); err != nil {
			return f, refusal.Bad(CodeSought, "请填写完整的个人账号、公民身份号码或手机号码")
		}
	}
	return f, nil
}

// The lengths by which numbers are told apart; that of an account is another one.
const (
	oldIDDigits = 15
	idDigits    = 18
)

// anyDay is a day that no birth lies behind: who is not born yet is found nowhere anyhow.
var anyDay = civil.DateOf(9999, 12, 31)
