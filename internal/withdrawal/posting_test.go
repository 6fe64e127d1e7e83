package withdrawal

import (
	"slices"
	"testing"

	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/ledger"
)

func TestAClosingPostsItsInterestAndThenEverything(t *testing.T) {
	var paid struct{ Principal, Interest, Total string }
	goldentest.Case(t, "I05", nil, &paid)
	c := Case{Principal: yuan(t, paid.Principal), Interest: yuan(t, paid.Interest)}
	account := ledger.MemberAccount{Balance: c.Principal, Carried: 52_345_67}
	p := closing(c, account, Approval{Bank: 1, Serial: "s"})
	var entries []goldentest.Got
	for pair := range slices.Chunk(p.Lines, 2) {
		debit, credit := pair[0], pair[1]
		if debit.Amount != -credit.Amount {
			t.Errorf("%+v is no entry with %+v", debit, credit)
		}
		entries = append(entries, goldentest.Got{"dr": general(debit.Account), "cr": general(credit.Account),
			"amount": credit.Amount})
	}
	goldentest.Agree(t, "A09", goldentest.Got{"entries": entries})
	out := p.Members[1]
	if p.Members[0].Rows[0].Amount != c.Interest || out.Rows[0].Amount != -yuan(t, paid.Total) ||
		out.Carried != -account.Carried {
		t.Errorf("movements %+v", p.Members)
	}
}

// general is the account of the general ledger (总账科目), with three digits, that an account belongs to.
func general(a ledger.Account) ledger.Account {
	for a > 999 {
		a /= 10
	}
	return a
}

func TestAClosingWithoutInterestPostsNoInterest(t *testing.T) {
	p := closing(Case{Principal: 100}, ledger.MemberAccount{Balance: 100}, Approval{Bank: 1, Serial: "s"})
	if len(p.Lines) != 2 || len(p.Members) != 1 {
		t.Errorf("lines %+v, movements %+v", p.Lines, p.Members)
	}
}

func TestAPartialWithdrawalTakesTheCarriedPartFirst(t *testing.T) {
	for _, c := range []struct{ balance, carried, amount, fromCarried money.Fen }{
		{1000, 600, 500, 500}, {1000, 600, 600, 600}, {1000, 600, 700, 600}, {1000, 0, 700, 0},
	} {
		account := ledger.MemberAccount{Balance: c.balance, Carried: c.carried}
		p := partial(Case{Principal: c.amount}, account, Approval{})
		if got := -p.Members[0].Carried; got != c.fromCarried || p.Members[0].Rows[0].Amount != -c.amount {
			t.Errorf("%+v takes %s of the carried part", c, got)
		}
	}
}

func TestACaseMovesOnlyAsItsStatesAllow(t *testing.T) {
	all := []State{UnderReview, Paid, Rejected, Withdrawn}
	allowed := map[[2]State]bool{
		{UnderReview, Paid}: true, {UnderReview, Rejected}: true, {UnderReview, Withdrawn}: true}
	for _, from := range all {
		if from.Chinese() == "" {
			t.Errorf("state %d has no name", from)
		}
		for _, to := range all {
			if _, err := (Case{State: from}).move(to, 1, "x"); (err == nil) != allowed[[2]State{from, to}] {
				t.Errorf("from %s to %s: %v", from.Chinese(), to.Chinese(), err)
			}
		}
	}
}
