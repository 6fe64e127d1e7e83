package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// PrepayWay is what an early repayment does to the rest of the schedule (提前还款方式).
type PrepayWay uint8

// The ways.
const (
	ReducePayment PrepayWay = iota + 1 // 减少月供: as many instalments as before, smaller ones of the same method
	ShortenTerm                        // 缩短期限: instalments as before, fewer of them
	PayOff                             // 提前结清
)

// String is the way in Chinese.
func (w PrepayWay) String() string {
	return map[PrepayWay]string{ReducePayment: "提前还款（减少月供）", ShortenTerm: "提前还款（缩短期限）", PayOff: "提前结清"}[w]
}

// lastDue is the day on which the instalment before the next one fell due, from which an early repayment bears
// interest.
func (r Running) lastDue() civil.Date { return r.NextDue.AddMonthsAnchored(-1, r.dueDay()) }

// prepaid is the loan when a part of its balance, or all of it, came back before its day. The next instalment bears a
// full month's interest on what is left, whichever the way.
func (r Running) prepaid(principal money.Fen, way PrepayWay) Running {
	r.Balance -= principal
	switch way {
	case ReducePayment:
		r.Payment = r.Method.Equal(r.Balance, r.Rate, r.Months-r.Next+1)
	case ShortenTerm:
		r.Months = r.lastNumber()
	case PayOff:
		r.NextDue = 0
	}
	return r
}

// lastNumber is the instalment that takes the rest of the balance, with the payment or the principal part that the loan
// has.
func (r Running) lastNumber() int {
	for {
		i := r.instalment()
		if i.Balance == 0 {
			return i.Number
		}
		r = r.after(i)
	}
}
