package model

import "math/big"

// interestYear is 360 days (G-05).
const interestYear = 360

// interestOn is a day-product times an annual rate over 360, half up (§5.2).
func interestOn(product Fen, rate *big.Rat) Fen {
	return halfUp(per(exact(product, rate), 1, interestYear))
}

// productAt is the day-product up to and without a day, added up from the movements (IN-02, IN-07).
func (p *person) productAt(day Day) Fen { return sum(p.broughtProduct, product(p.moves, day)) }

// balance is what is on the account.
func (p *person) balance() Fen {
	total := new(big.Int)
	for _, mv := range p.moves {
		total.Add(total, mv.amount)
	}
	return total
}

// carried is what is left of the balance from before the interest year, since what is taken out comes from there first
// (§4.1).
func (p *person) carried() Fen { return most(minus(p.carriedForward, p.takenOut), zero) }

// settle credits the interest of the year on 30 June: it is part of the balance from 1 July on, and everything is then
// carried forward (IN-03, IN-04, IN-05). It gives the interest.
func (p *person) settle(june30 Day, rate *big.Rat) Fen {
	earned := interestOn(p.productAt(june30+1), rate)
	balance := sum(p.balance(), earned)
	p.moves, p.broughtProduct = []move{{june30 + 1, balance}}, zero
	p.carriedForward, p.takenOut = balance, zero
	return earned
}

// settleAll is the settlement of 30 June (E23): what is left on 211 by rounding goes to 41101, and the sum that E22
// trues up begins anew.
func (m *Model) settleAll(day Day) {
	m.credited = day
	rate, total := m.rules.DepositRate.On("", day), new(big.Int)
	for _, p := range m.members {
		if !p.closed {
			if p.broughtProduct.Sign() > 0 {
				m.saw(broughtCredited)
			}
			earned := p.settle(day, rate)
			if earned.Sign() > 0 {
				m.saw(credited)
			}
			total.Add(total, earned)
		}
	}
	m.interest = append(m.interest, move{day, total})
	m.enter(interestPayable, housingFund, total)
	m.enter(interestPayable, depositInterest, at(m.books.balance, interestPayable))
	m.books.accrued, m.books.paid = zero, zero
}

// accrue trues the interest payable up at the end of a month (E22): what open accounts have earned since the
// settlement, rounded once, and what closings were paid since, less what was expensed since.
func (m *Model) accrue(day Day) {
	all := new(big.Int)
	for _, p := range m.members {
		if !p.closed {
			all.Add(all, p.productAt(day+1))
		}
	}
	more := minus(sum(interestOn(all, m.rules.DepositRate.On("", day)), m.books.paid), m.books.accrued)
	m.books.accrued = sum(m.books.accrued, more)
	m.enter(depositInterest, interestPayable, more)
}
