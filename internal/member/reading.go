package member

import (
	"guangsha/internal/base/listing"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Reader is what screens read of employers and members.
type Reader interface {
	// MemberList lists members in the order of their numbers or in one of the orders By….
	MemberList(tx unit.Tx, f Filter, p listing.Page[number.MemberNo]) ([]Listed, error)
	// ListedMember is one member as a list shows them, or gives false.
	ListedMember(tx unit.Tx, no number.MemberNo) (Listed, bool, error)
	// MemberPlaces gives where each row of such a list stands.
	MemberPlaces(tx unit.Tx, f Filter, o listing.Order) ([]listing.Place[number.MemberNo], error)
	// Names gives number and name of accounts.
	Names(tx unit.Tx, ids []ledger.AccountID) (map[ledger.AccountID]Named, error)
	// Numbers gives the numbers of accounts that are known by their id alone, as in audit entries.
	Numbers(tx unit.Tx, ids []int64) (map[int64]number.MemberNo, error)
	// EmployerList lists employers likewise.
	EmployerList(tx unit.Tx, f EmployerFilter, p listing.Page[number.EmployerNo]) ([]EmployerListed, error)
	EmployerPlaces(tx unit.Tx, f EmployerFilter, o listing.Order) ([]listing.Place[number.EmployerNo], error)
	// MemberNames gives the names of the owners of accounts by number; a number that nobody has is not among them.
	MemberNames(tx unit.Tx, nos []number.MemberNo) (map[number.MemberNo]string, error)
	// EmployerNames gives the names of employers by number; a number that nobody has is not among them.
	EmployerNames(tx unit.Tx, nos []number.EmployerNo) (map[number.EmployerNo]string, error)
	// EmployerBalance sums the accounts of those who contribute at an employer now.
	EmployerBalance(tx unit.Tx, e EmployerID) (money.Fen, error)
}

// The orders of lists of members and employers, beside that of their numbers.
const (
	ByBalance     = "balance" // members only
	ByPaidThrough = "paid"
	ByMembers     = "members" // employers only
)

// Filter narrows a list of members. Empty fields do not.
type Filter struct {
	No     number.MemberNo
	Index  string // 盲索引 of the identity number or the mobile of the owner, hexadecimal
	Person PersonID
	Name   string // beginning of the name
	Office string // of the employer
}

// Listed is a member on a list.
type Listed struct {
	Member
	PersonRow    PersonRow
	EmployerNo   number.EmployerNo
	EmployerName string
	Office       string
	Balance      money.Fen
	Carried      money.Fen
	Sorted       int64 // what its list is ordered by
}

// Named is who an account belongs to.
type Named struct {
	No   number.MemberNo
	Name string
}

// EmployerFilter narrows a list of employers; what is empty narrows nothing.
type EmployerFilter struct {
	No     number.EmployerNo // this one
	Text   string            // a number, a USCC or the beginning of a name
	Office string
}

// EmployerListed is an employer on a list with its headcount.
type EmployerListed struct {
	Employer
	Normal int64 // members in state normal
	Open   int64 // members not closed
	Sorted int64 // what its list is ordered by
}

// Masked is what a screen shows of a person (脱敏).
type Masked struct{ Name, IDNo, Mobile string }

// Mask opens what is stored of a person and hides the middle of it.
func (s *Service) Mask(p PersonRow) (Masked, error) {
	plain, err := s.open(p)
	if err != nil {
		return Masked{}, err
	}
	return Masked{Name: mask.Name(plain.Name), IDNo: mask.ID(plain.IDNo), Mobile: mask.Mobile(plain.Mobile)}, nil
}

// open opens what is stored of a person.
func (s *Service) open(row PersonRow) (Personal, error) {
	p := Personal{Name: row.Name}
	for _, f := range []struct {
		column string
		sealed []byte
		plain  *string
	}{{"id_no", row.IDNo, &p.IDNo}, {"mobile", row.Mobile, &p.Mobile}, {"card", row.Card, &p.Card}} {
		if len(f.sealed) == 0 {
			continue
		}
		plain, err := s.Cipher.Open(f.sealed, secret.Where("person", f.column, int64(row.ID)))
		if err != nil {
			return Personal{}, err
		}
		*f.plain = string(plain)
	}
	return p, nil
}

var stateNames = map[State]string{Normal: "正常", Sealed: "封存", Closed: "销户"}

// String is the state in Chinese.
func (s State) String() string { return stateNames[s] }

var employerStates = map[EmployerState]string{EmployerNormal: "正常", EmployerOpened: "开户", EmployerDeferred: "缓缴",
	EmployerClosed: "销户", EmployerSealed: "封存"}

// String is the state in Chinese.
func (s EmployerState) String() string { return employerStates[s] }
