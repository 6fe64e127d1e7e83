package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Terms are what the schedule of a loan follows from.
type Terms struct {
	Principal money.Fen  // 贷款金额
	Rate      money.Rate // annual (年利率)
	Months    int        // number of instalments (期数)
}

// Instalment is one instalment (期), by the schedule.
type Instalment struct {
	Number    int // 期次, from 1
	Principal money.Fen
	Interest  money.Fen
	Balance   money.Fen // principal that stays after it (剩余本金)
}

// Amount is what the borrower pays.
func (i Instalment) Amount() money.Fen { return i.Principal + i.Interest }

// Annuity is the schedule of equal monthly instalments (等额本息). Interest is one twelfth of the annual rate on the
// balance, half-up to the fen; principal is the rest of the equal payment. The last instalment takes whatever
// balance is left, so that the principal parts add up to the loan and the rounding of all months ends in it.
func Annuity(t Terms) []Instalment {
	payment := money.Annuity(t.Principal, t.Rate, t.Months)
	plan := make([]Instalment, 0, t.Months)
	balance := t.Principal
	for k := 1; k <= t.Months; k++ {
		i := annuityStep(balance, t.Rate, payment, k, t.Months)
		plan = append(plan, i)
		balance = i.Balance
	}
	return plan
}

// annuityStep is instalment k of a running schedule, from the balance before it. The principal part never exceeds
// that balance.
func annuityStep(balance money.Fen, rate money.Rate, payment money.Fen, k, months int) Instalment {
	i := Instalment{Number: k, Interest: balance.MonthInterest(rate)}
	i.Principal = min(payment-i.Interest, balance)
	if k == months {
		i.Principal = balance
	}
	i.Balance = balance - i.Principal
	return i
}

// DueDate is the day instalment k falls due: the same day of the month as the disbursement, the last day where a
// month lacks it, the first one month after disbursement. A day off does not move it.
func DueDate(disbursed civil.Date, anchor, k int) civil.Date {
	return disbursed.AddMonthsAnchored(k, anchor)
}
