package model

import "math/big"

// Reprice gives running loans the rate that holds on this 1 January (LO-22, LO-23, §6.11). Contracts of up to a year
// keep theirs; so does a rate of its own, but for a second home's, which keeps its distance above the table.
func (m *Model) Reprice(key string) Result {
	return m.once(key, func() Result {
		for _, l := range m.loans {
			if l.state != running || l.over() || l.asked.Months <= 12 || l.disbursed >= m.today {
				continue
			}
			if rate := m.newRate(l); rate.Cmp(l.Rate) != 0 {
				m.saw(l.kindOf(newRate))
				m.reprice(l, rate)
			} else {
				m.saw(oldRate)
			}
		}
		return Done
	})
}

func (m *Model) newRate(l *loan) *big.Rat {
	table := m.loanRate(l, max(l.disbursed, On(m.today.year()-1, 1, 1)))
	above := new(big.Rat).Sub(l.Rate, table)
	if above.Sign() < 0 || above.Sign() > 0 && !l.asked.Second {
		return l.Rate
	}
	return above.Add(above, m.loanRate(l, m.today))
}

// reprice begins the schedule anew with what is left. The instalment whose month holds the day bears both rates by
// days; the penalty on what is overdue is counted up to the day at the old one.
func (m *Model) reprice(l *loan, rate *big.Rat) {
	before, left, from := l.Rate, l.left(), l.lastDue()
	for _, a := range l.arrears {
		*a = a.accruedTo(m.today, before, m.penaltyFactor(l))
	}
	part := l.payment
	l.schedule(left, rate, l.Months-(l.next-l.first))
	if l.Falling { // 等额本金 keeps its part
		l.payment, l.rows = part, l.Paying(part, l.Months)
	}
	l.first = l.next
	days := new(big.Rat).Add(per(before, int64(m.today-from), 12), per(rate, int64(l.due()-m.today), 12))
	l.rows[0].Interest = halfUp(per(exact(left, days), 1, int64(l.due()-from)))
}
