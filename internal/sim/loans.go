package sim

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// openingLoans lets people between 26 and 52 repay a loan, as many as the options say and never a person who retires.
func (c *City) openingLoans() {
	d := c.Options.dice("opening loans")
	want := c.Options.Members * c.Options.RunningLoans / 10_000
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
		paid := int(d.between(2, min(96, int64(years*12-14))))
		p.Loan = &OpeningLoan{
			Granted:   money.Fen(d.bell(12, 42) * 1_000_000),
			Months:    years * 12,
			Paid:      paid,
			Disbursed: c.start().AddDays(int(d.between(-28, -1))).AddMonths(-paid),
			Missed:    c.missed(d),
		}
		p.Rents = nil // who repays a loan here withdraws for that, not for rent
	}
}

// newLoans lets people who do not repay one yet borrow in the year.
func (c *City) newLoans() {
	d := c.Options.dice("new loans")
	want := max(4, c.Options.Members*c.Options.NewLoans/10_000)
	for _, i := range d.Perm(len(c.People)) {
		if want == 0 {
			break
		}
		p := &c.People[i]
		age := c.Options.Year - p.Birth.Year()
		if p.Loan != nil || p.Retires != 0 || age < 23 || age > 50 {
			continue
		}
		want--
		p.Borrows = c.newLoan(d, *p, age)
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
			p.Fee = []FeeCase{FeeByOther, FeeExempt, FeeOldBill}[n]
		case d.chance(1000):
			p.Fee = []FeeCase{FeeByOther, FeeExempt, FeeOldBill}[d.IntN(3)]
		}
	}
}

// newLoan decides the days and the amount of one loan. The amount stays below what the salary carries, so that what
// is refused is refused for another reason.
func (c *City) newLoan(d dice, p Person, age int) *NewLoan {
	years := int(min(d.between(12, 30), int64(60-age)))
	applied := c.workday(c.start().AddDays(int(d.between(8, 340))))
	l := &NewLoan{Applied: applied, Months: years * 12, Missed: c.missed(d)}
	l.Second = d.chance(c.Options.DisbursedSecond)
	l.Approved = c.Calendar.AddWorkdays(l.Applied, int(d.between(2, 7)))
	l.Signed = c.Calendar.AddWorkdays(l.Approved, int(d.between(1, 4)))
	l.Registered = c.Calendar.AddWorkdays(l.Signed, int(d.between(2, 9)))
	l.Disbursed = c.Calendar.AddWorkdays(l.Registered, int(d.between(1, 5)))
	// Half of the base carries the instalment, about 0.44 % of the principal a month over twenty years and more of it
	// over fewer.
	carried := int64(p.Base) / 2 * int64(min(years, 20)) * 12 * 80 / 100
	amount := min(carried, d.bell(28, 60)*1_000_000)
	l.Amount = money.Fen(max(amount/1_000_000, 5) * 1_000_000)
	l.Price = l.Amount * 10 / 6
	return l
}

// missed are the months whose instalment is not paid on its day.
func (c *City) missed(d dice) []int {
	var months []int
	for m := range 12 {
		if d.chance(c.Options.MissedDue) {
			months = append(months, m)
		}
	}
	return months
}

// remitDay is when an employer remits for a month: within five days after payday, or so many days later.
func (c *City) remitDay(e Employer, month civil.Month) civil.Date {
	payday := c.Calendar.OnOrBefore(month.First().AddDays(e.Payday - 1))
	day := c.workday(payday.AddDays(1 + (e.N+month.Number())%4 + e.Late[month.Number()-1]))
	return min(day, c.Calendar.OnOrBefore(c.end()))
}
