package model

// rentOrRetirement is an application to withdraw (提取办件).
type rentOrRetirement struct {
	who      *person
	amount   Fen // nil when the account closes
	asked    Rent
	accepted Day
	paid     bool
}

// Rent asks for a partial withdrawal for rent (租房提取).
type Rent struct {
	Case            int64
	Member          int64
	From            Month
	Months          int
	Monthly, Income Fen
	Amount          Fen
	OwnsHome        bool
}

// ApplyRent takes an application in, or refuses it (§4.1).
func (m *Model) ApplyRent(key string, r Rent) Result {
	return m.once(key, func() Result {
		c := &rentOrRetirement{who: m.members[r.Member], amount: r.Amount, asked: r, accepted: m.today}
		if !m.mayRent(c) {
			m.saw(rentRefused)
			if c.who.closed {
				m.saw(closedRefused)
			}
			return Refused
		}
		m.saw(rentAccepted)
		c.who.cases = append(c.who.cases, c)
		m.cases[r.Case] = c
		return Done
	})
}

// mayRent holds an application against the account as it stands, under the terms of the day on which it was accepted.
func (m *Model) mayRent(c *rentOrRetirement) bool {
	p, r, on := c.who, c.asked, c.accepted
	office := p.works.Office
	last := r.From + Month(r.Months) - 1
	switch {
	case p.closed, p.underReview(c), m.borrows(p): // W-02, W-04, W-11
		return false
	case r.Months < 1, r.OwnsHome, r.From.first() > on, r.From.year() != on.year(), last.year() != on.year():
		return false
	case m.monthsInRow(p, m.today) < m.rules.RentMonths.count(office, on):
		return false
	case c.tooEarly(m.rules.RentInterval.count(office, on)): // W-07
		return false
	}
	// Only what exceeds the share of the income counts, and all of a year stays under the cap (§4.2, old regime).
	excess := minus(r.Monthly, halfUp(exact(r.Income, m.rules.RentShare.On(office, on))))
	left := minus(m.rules.RentCap.yuan(office, on), p.rentOf(on.year(), c))
	entitled := least(times(excess, int64(r.Months)), left)
	available := minus(p.balance(), m.rules.Keep.yuan(office, on)) // W-08, W-09
	return r.Amount.Sign() > 0 && excess.Sign() > 0 && r.Amount.Cmp(least(entitled, available)) <= 0
}

// underReview reports whether another application of the person waits for its decision.
func (p *person) underReview(except *rentOrRetirement) bool {
	for _, c := range p.cases {
		if c != except && !c.paid {
			return true
		}
	}
	return false
}

// tooEarly reports whether the last application for the same reason was less than so many months ago.
func (c *rentOrRetirement) tooEarly(months int) bool {
	for _, before := range c.who.cases {
		if before != c && before.amount != nil && before.accepted.monthsOn(months) > c.accepted {
			return true
		}
	}
	return false
}

// rentOf is what a person has asked for as rent in a year, beside one application.
func (p *person) rentOf(year int, except *rentOrRetirement) Fen {
	total := zero
	for _, c := range p.cases {
		if c != except && c.amount != nil && c.accepted.year() == year {
			total = sum(total, c.amount)
		}
	}
	return total
}

// monthsInRow is for how many months up to now a person has contributed without a gap.
func (m *Model) monthsInRow(p *person, on Day) int {
	if p.through == 0 || int(on.month()-p.through) > m.rules.Lapse {
		return 0
	}
	return int(p.through-p.first) + 1
}

// ApplyRetirement takes an application to close the account on retirement in, or refuses it (§4.2, reason 03).
func (m *Model) ApplyRetirement(key string, id, member int64, retired Day) Result {
	return m.once(key, func() Result {
		c := &rentOrRetirement{who: m.members[member], accepted: m.today}
		if !m.mayRetire(c) || retired > m.today {
			return Refused
		}
		m.saw(retirementAccepted)
		c.who.cases = append(c.who.cases, c)
		m.cases[id] = c
		return Done
	})
}

func (m *Model) mayRetire(c *rentOrRetirement) bool {
	p := c.who
	return !p.closed && !p.underReview(c) && !m.borrows(p) && p.balance().Sign() > 0
}

// ApproveWithdrawal examines a case again and pays it: principal only for a part (E06), or all of it with the interest
// up to the day before, and the account closes (IN-06, E07).
func (m *Model) ApproveWithdrawal(key string, id int64) Result {
	return m.once(key, func() Result {
		c := m.cases[id]
		switch {
		case c == nil || c.paid:
			m.saw(paymentRefused)
			return Refused
		case c.amount == nil && !m.mayRetire(c), c.amount != nil && !m.mayRent(c):
			return Refused
		}
		c.paid = true
		if c.amount == nil {
			m.close(c.who)
			return Done
		}
		m.saw(rentPaid)
		if c.who.carried().Cmp(c.amount) < 0 {
			m.saw(beyondCarried)
		}
		c.who.moves = append(c.who.moves, move{m.today, minus(zero, c.amount)})
		c.who.takenOut = sum(c.who.takenOut, c.amount)
		m.enter(housingFund, fundDemand, c.amount)
		return Done
	})
}

func (m *Model) close(p *person) {
	balance := p.balance()
	earned := interestOn(p.productAt(m.today), m.rules.DepositRate.On("", m.today))
	m.saw(retired)
	if earned.Sign() > 0 {
		m.saw(closedWithInterest)
	}
	m.enter(interestPayable, housingFund, earned)
	m.enter(housingFund, fundDemand, sum(balance, earned))
	m.books.paid = sum(m.books.paid, earned)
	p.closed, p.moves, p.broughtProduct, p.carriedForward, p.takenOut = true, nil, zero, zero, zero
}
