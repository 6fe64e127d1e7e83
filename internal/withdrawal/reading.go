package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Reader is what screens read of withdrawals.
type Reader interface {
	// PaidByReason sums what was paid in a span of days by month and reason, in their order.
	PaidByReason(tx unit.Tx, from, to civil.Date) ([]ReasonMonth, error)
	// List lists cases in one of the orders By….
	List(tx unit.Tx, f CaseFilter, p listing.Page[CaseID]) ([]Listed, error)
	// Places gives where each row of such a list stands.
	Places(tx unit.Tx, f CaseFilter, o listing.Order) ([]listing.Place[CaseID], error)
}

// CaseFilter narrows a list of cases. Zero fields do not.
type CaseFilter struct {
	Reason   Code
	State    State
	Branch   string
	From, To civil.Date // of the payment, which was not taken back
}

// The orders of a list of cases, beside the order in which they were accepted.
const (
	ByPaid    = "paid" // the amount
	ByDecided = "decided"
)

// Listed is a case on a list.
type Listed struct {
	Case
	Sorted int64 // what its list is ordered by
}

// States are the states of cases, in the order in which a case meets them.
var States = []State{UnderReview, Paid, Rejected, Withdrawn}

// ReasonMonth is what was paid for a reason in a month.
type ReasonMonth struct {
	Month  civil.Month
	Reason Code
	Cases  int64
	Amount money.Fen
}
