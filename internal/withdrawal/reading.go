package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Reader is what screens read of withdrawals.
type Reader interface {
	// PaidByReason sums what was paid in a span of days by month and reason, in their order.
	PaidByReason(tx unit.Tx, from, to civil.Date) ([]ReasonMonth, error)
}

// ReasonMonth is what was paid for a reason in a month.
type ReasonMonth struct {
	Month  civil.Month
	Reason Code
	Cases  int64
	Amount money.Fen
}
