package model

import "math/big"

// Account is a member's account at the beginning of the open day.
type Account struct {
	Balance, Carried, Product Fen
	Through                   Month
	Closed                    bool
}

// Accounts gives all accounts by member.
func (m *Model) Accounts() map[int64]Account {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make(map[int64]Account, len(m.members))
	for id, p := range m.members {
		all[id] = Account{Balance: p.balance(), Carried: p.carried(), Product: p.productAt(m.today), Through: p.through,
			Closed: p.closed}
	}
	return all
}

// Terms gives the base of a member and what each side pays a month.
func (m *Model) Terms(id int64) (base, each Fen) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p := m.members[id]; p != nil {
		return p.base, p.each
	}
	return zero, zero
}

// RunningLoan is a loan with instalments that have not come due.
type RunningLoan struct {
	Left, Payment Fen
	Rate          *big.Rat
	Next, Last    int // numbers of instalments
	Due           Day
	Falling       bool // 等额本金
	Arrears       []Arrear
}

// Arrear is what is owed of an instalment, with the penalty up to the open day.
type Arrear struct {
	Number                       int
	Principal, Interest, Penalty Fen
	Overdue                      bool
}

// RunningLoans gives them all by id.
func (m *Model) RunningLoans() map[int64]RunningLoan {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := map[int64]RunningLoan{}
	for id, l := range m.loans {
		if l.state != running || l.over() {
			continue
		}
		r := RunningLoan{Left: l.left(), Payment: l.payment, Rate: l.Rate, Next: l.next, Due: l.due(),
			Last: l.first + l.Months - 1, Falling: l.Falling}
		for _, a := range l.arrears {
			now := a.accruedTo(m.today, l.Rate, m.penaltyFactor(l))
			r.Arrears = append(r.Arrears, Arrear{now.number, now.principal, now.interest, now.penalty, now.overdue})
		}
		all[id] = r
	}
	return all
}

// Turnover is what an account moved in a year without what is only carried on, credit positive. Details count with
// the account that their code begins with.
func (m *Model) Turnover(year int, account string) Fen {
	m.mu.Lock()
	defer m.mu.Unlock()
	return under(m.books.turnover[year], account)
}

func under(amounts map[string]Fen, account string) Fen {
	total := zero
	for code, amount := range amounts {
		if len(code) >= len(account) && code[:len(account)] == account {
			total = sum(total, amount)
		}
	}
	return total
}

// Surplus is the surplus of a year so far: income less expense (增值收益, §7.3).
func (m *Model) Surplus(year int) Fen { return sum(m.Turnover(year, "401"), m.Turnover(year, "411")) }
