package model

import "math/big"

// employer is a contributing employer (缴存单位).
type employer struct {
	Employer
	through Month // 缴至年月
	waiting Fen   // 单位暂存
	opened  Day
	lists   map[Month]*list
	staff   []*person
}

// list is a confirmed monthly list (汇缴清册).
type list struct {
	month  Month
	lines  map[*person]Fen
	due    Fen
	posted Day // zero while it waits for its money
	// The last day in time, and the day on which the money was there that completed it.
	deadline, paidOn Day
}

// person is a member with the account (缴存职工).
type person struct {
	id             int64
	works          *employer
	office         string // that serves the person, whoever the employer is
	base, each     Fen    // 缴存基数, monthly amount of each side
	first, through Month  // of the months in a row
	joined         Month  // first month on the lists of the employer
	sealedFrom     Month  // 封存起月; zero while the account is not sealed
	sealedOn       Day
	why            Reason
	closed         bool
	moves          []move // of the interest year; the first is the balance that it began with
	broughtProduct Fen    // day-product that came with the opening balance
	carriedForward Fen    // 上年结转 at the beginning of the interest year, or of the books
	takenOut       Fen    // partial withdrawals since
	cases          []*application
	freezes        []Freeze
	bannedUntil    Day
	opened         Day
	taken          bool   // with an account from before the books
	paidIn         []move // contributions, and what was taken back of them
}

// receipt is money that came, and where it is: in suspense, waiting for its employer, or in the accounts of a list.
type receipt struct {
	amount   Fen
	came     Day
	of       *employer // nil while in suspense
	list     *list     // that it completed, or nil
	allotted Fen       // to the employer's waiting money: what the list did not take, or less than nothing
	brought  bool      // when the books began
}

// Employer opens an employer's account.
type Employer struct {
	ID      int64
	Office  string
	Account string // it remits from
	Name    string
	Each    *big.Rat // 缴存比例 of each side
	First   Month    // first month to contribute
	Payday  int      // 发薪日
	Taken   bool     // from before the books
}

// Member opens a member's account.
type Member struct {
	ID, Employer int64
	Wage         Fen // average monthly wage
}

// Opening is what a member brings in when the books begin (期初余额).
type Opening struct {
	Member           int64
	Carried, Current Fen
	Product          Fen // day-product since the last settlement; nil for none
	Since, Through   Month
}

// OpenEmployer takes an employer in.
func (m *Model) OpenEmployer(key string, e Employer) Result {
	return m.once(key, func() Result {
		m.employers[e.ID] = &employer{Employer: e, through: e.First - 1, waiting: zero,
			lists: map[Month]*list{}, opened: m.today}
		return Done
	})
}

// OpenMember takes a member in when the books begin.
func (m *Model) OpenMember(n Member) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.members[n.ID] != nil {
		return
	}
	m.open(n, m.employers[n.Employer].First)
	m.members[n.ID].taken = true
}

// open opens a member's account with the contributions from a month on.
func (m *Model) open(n Member, first Month) {
	e := m.employers[n.Employer]
	p := &person{id: n.ID, works: e, office: e.Office, first: first, joined: first, broughtProduct: zero,
		carriedForward: zero, takenOut: zero, opened: m.today}
	p.base, p.each = m.terms(e, n.Wage)
	m.members[n.ID] = p
	e.staff = append(e.staff, p)
}

// terms are the base, which is the wage within its bounds, and what each side pays, rounded by itself (CO-01, §3.2).
func (m *Model) terms(e *employer, wage Fen) (base, each Fen) {
	low, high := m.rules.BaseLower.yuan(e.Office, m.today), m.rules.BaseUpper.yuan(e.Office, m.today)
	base = least(most(wage, low), high)
	if base.Cmp(low) == 0 || base.Cmp(high) == 0 {
		m.saw(clamped)
	}
	return base, m.eachSide(e, base)
}

// eachSide is R(base × ratio), rounded to the unit in force.
func (m *Model) eachSide(e *employer, base Fen) Fen {
	unit := m.rules.RoundTo.yuan(e.Office, m.today)
	units := exact(base, e.Each)
	return new(big.Int).Mul(halfUp(units.Quo(units, new(big.Rat).SetInt(unit))), unit)
}

// OpenBalances brings in what members have (Dr 101, Cr 201).
func (m *Model) OpenBalances(key string, rows []Opening) Result {
	return m.once(key, func() Result {
		for _, r := range rows {
			p, amount := m.members[r.Member], sum(r.Carried, r.Current)
			p.moves = []move{{m.today, amount}}
			p.carriedForward = r.Carried
			p.first, p.through = r.Since, r.Through
			if r.Product != nil {
				p.broughtProduct = r.Product
			}
			m.enter(fundDemand, housingFund, amount)
		}
		return Done
	})
}

// PrepareList makes and confirms the list of an employer's next month (CO-10, CO-11). It gives what is due.
func (m *Model) PrepareList(key string, id int64) (due Fen, r Result) {
	r = m.once(key, func() Result {
		e := m.employers[id]
		month := e.through + 1
		if e.lists[month] != nil || month > m.lastMonth(e) {
			return Refused
		}
		l := &list{month: month, lines: map[*person]Fen{}, due: zero, deadline: m.deadline(e, month)}
		for _, p := range e.staff {
			if p.contributes(month) {
				l.lines[p] = sum(p.each, p.each)
				l.due = sum(l.due, l.lines[p])
			}
		}
		if len(l.lines) == 0 {
			return Refused
		}
		e.lists[month] = l
		due = l.due
		return Done
	})
	return due, r
}

// deadline is the last day on which a month is paid in time: so many days after its payday (条例第十九条, CO-17). A payday
// that the month lacks is its last day.
func (m *Model) deadline(e *employer, month Month) Day {
	payday := min(month.first()+Day(e.Payday)-1, (month+1).first()-1)
	return payday + Day(m.rules.RemitDays.count(e.Office, m.today))
}

// lastMonth is the last month that may be paid ahead: not beyond the June that ends the fund year (CO-16).
func (m *Model) lastMonth(e *employer) Month {
	now := m.today.month()
	june := MonthOf(now.year(), 6)
	if now > june {
		june += 12
	}
	return min(now+Month(m.rules.AdvanceMonths.count(e.Office, m.today)), june)
}

// Arrival is money that a bank reports.
type Arrival struct {
	Receipt     int64
	Payer, Name string
	Amount      Fen
}

// Receive books money that came in: to its employer, or to suspense (CO-12, E03).
func (m *Model) Receive(key string, a Arrival) Result {
	return m.once(key, func() Result {
		r := &receipt{amount: a.Amount, came: m.today}
		m.receipts[a.Receipt] = r
		if e := m.payer(a); e != nil {
			m.pay(e, fundDemand, r)
			return Done
		}
		m.saw(suspended)
		m.enter(fundDemand, suspense, a.Amount)
		return Done
	})
}

// payer is the one employer with the account, else the one with the name.
func (m *Model) payer(a Arrival) *employer {
	for _, fits := range []func(*employer) bool{
		func(e *employer) bool { return e.Account == a.Payer },
		func(e *employer) bool { return e.Name == a.Name },
	} {
		var found []*employer
		for _, e := range m.employers {
			if fits(e) {
				found = append(found, e)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// Assign gives money in suspense to an employer (E04).
func (m *Model) Assign(key string, id, to int64) Result {
	return m.once(key, func() Result {
		r := m.receipts[id]
		if r == nil || r.of != nil {
			m.saw(assignRefused)
			return Refused
		}
		m.saw(assigned)
		if r.brought {
			m.saw(broughtAssigned)
		}
		m.pay(m.employers[to], suspense, r)
		return Done
	})
}

// pay allocates an employer's money to the next list when that and what waits cover the whole of it; else all of it
// waits (CO-13, CO-15, E01, E02).
func (m *Model) pay(e *employer, from string, r *receipt) {
	l, amount := e.lists[e.through+1], r.amount
	r.of, r.list, r.allotted = e, nil, amount
	if l == nil || !l.postable() || sum(e.waiting, amount).Cmp(l.due) < 0 {
		m.saw(waits)
		e.waiting = sum(e.waiting, amount)
		m.enter(from, unallocated, amount)
		return
	}
	if e.waiting.Sign() > 0 {
		m.saw(completed)
	}
	m.saw(remitted)
	m.books.collected = sum(m.books.collected, l.due)
	m.remitted = append(m.remitted, move{m.today, l.due})
	l.paidOn = r.came
	l.posted, r.list, r.allotted = m.today, l, minus(amount, l.due)
	m.enter(from, unallocated, r.allotted)
	m.enter(from, housingFund, l.due)
	e.waiting = minus(sum(e.waiting, amount), l.due)
	for p, due := range l.lines {
		p.moves, p.paidIn = append(p.moves, move{m.today, due}), append(p.paidIn, move{m.today, due})
		p.through = max(p.through, l.month)
	}
	e.through = l.month
}

// Reverse takes back what a receipt was booked to and leaves its money in suspense (CO-23): the last posted list of the
// employer, unless its interest has been credited, or what waits for it.
func (m *Model) Reverse(key string, id int64) Result {
	return m.once(key, func() Result {
		r := m.receipts[id]
		if !m.reversible(r) {
			m.saw(reverseRefused)
			return Refused
		}
		m.saw(reversed)
		e := r.of
		e.waiting = minus(e.waiting, r.allotted)
		m.enter(unallocated, suspense, r.allotted)
		if l := r.list; l != nil {
			m.books.collected = minus(m.books.collected, l.due)
			m.remitted = append(m.remitted, move{m.today, minus(zero, l.due)})
			l.posted, l.paidOn = 0, 0
			m.enter(housingFund, suspense, l.due)
			for p, due := range l.lines {
				back := move{m.today, minus(zero, due)}
				p.moves, p.paidIn = append(p.moves, back), append(p.paidIn, back)
				p.through = l.month - 1
			}
			e.through = l.month - 1
		}
		r.of, r.list = nil, nil
		return Done
	})
}

// reversible: not what is in suspense, not a month before the last one, not money that is used or spent.
func (m *Model) reversible(r *receipt) bool {
	switch {
	case r == nil || r.of == nil, minus(r.of.waiting, r.allotted).Sign() < 0:
		return false
	case r.list == nil:
		return true
	case r.of.through != r.list.month, r.list.posted <= m.credited:
		return false
	}
	for p, due := range r.list.lines {
		if p.closed || p.balance().Cmp(due) < 0 {
			return false
		}
	}
	return true
}

// postable reports whether every account of the list can still be credited.
func (l *list) postable() bool {
	for p := range l.lines {
		if p.closed {
			return false
		}
	}
	return true
}
