package model

import (
	"testing"

	"guangsha/internal/base/goldentest"
)

// prepayable is a centre with the loan of L01 after its 24th instalment, on the day of the examples.
func prepayable(t *testing.T) (*Model, *loan) {
	var in struct {
		Principal       yuan
		Rate            fraction `json:"annual_rate"`
		Months          int
		Disbursed, Date date
		After           int `json:"after_instalment"`
	}
	goldentest.Case(t, "L01", &in, nil)
	goldentest.Case(t, "L10", &in, nil)
	r := rules(nil)
	of := func(value string) Dated { return Dated{{From: On(1999, 1, 1), Is: Rate(value)}} }
	r.PrepayAfter, r.PrepayTimes, r.PrepayQuiet = of("12"), of("1"), of("2")
	r.PrepayLeast, r.PrepayStep = of("10000"), of("1000")
	m := New(r, in.Date.Day)
	m.members[1] = &person{id: 1, office: "01"}
	l := &loan{asked: Loan{ID: 1, Member: 1}, state: running, first: 1, next: in.After + 1, disbursed: in.Disbursed.Day}
	l.schedule(in.Principal.Fen, in.Rate.Rat, in.Months)
	m.loans[1] = l
	return m, l
}

func TestEarlyRepaymentsAgreeWithTheWorkedExamples(t *testing.T) {
	var in struct{ Amount yuan }
	var lower struct {
		Cash, Monthly yuan
		After         yuan `json:"balance_after"`
		New           yuan `json:"new_monthly"`
		Remaining     int
	}
	var shorter struct {
		Remaining int                                     `json:"new_remaining"`
		Last      struct{ Pay, Principal, Interest yuan } `json:"last_row"`
	}
	var payoff struct{ Total yuan }
	goldentest.Case(t, "L10", &in, &lower)
	goldentest.Case(t, "L11", nil, &shorter)
	goldentest.Case(t, "L12", nil, &payoff)

	m, l := prepayable(t)
	part := Prepayment{Loan: 1, Principal: in.Amount.Fen, Received: lower.Cash.Fen}
	if got := m.Prepay("part", part); got != Done {
		t.Fatalf("L10 was %s", got)
	}
	same(t, "L10 balance", l.left(), lower.After.Fen)
	same(t, "L10 payment", l.payment, lower.New.Fen)
	if len(l.rows) != lower.Remaining {
		t.Errorf("L10 leaves %d instalments, want %d", len(l.rows), lower.Remaining)
	}

	m, l = prepayable(t)
	part.Shorter = true
	if got := m.Prepay("part", part); got != Done {
		t.Fatalf("L11 was %s", got)
	}
	if len(l.rows) != shorter.Remaining {
		t.Fatalf("L11 leaves %d instalments, want %d", len(l.rows), shorter.Remaining)
	}
	last := l.rows[len(l.rows)-1]
	same(t, "L11 last principal", last.Principal, shorter.Last.Principal.Fen)
	same(t, "L11 last interest", last.Interest, shorter.Last.Interest.Fen)

	m, l = prepayable(t)
	if got := m.Prepay("all", Prepayment{Loan: 1, All: true, Received: payoff.Total.Fen}); got != Done {
		t.Fatalf("L12 was %s", got)
	}
	if len(m.RunningLoans()) != 0 || l.state != settled {
		t.Error("L12 leaves a loan")
	}
}
