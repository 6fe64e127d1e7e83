package member

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Store keeps employers, persons and members. Every method that takes or gives a list costs a few statements,
// never one per row.
type Store interface {
	// NextSerial is the first serial that no employer of the office has.
	NextSerial(tx unit.Tx, office string) (int64, error)
	// AddEmployer writes an employer. It refuses with CodeEmployerExists when its USCC is taken.
	AddEmployer(tx unit.Tx, e Employer) error
	// Employer reads an employer, or gives false.
	Employer(tx unit.Tx, id EmployerID) (Employer, bool, error)
	// EmployerByNo reads an employer by number, or gives false.
	EmployerByNo(tx unit.Tx, no number.EmployerNo) (Employer, bool, error)
	// EmployersPaying lists up to two employers with this payer account, or, when account is empty, this name.
	EmployersPaying(tx unit.Tx, account, name string) ([]EmployerID, error)
	// SetPaidThrough moves an employer's month and state; false when it is no longer at the month before.
	SetPaidThrough(tx unit.Tx, id EmployerID, from, to civil.Month, state EmployerState) (bool, error)

	// PeopleByIndex finds persons by the blind indexes of their numbers.
	PeopleByIndex(tx unit.Tx, indexes []string) ([]KnownPerson, error)
	// PeopleReached finds persons by the blind index of a mobile or a card, in the order of ids.
	PeopleReached(tx unit.Tx, index string) ([]PersonID, error)
	// OpenAccounts are the accounts of a person that are not closed, in the order of their numbers.
	OpenAccounts(tx unit.Tx, id PersonID) ([]OpenAccount, error)
	// AddPeople writes persons.
	AddPeople(tx unit.Tx, list []PersonRow) error
	// Person reads a person, or gives false.
	Person(tx unit.Tx, id PersonID) (PersonRow, bool, error)
	// Amend writes a person as they are registered now, and what was registered before. It refuses with CodeAmendTaken
	// an identity number that somebody else has.
	Amend(tx unit.Tx, now PersonRow, was AmendmentRow) error

	// AddMembers writes members. It refuses with CodeAccountExists when a person has an open account.
	AddMembers(tx unit.Tx, list []Member) error
	// Members reads members by number, in no order; what is not there is left out.
	Members(tx unit.Tx, numbers []number.MemberNo) ([]Member, error)
	// Opened lists the numbers that an opening for an employer gave, in its order.
	Opened(tx unit.Tx, employer EmployerID, opening OpeningID) ([]number.MemberNo, error)
	// SetSealed seals accounts in state Normal, and gives how many there were.
	SetSealed(tx unit.Tx, ids []ledger.AccountID, day civil.Date, month civil.Month, why SealReason) (int64, error)
	// SetUnsealed unseals accounts in state Sealed from a month on, and gives how many there were.
	SetUnsealed(tx unit.Tx, ids []ledger.AccountID, month civil.Month) (int64, error)
	// SetMoved gives sealed accounts to another employer, in state Normal from a month on and with the parts that
	// are paid there, and gives how many there were.
	SetMoved(tx unit.Tx, list []Moved, to EmployerID, month civil.Month) (int64, error)
	// SetClosed closes an account that is not closed; false when there is none.
	SetClosed(tx unit.Tx, id ledger.AccountID, day civil.Date, why CloseReason) (bool, error)
}

// KnownPerson is a person found by blind index.
type KnownPerson struct {
	ID    PersonID
	Index string // 盲索引, hexadecimal
	Open  bool   // has an account that is not closed
}

// PersonRow is a person as stored: what identifies or reaches a person is sealed.
type PersonRow struct {
	ID     PersonID
	Index  string // 盲索引 of the identity number, hexadecimal; those of mobile and card are below
	Name   string
	IDNo   []byte // sealed
	Mobile []byte // sealed
	Card   []byte // sealed; empty if unknown

	MobileIndex, CardIndex string // empty if unknown
}
