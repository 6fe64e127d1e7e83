package sqlstore_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// TestAVoucherNamesItsRequest posts under the second of two claims, under none, and under one that was used before.
func TestAVoucherNamesItsRequest(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		clerk := act.By{Actor: "clerk", Door: act.Counter, Branch: "01"}
		if err := w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
			return w.Books.Begin(tx, firstDay)
		}); err != nil {
			t.Fatal(err)
		}
		post := func(keys ...string) (id ledger.VoucherID) {
			err := w.Store.Do(context.Background(), clerk, "test",
				func(tx unit.Tx) (err error) {
					for _, key := range keys {
						if _, _, err := w.Books.Claim(tx, ledger.Request{Home: 7, Key: key}, 1); err != nil {
							return err
						}
					}
					id, err = w.Books.Post(tx, ledger.Posting{Kind: ledger.KindFundInterest, Branch: "01",
						Summary: "利息",
						Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, 5),
							ledger.Credit(ledger.FundInterestIncome, 5)},
						Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -5}}})
					return err
				})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		for _, c := range []struct {
			keys []string
			want ledger.RequestName
		}{
			{[]string{"a", "b"}, ledger.RequestName{Home: 7, Key: "b"}}, {nil, ledger.RequestName{}},
			{[]string{"c", "a"}, ledger.RequestName{Home: 7, Key: "c"}},
		} {
			id := post(c.keys...)
			err := w.Store.Read(context.Background(), func(tx unit.Tx) error {
				got, err := w.Store.PostedUnder(tx, id)
				if got != c.want {
					t.Errorf("claims %q: the voucher names %+v, want %+v", c.keys, got, c.want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// modelMove is a movement as the model remembers it.
type modelMove struct {
	day             civil.Date
	amount, carried money.Fen
}

// modelAccount is a member account as a list of everything that happened to it.
type modelAccount []modelMove

func (a modelAccount) at(day civil.Date) (balance, carried money.Fen) {
	for _, m := range a {
		if m.day <= day {
			balance += m.amount
			carried += m.carried
		}
	}
	return balance, carried
}

// takes says whether the account may move like this on any day.
func (a modelAccount) takes(m modelMove) bool {
	balance, carried := a.at(math.MaxInt32)
	return balance+m.amount >= 0 && carried+m.carried >= 0 && carried+m.carried <= balance+m.amount
}

// product adds up the balance at the end of each day before the given one.
func (a modelAccount) product(day civil.Date) (sum money.DayProduct) {
	if len(a) == 0 {
		return 0
	}
	for d := firstDay; d < day; d = d.AddDays(1) {
		balance, _ := a.at(d)
		sum += money.DayProduct(balance)
	}
	return sum
}

// modelVoucher is what a reversal must take back.
type modelVoucher struct {
	id       ledger.VoucherID
	moves    map[ledger.AccountID]modelMove
	reversed bool
}

// model is the books in plain loops, beside the real ones.
type model struct {
	*city
	home     int64
	accounts map[ledger.AccountID]modelAccount
	vouchers []*modelVoucher
	open     civil.Date
	closing  civil.Date // zero when no day is closing
}

// do runs a posting of the model in the real books. Either both take it or both refuse it.
func (m *model) do(t *rapid.T, day civil.Date, moves map[ledger.AccountID]modelMove,
	post func(tx unit.Tx) (ledger.VoucherID, error)) {
	takes := true
	for id, move := range moves {
		takes = takes && m.accounts[id].takes(move)
	}
	var id ledger.VoucherID
	err := m.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) (err error) {
		id, err = post(tx)
		return err
	})
	if takes != (err == nil) || err != nil && !refusal.Is(err, ledger.CodeNotPostable) {
		t.Fatalf("the model takes %v: %v, the books answer %v", moves, takes, err)
	}
	if err != nil {
		return
	}
	for id, move := range moves {
		move.day = day
		m.accounts[id] = append(m.accounts[id], move)
	}
	m.vouchers = append(m.vouchers, &modelVoucher{id: id, moves: moves})
}

func (m *model) post(t *rapid.T) {
	day := m.open
	p := ledger.Posting{Kind: ledger.KindRemittance, Summary: "示例"}
	if m.closing != 0 && rapid.Bool().Draw(t, "of the closing day") {
		day, p.Day = m.closing, m.closing
	}
	batch := ledger.MemberBatch{Kind: ledger.MoveRemittance, AllCarried: rapid.Bool().Draw(t, "all carried")}
	if !batch.AllCarried {
		batch.Carried = money.Fen(rapid.Int64Range(-20, 20).Draw(t, "carried"))
	}
	moves := map[ledger.AccountID]modelMove{}
	var total money.Fen
	for i := range int64(len(m.accounts)) {
		id := ledger.AccountID{Home: m.home, ID: i + 1}
		if n := money.Fen(rapid.Int64Range(-40, 100).Draw(t, "amount")); n%3 != 0 {
			move := modelMove{amount: n, carried: batch.Carried}
			if batch.AllCarried {
				move.carried = n
			}
			moves[id] = move
			batch.Rows = append(batch.Rows, ledger.MemberRow{Account: id, Amount: n})
			total += n
		}
	}
	if total == 0 {
		return
	}
	p.Lines = []ledger.Line{ledger.Credit(ledger.HousingFund, total), ledger.Debit(ledger.InterestPayable, total)}
	p.Members = []ledger.MemberBatch{batch}
	m.do(t, day, moves, func(tx unit.Tx) (ledger.VoucherID, error) { return m.Books.Post(tx, p) })
}

func (m *model) reverse(t *rapid.T) {
	if len(m.vouchers) == 0 {
		t.Skip("nothing to take back")
	}
	v := m.vouchers[rapid.IntRange(0, len(m.vouchers)-1).Draw(t, "voucher")]
	if v.moves == nil || v.reversed {
		t.Skip("taken back already")
	}
	moves := map[ledger.AccountID]modelMove{}
	for id, move := range v.moves {
		moves[id] = modelMove{amount: -move.amount, carried: -move.carried}
	}
	before := len(m.vouchers)
	m.do(t, m.open, moves, func(tx unit.Tx) (ledger.VoucherID, error) { return m.Books.Reverse(tx, v.id, "冲账") })
	if len(m.vouchers) > before {
		v.reversed, m.vouchers[before].moves = true, nil
	}
}

func (m *model) nextDay(t *rapid.T) {
	err := m.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
		if m.closing == 0 {
			return m.Books.StartClose(tx, m.open)
		}
		_, err := m.Books.FinishClose(tx, m.closing)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.closing == 0 {
		m.closing, m.open = m.open, m.open.AddDays(1)
	} else {
		m.closing = 0
	}
}

func (m *model) check(t *rapid.T) {
	for id, want := range m.accounts {
		var a ledger.MemberAccount
		if err := m.Store.Read(context.Background(), func(tx unit.Tx) (err error) {
			a, _, err = m.Books.MemberAccount(tx, id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		balance, carried := want.at(math.MaxInt32)
		if a.Balance != balance || a.Carried != carried || a.Seq != int64(len(want)) {
			t.Fatalf("account %v is %+v, want balance %s, carried %s after %d moves", id, a, balance, carried, len(want))
		}
		if day := m.open.AddDays(3); len(want) > 0 && a.ProductAt(day) != want.product(day) {
			t.Fatalf("account %v has the day-product %d on %s, want %d", id, a.ProductAt(day), day, want.product(day))
		}
	}
}

// TestTheBooksAgreeWithPlainLoops plays random days of postings, reversals and closes, each run with accounts of a
// home of its own.
func TestTheBooksAgreeWithPlainLoops(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	c := books(t, w, 1)
	m := &model{city: c, home: 10, open: firstDay}
	rapid.Check(t, func(t *rapid.T) {
		m.home++
		m.accounts, m.vouchers = map[ledger.AccountID]modelAccount{}, nil
		var ids []ledger.AccountID
		for id := range int64(3) {
			ids = append(ids, ledger.AccountID{Home: m.home, ID: id + 1})
			m.accounts[ids[id]] = nil
		}
		if err := m.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
			return m.Books.OpenMembers(tx, ids)
		}); err != nil {
			t.Fatal(err)
		}
		t.Repeat(map[string]func(*rapid.T){"post": m.post, "post again": m.post, "reverse": m.reverse,
			"next day": m.nextDay, "": m.check})
	})
	verified(t, c)
}

// TestIDsOfAClosedStoreAreRefusedInTheWordsOfUnits asks for a block of ids after the store was closed, as a unit does
// that ran out of them in that moment.
func TestIDsOfAClosedStoreAreRefusedInTheWordsOfUnits(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		s, err := sqlstore.Open(context.Background(), w.Config)
		if err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
		if err := sqlstore.Reserve(context.Background(), s, "case"); !errors.Is(err, unit.ErrStopped) {
			t.Errorf("a closed store answers %v", err)
		}
	})
}
