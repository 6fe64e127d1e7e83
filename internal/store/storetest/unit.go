package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// pause lets others work for a while.
func pause(d time.Duration) {
	over, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	<-over.Done()
}

// idsBeyondABlock needs as many ids in one unit as a store would never hold in advance.
func idsBeyondABlock(t *testing.T, b *Bench) {
	const n = 30_000
	limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	done := make(chan error, 1)
	seen := map[int64]bool{}
	go func() {
		done <- b.Work.Do(limit, by, "test", func(tx unit.Tx) error {
			if limit.Err() != nil {
				return limit.Err()
			}
			clear(seen)
			for range n {
				id, err := b.Books.NextID(tx, "thing")
				if err != nil {
					return err
				}
				seen[id] = true
			}
			return nil
		})
	}()
	if err := <-done; err != nil || len(seen) != n {
		t.Fatalf("%d different ids of %d: %v", len(seen), n, err)
	}
}

func panicUndoes(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 3)
	b.post(t, remit(ids, 100, "s0"))
	fall := func(f func(tx unit.Tx)) (p any) {
		defer func() { p = recover() }()
		err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error { f(tx); return nil })
		t.Errorf("a unit that panicked gave %v", err)
		return nil
	}
	for i, f := range []func(tx unit.Tx){
		func(unit.Tx) { panic("defect") },
		func(tx unit.Tx) {
			if _, err := b.Books.Post(tx, remit(ids, 1, "")); err != nil {
				t.Error(err)
			}
			panic("defect")
		},
		func(tx unit.Tx) { // in the middle of a result
			err := b.Verifier.EachMovement(tx, func(ledger.KeptMovement) error {
				panic("defect")
			})
			t.Error(err)
		},
	} {
		if p := fall(f); p != "defect" {
			t.Errorf("unit %d: the caller met %v", i, p)
		}
		b.balance(t, ids[0], money.Fen(100+i))
		b.post(t, remit(ids, 1, fmt.Sprint("s", i+1)))
	}
}

func refusalSticks(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	b.post(t, remit(ids[:1], 100, "s1"))
	vouchers := b.Count("voucher")
	both := withdraw(ids[0], 60, "s2")
	both.Members[0].Rows = append(both.Members[0].Rows, ledger.MemberRow{Account: ids[1], Amount: -60})
	both.Lines = []ledger.Line{ledger.Debit(ledger.HousingFund, 120), ledger.Credit(ledger.FundDemand, 120)}
	both.Holders[0].Amount = 120
	for name, p := range map[string]ledger.Posting{"one account of two": both, "a serial twice": remit(ids, 5, "s1")} {
		err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
			if _, err := b.Books.Post(tx, remit(ids[:1], 1, "")); err != nil {
				return err
			}
			if _, err := b.Books.Post(tx, p); err == nil {
				t.Errorf("%s: posted", name)
			}
			return nil
		})
		if err == nil {
			t.Errorf("%s: what was refused is durable", name)
		}
		b.balance(t, ids[0], 100)
		if n := b.Count("voucher"); n != vouchers {
			t.Errorf("%s: %d vouchers, had %d", name, n, vouchers)
		}
	}
}

// cancelledWhole cancels callers at any moment. A healthy store always knows the outcome.
func cancelledWhole(t *testing.T, b *Bench) {
	const n, workers = 160, 8
	ids := b.members(t, 1, n)
	b.post(t, remit(ids, 1, ""))
	errs := make([]error, n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				ctx, cancel := context.WithCancel(context.Background())
				go func() {
					pause(time.Duration(rand.Int64N(int64(20 * time.Millisecond))))
					cancel()
				}()
				errs[i] = b.Work.Do(ctx, by, "test", func(tx unit.Tx) error {
					_, err := b.Books.Post(tx, remit(ids[i:i+1], 7, fmt.Sprint("c", i)))
					pause(100 * time.Microsecond)
					return err
				})
			}
		})
	}
	wg.Wait()
	booked := 0
	for i, err := range errs {
		want := money.Fen(1)
		switch {
		case err == nil:
			want = 8
			booked++
		case !errors.Is(err, context.Canceled) || errors.Is(err, unit.ErrUnknown):
			t.Errorf("unit %d: %v", i, err)
		}
		b.balance(t, ids[i], want)
	}
	t.Logf("%d of %d units were cancelled", n-booked, n)
	b.sound(t)
}

func cancelledBefore(t *testing.T, b *Bench) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ran := false
	err := b.Work.Do(ctx, by, "test", func(unit.Tx) error { ran = true; return nil })
	if !errors.Is(err, context.Canceled) || ran {
		t.Errorf("a cancelled caller's unit ran: %v, and gave %v", ran, err)
	}
	if err := b.Work.Read(ctx, func(unit.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reader met %v", err)
	}
}

// closeWaits closes the store among units: each is answered, and what was answered with success is there.
func closeWaits(t *testing.T, b *Bench) {
	const n = 60
	ids := b.members(t, 1, n)
	errs := make([]error, n)
	var begun, ended atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
				begun.Add(1)
				defer ended.Add(1)
				pause(time.Millisecond)
				_, err := b.Books.Post(tx, remit(ids[i:i+1], 7, fmt.Sprint("c", i)))
				return err
			})
		})
	}
	for begun.Load() == 0 {
		pause(time.Millisecond)
	}
	b.Close()
	if begun.Load() != ended.Load() {
		t.Errorf("%d units began and %d had ended when the store was closed", begun.Load(), ended.Load())
	}
	wg.Wait()
	b.Reopen()
	for i, err := range errs {
		want := money.Fen(0)
		switch {
		case err == nil:
			want = 7
		case !errors.Is(err, unit.ErrStopped):
			t.Errorf("unit %d: %v", i, err)
		}
		b.balance(t, ids[i], want)
	}
}

// closeAnswersReaders closes the store among more readers than it lets read at a time.
func closeAnswersReaders(t *testing.T, b *Bench) {
	const n = 40
	var begun, ended atomic.Int64
	done := make(chan error, n)
	for range n {
		go func() {
			done <- b.Work.Read(context.Background(), func(tx unit.Tx) error {
				begun.Add(1)
				defer ended.Add(1)
				pause(5 * time.Millisecond)
				_, err := b.Books.OpenDay(tx)
				return err
			})
		}()
	}
	for begun.Load() == 0 {
		pause(time.Millisecond)
	}
	b.Close()
	if begun.Load() != ended.Load() {
		t.Errorf("%d readers began and %d had ended when the store was closed", begun.Load(), ended.Load())
	}
	limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for i := range n {
		select {
		case err := <-done:
			if err != nil && !errors.Is(err, unit.ErrStopped) {
				t.Errorf("a reader met %v", err)
			}
		case <-limit.Done():
			t.Fatalf("%d of %d readers are never answered", n-i, n)
		}
	}
}

func closedStops(t *testing.T, b *Bench) {
	b.Close()
	b.Close()
	none := func(unit.Tx) error { t.Error("a unit ran on a closed store"); return nil }
	if err := b.Work.Do(context.Background(), by, "test", none); !errors.Is(err, unit.ErrStopped) {
		t.Errorf("a unit met %v", err)
	}
	if err := b.Work.Read(context.Background(), none); !errors.Is(err, unit.ErrStopped) {
		t.Errorf("a reader met %v", err)
	}
}

// fenceHolds posts from many sides while days close. A posting that began before the close lands on the day that
// closes and is numbered with it; one that waited lands on the next day; none is on a closed day without a number.
func fenceHolds(t *testing.T, b *Bench) {
	const workers, days = 8, 4
	ids := b.members(t, 1, workers)
	stop := make(chan struct{})
	errs := make([]error, workers)
	var posted atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					_, err := b.Books.Post(tx, remit(ids[w:w+1], 1, fmt.Sprint(w, "-", i)))
					return err
				})
				if err == nil {
					posted.Add(1)
				} else {
					errs[w] = err
					return
				}
			}
		})
	}
	var numbered int64
	for d := range days {
		for before := posted.Load(); posted.Load() < before+10; {
			pause(time.Millisecond)
		}
		numbered += b.closeDay(t, first.AddDays(d))
	}
	close(stop)
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	numbered += b.closeDay(t, first.AddDays(days))
	if numbered != posted.Load() {
		t.Errorf("%d vouchers were posted and %d numbered", posted.Load(), numbered)
	}
	b.sound(t)
}

// allMeet has every unit read and write what all the others do.
func allMeet(t *testing.T, b *Bench) {
	const workers, each = 16, 12
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 10_000, ""))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for range each {
				err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					a, _, err := b.Books.MemberAccount(tx, ids[0])
					if err != nil {
						return err
					}
					if _, err = b.Books.HolderBalance(tx, ledger.FundDemand, bank); err != nil {
						return err
					}
					_, err = b.Books.Post(tx, withdraw(ids[0], min(a.Balance, 1), ""))
					return err
				})
				errs[w] = errors.Join(errs[w], err)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
	b.balance(t, ids[0], 10_000-workers*each)
}

func requestAtOnce(t *testing.T, b *Bench) {
	const n = 12
	ids := b.members(t, 1, 1)
	answers, errs := make([]int64, n), make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) (err error) {
				answers[i], err = b.Books.Once(tx, ledger.Request{Home: 1, Key: "k", Content: []byte("x")}, "case",
					func(int64) error {
						_, err := b.Books.Post(tx, remit(ids, 100, ""))
						return err
					})
				return err
			})
		})
	}
	wg.Wait()
	for i := range n {
		if errs[i] != nil || answers[i] != answers[0] {
			t.Errorf("asked %d: answer %d, the first was %d, %v", i, answers[i], answers[0], errs[i])
		}
	}
	b.balance(t, ids[0], 100)
}

func reversalAtOnce(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	for round := range 10 {
		id := b.post(t, remit(ids, 100, ""))
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					_, err := b.Books.Reverse(tx, id, "误收")
					return err
				})
			})
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !refusal.Is(err, ledger.CodeReversed) {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if done != 1 {
			t.Errorf("round %d: taken back %d times", round, done)
		}
		b.balance(t, ids[0], 0)
	}
}

func reversalOfTwice(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	p := remit(ids, 100, "s1")
	more := remit(ids, 100, "s1").Members[0]
	more.PaidThrough = civil.MonthOf(2024, 2)
	p.Members = append(p.Members, more)
	p.Lines = []ledger.Line{ledger.Debit(ledger.FundDemand, 400), ledger.Credit(ledger.HousingFund, 400)}
	p.Holders[0].Amount = -400
	id := b.post(t, p)
	b.balance(t, ids[0], 200)
	b.do(t, func(tx unit.Tx) error { _, err := b.Books.Reverse(tx, id, "误收"); return err })
	b.balance(t, ids[0], 0)
	b.balance(t, ids[1], 0)
	b.sound(t)
}

func notBefore(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.Tamper("UPDATE book SET open_day = 0")
	err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		_, err := b.Books.Post(tx, remit(ids, 1, ""))
		return err
	})
	if err == nil {
		t.Error("posted without an open day")
	}
}

func manyNumbers(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 1, ""))
	b.closeDay(t, first)
	b.Tamper(fmt.Sprintf("UPDATE voucher SET month_no = month_no + %d", 99_998))
	two := []ledger.VoucherID{b.post(t, remit(ids, 1, "")), b.post(t, remit(ids, 1, ""))}
	b.closeDay(t, first.AddDays(1))
	february := first.AddDays(31)
	for d := first.AddDays(2); d < february; d = d.AddDays(1) {
		b.closeDay(t, d)
	}
	two = append(two, b.post(t, remit(ids, 1, "")))
	b.closeDay(t, february)
	for i, want := range []string{"202401-100000", "202401-100001", "202402-00001"} {
		var v ledger.Voucher
		if err := b.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
			v, _, err = b.Books.Voucher(tx, two[i])
			return err
		}); err != nil || v.Number != want {
			t.Errorf("number %s, want %s; %v", v.Number, want, err)
		}
	}
}

// dayWaits holds the open day inside a unit while a close is asked for: the close may not overtake it, whatever
// the engine would do afterwards to keep the books right.
func dayWaits(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	b.post(t, remit(ids, 1, "s0")) // a block of ids is reserved, so that the unit below runs once
	var once sync.Once
	held, closed := make(chan struct{}), make(chan error, 1)
	overtaken := false
	go func() {
		<-held
		closed <- b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
			return b.Books.StartClose(tx, first)
		})
	}()
	id := ledger.VoucherID(0)
	b.do(t, func(tx unit.Tx) (err error) {
		if _, err := b.Books.OpenDay(tx); err != nil {
			return err
		}
		once.Do(func() { close(held) })
		wait, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		defer cancel()
		select {
		case err := <-closed:
			overtaken = true
			closed <- err
		case <-wait.Done():
		}
		id, err = b.Books.Post(tx, remit(ids, 100, "s1"))
		return err
	})
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	if overtaken {
		t.Error("the close went past a posting that held the day")
	}
	err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		v, _, err := b.Books.Voucher(tx, id)
		if v.Day != first {
			t.Errorf("the posting that held %s is booked on %s", first, v.Day)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
