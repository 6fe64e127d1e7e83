package model

import "math/big"

// loan is a loan from its application on (贷款).
type loan struct {
	asked Loan
	state loanState
	Schedule
	payment   Fen
	rows      []Instalment // walked once, and again when an early repayment changes the schedule
	first     int          // number of the schedule's first instalment
	next      int          // number of the next instalment
	disbursed Day
	arrears   []*arrear
	repaid    []move // principal and interest, by the day on which they came
	prepaid   []Day  // of early repayments
	brought   []int  // numbers of the instalments that it owed when the books began
	lent      []move // what was paid out, and came back
	// When it was decided on, by when that and the money were promised, and whether it is from before the books.
	decideBy, decided, disburseBy Day
	taken                         bool
	certificate                   string // 不动产登记证明号
	fee                           Fen    // that the registration bears
}

// loanState is how far a loan is (§6.6).
type loanState uint8

const (
	applied loanState = iota + 1
	approved
	signed
	registered
	running
	settled // paid off early; one that came to its end stays running, and is over
	rejected
	cancelled
)

// arrear is an instalment that was not paid (逾期), its own record (LO-52).
type arrear struct {
	number                       int
	principal, interest, penalty Fen
	since                        Day
	overdue                      bool // its principal stands under 122
}

func (a *arrear) owed() Fen { return sum(a.principal, a.interest, a.penalty) }

// Loan is what a member asks for.
type Loan struct {
	ID, Member    int64
	Second        bool // second home
	Price, Amount Fen
	Months        int
	Falling       bool // 等额本金
}

// Running is a first home's loan that is taken over when the books begin, without arrears (期初贷款).
type Running struct {
	ID, Member int64
	Left       Fen // 剩余本金
	Rate       *big.Rat
	Months     int // 总期数
	Next       int // from 1
	Disbursed  Day
	Falling    bool // 等额本金
}

// TakeOver takes running loans in: each goes on from its balance and next instalment (Dr 121, Cr 101).
func (m *Model) TakeOver(key string, list []Running) Result {
	return m.once(key, func() Result {
		for _, r := range list {
			l := &loan{asked: Loan{ID: r.ID, Member: r.Member, Months: r.Months, Falling: r.Falling}, state: running,
				first: r.Next, next: r.Next, disbursed: r.Disbursed, taken: true, fee: zero}
			l.schedule(r.Left, r.Rate, r.Months-r.Next+1)
			m.loans[r.ID] = l
			m.enter(personalLoans, fundDemand, r.Left)
		}
		return Done
	})
}

func (l *loan) schedule(principal Fen, rate *big.Rat, months int) {
	l.Schedule = Schedule{principal, rate, months, l.asked.Falling}
	l.payment, l.rows = l.Payment(), l.Rows(months)
}

// row is the next instalment.
func (l *loan) row() Instalment { return l.rows[l.next-l.first] }

// left is the principal whose instalments have not come due.
func (l *loan) left() Fen {
	if l.next == l.first {
		return l.Principal
	}
	return l.rows[l.next-l.first-1].Left
}

// over reports whether every instalment has come due.
func (l *loan) over() bool { return l.next-l.first >= l.Months }

// due is the day of the next instalment: the disbursement's day of the month, the anchor kept (§6.5).
func (l *loan) due() Day { return l.disbursed.monthsOn(l.next) }

func (l *loan) repaidInFull() bool {
	return l.state == settled || l.state == running && l.over() && len(l.arrears) == 0
}

// borrows reports whether a person has a loan that is not repaid.
func (m *Model) borrows(p *person) bool { return m.openLoan(p, nil) }

func (m *Model) openLoan(p *person, except *loan) bool {
	for _, l := range m.loans {
		if l != except && l.asked.Member == p.id && l.state < rejected && !l.repaidInFull() {
			return true
		}
	}
	return false
}

// ApplyLoan takes an application in, or refuses it (§6.1, §6.2).
func (m *Model) ApplyLoan(key string, asked Loan) Result {
	return m.once(key, func() Result {
		l := &loan{asked: asked, state: applied, fee: zero}
		if !m.mayBorrow(l) {
			m.saw(loanRefused)
			return Refused
		}
		m.saw(loanApplied)
		office := m.members[asked.Member].office
		l.decideBy = m.rules.workdaysOn(m.today, m.rules.LoanDecideDays.count(office, m.today))
		m.loans[asked.ID] = l
		return Done
	})
}

func (m *Model) mayBorrow(l *loan) bool {
	p, r, a := m.members[l.asked.Member], m.rules, l.asked
	office, on := p.office, m.today
	if on < p.bannedUntil { // LO-08
		m.saw(bannedBorrower)
		return false
	}
	if p.closed || p.sealedFrom != 0 || m.openLoan(p, l) ||
		m.monthsInRow(p, on) < r.LoanMonths.count(office, on) || // LO-01, LO-03
		a.Months > 12*r.LoanYears.count(office, on) {
		return false
	}
	share := r.LTVFirst
	if a.Second {
		share = r.LTVSecond
	}
	free, affordable := exact(p.base, r.LoanShare.On(office, on)), Affordable
	if a.Falling {
		affordable = AffordableFalling
	}
	limit := least(r.LoanCap.yuan(office, on),
		halfUp(exact(p.balance(), r.LoanMultiple.On(office, on))),
		halfUp(exact(a.Price, share.On(office, on))),
		affordable(free, m.loanRate(l, on), a.Months))
	unit := r.LoanUnit.yuan(office, on).Int64()
	return a.Amount.Cmp(down(new(big.Rat).SetInt(limit), unit)) <= 0
}

// loanRate is the rate of the band and home class on a day (LO-20, LO-21).
func (m *Model) loanRate(l *loan, on Day) *big.Rat {
	r, short := m.rules, l.asked.Months <= 60
	rates := r.FirstLong
	switch {
	case l.asked.Second && short:
		rates = r.SecondShort
	case l.asked.Second:
		rates = r.SecondLong
	case short:
		rates = r.FirstShort
	}
	return rates.On(m.members[l.asked.Member].office, on)
}

// step moves a loan on, when it is where the step begins.
func (m *Model) step(key string, id int64, from, to loanState, may func(*loan) bool) Result {
	return m.once(key, func() Result {
		l := m.loans[id]
		if l == nil || l.state != from || !may(l) {
			m.saw(stepRefused)
			return Refused
		}
		l.state = to
		m.saw(loanSteps[to])
		return Done
	})
}

func always(*loan) bool { return true }

// ApproveLoan grants a loan, if it may still be granted.
func (m *Model) ApproveLoan(key string, id int64) Result {
	return m.step(key, id, applied, approved, func(l *loan) bool {
		if !m.mayBorrow(l) {
			return false
		}
		l.decided = m.today
		return true
	})
}

// SignLoan signs the contract.
func (m *Model) SignLoan(key string, id int64) Result {
	return m.step(key, id, approved, signed, always)
}

// RegisterLoan registers the mortgage, without which nothing is paid out (LO-31). What is free bears no fee (§6.12).
func (m *Model) RegisterLoan(key string, id int64, certificate string, free bool) Result {
	return m.step(key, id, signed, registered, func(l *loan) bool {
		office := m.members[l.asked.Member].office
		l.disburseBy = m.rules.workdaysOn(m.today, m.rules.DisburseDays.count(office, m.today))
		l.certificate = certificate
		if !free {
			l.fee = m.rules.RegistrationFee.yuan(office, m.today)
		}
		return true
	})
}

// DisburseLoan pays a loan out at the rate of the day (LO-21, E11).
func (m *Model) DisburseLoan(key string, id int64) Result {
	return m.step(key, id, registered, running, func(l *loan) bool {
		l.disbursed, l.first, l.next = m.today, 1, 1
		l.schedule(l.asked.Amount, m.loanRate(l, m.today), l.asked.Months)
		if l.asked.Months <= 60 {
			m.saw(shortLoan)
		}
		m.saw(map[bool]string{false: firstHome, true: secondHome}[l.asked.Second])
		if l.Falling {
			m.saw(fallingLoan)
		}
		if len(l.lent) > 0 {
			m.saw(disbursedAgain)
		}
		l.lent = append(l.lent, move{m.today, l.asked.Amount})
		m.enter(personalLoans, fundDemand, l.asked.Amount)
		return true
	})
}

// Debit takes the instalments that are due from the borrowers' cards, but for those that the bank could not take:
// principal to 101, interest to 102 (E12). What is not paid becomes an arrear, and with as many as the rules say the
// principal of all of them moves to 122 (LO-54, E16).
func (m *Model) Debit(key string, unpaid func(id int64) bool) Result {
	return m.once(key, func() Result {
		for id, l := range m.loans {
			if l.state != running || l.over() || l.due() > m.today {
				continue
			}
			row := l.row()
			if unpaid(id) {
				m.saw(l.kindOf(missed))
				l.arrears = append(l.arrears, &arrear{number: l.next, principal: row.Principal, interest: row.Interest,
					penalty: zero, since: l.due()})
			} else {
				m.saw(l.kindOf(paid))
				m.enter(fundDemand, personalLoans, row.Principal)
				m.enter(surplusDemand, loanInterest, row.Interest)
				l.repaid = append(l.repaid, move{m.today, sum(row.Principal, row.Interest)})
			}
			l.next++
			m.class(l)
		}
		return Done
	})
}

// class puts the principal of a loan's arrears on the side of the books that their number asks for.
func (m *Model) class(l *loan) {
	overdue := len(l.arrears) >= m.rules.OverduePeriods.count(m.members[l.asked.Member].office, m.today)
	for _, a := range l.arrears {
		if a.overdue == overdue {
			continue
		}
		a.overdue = overdue
		if overdue {
			m.saw(fellOverdue)
			m.enter(overdueLoans, personalLoans, a.principal)
		} else {
			m.saw(movedBack)
			m.enter(personalLoans, overdueLoans, a.principal)
		}
	}
}

// accruedTo is the arrear with the penalty up to a day: simple, on principal and interest (LO-51).
func (a arrear) accruedTo(on Day, rate, factor *big.Rat) arrear {
	if on > a.since {
		a.penalty = sum(a.penalty, Penalty(sum(a.principal, a.interest), rate, factor, int(on-a.since)))
		a.since = on
	}
	return a
}

// Collect books what a borrower pays of what is overdue: the oldest instalment first, in it penalty, interest,
// principal; more than is owed is refused (LO-53, E12, E13).
func (m *Model) Collect(key string, id int64, amount Fen) Result {
	return m.once(key, func() Result {
		l := m.loans[id]
		if l == nil || len(l.arrears) == 0 {
			return Refused
		}
		switch amount.Cmp(m.owed(l)) {
		case 1:
			m.saw(overpaid)
			return Refused
		case -1:
			m.saw(partPaid)
		}
		m.payArrears(l, amount)
		m.saw(collected)
		m.class(l)
		return Done
	})
}

// payArrears gives an amount to the arrears, the oldest first.
func (m *Model) payArrears(l *loan, amount Fen) {
	for _, a := range l.arrears {
		if amount.Sign() == 0 {
			break
		}
		*a = a.accruedTo(m.today, l.Rate, m.penaltyFactor(l))
		if a.penalty.Sign() > 0 {
			m.saw(penaltyPaid)
		}
		if a.overdue {
			m.saw(overdueCollected)
		}
		if l.owesFromBefore(a) {
			m.saw(broughtCollected)
		}
		before := sum(a.principal, a.interest)
		amount = m.payArrear(a, amount)
		l.repaid = append(l.repaid, move{m.today, minus(before, sum(a.principal, a.interest))})
	}
	var left []*arrear
	for _, a := range l.arrears {
		if a.owed().Sign() > 0 {
			left = append(left, a)
		}
	}
	l.arrears = left
}

func (m *Model) penaltyFactor(l *loan) *big.Rat {
	return m.rules.PenaltyFactor.On(m.members[l.asked.Member].office, m.today)
}

func (m *Model) owed(l *loan) Fen {
	total := zero
	for _, a := range l.arrears {
		now := a.accruedTo(m.today, l.Rate, m.penaltyFactor(l))
		total = sum(total, now.owed())
	}
	return total
}

// payArrear gives an arrear its share of an amount, and gives what is left of the amount.
func (m *Model) payArrear(a *arrear, amount Fen) Fen {
	side := personalLoans
	if a.overdue {
		side = overdueLoans
	}
	for _, part := range []struct {
		of           *Fen
		bank, credit string
	}{
		{&a.penalty, surplusDemand, loanPenalty}, {&a.interest, surplusDemand, loanInterest},
		{&a.principal, fundDemand, side},
	} {
		share := least(*part.of, amount)
		*part.of, amount = minus(*part.of, share), minus(amount, share)
		m.enter(part.bank, part.credit, share)
	}
	return amount
}
