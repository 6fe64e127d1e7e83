package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Borrowers tells what the rules must know of a member who wants to borrow. Contribution has the facts.
type Borrowers interface {
	// Borrower gives the facts of a member account, or false when there is none.
	Borrower(tx unit.Tx, account ledger.AccountID) (Borrower, bool, error)
}

// Borrower is a member as a borrower (借款申请人).
type Borrower struct {
	Person       int64      // id of the person
	Normal       bool       // 账户状态正常: contributing, neither sealed nor closed
	MonthsInFull int        // consecutive months contributed in full up to now (连续足额缴存月数)
	Base         money.Fen  // contribution base a month (缴存基数)
	Balance      money.Fen  // balance of the account
	BannedUntil  civil.Date // first day on which the person may borrow again (限制名单); zero for who always may
	Retires      civil.Date // 法定退休日; zero when it is not on record, and then the approver judges the term
}
