package model

import (
	"maps"
	"math/big"
	"slices"
)

// The kinds of what a figure counts that tables write in a way of their own (计量单位).
const (
	inFen   = "分"
	inParts = "万分比" // parts of ten thousand
	aDate   = "日期"
)

// Figure is what a measure comes to (取数值). One without an answer, such as a share of nothing, is not known.
type Figure struct {
	Unit  string // what it counts
	N     Fen
	Of    Fen // the answers that a share of answers is taken of; nil for every other
	Known bool
}

// span are the days of a year.
type span struct{ from, to Day }

func (y span) has(day Day) bool { return y.from <= day && day <= y.to }

// Figures are what the measures come to for a year that is over, by name, when nothing later has been booked.
func (m *Model) Figures(year int) map[string]Figure {
	m.mu.Lock()
	defer m.mu.Unlock()
	y := span{On(year, 1, 1), On(year, 12, 31)}
	all := map[string]Figure{}
	for _, figures := range []map[string]Figure{
		m.fundFigures(y), m.lendingFigures(y), m.registryFigures(y), m.officeFigures(y), m.serviceFigures(y),
	} {
		maps.Copy(all, figures)
	}
	return all
}

func amountOf(amounts ...Fen) Figure { return Figure{Unit: inFen, N: sum(amounts...), Known: true} }

func count(unit string, n int) Figure { return Figure{Unit: unit, N: NewFen(int64(n)), Known: true} }

// share is how many of all are so, in ten thousand, half up.
func share(all []bool) Figure {
	hits := 0
	for _, is := range all {
		if is {
			hits++
		}
	}
	return quotient(inParts, int64(hits)*10_000, int64(len(all)))
}

func quotient(unit string, a, b int64) Figure {
	if b == 0 {
		return Figure{Unit: unit}
	}
	return Figure{Unit: unit, N: halfUp(big.NewRat(a, b)), Known: true}
}

// largest and middle are of whole numbers, of which there may be none. The middle of two is their mean, half up.
func largest(unit string, ns []int) Figure {
	if len(ns) == 0 {
		return Figure{Unit: unit}
	}
	return count(unit, slices.Max(ns))
}

func middle(unit string, ns []int) Figure {
	slices.Sort(ns)
	if len(ns) == 0 {
		return Figure{Unit: unit}
	}
	return quotient(unit, int64(ns[(len(ns)-1)/2]+ns[len(ns)/2]), 2)
}

// moved is what moves of the year come to.
func moved(moves []move, y span) Fen {
	total := zero
	for _, mv := range moves {
		if y.has(mv.day) {
			total = sum(total, mv.amount)
		}
	}
	return total
}

// fundFigures are those of contributions, withdrawals and the fund's books.
func (m *Model) fundFigures(y span) map[string]Figure {
	out, rents := zero, zero
	var decided, remittances []bool
	for _, c := range m.cases {
		if y.has(c.ended) && c.out != nil {
			out = sum(out, c.out)
			if c.Rent != nil {
				rents = sum(rents, c.out)
			}
		}
		if y.has(c.decideBy) && !c.takenBack {
			decided = append(decided, c.ended != 0 && c.ended <= c.decideBy)
		}
	}
	opened, contributing, joined, paying := 0, 0, 0, 0
	for _, e := range m.employers {
		paid := false
		for _, l := range e.lists {
			if y.has(l.deadline) {
				remittances = append(remittances, l.paidOn != 0 && l.paidOn <= l.deadline)
			}
			paid = paid || y.has(l.posted)
		}
		paying += one(paid)
		opened += one(y.has(e.opened) && !e.Taken)
	}
	for _, p := range m.members {
		joined += one(y.has(p.opened) && !p.taken)
		contributing += one(moved(p.paidIn, y).Sign() > 0)
	}
	turnover := m.books.turnover[y.from.year()]
	income, expense := under(turnover, "401"), minus(zero, under(turnover, "411"))
	return map[string]Figure{
		"fund.contributions.amount":    amountOf(moved(m.remitted, y)),
		"fund.contributions.on_time":   share(remittances),
		"fund.members.contributing":    count("个", contributing),
		"fund.members.opened":          count("个", joined),
		"fund.employers.contributing":  count("个", paying),
		"fund.employers.opened":        count("个", opened),
		"fund.withdrawals.amount":      amountOf(out),
		"fund.withdrawals.on_time":     share(decided),
		"fund.withdrawals.rent.amount": amountOf(rents),
		"fund.interest.credited":       amountOf(moved(m.interest, y)),
		"fund.deposit.balance":         amountOf(at(m.books.balance, housingFund)),
		"fund.income.amount":           amountOf(income),
		"fund.expense.amount":          amountOf(expense),
		"fund.surplus.amount":          amountOf(minus(income, expense)),
		"service.ratings":              {Unit: inParts}, // nobody rates anything in a model
		"service.ratings.online":       {Unit: inParts},
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// lendingFigures are those of loans.
func (m *Model) lendingFigures(y span) map[string]Figure {
	lent, families := 0, map[int64]bool{}
	out, running, overdue := zero, zero, zero
	var inTime, decided []bool
	for _, l := range m.loans {
		out = sum(out, moved(l.lent, y))
		running, overdue = sum(running, l.principalOut()), sum(overdue, l.overdueOut())
		if l.taken {
			continue
		}
		if y.has(l.decided) {
			decided = append(decided, l.decided <= l.decideBy)
		}
		if y.has(l.disbursed) {
			lent++
			families[l.asked.Member] = true
			inTime = append(inTime, l.disbursed <= l.disburseBy)
		}
	}
	return map[string]Figure{
		"fund.loans.count":           count("笔", lent),
		"fund.loans.households":      count("户", len(families)),
		"fund.loans.amount":          amountOf(out),
		"fund.loans.balance":         amountOf(running),
		"fund.loans.overdue":         amountOf(overdue),
		"fund.loans.on_time":         share(inTime),
		"fund.loans.decided_on_time": share(decided),
	}
}

// principalOut is the principal that is lent out, due or not; overdueOut is the part of it under 122.
func (l *loan) principalOut() Fen {
	out := zero
	if l.state == running && !l.over() {
		out = l.left()
	}
	for _, a := range l.arrears {
		out = sum(out, a.principal)
	}
	return out
}

func (l *loan) overdueOut() Fen {
	out := zero
	for _, a := range l.arrears {
		if a.overdue {
			out = sum(out, a.principal)
		}
	}
	return out
}
