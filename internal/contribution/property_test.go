package contribution_test

import (
	"flag"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

// walk is a centre with two employers on which anything is tried in any order.
type walk struct {
	*city
	employers [2]member.EmployerID
	members   [2][]number.MemberNo
	due       money.Fen // of a month, the same for both
	lists     []contribution.ListID
	receipts  []contribution.Receipt
	arrived   money.Fen
}

func TestNoFenIsLostWhateverTheOrder(t *testing.T) {
	if err := flag.Set("rapid.checks", "15"); err != nil { // each on a store of its own
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		w := &walk{city: open(t, opentest.SQLite(t)), due: 2200 * money.Yuan}
		for i := range w.employers {
			w.employers[i], w.members[i] = w.employer(i+1, 5000*money.Yuan, 6000*money.Yuan)
		}
		for range rapid.IntRange(5, 25).Draw(r, "steps") {
			w.step(r)
			w.check(r)
		}
	})
}

// step tries one thing. A refusal is an answer; anything else is a failure.
func (w *walk) step(r *rapid.T) {
	i := rapid.IntRange(0, 1).Draw(r, "employer")
	var err error
	switch what := rapid.SampledFrom([]string{"list", "receive", "receive", "stray", "allocate", "assign", "reverse"}).
		Draw(r, "what"); what {
	case "list":
		var id contribution.ListID
		if id, err = w.PrepareList(ctx, by, w.key(), w.employers[i]); err == nil {
			err = w.ConfirmList(ctx, by, id)
			w.lists = append(w.lists, id)
		}
	case "receive", "stray":
		part := rapid.Int64Range(1, 30).Draw(r, "part")
		a := w.arrival(i+1, money.MulDiv(w.due, part, 20, money.HalfUp))
		if what == "stray" {
			a.PayerAccount, a.PayerName = "", ""
		}
		w.arrived += a.Amount
		w.receipts = append(w.receipts, w.receive(a))
	case "allocate":
		if len(w.lists) > 0 {
			err = w.Allocate(ctx, by, w.key(), rapid.SampledFrom(w.lists).Draw(r, "list"))
		}
	case "assign", "reverse":
		if len(w.receipts) == 0 {
			return
		}
		receipt := rapid.SampledFrom(w.receipts).Draw(r, "receipt").ID
		if what == "assign" {
			_, err = w.Assign(ctx, by, w.key(), receipt, w.employers[i])
		} else {
			_, err = w.Reverse(ctx, by, w.key(), receipt)
		}
	}
	if err != nil && refusal.Of(err) == nil {
		r.Fatal(err)
	}
}

// check holds what is true at any time: all that arrived is with the members, waits, or is suspended; nothing is
// negative; and an employer is paid through as many months as its members have money for.
func (w *walk) check(r *rapid.T) {
	if got := -w.holds(ledger.FundDemand, bank); got != w.arrived {
		r.Fatalf("%s arrived, the bank account has %s", w.arrived, got)
	}
	placed := money.Fen(0)
	for _, receipt := range w.receipts {
		held := w.holds(ledger.Suspense, int64(receipt.ID))
		if held != 0 && held != receipt.Amount {
			r.Fatalf("receipt %d of %s has %s in suspense", receipt.ID, receipt.Amount, held)
		}
		placed += held
	}
	for i, e := range w.employers {
		waiting := w.holds(ledger.EmployerUnallocated, int64(e))
		if waiting < 0 {
			r.Fatalf("%s wait for employer %d", waiting, e)
		}
		months := money.Fen(w.paidThrough(e) - (jan - 1))
		var balance money.Fen
		for _, no := range w.members[i] {
			a := w.account(no)
			if a.PaidThrough != w.paidThrough(e) && (months != 0 || a.PaidThrough > jan-1) {
				r.Fatalf("employer %d is paid through %s, its member %s", e, w.paidThrough(e), a.PaidThrough)
			}
			balance += a.Balance
		}
		if balance != months*w.due {
			r.Fatalf("employer %d has paid %d months, its members have %s", e, months, balance)
		}
		placed += waiting + balance
	}
	if placed != w.arrived {
		r.Fatalf("%s arrived, %s are placed", w.arrived, placed)
	}
}
