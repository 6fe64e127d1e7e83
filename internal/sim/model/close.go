package model

import "math/big"

// deposit is a time deposit (定期存款).
type deposit struct {
	id              int64 // of one that came along
	drawn           bool
	amount, accrued Fen
	rate            *big.Rat
	months          int
	placed          Day
}

// PlaceDeposit moves money of the fund to a time deposit (E20).
func (m *Model) PlaceDeposit(key string, amount Fen, rate *big.Rat, months int) Result {
	return m.once(key, func() Result {
		if sum(at(m.books.balance, fundDemand), amount).Sign() > 0 {
			return Refused
		}
		m.saw(placed)
		m.deposits = append(m.deposits,
			&deposit{amount: amount, rate: rate, months: months, accrued: zero, placed: m.today})
		m.enter(fundTime, fundDemand, amount)
		return Done
	})
}

// CloseDay closes the open day with what belongs to it, and opens the next (§7.4).
func (m *Model) CloseDay() {
	m.mu.Lock()
	defer m.mu.Unlock()
	day := m.today
	ends := day.endsMonth()
	if ends {
		m.accrueDeposits(day)
	}
	for _, month := range []int{3, 6, 9, 12} {
		if day.is(month, 20) {
			m.bankInterest(day)
		}
	}
	if ends {
		m.bankFees(day)
		m.accrue(day)
	}
	if day.is(6, 30) {
		m.settleAll(day)
	}
	if ends {
		m.carryMonth()
	}
	if day.is(12, 31) {
		m.carry(surplus, undistributed, at(m.books.balance, surplus))
	}
	m.today++
}

// accrueDeposits books thirty days' interest on what is placed, and no more in all than the term earns (E19).
func (m *Model) accrueDeposits(day Day) {
	for _, d := range m.deposits {
		if d.drawn || d.placed.monthsOn(d.months) <= day {
			continue
		}
		more := least(halfUp(per(exact(d.amount, d.rate), 30, interestYear)), minus(d.whole(), d.accrued))
		d.accrued = sum(d.accrued, more)
		m.enter(receivable, fundIncome, more)
	}
}

// bankInterest is what the bank pays on demand money on the 20th of a quarter's last month: the balances at the end of
// each day since the last time, that day's own included (E18).
func (m *Model) bankInterest(day Day) {
	for account, income := range map[string]string{fundDemand: fundIncome, surplusDemand: surplusIncome} {
		b := m.books.atBank[account]
		days := minus(product(b.moves, day+1), product(before(b.moves, b.from), b.from))
		earned := interestOn(minus(zero, days), m.rules.DemandRate.On("", day))
		b.from = day + 1
		if earned.Sign() > 0 {
			m.saw(bankPaid)
			m.enter(account, income, earned)
		}
	}
}

// before are the moves before a day.
func before(moves []move, day Day) (list []move) {
	for _, mv := range moves {
		if mv.day < day {
			list = append(list, mv)
		}
	}
	return list
}

// bankFees accrues what the banks charge for the month, and pays what is owed at the end of a quarter (E24).
func (m *Model) bankFees(day Day) {
	onLoans := sum(at(m.books.month, loanInterest), at(m.books.month, loanPenalty))
	m.enter(collectionFees, feesPayable, halfUp(exact(m.books.collected, m.rules.CollectionFee.On("", day))))
	m.enter(loanFees, feesPayable, halfUp(exact(onLoans, m.rules.LoanFeeRate.On("", day))))
	if int(day.month())%3 == 2 {
		owed := at(m.books.balance, feesPayable)
		if owed.Sign() > 0 {
			m.saw(feesPaid)
		}
		m.enter(feesPayable, fundDemand, owed)
	}
}

// carryMonth takes income and expense to the surplus (E25).
func (m *Model) carryMonth() {
	for account, amount := range m.books.balance {
		if (account[0] == '4') && amount.Sign() != 0 {
			m.carry(account, surplus, amount)
		}
	}
	m.books.month, m.books.collected = map[string]Fen{}, zero
	m.saw(monthClosed)
}
