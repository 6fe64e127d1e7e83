package contribution_test

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
)

func TestAWrongReceiptIsTakenBackAndFindsItsOwner(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		wrong, ours := c.employer(1, 5000*money.Yuan)
		right, theirs := c.employer(2, 5000*money.Yuan)
		l, m := c.confirmed(wrong), c.confirmed(right)
		a := c.arrival(1, 1100*money.Yuan) // paid from the account of 1, but it is the money of 2
		r := c.receive(a)
		back, err := c.Reverse(ctx, by, "r", r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := c.Reverse(ctx, by, "r", r.ID); err != nil || again != back {
			t.Errorf("the same request gave %+v, then %+v, %v", back, again, err)
		}
		if back.State != contribution.Suspended || back.Employer != 0 || back.List != 0 {
			t.Errorf("taken back: %+v", back)
		}
		if l = c.list(l.ID); l.State != contribution.Confirmed || l.Voucher != 0 || c.paidThrough(wrong) != jan-1 {
			t.Errorf("the list waits again: %+v", l)
		}
		if a := c.account(ours[0]); a.Balance != 0 || a.PaidThrough != jan-1 {
			t.Errorf("the wrong member keeps %s and is paid through %s", a.Balance, a.PaidThrough)
		}
		if back, err = c.Assign(ctx, by, "a", r.ID, right); err != nil || back.List != m.ID {
			t.Errorf("assigned: %+v, %v", back, err)
		}
		if a := c.account(theirs[0]); a.Balance != 1000*money.Yuan {
			t.Errorf("the right member has %s", a.Balance)
		}
		if held := c.holds(ledger.FundDemand, bank); held != -1100*money.Yuan {
			t.Errorf("the bank has %s", -held)
		}
		// Once more round: an assigned receipt goes back to suspense by its reversal alone.
		if back, err = c.Reverse(ctx, by, "r2", r.ID); err != nil || back.State != contribution.Suspended {
			t.Fatalf("taken back: %+v, %v", back, err)
		}
		for holder, want := range map[ledger.HolderRow]money.Fen{
			{Account: ledger.EmployerUnallocated, Holder: int64(right)}: 0,
			{Account: ledger.Suspense, Holder: int64(r.ID)}:             1100 * money.Yuan,
		} {
			if held := c.holds(holder.Account, holder.Holder); held != want {
				t.Errorf("account %d of %d holds %s, want %s", holder.Account, holder.Holder, held, want)
			}
		}
		_, err = c.Reverse(ctx, by, "r3", r.ID)
		c.wantRefusal(contribution.CodeReceiptState, err)
	})
}

func TestAReversalThatWouldTakeWhatIsUsedIsRefused(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, _ := c.employer(1, 5000*money.Yuan)
	early := c.receive(c.arrival(1, 400*money.Yuan))
	c.confirmed(e)
	first := c.receive(c.arrival(1, 600*money.Yuan)) // uses the 400
	_, err := c.Reverse(ctx, by, c.key(), early.ID)
	c.wantRefusal(contribution.CodeUsed, err)
	c.confirmed(e)
	second := c.receive(c.arrival(1, 1000*money.Yuan))
	_, err = c.Reverse(ctx, by, c.key(), first.ID)
	c.wantRefusal(contribution.CodeLaterPosted, err)
	for _, r := range []contribution.Receipt{second, first, early} {
		if _, err := c.Reverse(ctx, by, c.key(), r.ID); err != nil {
			t.Fatal(err)
		}
	}
	if held := c.holds(ledger.EmployerUnallocated, int64(e)); held != 0 || c.paidThrough(e) != jan-1 {
		t.Errorf("%s wait, paid through %s", held, c.paidThrough(e))
	}
	if held := c.holds(ledger.FundDemand, bank); held != -2000*money.Yuan {
		t.Errorf("the bank has %s", -held)
	}
}

// The receipts of an opening share one voucher: to take one of them back would take all.
func TestAReceiptOfTheOpeningIsNotTakenBackWithTheOthers(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e, _ := c.employer(1, 5000*money.Yuan)
		other, _ := c.employer(2, 5000*money.Yuan)
		before := c.receive(c.arrival(1, 5000*money.Yuan))
		taken := []contribution.TakenReceipt{
			{Arrival: c.arrival(1, 300*money.Yuan), Employer: e},
			{Arrival: c.arrival(2, 400*money.Yuan), Employer: other},
			{Arrival: c.arrival(3, 500*money.Yuan)},
		}
		if err := c.TakeReceipts(ctx, by, c.key(), taken); err != nil {
			t.Fatal(err)
		}
		_, err := c.Reverse(ctx, by, c.key(), before.ID+1)
		c.wantRefusal(ledger.CodeOpeningStays, err)
		if held := c.holds(ledger.EmployerUnallocated, int64(other)); held != 400*money.Yuan {
			t.Errorf("%s of the other employer wait, not 400", held)
		}
	})
}

func TestMoneyThatHasHadItsInterestIsNotTakenBack(t *testing.T) {
	w := opentest.SQLite(t)
	c := open(t, w)
	e, _ := c.employer(1, 5000*money.Yuan)
	c.confirmed(e)
	r := c.receive(c.arrival(1, 1000*money.Yuan))
	june := civil.DateOf(today.Year(), 6, 30)
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, june+1) })
	_, err := c.Reverse(ctx, by, c.key(), r.ID)
	c.wantRefusal(contribution.CodeCredited, err)
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, june) })
	if _, err := c.Reverse(ctx, by, c.key(), r.ID); err != nil {
		t.Errorf("on 30 June: %v", err)
	}
}
