package withdrawal

import (
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Store keeps cases.
type Store interface {
	// AddCase writes a new case.
	AddCase(tx unit.Tx, c Case) error
	// SetDecision writes how a case that is under review ended; false when it is not under review.
	SetDecision(tx unit.Tx, c Case) (bool, error)
	// Case reads a case, or gives false.
	Case(tx unit.Tx, id CaseID) (Case, bool, error)
	// UnderReview lists the cases that wait for a decision, oldest first, after the given one, at most limit.
	UnderReview(tx unit.Tx, after CaseID, limit int) ([]Case, error)
	// Undecided is a case of the account under review other than except, or zero.
	Undecided(tx unit.Tx, account ledger.AccountID, except CaseID) (CaseID, error)
	// LastAccepted is when the account last applied for a reason in a case that is paid or under review, other than
	// except; zero if never.
	LastAccepted(tx unit.Tx, account ledger.AccountID, reason Code, except CaseID) (civil.Date, error)
	// RentOfYear is what a family asked for or was paid for rent in a calendar year of acceptance, in cases paid or
	// under review other than except. A case counts when its account or its spouse's is one of the accounts.
	RentOfYear(tx unit.Tx, family []ledger.AccountID, year int, except CaseID) (money.Fen, error)
}

// Standing is what the members' register says about an account.
type Standing struct {
	Closed      bool       // 已销户
	FrozenWhole bool       // 全额冻结
	Frozen      money.Fen  // 冻结金额
	BannedUntil civil.Date // first day after a fraud ban; zero without one
	MonthsPaid  int        // 连续缴存月数
}

// Members is what withdrawal asks of the members' register.
type Members interface {
	// Standing is the standing of an account, or false when there is no such account.
	Standing(tx unit.Tx, account ledger.AccountID) (Standing, bool, error)
	// OwnsCard reports whether a bank card is registered in the name of the account's owner.
	OwnsCard(tx unit.Tx, account ledger.AccountID, card string) (bool, error)
	// CloseAccount closes an empty account (销户) for a reason as of the open day.
	CloseAccount(tx unit.Tx, account ledger.AccountID, reason Code) error
}

// Loans is what withdrawal asks about loans.
type Loans interface {
	// OpenLoan reports whether the owner of the account is borrower or co-borrower of a loan that is not paid off.
	OpenLoan(tx unit.Tx, account ledger.AccountID) (bool, error)
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
	Books    *ledger.Books
	Policy   policy.Source
	Audit    audit.Recorder
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
