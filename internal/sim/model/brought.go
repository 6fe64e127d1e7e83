package model

import "math/big"

// What the books bring along when they begin (期初状况), beside balances and loans.

// Owed is an instalment that a loan owes already, with the penalty up to the first day.
type Owed struct {
	Loan                         int64
	Number                       int
	Principal, Interest, Penalty Fen
}

// BringArrears lets loans owe instalments that came due before. Their principal stands beside what the loan has left,
// and under 122 where there are as many as the rules say (Dr 121 or 122, Cr 101).
func (m *Model) BringArrears(key string, list []Owed) Result {
	return m.once(key, func() Result {
		for _, o := range list {
			l := m.loans[o.Loan]
			l.arrears = append(l.arrears, &arrear{number: o.Number, principal: o.Principal, interest: o.Interest,
				penalty: o.Penalty, since: m.today})
			l.brought = append(l.brought, o.Number)
			m.enter(personalLoans, fundDemand, o.Principal)
		}
		for _, l := range m.loans {
			m.class(l)
		}
		return Done
	})
}

// owesFromBefore reports whether the loan owed the instalment when the books began.
func (l *loan) owesFromBefore(a *arrear) bool {
	for _, n := range l.brought {
		if n == a.number {
			return true
		}
	}
	return false
}

// Freeze keeps money of an account in, from a day to another, both in it: an amount, or nil for all of it.
type Freeze struct {
	Member       int64
	Amount       Fen
	Since, Until Day
	id           int64 // of one that was ordered within the year
}

// BringFreezes takes freezes over that were ordered before.
func (m *Model) BringFreezes(list []Freeze) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range list {
		p := m.members[f.Member]
		p.freezes = append(p.freezes, f)
	}
}

// frozen is how much of an account may not leave on a day, and whether nothing may: freezes of one account add up.
func (p *person) frozen(on Day) (amount Fen, whole bool) {
	amount = zero
	for _, f := range p.freezes {
		switch {
		case on < f.Since || on > f.Until:
		case f.Amount == nil:
			whole = true
		default:
			amount = sum(amount, f.Amount)
		}
	}
	return amount, whole
}

// heldIn reports whether a freeze of today keeps in what an application asks for: any of it where the account would
// close.
func (m *Model) heldIn(c *application) bool {
	amount, whole := c.who.frozen(m.today)
	held := whole
	if c.amount() == nil {
		held = held || amount.Sign() > 0
	} else {
		held = held || c.amount().Cmp(minus(c.who.balance(), amount)) > 0 && amount.Sign() > 0
	}
	if held {
		m.saw(frozenRefused)
	}
	return held
}

// Ban keeps a person from withdrawing up to a day, the first that is allowed again (条例第四十一条).
type Ban struct {
	Member int64
	Until  Day
}

// BringBans takes bans over that were decided before.
func (m *Model) BringBans(list []Ban) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, b := range list {
		p := m.members[b.Member]
		p.bannedUntil = max(p.bannedUntil, b.Until)
	}
}

// banned reports whether a person may not ask for money on a day.
func (m *Model) banned(c *application) bool {
	if c.accepted >= c.who.bannedUntil {
		return false
	}
	m.saw(bannedRefused)
	return true
}

// Earlier is a withdrawal for a home that was paid before, by one of a family.
type Earlier struct {
	Member        int64
	On            Day
	Amount        Fen
	House, Family string
}

// BringWithdrawals lets withdrawals of the years before count for their homes and intervals. They move no money.
func (m *Model) BringWithdrawals(list []Earlier) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, e := range list {
		c := &application{who: m.members[e.Member], accepted: e.On, ended: e.On, family: e.Family,
			Purchase: &Purchase{House: e.House, Amount: e.Amount}}
		c.who.cases = append(c.who.cases, c)
		m.cases[-int64(i)-1] = c
	}
}

// ours reports whether another withdrawal counts as one of the person's own: it is, or a row of the same family says
// so.
func (c *application) ours(other *application) bool {
	if other.who == c.who {
		return true
	}
	if other.family == "" {
		return false
	}
	for _, mine := range c.who.cases {
		if mine.family == other.family {
			return true
		}
	}
	return false
}

// Waiting is money that has not found its place: in suspense, or of an employer.
type Waiting struct {
	Receipt  int64
	Employer int64 // zero for money in suspense
	Amount   Fen
}

// BringMoney takes it over (Dr 101, Cr 21901 or 21902).
func (m *Model) BringMoney(key string, list []Waiting) Result {
	return m.once(key, func() Result {
		for _, w := range list {
			r := &receipt{amount: w.Amount, came: m.today, brought: true}
			m.receipts[w.Receipt] = r
			to := suspense
			if e := m.employers[w.Employer]; e != nil {
				r.of, r.allotted, to = e, w.Amount, unallocated
				e.waiting = sum(e.waiting, w.Amount)
			}
			m.enter(fundDemand, to, w.Amount)
		}
		return Done
	})
}

// Placed is a time deposit that stands already, with the interest that was booked as receivable.
type Placed struct {
	ID              int64
	Amount, Accrued Fen
	Rate            *big.Rat
	Months          int
	On              Day
}

// BringDeposits takes time deposits over (Dr 10102, Cr 10101; Dr 111, Cr 10101).
func (m *Model) BringDeposits(key string, list []Placed) Result {
	return m.once(key, func() Result {
		for _, p := range list {
			m.deposits = append(m.deposits, &deposit{id: p.ID, amount: p.Amount, rate: p.Rate, months: p.Months,
				accrued: p.Accrued, placed: p.On})
			m.enter(fundTime, fundDemand, p.Amount)
			m.enter(receivable, fundDemand, p.Accrued)
		}
		return Done
	})
}

// whole is the interest of the whole term.
func (d *deposit) whole() Fen { return halfUp(per(exact(d.amount, d.rate), int64(d.months), 12)) }

// DrawDeposit takes a time deposit back with the interest of its term when it is due (E20): what was not booked as
// receivable is income.
func (m *Model) DrawDeposit(key string, id int64) Result {
	return m.once(key, func() Result {
		for _, d := range m.deposits {
			if d.id != id || d.drawn || d.placed.monthsOn(d.months) > m.today {
				continue
			}
			m.saw(drawn)
			d.drawn = true
			m.enter(fundDemand, fundTime, d.amount)
			m.enter(fundDemand, receivable, d.accrued)
			m.enter(fundDemand, fundIncome, minus(d.whole(), d.accrued))
			return Done
		}
		return Refused
	})
}

// BringPayable takes over what was booked as owed to members for the day-products that came along (Dr 101, Cr 211).
// The true-up of the months goes on from it (E22).
func (m *Model) BringPayable(key string, amount Fen) Result {
	return m.once(key, func() Result {
		m.books.accrued = sum(m.books.accrued, amount)
		m.enter(fundDemand, interestPayable, amount)
		return Done
	})
}
