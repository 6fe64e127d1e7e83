package sim

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
)

// openingLoans lets people between 26 and 52 repay a loan, as many as the options say and the fund has money for, and
// never a person who retires.
func (c *City) openingLoans() {
	d, methods := c.Options.dice("opening loans"), c.Options.dice("opening methods")
	want := c.Options.Members * c.Options.RunningLoans / 10_000
	stops := firstStop // one borrower of every city stops paying: a planted deviation
	left, _ := c.totals().sums()
	for _, i := range d.Perm(len(c.People)) {
		if want == 0 {
			return
		}
		p := &c.People[i]
		age := c.Options.Year - p.Birth.Year()
		if p.Retires != 0 || age < 26 || age > 52 {
			continue
		}
		want--
		years := int(min(d.between(10, 30), int64(62-age)))
		paid := int(d.between(2, min(94, int64(years*12-14))))
		p.Loan = &OpeningLoan{
			Contract:  fmt.Sprintf("示例旧借%07d号", i),
			Granted:   money.Fen(d.bell(120, 422) * 100_000),
			Rate:      openingRate,
			Months:    years * 12,
			Paid:      paid,
			Disbursed: c.start().AddDays(int(d.between(-28, -1))).AddMonths(-paid),
			Misses:    c.misses(d),
		}
		if methods.chance(c.Options.EqualPrincipal) {
			p.Loan.Method = loan.EqualPrincipal
		}
		p.Loan.Stops = max(p.Loan.Stops, stops)
		p.Loan.Outstanding = p.Loan.plan()[paid-1].Balance
		if left -= p.Loan.Outstanding; left < 0 {
			p.Loan = nil
			return
		}
		stops = 0
		p.Rents = nil // who repays a loan here withdraws for that, not for rent
	}
}

// firstStop is the month from which one borrower of every city pays no instalment, so that the loan becomes overdue.
const firstStop = 5

// openingRate is the rate of first homes over five years that held on 1 January 2024.
const openingRate money.Rate = 310_000

// plan is the loan's schedule, had the rate always been the same.
func (l OpeningLoan) plan() []loan.Instalment {
	return l.Method.Schedule(loan.Terms{Principal: l.Granted, Rate: l.Rate, Months: l.Months})
}

// newLoans lets people who do not repay one yet borrow in the year.
func (c *City) newLoans() {
	d, methods := c.Options.dice("new loans"), c.Options.dice("new methods")
	want := max(4, c.Options.Members*c.Options.NewLoans/10_000)
	for _, i := range d.Perm(len(c.People)) {
		if want == 0 {
			break
		}
		p := &c.People[i]
		age := c.Options.Year - p.Birth.Year()
		if p.Loan != nil || p.Retires != 0 || p.Months < 12 || age < 23 || age > 50 {
			continue
		}
		want--
		p.Borrows = c.newLoan(d, *p, age)
		if methods.chance(c.Options.EqualPrincipal) && p.Borrows.bearsFirst(*p) {
			p.Borrows.Method = loan.EqualPrincipal
		}
		p.Rents = nil
		c.Loans = append(c.Loans, i)
	}
	c.sortLoans()
	// Four loans of every city have no fee, each for another reason; more of them in a larger one.
	for n, i := range c.Loans {
		p := c.People[i].Borrows
		switch {
		case p.Registered.Month().Number() == 12:
			p.Fee = FeeNextYear
		case n < 3:
			p.Fee = []FeeCase{FeeByOther, FeeExempt, FeePreRegistered}[n]
		case d.chance(772):
			p.Fee = []FeeCase{FeeByOther, FeeExempt, FeePreRegistered}[d.IntN(3)]
		}
	}
}

// newLoan decides the days and the amount of one loan. The amount stays below what the salary carries, so that what
// is refused is refused for another reason.
func (c *City) newLoan(d dice, p Person, age int) *NewLoan {
	years := int(min(d.between(12, 30), int64(60-age)))
	applied := c.workday(c.start().AddDays(int(d.between(8, 342))))
	l := &NewLoan{Applied: applied, Months: years * 12, Misses: c.misses(d)}
	l.Second = d.chance(c.Options.DisbursedSecond)
	l.Approved = c.Calendar.AddWorkdays(l.Applied, int(d.between(2, 7)))
	l.Signed = c.Calendar.AddWorkdays(l.Approved, int(d.between(1, 4)))
	l.Registered = c.Calendar.AddWorkdays(l.Signed, int(d.between(2, 9)))
	l.Disbursed = c.Calendar.AddWorkdays(l.Registered, int(d.between(1, 5)))
	// Half of the base carries the instalment, about 0.44 % of the principal a month over twenty years and more of it
	// over fewer; thirty times the balance is the most.
	carried := int64(p.Base) / 2 * int64(min(years, 20)) * 12 * 68 / 100
	ceiling := money.Fen(50_000_000) // for one borrower; more from June on
	if applied >= civil.DateOf(c.Options.Year, 6, 1) {
		ceiling = 60_000_000
	}
	amount := min(carried, int64(p.Carried+p.Current)*28, d.bell(33, 72)*1_000_000, int64(ceiling))
	l.Amount = money.Fen(max(amount/1_000_000, 5) * 1_000_000)
	l.Price = l.Amount * 10 / 6
	return l
}

// bearsFirst reports whether nine tenths of what a salary may carry pay the first instalment of equal principal, which
// is larger than that of an annuity.
func (l *NewLoan) bearsFirst(p Person) bool {
	terms := loan.Terms{Principal: l.Amount, Rate: openingRate, Months: l.Months}
	return loan.EqualPrincipal.Schedule(terms)[0].Amount() <= p.Base*9/20
}

// misses decides which instalments of the year are not paid on their day. One borrower in five hundred stops paying.
func (c *City) misses(d dice) Misses {
	var m Misses
	for month := 1; month <= 12; month++ {
		if d.chance(c.Options.MissedDue) {
			m.In = append(m.In, month)
		}
	}
	if d.chance(20) {
		m.Stops = int(d.between(4, 10))
	}
	return m
}

// remitDay is when an employer remits for a month: within five days after payday, or so many days later.
func (c *City) remitDay(e Employer, month civil.Month) civil.Date {
	payday := c.Calendar.OnOrBefore(month.First().AddDays(e.Payday - 1))
	day := c.workday(payday.AddDays(1 + (e.N+month.Number())%4 + e.Late[month.Number()-1]))
	return min(day, c.Calendar.OnOrBefore(c.end()))
}

// arrearsPlan adds when missed instalments are paid after all. Who stops paying does not.
func (c *City) arrearsPlan(add func(civil.Date, what, int, int)) {
	d := c.Options.dice("arrears")
	for _, p := range c.People {
		var misses Misses
		var disbursed civil.Date
		switch {
		case p.Loan != nil:
			misses, disbursed = p.Loan.Misses, p.Loan.Disbursed
		case p.Borrows != nil:
			misses, disbursed = p.Borrows.Misses, p.Borrows.Disbursed
		}
		for _, month := range misses.In {
			due := civil.MonthOf(c.Options.Year, month).First().AddMonthsAnchored(0, disbursed.Day())
			paid := c.workday(due.AddDays(int(d.between(4, 38))))
			if misses.Stops == 0 || month < misses.Stops && paid.Month().Number() < misses.Stops {
				add(paid, collect, p.N, month)
			}
		}
	}
}
