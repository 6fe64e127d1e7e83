package model

import (
	"testing"

	"guangsha/internal/base/goldentest"
)

// fund is a model with one employer and members with these bases.
func fund(first Day, ratio string, bases ...Fen) *Model {
	m := New(rules(nil), first)
	m.OpenEmployer("employer", Employer{ID: 1, Office: "01", Account: "1", Each: Rate(ratio), First: first.month()})
	for i, base := range bases {
		m.OpenMember(Member{ID: int64(i + 1), Employer: 1, Wage: base})
	}
	return m
}

func TestShortMoneyWaitsAndTheRestStaysWithTheEmployer(t *testing.T) {
	var in struct {
		Ratio     string `json:"ratio_each"`
		Employees []struct{ Base yuan }
	}
	var want struct {
		Due yuan `json:"amount_due"`
	}
	goldentest.Case(t, "C08", &in, &want)
	var bases []Fen
	for _, e := range in.Employees {
		bases = append(bases, e.Base.Fen)
	}
	m := fund(On(2024, 1, 2), in.Ratio, bases...)
	due, result := m.PrepareList("list", 1)
	same(t, "due", due, want.Due.Fen)
	if _, again := m.PrepareList("list", 1); result != Done || again != Answered {
		t.Errorf("the list was %s and then %s", result, again)
	}
	if _, other := m.PrepareList("another", 1); other != Refused {
		t.Errorf("a second list was %s", other)
	}
	m.Receive("first", Arrival{Payer: "1", Amount: NewFen(300_000)})
	same(t, "short money", m.Ledger()[unallocated], NewFen(300_000))
	m.Receive("second", Arrival{Payer: "1", Amount: NewFen(150_000)})
	same(t, "what is left", m.Ledger()[unallocated], NewFen(7_200))
	same(t, "allocated", m.Ledger()[housingFund], want.Due.Fen)
}

func TestAClosingPaysPrincipalAndInterest(t *testing.T) {
	var want struct {
		Interest, Total yuan
	}
	goldentest.Case(t, "I05", nil, &want)
	m := fund(On(2026, 7, 1), "0.12", NewFen(1))
	m.OpenBalances("open", []Opening{{Member: 1, Carried: NewFen(5_234_567), Current: zero}})
	for _, day := range []Day{On(2026, 7, 15), On(2026, 8, 15), On(2026, 9, 15), On(2026, 10, 15)} {
		m.members[1].moves = append(m.members[1].moves, move{day, NewFen(108_600)})
		m.enter(fundDemand, housingFund, NewFen(108_600))
	}
	bank := at(m.books.balance, fundDemand)
	m.today = On(2026, 11, 15)
	if r := m.ApplyRetirement("apply", 1, 1, m.today); r != Done {
		t.Fatalf("the application was %s", r)
	}
	if r := m.ApproveWithdrawal("pay", 1); r != Done {
		t.Fatalf("the payment was %s", r)
	}
	if r := m.ApproveWithdrawal("pay twice", 1); r != Refused {
		t.Errorf("a second payment was %s", r)
	}
	same(t, "211", at(m.books.balance, interestPayable), minus(zero, want.Interest.Fen))
	same(t, "101", minus(at(m.books.balance, fundDemand), bank), want.Total.Fen)
	same(t, "201", at(m.books.balance, housingFund), zero)
	if a := m.Accounts()[1]; !a.Closed || a.Balance.Sign() != 0 || a.Product.Sign() != 0 {
		t.Errorf("the account is %+v", a)
	}
}

// late is the loan of L01 whose instalments from the 25th on are not paid.
func late(until Day) *Model {
	m := fund(On(2025, 6, 10), "0.12", NewFen(1_000_000))
	m.loans[1] = &loan{asked: Loan{ID: 1, Member: 1}, state: running, first: 1, next: 25, disbursed: On(2025, 6, 10)}
	m.loans[1].schedule(NewFen(40_000_000), Rate("0.026"), 240)
	for m.today = On(2027, 7, 10); m.today < until; m.today++ {
		m.Debit(m.today.String(), func(int64) bool { return true })
	}
	return m
}

func TestPenaltyAndThePartOfAPayment(t *testing.T) {
	var want struct {
		Principal yuan `json:"overdue_principal"`
		Interest  yuan `json:"overdue_interest"`
		Penalty   yuan `json:"penalty_on_principal_and_interest"`
		Total     yuan `json:"total_due"`
	}
	goldentest.Case(t, "L13", nil, &want)
	var part struct {
		Left    yuan `json:"overdue_principal_left"`
		Penalty yuan `json:"to_penalty"`
	}
	goldentest.Case(t, "L22", nil, &part)
	m := late(On(2027, 8, 9))
	m.today = On(2027, 8, 26)
	same(t, "owed", m.owed(m.loans[1]), want.Total.Fen)
	if r := m.Collect("too much", 1, sum(want.Total.Fen, NewFen(1))); r != Refused {
		t.Errorf("more than is owed was %s", r)
	}
	if r := m.Collect("part", 1, NewFen(214_500)); r != Done {
		t.Fatalf("a part was %s", r)
	}
	a := m.loans[1].arrears[0]
	same(t, "principal left", a.principal, part.Left.Fen)
	same(t, "interest left", a.interest, zero)
	same(t, "penalty income", at(m.books.balance, loanPenalty), part.Penalty.Fen)
}

func TestThreeUnpaidInstalmentsStandUnderOverdueLoansUntilOneIsPaid(t *testing.T) {
	var want struct {
		Rows []struct {
			Instalment                   int
			Principal, Interest, Penalty yuan
		}
		Total yuan
	}
	goldentest.Case(t, "L14", nil, &want)
	m := late(On(2027, 9, 30))
	m.today = On(2027, 10, 8)
	got := m.RunningLoans()[1].Arrears
	if len(got) != len(want.Rows) {
		t.Fatalf("%d arrears, want %d", len(got), len(want.Rows))
	}
	overdue := zero
	for i, w := range want.Rows {
		if got[i].Number != w.Instalment || !got[i].Overdue {
			t.Errorf("arrear %d is %+v", i, got[i])
		}
		same(t, "principal", got[i].Principal, w.Principal.Fen)
		same(t, "interest", got[i].Interest, w.Interest.Fen)
		same(t, "penalty", got[i].Penalty, w.Penalty.Fen)
		overdue = sum(overdue, w.Principal.Fen)
	}
	same(t, "owed", m.owed(m.loans[1]), want.Total.Fen)
	same(t, "122", at(m.books.balance, overdueLoans), minus(zero, overdue))
	m.Collect("oldest", 1, sum(want.Rows[0].Principal.Fen, want.Rows[0].Interest.Fen, want.Rows[0].Penalty.Fen))
	same(t, "122 with two unpaid", at(m.books.balance, overdueLoans), zero)
}
