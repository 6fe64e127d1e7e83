package model

import "math/big"

// application is an application to withdraw (提取办件), for one reason.
type application struct {
	who       *person
	accepted  Day
	decideBy  Day  // promised
	ended     Day  // of the decision; zero while it waits for it
	out       Fen  // what was paid
	takenBack bool // by the applicant (撤回)
	denied    bool // 审核不通过
	Rent      *Rent
	Purchase  *Purchase
	Repay     *Repay // none of the three: the account closes, on retirement unless one of these is set
	left      bool   // half a year after leaving a job
	death     bool
	declared  bool   // the heirs show a declaration only
	family    string // of a withdrawal that was paid before the books began
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

// Purchase asks for a partial withdrawal for a home that was bought (购房提取).
type Purchase struct {
	Case, Member        int64
	House               string
	Signed              Day
	Price, Loan, Amount Fen
}

// Repay asks for a partial withdrawal for what was repaid on a home loan (还贷提取).
type Repay struct {
	Case, Member   int64
	Here           bool // on a loan of this centre
	Repaid, Amount Fen  // what was repaid elsewhere in twelve months, and what is asked for
}

// amount is what is asked for; nil when the account closes.
func (c *application) amount() Fen {
	switch {
	case c.Rent != nil:
		return c.Rent.Amount
	case c.Purchase != nil:
		return c.Purchase.Amount
	case c.Repay != nil:
		return c.Repay.Amount
	}
	return nil
}

// sameReason reports whether two applications are for the same reason.
func (c *application) sameReason(d *application) bool {
	return (c.Rent != nil) == (d.Rent != nil) && (c.Purchase != nil) == (d.Purchase != nil) &&
		(c.Repay != nil) == (d.Repay != nil)
}

// take takes an application in, when it may be granted (§4.1).
func (m *Model) take(id int64, c *application, accepted string) Result {
	if !m.mayWithdraw(c) {
		return Refused
	}
	m.saw(accepted)
	c.decideBy = m.rules.workdaysOn(m.today, m.rules.DecideDays.count(c.who.office, m.today))
	c.who.cases = append(c.who.cases, c)
	m.cases[id] = c
	return Done
}

// mayWithdraw holds an application against the account as it stands, under the terms of the day on which it was
// accepted.
func (m *Model) mayWithdraw(c *application) bool {
	switch {
	case c.who.closed, c.who.underReview(c): // W-02, W-04
		return false
	case m.heldIn(c), m.banned(c): // W-01, W-03
		return false
	case m.borrows(c.who) && (c.Repay == nil || !c.Repay.Here): // W-11
		return false
	case c.left && !c.who.jobless(m.rules.LeftMonths.count(c.who.office, c.accepted), c.accepted),
		c.declared && c.who.balance().Cmp(m.rules.DeathSmall.yuan(c.who.office, c.accepted)) > 0:
		return false
	case c.amount() == nil:
		return c.who.balance().Sign() > 0
	}
	frozen, _ := c.who.frozen(m.today)
	entitled := zero
	switch {
	case c.Rent != nil:
		entitled = m.rentFor(c)
	case c.Purchase != nil:
		entitled = m.ownMoneyIn(c)
	case c.Repay != nil:
		entitled = m.repaidFor(c)
	}
	available := minus(minus(c.who.balance(), frozen), m.rules.Keep.yuan(c.who.office, c.accepted)) // W-08, W-09
	return c.amount().Sign() > 0 && c.amount().Cmp(least(entitled, available)) <= 0
}

// ApplyRent takes an application in, or refuses it.
func (m *Model) ApplyRent(key string, r Rent) Result {
	return m.once(key, func() Result {
		c := &application{who: m.members[r.Member], Rent: &r, accepted: m.today}
		result := m.take(r.Case, c, rentAccepted)
		if result == Refused {
			m.saw(rentRefused)
			if c.who.closed {
				m.saw(closedRefused)
			}
		}
		return result
	})
}

// rentFor is the entitlement to rent: only what exceeds the share of the income counts, and all of a year stays under
// the cap (§4.2, old regime).
func (m *Model) rentFor(c *application) Fen {
	p, r, on := c.who, c.Rent, c.accepted
	office, last := p.office, r.From+Month(r.Months)-1
	switch {
	case r.Months < 1, r.OwnsHome, r.From.first() > on, r.From.year() != on.year(), last.year() != on.year(),
		m.monthsInRow(p, on) < m.rules.RentMonths.count(office, on),
		c.tooEarly(m.rules.RentInterval.count(office, on)): // W-07
		return zero
	}
	excess := minus(r.Monthly, halfUp(exact(r.Income, m.rules.RentShare.On(office, on))))
	if excess.Sign() <= 0 {
		return zero
	}
	left := minus(m.rules.RentCap.yuan(office, on), p.rentOf(on.year(), c))
	return least(times(excess, int64(r.Months)), left)
}

// ApplyPurchase takes an application in, or refuses it.
func (m *Model) ApplyPurchase(key string, r Purchase) Result {
	return m.once(key, func() Result {
		c := &application{who: m.members[r.Member], Purchase: &r, accepted: m.today}
		result := m.take(r.Case, c, purchaseAccepted)
		if result == Refused {
			m.saw(purchaseRefused)
			if m.takenByOthers(c) {
				m.saw(houseTaken)
			}
		}
		return result
	})
}

// ownMoneyIn is the entitlement for a home: what was paid without a loan, less all that was had for it (§4.2, 01).
func (m *Model) ownMoneyIn(c *application) Fen {
	r, office := c.Purchase, c.who.office
	latest := r.Signed.monthsOn(m.rules.PurchaseWindow.count(office, c.accepted))
	if r.Signed > c.accepted || latest < c.accepted || m.takenByOthers(c) ||
		c.tooEarly(m.rules.PurchaseInterval.count(office, c.accepted)) {
		return zero
	}
	left := minus(r.Price, r.Loan)
	for _, before := range m.cases {
		if before != c && before.alive() && before.Purchase != nil && before.Purchase.House == r.House &&
			c.ours(before) {
			if before.family != "" {
				m.saw(houseBefore)
			}
			left = minus(left, before.Purchase.Amount)
		}
	}
	return left
}

// takenByOthers reports whether somebody else has withdrawn for the home: one home once among people who are no family.
func (m *Model) takenByOthers(c *application) bool {
	for _, other := range m.cases {
		if other != c && other.alive() && !c.ours(other) && other.Purchase != nil &&
			other.Purchase.House == c.Purchase.House {
			return true
		}
	}
	return false
}

// ApplyRepay takes an application in, or refuses it.
func (m *Model) ApplyRepay(key string, r Repay) Result {
	return m.once(key, func() Result {
		c := &application{who: m.members[r.Member], Repay: &r, accepted: m.today}
		result := m.take(r.Case, c, repayAccepted)
		if result == Refused {
			m.saw(repayRefused)
		}
		return result
	})
}

// repaidFor is the entitlement of who repays a loan: what was repaid since the last such withdrawal and in twelve
// months, before the day of acceptance (§4.2, 06). Elsewhere it is what the record of repayments says.
func (m *Model) repaidFor(c *application) Fen {
	months := m.rules.RepayInterval.count(c.who.office, c.accepted)
	switch {
	case c.tooEarly(months):
		return zero
	case !c.Repay.Here:
		return c.Repay.Repaid
	}
	from := c.accepted.monthsOn(-months)
	for _, before := range c.who.cases {
		if before != c && before.alive() && before.Repay != nil {
			from = max(from, before.accepted)
		}
	}
	total := zero
	for _, l := range m.loans {
		if l.asked.Member != c.who.id {
			continue
		}
		for _, r := range l.repaid {
			if r.day >= from && r.day < c.accepted {
				total = sum(total, r.amount)
			}
		}
	}
	return total
}

// underReview reports whether another application of the person waits for its decision.
func (p *person) underReview(except *application) bool {
	for _, c := range p.cases {
		if c != except && c.ended == 0 {
			return true
		}
	}
	return false
}

// tooEarly reports whether the last application for the same reason was less than so many months ago.
func (c *application) tooEarly(months int) bool {
	for _, before := range c.who.cases {
		if before != c && before.alive() && before.sameReason(c) && before.accepted.monthsOn(months) > c.accepted {
			return true
		}
	}
	return false
}

// rentOf is what a person has asked for as rent in a year, beside one application.
func (p *person) rentOf(year int, except *application) Fen {
	total := zero
	for _, c := range p.cases {
		if c != except && c.alive() && c.Rent != nil && c.accepted.year() == year {
			total = sum(total, c.Rent.Amount)
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
		if retired > m.today {
			return Refused
		}
		return m.take(id, &application{who: m.members[member], accepted: m.today}, retirementAccepted)
	})
}

// ApproveWithdrawal examines a case again and pays it: principal only for a part (E06), or all of it with the interest
// up to the day before, and the account closes (IN-06, E07).
func (m *Model) ApproveWithdrawal(key string, id int64) Result {
	return m.once(key, func() Result {
		c := m.cases[id]
		switch {
		case c == nil || c.ended != 0:
			m.saw(paymentRefused)
			return Refused
		case !m.mayWithdraw(c):
			return Refused
		}
		m.saw(c.outcome())
		if c.asksAgain() {
			m.saw(askedAgain)
		}
		c.ended, c.out = m.today, c.amount()
		if c.out == nil {
			c.out = m.close(c.who)
			return Done
		}
		m.payPart(c.who, c.amount())
		return Done
	})
}

// outcome is the name under which the payment is counted.
func (c *application) outcome() string {
	switch {
	case c.Purchase != nil:
		return purchasePaid
	case c.Repay != nil:
		return repayPaid
	case c.Rent != nil:
		return rentPaid
	case c.left:
		return leftPaid
	case c.death:
		return deathPaid
	}
	return retired
}

func (m *Model) payPart(p *person, amount *big.Int) {
	if p.carried().Cmp(amount) < 0 {
		m.saw(beyondCarried)
	}
	p.moves = append(p.moves, move{m.today, minus(zero, amount)})
	p.takenOut = sum(p.takenOut, amount)
	m.enter(housingFund, fundDemand, amount)
}

// close pays all of an account out with its interest, and gives what that comes to.
func (m *Model) close(p *person) Fen {
	balance := p.balance()
	earned := interestOn(p.productAt(m.today), m.rules.DepositRate.On("", m.today))
	if earned.Sign() > 0 {
		m.saw(closedWithInterest)
	}
	m.interest = append(m.interest, move{m.today, earned})
	m.enter(interestPayable, housingFund, earned)
	m.enter(housingFund, fundDemand, sum(balance, earned))
	m.books.paid = sum(m.books.paid, earned)
	p.closed, p.moves, p.broughtProduct, p.carriedForward, p.takenOut = true, nil, zero, zero, zero
	return sum(balance, earned)
}
