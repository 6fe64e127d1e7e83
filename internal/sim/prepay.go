package sim

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
)

// EarlyRepayment is what a borrower gives back ahead of the schedule (提前还款).
type EarlyRepayment struct {
	On     civil.Date
	Way    loan.PrepayWay
	Amount money.Fen // of the principal; zero for all of it
}

// firstPrepaid is how many instalments are paid before anybody repays early.
const firstPrepaid = 12

// prepayers decides which borrowers of 1 January repay early, a share of all of them in part and another in full:
// people without other plans who have missed nothing.
func (c *City) prepayers() {
	d := c.Options.dice("prepayers")
	borrowers := 0
	for _, p := range c.began() {
		if p.Loan != nil {
			borrowers++
		}
	}
	partly, fully := borrowers*c.Options.Prepaying/10_000, borrowers*c.Options.PayingOff/10_000
	for _, i := range d.Perm(c.Options.Members) {
		p := &c.People[i]
		switch {
		case partly+fully == 0:
			return
		case p.Loan == nil || len(p.Loan.In) > 0 || p.Loan.Stops > 0 || p.Repays != nil || p.Leaves != nil:
			continue
		case partly > 0:
			if p.Prepays = c.prepaysPart(d, *p.Loan); p.Prepays != nil {
				partly--
			}
		default:
			p.Prepays = &EarlyRepayment{On: c.prepayDay(d, *p.Loan), Way: loan.PayOff}
			fully--
		}
	}
}

// prepayDay is between two instalments, the first that may be or a later one.
func (c *City) prepayDay(d dice, l OpeningLoan) civil.Date {
	month := d.between(int64(max(1, firstPrepaid-l.Paid)), 12)
	due := civil.MonthOf(c.Options.Year, int(month)).First().AddMonthsAnchored(0, l.Disbursed.Day())
	return c.workdayFrom(due.AddDays(int(d.between(4, 16))))
}

// prepaysPart is a whole number of 万元 up to half of what is left. Who has little left keeps to the schedule.
func (c *City) prepaysPart(d dice, l OpeningLoan) *EarlyRepayment {
	amount := min(money.Fen(d.bell(2, 14))*money.Wan, (l.Outstanding/2).RoundTo(money.Wan, money.Truncate))
	if amount == 0 {
		return nil
	}
	way := pick(d, []loan.PrepayWay{loan.ReducePayment, loan.ShortenTerm})
	return &EarlyRepayment{On: c.prepayDay(d, l), Way: way, Amount: amount}
}

// prepayPlan adds when they do. Who would after the year has not come to it.
func (c *City) prepayPlan(add func(civil.Date, what, int, int)) {
	for _, p := range c.began() {
		if p.Prepays != nil {
			add(p.Prepays.On, prepay, p.N, 0)
		}
	}
}
