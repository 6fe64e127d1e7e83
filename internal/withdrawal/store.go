package withdrawal

import (
	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// Store keeps cases.
type Store interface {
	// AddCase writes a new case.
	AddCase(tx unit.Tx, c Case) error
	// SetDecision writes how a case that is under review ended; false when it is not under review.
	SetDecision(tx unit.Tx, c Case) (bool, error)
	// Reschedule moves the last day of the promised term of a case that is under review.
	Reschedule(tx unit.Tx, id CaseID, due civil.Date) error
	// Case reads a case, or gives false.
	Case(tx unit.Tx, id CaseID) (Case, bool, error)
	// UnderReview lists the cases that wait for a decision, oldest first, after the given one, at most limit.
	UnderReview(tx unit.Tx, after CaseID, limit int) ([]Case, error)
	// Undecided is a case of the account under review other than except, or zero.
	Undecided(tx unit.Tx, no number.MemberNo, except CaseID) (CaseID, error)
	// LastAccepted is when the account last applied for a reason in a case that is paid or under review, other than
	// except; zero if never.
	LastAccepted(tx unit.Tx, no number.MemberNo, reason Code, except CaseID) (civil.Date, error)
	// AddEarlier writes what was withdrawn before the books began. LastAccepted, RentOfYear and OfHouse count it.
	AddEarlier(tx unit.Tx, list []EarlierRow) error
	// AddFreeze writes a freeze.
	AddFreeze(tx unit.Tx, f Freeze) error
	// FreezeOf reads a freeze, or gives false.
	FreezeOf(tx unit.Tx, id FreezeID) (Freeze, bool, error)
	// LiftFreeze writes how a freeze ended; false when it has ended already.
	LiftFreeze(tx unit.Tx, f Freeze) (bool, error)
	// Freezes lists all freezes of an account, those that have ended too, in the order of their ids.
	Freezes(tx unit.Tx, account ledger.AccountID) ([]Freeze, error)
	// BannedUntil is the first day after the last fraud ban of a person, or zero without one.
	BannedUntil(tx unit.Tx, person member.PersonID) (civil.Date, error)
	// AddBan writes a fraud ban.
	AddBan(tx unit.Tx, b Ban) error
	// RentOfYear is what a couple asked for or was paid for rent in a calendar year of acceptance, in cases paid or
	// under review other than except; spouse may be empty. A case of either counts, and one that names either.
	RentOfYear(tx unit.Tx, no, spouse number.MemberNo, year int, except CaseID) (money.Fen, error)
	// OfHouse is what a couple asked for or was paid for a home, in cases paid or under review other than except, and
	// whether there is such a case of anybody else; spouse may be empty.
	OfHouse(tx unit.Tx, house string, no, spouse number.MemberNo, except CaseID) (
		total money.Fen, taken bool, err error)
}

// EarlierRow is a withdrawal of the years before as stored.
type EarlierRow struct {
	ID     int64
	Reason Code // empty for one that is none of Reasons
	Earlier
}

// Members is what withdrawal asks of the members' register.
type Members interface {
	// Member is the account of a number, or a refusal when there is none.
	Member(tx unit.Tx, no number.MemberNo) (member.Member, error)
	// Personal is what identifies and reaches a person, among it the registered bank card.
	Personal(tx unit.Tx, id member.PersonID) (member.Personal, error)
	// CloseMember closes an empty account (销户) as of the open day.
	CloseMember(tx unit.Tx, no number.MemberNo, why member.CloseReason) error
}

// Loans is what withdrawal asks about loans.
type Loans interface {
	// OpenLoan reports whether a person is borrower or co-borrower of a loan that is not paid off.
	OpenLoan(tx unit.Tx, person member.PersonID) (bool, error)
	// Repaid is the principal and interest that a person as borrower or co-borrower has repaid from a day on and before
	// another.
	Repaid(tx unit.Tx, person member.PersonID, from, before civil.Date) (money.Fen, error)
}

// Treasury is what withdrawal asks of the treasury.
type Treasury interface {
	// PayoutOpen refuses while the yearly crediting of interest runs, when nothing may leave an account.
	PayoutOpen(tx unit.Tx, day civil.Date) error
	// FundAccount refuses a bank account that does not exist or does not hold the fund's demand money.
	FundAccount(tx unit.Tx, bank int64) error
	// ClosingInterest is the interest an account has earned up to the day before, at the rate of the day.
	ClosingInterest(tx unit.Tx, a ledger.MemberAccount, day civil.Date) (money.Fen, error)
}

// Deps is what the service is made of.
type Deps struct {
	Work     unit.Work
	Access   access.Gate
	Books    *ledger.Books
	Policy   policy.Source
	Audit    audit.Recorder
	Events   event.Outbox
	Store    Store
	Members  Members
	Loans    Loans
	Treasury Treasury
	Numbers  number.Issuer
	Cipher   secret.Cipher
	Calendar civil.Calendar // working days of the promised term
}

// Service holds the use cases of withdrawal.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }
