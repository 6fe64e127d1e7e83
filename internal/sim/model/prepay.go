package model

import "math/big"

// Prepayment is what a borrower gives back ahead of the schedule (提前还款).
type Prepayment struct {
	Loan      int64
	Principal Fen  // none when All
	Shorter   bool // variant B of LO-43: fewer instalments; otherwise smaller ones
	All       bool // 提前结清
	Received  Fen  // what was paid
}

// Prepay books an early repayment, or refuses it (§6.8, E15). The schedule begins anew with the next instalment.
func (m *Model) Prepay(key string, p Prepayment) Result {
	return m.once(key, func() Result {
		l := m.loans[p.Loan]
		if l == nil || l.state != running || l.over() {
			m.saw(prepayOver)
			return Refused
		}
		against := m.againstPrepaying(l, p)
		for _, reason := range against {
			m.saw(reason)
		}
		if len(against) > 0 {
			return Refused
		}
		principal, overdue := p.Principal, zero
		if p.All {
			principal, overdue = l.left(), m.owed(l)
		}
		interest := halfUp(per(exact(principal, l.Rate), int64(m.today-l.lastDue()), interestYear))
		if p.Received.Cmp(sum(principal, interest, overdue)) != 0 {
			m.saw(prepayAmount)
			return Refused
		}
		m.takeBack(l, principal, interest, overdue)
		m.newPlan(l, minus(l.left(), principal), p)
		l.prepaid = append(l.prepaid, m.today)
		return Done
	})
}

// againstPrepaying names every rule that an early repayment breaks (LO-40, LO-41). What is overdue comes back with a
// payoff (LO-44).
func (m *Model) againstPrepaying(l *loan, p Prepayment) (reasons []string) {
	r, office, on := m.rules, m.members[l.asked.Member].office, m.today
	broken := func(is bool, reason string) {
		if is {
			reasons = append(reasons, reason)
		}
	}
	often := 0
	for _, day := range l.prepaid {
		if day.month() == on.month() {
			often++
		}
	}
	quiet := Day(r.PrepayQuiet.count(office, on))
	broken(l.next-1-len(l.arrears) < r.PrepayAfter.count(office, on), prepayEarly)
	broken(often >= r.PrepayTimes.count(office, on), prepayOften)
	broken(l.due() <= on+quiet || on <= l.lastDue()+quiet, prepayBesideDue)
	if p.All {
		return reasons
	}
	step := r.PrepayStep.yuan(office, on)
	broken(len(l.arrears) > 0, prepayOverdue)
	broken(p.Principal.Cmp(l.left()) >= 0, prepayTooMuch)
	broken(p.Principal.Cmp(r.PrepayLeast.yuan(office, on)) < 0, prepayTooLittle)
	broken(new(big.Int).Mod(p.Principal, step).Sign() != 0, prepayUneven)
	return reasons
}

// lastDue is the day of the instalment before the next one.
func (l *loan) lastDue() Day { return l.disbursed.monthsOn(l.next - 1) }

// takeBack books the money: what is overdue first, then what is not due yet.
func (m *Model) takeBack(l *loan, principal, interest, overdue Fen) {
	if overdue.Sign() > 0 {
		m.saw(payoffOverdue)
		m.payArrears(l, overdue)
	}
	m.enter(fundDemand, personalLoans, principal)
	m.enter(surplusDemand, loanInterest, interest)
	l.repaid = append(l.repaid, move{m.today, sum(principal, interest)})
}

// newPlan is the schedule of what is left (LO-43).
func (m *Model) newPlan(l *loan, left Fen, p Prepayment) {
	months := l.Months - (l.next - l.first)
	switch {
	case p.All:
		m.saw(l.kindOf(paidOff))
		l.state = settled
	case p.Shorter:
		m.saw(l.kindOf(prepaidShorter))
		l.rows = Schedule{left, l.Rate, months, l.Falling}.Paying(l.payment, months)
		for n, row := range l.rows {
			if row.Left.Sign() == 0 {
				l.rows = l.rows[:n+1]
				break
			}
		}
		l.Schedule = Schedule{left, l.Rate, len(l.rows), l.Falling}
		l.first = l.next
	default:
		m.saw(l.kindOf(prepaidLower))
		l.schedule(left, l.Rate, months)
		l.first = l.next
	}
}
