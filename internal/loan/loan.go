// Package loan lends the fund's money to members for their homes (个人住房贷款) and gets it back: applications and
// decisions, contracts, mortgages, disbursement, the batch debit of instalments, and what is overdue.
//
// It decides who may borrow how much, and posts to the fund's books through ledger. It never touches a member
// account: what it must know of a borrower it asks through its own small interface. The fee for registering a
// mortgage is paid from the centre's own budget, so this package knows that it is due and never that it is paid.
package loan

import (
	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// ID identifies a loan from its application on. People see its contract number instead.
type ID int64

// Deps is what the use cases work with.
type Deps struct {
	Work      unit.Work
	Books     *ledger.Books
	Policy    policy.Source
	Audit     audit.Recorder
	Store     Store
	Borrowers Borrowers
	// FundBank and SurplusBank are the bank accounts that instalments arrive on, as holders of 10101 and 10201:
	// principal belongs to the fund, interest and penalty to its surplus.
	FundBank, SurplusBank int64
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the use cases over what they need.
func New(d Deps) *Service { return &Service{Deps: d} }
