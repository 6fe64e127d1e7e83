package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

func refusalUndoesItself(t *testing.T, b *Bench) {
	const n = 40
	ids := b.members(t, 1, n)
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
				if _, err := b.Books.Post(tx, remit(ids[i:i+1], 500, fmt.Sprint("r", i))); err != nil {
					return err
				}
				if i%2 == 1 {
					_, err := b.Books.Post(tx, withdraw(ids[i], 501, fmt.Sprint("w", i)))
					return err
				}
				return nil
			})
		})
	}
	wg.Wait()
	for i, err := range errs {
		want := money.Fen(500)
		if i%2 == 1 {
			want = 0
			if !refusal.Is(err, ledger.CodeNotPostable) {
				t.Errorf("unit %d: got %v, want a refusal", i, err)
			}
		} else if err != nil {
			t.Errorf("unit %d: %v", i, err)
		}
		b.balance(t, ids[i], want)
	}
	if v := b.Count("voucher"); v != n/2 {
		t.Errorf("%d vouchers, want %d", v, n/2)
	}
}

func auditRequired(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	silent := b.Silent()
	err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		_, err := silent.Post(tx, remit(ids, 100, "s"))
		return err
	})
	if !errors.Is(err, unit.ErrNoAudit) {
		t.Fatalf("got %v, want ErrNoAudit", err)
	}
	b.balance(t, ids[0], 0)
}

func neverNegative(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	b.post(t, remit(ids, 1000, "s1"))
	b.refuse(t, ledger.CodeNotPostable, func(tx unit.Tx) error {
		_, err := b.Books.Post(tx, withdraw(ids[0], 1001, "s2"))
		return err
	})
	b.post(t, withdraw(ids[0], 1000, "s3"))
	b.balance(t, ids[0], 0)
	b.balance(t, ids[1], 1000)
	over := withdraw(ids[1], 10, "s4")
	over.Members[0].Carried = -10 // nothing is carried on this account
	b.refuse(t, ledger.CodeNotPostable, func(tx unit.Tx) error { _, err := b.Books.Post(tx, over); return err })
}

func carriedWhole(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	p := remit(ids, 300, "s1")
	p.Members[0].AllCarried = true
	p.Members[0].Rows[1].Amount = 100 // one batch, two amounts
	p.Members = append(p.Members, ledger.MemberBatch{Kind: ledger.MoveOpening,
		Rows: []ledger.MemberRow{{Account: ids[1], Amount: 200}}})
	id := b.post(t, p)
	for i, carried := range []money.Fen{300, 100} {
		if a := b.account(t, ids[i]); a.Carried != carried || a.Balance != 300 {
			t.Errorf("account %d: balance %s, carried %s", i, a.Balance, a.Carried)
		}
	}
	b.do(t, func(tx unit.Tx) error { _, err := b.Books.Reverse(tx, id, "误录"); return err })
	for i := range ids {
		if a := b.account(t, ids[i]); a.Carried != 0 || a.Balance != 0 {
			t.Errorf("reversed account %d: balance %s, carried %s", i, a.Balance, a.Carried)
		}
	}
}

func closedTakesNothing(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	b.do(t, func(tx unit.Tx) error { return b.Books.CloseMember(tx, ids[0]) })
	for _, list := range [][]ledger.AccountID{ids, {{Home: 1, ID: 99}}} {
		b.refuse(t, ledger.CodeNotPostable, func(tx unit.Tx) error {
			_, err := b.Books.Post(tx, remit(list, 5, "s"))
			return err
		})
	}
	b.balance(t, ids[1], 0)
	b.post(t, remit(ids[1:], 5, "s"))
	b.refuse(t, ledger.CodeNotEmpty, func(tx unit.Tx) error { return b.Books.CloseMember(tx, ids[1]) })
}

func registerInPages(t *testing.T, b *Bench) {
	ids := append(b.members(t, 1, 3), b.members(t, 2, 3)...)
	b.post(t, remit(ids[2:4], 7, "s"))
	b.do(t, func(tx unit.Tx) error { return b.Books.CloseMember(tx, ids[5]) })
	for _, page := range []int{1, 2, 3, 6, 7} {
		var all []ledger.MemberAccount
		for after := (ledger.AccountID{Home: -1}); ; after = all[len(all)-1].AccountID {
			var list []ledger.MemberAccount
			b.do(t, func(tx unit.Tx) (err error) { list, err = b.Books.MemberAccounts(tx, after, page); return err })
			if all = append(all, list...); len(list) < page {
				break
			}
		}
		if len(all) != len(ids) {
			t.Fatalf("%d accounts in pages of %d, want %d", len(all), page, len(ids))
		}
		for i, id := range ids {
			if one := b.account(t, id); all[i] != one {
				t.Errorf("account %d in pages of %d is %+v, alone %+v", i, page, all[i], one)
			}
		}
	}
}

func productCounts(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	var want money.DayProduct
	balance := money.Fen(0)
	for i, move := range []money.Fen{30000, 1000, -500, 0, 1000} {
		day := first.AddDays(i)
		switch {
		case move > 0:
			b.post(t, remit(ids, move, fmt.Sprint("in", i)))
		case move < 0:
			b.post(t, withdraw(ids[0], -move, fmt.Sprint("out", i)))
		}
		balance += move
		want += money.Days(balance, 1)
		b.closeDay(t, day)
	}
	if got := b.account(t, ids[0]).ProductAt(first.AddDays(5)); got != want {
		t.Fatalf("day-product is %d, want %d", got, want)
	}
}

// closeDay closes a day with nothing posted in the closing.
func (b *Bench) closeDay(t *testing.T, day civil.Date) (vouchers int64) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error { return b.Books.StartClose(tx, day) })
	b.do(t, func(tx unit.Tx) (err error) { vouchers, err = b.Books.FinishClose(tx, day); return err })
	return vouchers
}

func serialOnce(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 100, "serial-1"))
	b.refuse(t, ledger.CodeDuplicateSerial, func(tx unit.Tx) error {
		_, err := b.Books.Post(tx, remit(ids, 100, "serial-1"))
		return err
	})
	b.balance(t, ids[0], 100)
}

func reversal(t *testing.T, b *Bench) {
	ids := append(b.members(t, 1, 3), b.members(t, 2, 2)...)
	b.post(t, remit(ids, 50, "s0"))
	id := b.post(t, remit(ids, 100, "s1"))
	var back ledger.VoucherID
	b.do(t, func(tx unit.Tx) (err error) { back, err = b.Books.Reverse(tx, id, "误收"); return err })
	for _, m := range ids {
		b.balance(t, m, 50)
	}
	for _, again := range []ledger.VoucherID{id, back} {
		b.refuse(t, ledger.CodeReversed, func(tx unit.Tx) error {
			_, err := b.Books.Reverse(tx, again, "再冲")
			return err
		})
	}
	once := b.post(t, remit(ids[:1], 70, "s2"))
	b.post(t, withdraw(ids[0], 120, "s3"))
	b.refuse(t, ledger.CodeNotPostable, func(tx unit.Tx) error {
		_, err := b.Books.Reverse(tx, once, "余额已不足")
		return err
	})
}

func dayCloses(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	last := b.post(t, withdraw2(b, t, ids))
	early := b.post(t, remit(ids, 100, "s2"))
	if n := b.closeDay(t, first); n != 3 {
		t.Fatalf("%d vouchers numbered, want 3", n)
	}
	next := b.post(t, remit(ids, 1, "s3"))
	b.closeDay(t, first.AddDays(1))
	numbers := map[ledger.VoucherID]string{early: "202401-00002", last: "202401-00003", next: "202401-00004"}
	err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		for id, want := range numbers {
			v, _, err := b.Books.Voucher(tx, id)
			if err != nil {
				return err
			}
			if v.Number != want {
				t.Errorf("voucher %d has number %q, want %s", id, v.Number, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.do(t, func(tx unit.Tx) error {
		n, err := b.Books.FinishClose(tx, first)
		if n != 0 {
			t.Errorf("finishing a closed day numbered %d vouchers", n)
		}
		return err
	})
	b.refuse(t, "day.not-open", func(tx unit.Tx) error { return b.Books.StartClose(tx, first.AddDays(5)) })
}

// withdraw2 pays accounts and gives a withdrawal whose kind sorts behind a remittance.
func withdraw2(b *Bench, t *testing.T, ids []ledger.AccountID) ledger.Posting {
	b.post(t, remit(ids, 1000, "s1"))
	return withdraw(ids[0], 10, "w1")
}

func closingDay(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 1000, "s1"))
	b.do(t, func(tx unit.Tx) error { return b.Books.StartClose(tx, first) })
	b.post(t, remit(ids, 500, "s2")) // the next day is open already
	own := remit(ids, 7, "s3")
	own.Day = first
	b.post(t, own)
	want := money.Days(1007, 1) + money.Days(1507, 1)
	if got := b.account(t, ids[0]).ProductAt(first.AddDays(2)); got != want {
		t.Errorf("day-product is %d, want %d", got, want)
	}
	b.do(t, func(tx unit.Tx) error { _, err := b.Books.FinishClose(tx, first); return err })
	own = remit(ids, 7, "s4")
	own.Day = first
	b.refuse(t, ledger.CodeDayNotOpen, func(tx unit.Tx) error { _, err := b.Books.Post(tx, own); return err })
}

func balancesSince(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 1000, "s1"))
	b.closeDay(t, first)
	b.post(t, remit(ids, 200, "s2"))
	b.post(t, withdraw(ids[0], 50, "s3"))
	err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		for _, c := range []struct {
			day     civil.Date
			closed  bool
			balance money.Fen
			debit   money.Fen
			credit  money.Fen
		}{{first, true, 1000, 0, 1000}, {first.AddDays(1), false, 1150, 50, 200}} {
			list, closed, err := b.Books.Balances(tx, c.day)
			if err != nil {
				return err
			}
			var sum money.Fen
			for _, x := range list {
				sum += x.Balance
				if x.Account == ledger.HousingFund &&
					(x.Balance != c.balance || x.Debit != c.debit || x.Credit != c.credit || x.Branch != "01") {
					t.Errorf("%s: 201 is %+v", c.day, x)
				}
			}
			if closed != c.closed || sum != 0 || len(list) != 2 {
				t.Errorf("%s: closed %v, sum %s, %d rows", c.day, closed, sum, len(list))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// atOnce moves money between few accounts from many sides. The total is constant whatever order the units take.
func atOnce(t *testing.T, b *Bench) {
	const accounts, workers, each = 5, 8, 25
	ids := b.members(t, 1, accounts)
	b.post(t, remit(ids, 10000, "start"))
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				from, to := ids[(w+i)%accounts], ids[(w*3+i*2+1)%accounts]
				if from == to {
					continue
				}
				who := act.By{Actor: fmt.Sprint("w", w), Door: act.Counter, Branch: "01"}
				err := b.Work.Do(context.Background(), who, "test", func(tx unit.Tx) error {
					a, _, err := b.Books.MemberAccount(tx, from)
					if err != nil {
						return err
					}
					_, err = b.Books.Post(tx, transfer(from, to, min(a.Balance, money.Fen(100+i))))
					return err
				})
				if err != nil {
					errs[w] = errors.Join(errs[w], err)
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	var sum money.Fen
	for _, id := range ids {
		sum += b.account(t, id).Balance
	}
	if sum != accounts*10000 {
		t.Fatalf("the accounts hold %s together, want %s", sum, money.Fen(accounts*10000))
	}
}

// transfer moves an amount from one account to another under one line each way.
func transfer(from, to ledger.AccountID, amount money.Fen) ledger.Posting {
	return ledger.Posting{Kind: ledger.KindAllocation, Branch: "01", Summary: "内部转移",
		Lines: []ledger.Line{ledger.Debit(ledger.HousingFund, amount), ledger.Credit(ledger.HousingFund, amount)},
		Members: []ledger.MemberBatch{
			{Kind: ledger.MovePartial, Rows: []ledger.MemberRow{{Account: from, Amount: -amount}}},
			{Kind: ledger.MoveRemittance, Rows: []ledger.MemberRow{{Account: to, Amount: amount}}}}}
}

func survives(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 3)
	b.post(t, remit(ids, 100, "s1"))
	b.Reopen()
	for _, id := range ids {
		b.balance(t, id, 100)
	}
	b.post(t, remit(ids, 1, "s2"))
	b.balance(t, ids[2], 101)
}
