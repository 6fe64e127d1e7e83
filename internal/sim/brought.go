package sim

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
)

// Brought is what the books of the city bring along beside balances and loans (期初状况): rates, as in Options. One that
// is zero brings nothing of its kind.
type Brought struct {
	SinceJuly int `json:",omitempty"` // 1 for accounts that bring their day-products since the last 1 July
	Owing     int `json:",omitempty"` // share of the loans of 1 January with unpaid instalments
	Frozen    int `json:",omitempty"` // share of members whose account is frozen
	Banned    int `json:",omitempty"` // share of members who may neither withdraw nor borrow
	Drawn     int `json:",omitempty"` // share of members who withdrew for a home in the years before
	Unplaced  int `json:",omitempty"` // money in suspense, per ten thousand employers
	Waiting   int `json:",omitempty"` // and money that waits for the employer that paid it
	Deposited int `json:",omitempty"` // share of the idle money that stands in time deposits already
}

// OldFreeze is a freeze that a court ordered before the year.
type OldFreeze struct {
	Amount       money.Fen // zero for the whole account
	Since, Until civil.Date
	Document     string
}

// OldBan is a ban that was decided before the year.
type OldBan struct {
	Decided, Until civil.Date // Until is the first day that is allowed again
	Document       string
}

// OldDrawing is a withdrawal for a home in the years before.
type OldDrawing struct {
	On            civil.Date
	Amount        money.Fen
	House, Family string
}

// OldMoney is money that has not found its place on 1 January: of an employer whose list it does not cover, or of a
// payer whom nobody knows.
type OldMoney struct {
	Employer int
	Known    bool
	Amount   money.Fen
	Arrived  civil.Date
	Serial   string
	Account  string
	Payer    string
	Found    civil.Date // day on which it becomes known whose it is; zero for money that stays in suspense
}

// OldDeposit is a time deposit that was placed in a year before.
type OldDeposit struct {
	No          string
	Amount      money.Fen
	Rate        money.Rate
	Months      int
	Placed, Due civil.Date
}

// brought decides what the books bring along. Every kind has its own stream of chance, and none of them moves what the
// year's loans and withdrawals come to, but for what is frozen or barred.
func (c *City) brought() {
	c.owe()
	c.freeze()
	c.ban()
	c.drew()
	c.suspend()
	c.deposit()
}

// some are so many in ten thousand, and one at least where there is a rate.
func some(of, rate int) int { return (of*rate + 9_999) / 10_000 }

// owe leaves instalments of the last months unpaid, most of them for a while only. Who never pays them pays none in
// the year.
func (c *City) owe() {
	d := c.Options.dice("owing")
	deposits, lent := c.totals().sums()
	left, borrowers := deposits-lent, 0
	for _, p := range c.began() {
		if p.Loan != nil {
			borrowers++
		}
	}
	want := some(borrowers, c.Options.Owing)
	for _, i := range d.Perm(c.Options.Members) {
		p := &c.People[i]
		if want == 0 {
			return
		}
		if p.Loan == nil || p.Loan.Paid < 6 || p.Prepays != nil || p.Loan.Stops > 0 {
			continue
		}
		p.Loan.Unpaid = 1
		for p.Loan.Unpaid < 5 && d.chance(4000) {
			p.Loan.Unpaid++
		}
		settles := c.workday(c.start().AddDays(int(d.between(3, 150))))
		if left -= p.Loan.overdue(); left < 0 {
			p.Loan.Unpaid = 0
			return
		}
		want--
		if d.chance(1200) && p.Repays == nil {
			p.Loan.Stops = 1
		} else {
			p.Loan.Settles = settles
		}
	}
}

// owed are the instalments that are owed on 1 January.
func (l OpeningLoan) owed() []loan.Instalment { return l.plan()[l.Paid-l.Unpaid : l.Paid] }

// overdue is the principal of them.
func (l OpeningLoan) overdue() (sum money.Fen) {
	if l.Unpaid == 0 {
		return 0
	}
	for _, i := range l.owed() {
		sum = money.Sum(sum, i.Principal)
	}
	return sum
}

// penaltyFactor is how many times the rate of a loan the penalty is.
const penaltyFactor = money.RateOne * 3 / 2

// arrears are the instalments that are owed on a day, with the penalty up to it.
func (l OpeningLoan) arrears(on civil.Date) (list []loan.Arrear) {
	if l.Unpaid == 0 {
		return nil
	}
	terms := loan.PenaltyTerms{Rate: l.Rate, Factor: penaltyFactor}
	for i, row := range l.owed() {
		n := l.Paid - l.Unpaid + 1 + i
		due := l.Disbursed.AddMonths(n)
		a := loan.Arrear{Number: n, Due: due, Since: due, Principal: row.Principal, Interest: row.Interest}
		list = append(list, a.AccruedTo(on, terms))
	}
	return list
}

// freeze lets courts have frozen accounts: one in two wholly, the others an amount. The first of them is of somebody
// who retires while it holds, and has to come again.
func (c *City) freeze() {
	d := c.Options.dice("frozen")
	want, first := some(c.Options.Members, c.Options.Frozen), true
	for _, i := range d.Perm(c.Options.Members) {
		p := &c.People[i]
		if want == 0 {
			return
		}
		if first && p.Retires == 0 || p.Borrows != nil || p.Leaves != nil {
			continue
		}
		f := &OldFreeze{Since: c.start().AddDays(-int(d.between(5, 170))), Document: fmt.Sprintf("示例执字%06d号", i)}
		f.Until = f.Since.AddDays(int(d.between(180, 400)))
		if d.chance(5000) {
			f.Amount = max(1, (p.Carried+p.Current)/money.Fen(d.between(1, 4))).RoundTo(money.Yuan, money.Up)
		}
		if p.Retires != 0 {
			f.Until = p.Retires.AddDays(int(d.between(5, 40)))
		}
		p.Frozen, first = f, false
		want--
	}
}

// ban lets people have been found to have obtained money by false statements. The first of them asks for rent all the
// same.
func (c *City) ban() {
	d := c.Options.dice("banned")
	want, first := some(c.Options.Members, c.Options.Banned), true
	for _, i := range d.Perm(c.Options.Members) {
		p := &c.People[i]
		if want == 0 {
			return
		}
		if first && len(p.Rents) == 0 || p.Borrows != nil || p.Retires != 0 || p.Leaves != nil || p.Frozen != nil {
			continue
		}
		decided := c.start().AddDays(-int(d.between(1, 500)))
		p.Banned = &OldBan{Decided: decided, Until: decided.AddMonths(36), Document: fmt.Sprintf("示例处字%06d号", i)}
		first = false
		want--
	}
}

// drew lets people have withdrawn for a home, some of them together with another of the family. Who withdraws for the
// same home in the year asks for what is left of its price.
func (c *City) drew() {
	d := c.Options.dice("drawn")
	want := some(c.Options.Members, c.Options.Drawn)
	order := d.Perm(c.Options.Members)
	for n, i := range order {
		p := &c.People[i]
		if want == 0 {
			return
		}
		w := OldDrawing{On: c.start().AddDays(-int(d.between(20, 1500))), Amount: money.Fen(d.bell(6, 40)) * 200_000,
			House: fmt.Sprintf("示例旧房%07d", i), Family: fmt.Sprintf("示例家庭%07d", i)}
		with := d.chance(2500)
		if b := p.Buys; b != nil {
			with = false
			w.House, w.On = houseOf(i), b.On.AddMonths(-12).AddDays(-int(d.between(1, 400)))
			if w.Amount = min(w.Amount, b.Price-b.Loan-b.Amount); w.Amount < money.Wan {
				continue
			}
		}
		c.Drawings = append(c.Drawings, Drawing{i, w})
		if q := order[(n+1)%len(order)]; with && c.People[q].Buys == nil {
			w.Amount /= 2
			c.Drawings = append(c.Drawings, Drawing{q, w})
		}
		want--
	}
}

// Drawing is an earlier withdrawal with the number of the person.
type Drawing struct {
	Person int
	OldDrawing
}

// suspend leaves money of some employers waiting, and money of others in suspense until it is known whose it is.
func (c *City) suspend() {
	d := c.Options.dice("suspense")
	employers := len(c.established())
	unplaced := some(employers, c.Options.Unplaced)
	for n := range unplaced + some(employers, c.Options.Waiting) {
		e := c.Employers[d.IntN(employers)]
		m := OldMoney{Employer: e.N, Known: n >= unplaced, Arrived: c.start().AddDays(-int(d.between(3, 200))),
			Serial: fmt.Sprintf("QC%06d", n), Account: e.Account, Payer: e.Name}
		var list money.Fen
		for _, i := range e.Staff {
			list = money.Sum(list, c.People[i].Base*money.Fen(2*e.Percent)/100)
		}
		m.Amount = max(money.MulDiv(list, d.between(5, 60), 100, money.Truncate), money.Yuan)
		found := c.workday(c.start().AddDays(int(d.between(3, 200))))
		if !m.Known {
			m.Account, m.Payer = fmt.Sprintf("99900000%08d", n), fmt.Sprintf("示例代付公司第%d分公司", n+1)
			if m.Found = found; n > 0 && d.chance(2500) {
				m.Found = 0
			}
		}
		c.Waiting = append(c.Waiting, m)
	}
}

// lots are the time deposits that stand on 1 January, of as much money each: the first becomes due in the year.
var lots = []struct {
	yearsBefore, month int
	months             int
	rate               money.Rate
}{{3, 3, 36, 350_000}, {2, 9, 36, 315_000}, {1, 5, 24, 275_000}}

// deposit places a share of the idle money in the years before.
func (c *City) deposit() {
	d := c.Options.dice("deposited")
	for i, l := range lots {
		part := money.MulDiv(c.idle(), int64(c.Options.Deposited), int64(10_000*len(lots)), money.Truncate)
		o := OldDeposit{No: fmt.Sprintf("示例定期%02d", i+1), Rate: l.rate, Months: l.months,
			Amount: part.RoundTo(money.Wan, money.Truncate),
			Placed: civil.DateOf(c.Options.Year-l.yearsBefore, l.month, int(d.between(1, 28)))}
		o.Due = o.Placed.AddMonths(o.Months)
		if o.Amount > 0 {
			c.Deposits = append(c.Deposits, o)
		}
	}
}

// whole is the interest of the whole term, half up to the fen.
func (o OldDeposit) whole() money.Fen {
	return money.MulDiv(o.Amount, int64(o.Rate)*int64(o.Months), 12*int64(money.RateOne), money.HalfUp)
}

// accrued is what was booked as receivable by a day: thirty days' interest at the end of each month.
func (o OldDeposit) accrued(on civil.Date) (sum money.Fen) {
	for m := o.Placed.Month(); m.Add(1).First() <= on && m.Last() < o.Due; m = m.Add(1) {
		sum = money.Sum(sum, o.Amount.DayInterest(o.Rate, 30))
	}
	return min(sum, o.whole())
}

// depositRate is the rate at which accounts earn interest.
const depositRate money.Rate = 150_000

// product is the day-product of an account since the last 1 July: what was there then, and the contributions that have
// come on the employer's days since.
func (c *City) product(p Person) money.DayProduct {
	if c.Options.SinceJuly == 0 {
		return 0
	}
	year := c.Options.Year - 1
	sum := money.Days(p.Carried, int(c.start()-civil.DateOf(year, 7, 1)))
	came := money.Fen(min(p.Months, 6))
	for n := range came {
		month := civil.MonthOf(year, 12-int(n))
		part := p.Current / came
		if n == 0 {
			part = p.Current - part*(came-1)
		}
		paid := month.First().AddDays(c.Employers[p.Employer].Payday + 1)
		sum += money.Days(part, int(c.start()-paid))
	}
	return sum
}

// broughtPlan adds what becomes of money in suspense, of a time deposit that is due, and of instalments that were owed.
func (c *City) broughtPlan(add func(civil.Date, what, int, int)) {
	for n, m := range c.Waiting {
		if m.Found != 0 {
			add(m.Found, identify, n, 0)
		}
	}
	for n, o := range c.Deposits {
		add(c.workdayFrom(o.Due), drawDeposit, n, 0)
	}
	for _, p := range c.began() {
		if p.Loan != nil && p.Loan.Settles != 0 {
			add(p.Loan.Settles, collect, p.N, 0)
		}
	}
}
