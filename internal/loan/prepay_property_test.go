package loan_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

var seed = flag.Uint64("seed", rand.Uint64(), "TestLoansEndAtZero: its dice")

// prepayWalk lives some short loans to their end, with early repayments, missed instalments and collections by chance.
type prepayWalk struct {
	*city
	*rand.Rand
	loans []loan.ID
	lent  map[loan.ID]money.Fen
	done  int // early repayments
	step  int
}

func TestLoansEndAtZeroWhateverIsPrepaid(t *testing.T) {
	t.Logf("seed %d", *seed)
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		p := &prepayWalk{city: newCity(t, w, civil.DateOf(2024, 1, 20)), Rand: rand.New(rand.NewPCG(*seed, 24)),
			lent: map[loan.ID]money.Fen{}}
		p.open(24)
		for len(p.running()) > 0 || p.owing() {
			if p.day > civil.DateOf(2025, 6, 1) {
				t.Fatalf("%d loans never end", len(p.running()))
			}
			p.live()
		}
		for _, id := range p.loans {
			p.settled(id)
		}
		if p.done < 8 {
			t.Errorf("only %d early repayments", p.done)
		}
	})
}

// open takes over loans of which twelve instalments are paid.
func (p *prepayWalk) open(n int) {
	var list []loan.OpeningLoan
	for i := range n {
		next := 13 + p.IntN(3)
		balance := money.Fen(1_500_000 + p.Int64N(20_000_000))
		list = append(list, loan.OpeningLoan{Account: p.member(int64(i + 1)), Branch: "01",
			Contract: fmt.Sprint("HT", i), Amount: 2 * balance, Balance: balance, Months: next + p.IntN(4), Next: next,
			Rate:      money.Rate(p.Int64N(500_000)),
			Disbursed: p.day.AddDays(-p.IntN(28)).AddMonths(1 - next)})
	}
	p.must(p.city.loans.OpenLoans(context.Background(), clerk, "open", list))
	p.loans = p.running()
	for _, id := range p.loans {
		p.lent[id] = p.account(id).Balance
	}
}

// live lives a few days: the debit run of each, and what somebody pays beside it.
func (p *prepayWalk) live() {
	ctx := context.Background()
	for range 1 + p.IntN(3) {
		p.turn(p.day + 1)
		p.bank.unpaid = map[loan.ID]bool{p.loans[p.IntN(len(p.loans))]: true}
		_, err := p.city.loans.DebitRun(ctx, clerk, p.day)
		p.must(err)
	}
	for range 8 {
		p.step++
		id, key := p.loans[p.IntN(len(p.loans))], fmt.Sprint("step-", p.step)
		if owed := p.owed(id); owed > 0 && p.IntN(2) == 0 {
			c := loan.Collection{Loan: id, Amount: owed, Serial: key}
			if p.IntN(3) == 0 {
				c.Amount = 1 + money.Fen(p.Int64N(int64(owed)))
			}
			p.must(p.city.loans.CollectOverdue(ctx, clerk, key, c))
			continue
		}
		r := loan.Prepayment{Loan: id, Way: loan.PrepayWay(1 + p.IntN(3)), Serial: key}
		if r.Way != loan.PayOff {
			r.Principal = money.Wan + money.Fen(p.IntN(4))*1_000*money.Yuan
		} else if p.IntN(6) > 0 {
			continue
		}
		var q loan.PrepayQuote
		err := p.Store.Read(ctx, func(tx unit.Tx) (err error) {
			q, err = p.city.loans.QuotePrepayment(tx, r, p.day)
			return err
		})
		if refusal.Of(err) != nil {
			continue
		}
		p.must(err)
		r.Received = q.Total()
		p.must(p.city.loans.Prepay(ctx, clerk, key, r))
		p.done++
		if got := p.holder(ledger.PersonalLoans, int64(id)); got != q.After.Balance || q.After.Balance < 0 {
			p.t.Fatalf("loan %d has %s in the books and %s in its plan", id, got, q.After.Balance)
		}
	}
}

func (p *prepayWalk) owed(id loan.ID) (sum money.Fen) {
	p.read(func(tx unit.Tx) error {
		list, err := p.city.loans.Owed(tx, id, p.day)
		sum = 0
		for _, a := range list {
			sum += a.Owed()
		}
		return err
	})
	return sum
}

func (p *prepayWalk) owing() bool {
	for _, id := range p.loans {
		if p.owed(id) > 0 {
			return true
		}
	}
	return false
}

// settled fails unless a loan is over and everything that was lent came back, no part of it negative.
func (p *prepayWalk) settled(id loan.ID) {
	p.t.Helper()
	equal(p.t, "state", p.state(id), loan.Settled)
	equal(p.t, "balance", p.account(id).Balance, 0)
	equal(p.t, "loan in the books", p.holder(ledger.PersonalLoans, int64(id)), 0)
	equal(p.t, "overdue in the books", p.holder(ledger.PersonalOverdue, int64(id)), 0)
	p.read(func(tx unit.Tx) error {
		list, err := p.Store.Loan().(loan.Reader).Repayments(tx, id)
		sum := money.Fen(0)
		for _, r := range list {
			sum += r.Principal
			if r.Principal < 0 || r.Interest < 0 || r.Penalty < 0 {
				p.t.Errorf("loan %d: a negative part in %+v", id, r)
			}
		}
		equal(p.t, "principal repaid", sum, p.lent[id])
		return err
	})
}
