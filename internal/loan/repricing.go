package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Repriced is a change of a running loan's rate (利率调整). The zero value is none.
type Repriced struct {
	Before money.Rate // annual rate up to and without Since
	Since  civil.Date // 1 January from which Running.Rate holds
}

// repriced is the loan at another rate from a day on: equal payments anew over the instalments that are left, or the
// same principal each month as before. With split, the instalment whose month holds the day bears interest at both
// rates, by days; otherwise at the new one. Its principal is that of a full month at the new rate either way.
func (r Running) repriced(rate money.Rate, since civil.Date, split bool) Running {
	r.Repriced = Repriced{Before: rate, Since: since}
	if split {
		r.Repriced.Before = r.Rate
	}
	r.Rate = rate
	r.Payment = r.Method.product().anew(r.Payment, r.Balance, rate, r.Months-r.Next+1)
	return r
}

// straddles reports whether the rate changed in the month of the next instalment.
func (r Running) straddles() bool {
	return r.Repriced.Since > r.lastDue() && r.Repriced.Since < r.NextDue
}

// monthInterest is the interest of the next instalment: a twelfth of the rate, or of both rates by the days of each
// (分段计息), half-up to the fen once.
func (r Running) monthInterest() money.Fen {
	if !r.straddles() {
		return r.Balance.MonthInterest(r.Rate)
	}
	const months = 12
	first := r.lastDue()
	before, after, days := int64(r.Repriced.Since-first), int64(r.NextDue-r.Repriced.Since), int64(r.NextDue-first)
	return money.MulDiv(r.Balance, int64(r.Repriced.Before)*before+int64(r.Rate)*after,
		months*days*int64(money.RateOne), money.HalfUp)
}

// daysInterest is the interest on a part of the balance since the last due date up to and without a day: actual days
// over 360 at the rate of each, half-up once.
func (r Running) daysInterest(principal money.Fen, on civil.Date) money.Fen {
	first := r.lastDue()
	turn := min(max(r.Repriced.Since, first), on)
	return money.SegmentInterest(
		money.Segment{Product: money.Days(principal, int(turn-first)), Rate: r.Repriced.Before},
		money.Segment{Product: money.Days(principal, int(on-turn)), Rate: r.Rate})
}
