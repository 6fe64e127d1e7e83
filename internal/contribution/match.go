package contribution

import (
	"regexp"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
)

// listNo is a list's number as people type it into a remark, with or without the dash.
var listNo = regexp.MustCompile(`(\d{13})-?(\d{4})(\d{2})`)

// match says whose money an arrival is (到账匹配): the employer whose list the remark names, else the one whose account
// paid, else the one with the payer's name. Zero means nobody, or more than one.
func (s *Service) match(tx unit.Tx, a Arrival) (member.EmployerID, error) {
	if no, _, ok := readListNo(a.Remark); ok {
		e, err := s.Members.EmployerByNo(tx, no)
		if err == nil || !refusal.Is(err, member.CodeEmployerUnknown) {
			return e.ID, err
		}
	}
	return s.Members.EmployerPaying(tx, a.PayerAccount, a.PayerName)
}

// readListNo finds a list's number in a remark.
func readListNo(remark string) (number.EmployerNo, civil.Month, bool) {
	m := listNo.FindStringSubmatch(remark)
	if m == nil {
		return "", 0, false
	}
	no, err := number.ParseEmployer(m[1])
	if err != nil {
		return "", 0, false
	}
	month, err := civil.ParseMonth(m[2] + "-" + m[3])
	return no, month, err == nil
}
