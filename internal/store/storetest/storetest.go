// Package storetest holds what any store of the books promises. Every engine runs all of it; a promise is a
// sentence, and its test is the only definition it has.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/own"
	"guangsha/internal/paper"
)

// Bench is a store with books over it, as the suite needs them.
type Bench struct {
	Work  unit.Work
	Books *ledger.Books
	Audit audit.Recorder
	State func(tx unit.Tx) (string, error) // of the books
	// Cases, Papers, Own and Members are those of the store as it is open now.
	Cases   func() cases.Store
	Papers  func() paper.Store
	Own     func() own.Store
	Members func() member.Reader
	// Silent makes books that forget their audit entries, to see the store refuse them.
	Silent func() *ledger.Books
	// Count gives the number of rows of a table, for proving that nothing was written.
	Count func(table string) int64
	// Verifier checks the invariants; Tamper runs a statement behind the books' back.
	Verifier ledger.Verifier
	Tamper   func(statement string)
	// Log is sealed, Rows are verified, Leaf is the key of the leaves.
	Log  audit.Log
	Rows auditverify.Source
	Leaf secret.MAC
	// Close closes the store; closing twice is closing once.
	Close func()
	// Reopen closes the store as a crash would leave it, opens it again and puts the new one into the bench.
	Reopen func()
}

var (
	by    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	first = civil.DateOf(2024, 1, 1)
)

const bank = 1 // id of the bank account of the suite

// promise is a sentence and its test.
type promise struct {
	says string
	test func(t *testing.T, b *Bench)
}

// Run proves the promises on fresh stores.
func Run(t *testing.T, open func(t *testing.T) *Bench) {
	for _, p := range slices.Concat(ofBooks, ofCases, ofMaterials, ofMembers) {
		t.Run(p.says, func(t *testing.T) {
			t.Parallel()
			b := open(t)
			b.begin(t)
			p.test(t, b)
		})
	}
}

// ofBooks are the promises of a store of the books.
var ofBooks = []promise{
	{"what is posted is found", postedIsFound},
	{"an error undoes everything", errorUndoes},
	{"a refusal undoes only itself among units that share a commit", refusalUndoesItself},
	{"the same request posts once, and another under its key is a conflict", requestOnce},
	{"a change without an audit entry is refused", auditRequired},
	{"an account never falls below zero", neverNegative},
	{"a closed or missing account takes nothing", closedTakesNothing},
	{"an opening balance may be carried whole", carriedWhole},
	{"all accounts are read in pages, in the order of home and id", registerInPages},
	{"the day-product counts each day's balance", productCounts},
	{"a bank's serial number is booked once", serialOnce},
	{"a reversal takes back every movement, once", reversal},
	{"a closed day numbers its vouchers and adds up", dayCloses},
	{"a closing day takes only the close's own vouchers", closingDay},
	{"balances as of a day are the closed day's plus the lines since", balancesSince},
	{"units at once lose nothing", atOnce},
	{"what was answered survives a reopening", survives},
	{"a reader cannot write", readerCannotWrite},
	{"what is looked at is no other state of the books, and every change is one", statesOfBooks},
	{"verify passes lived books and finds what was changed behind their back", verifyFinds},
	{"ids go on after a block is used up", manyIDs},
	{"units that run out of ids together do not wait for each other", idsAtOnce},
	{"a unit may take more ids than a block has", idsBeyondABlock},
	{"a unit that panics undoes itself and the store goes on", panicUndoes},
	{"a unit whose write was refused cannot be made durable by forgetting the refusal", refusalSticks},
	{"a cancelled caller's unit is either whole or not at all", cancelledWhole},
	{"a caller that is cancelled before its turn has done nothing", cancelledBefore},
	{"close waits for units that were taken", closeWaits},
	{"close waits for those who read and answers those who wait to", closeAnswersReaders},
	{"a closed store says that it is stopped", closedStops},
	{"the close of a day waits for a posting that holds the day", dayWaits},
	{"a posting that waits for the close of a day lands on the next day", fenceHolds},
	{"one request asked many times at once posts once", requestAtOnce},
	{"units that all meet each other come to an end", allMeet},
	{"two reversals at once take a voucher back once", reversalAtOnce},
	{"a voucher that moves an account twice can be taken back", reversalOfTwice},
	{"nothing is posted before the books begin", notBefore},
	{"a month takes more vouchers than five digits count", manyNumbers},
	{"sealing numbers every committed entry once, and the log verifies", sealsAll},
	{"a seal that does not follow from the head is refused and leaves nothing", sealFollows},
	{"sealers at once leave one chain", sealersAtOnce},
	{"sealing leaves out no entry of a transaction that was open", openPassed},
	{"what was changed behind the sealer's back is found", tamperingFound},
	{"a log that was sealed and not signed verifies and is signed next; one that was cut is not", killedBetween},
}

func (b *Bench) begin(t *testing.T) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error { return b.Books.Begin(tx, first) })
}

func (b *Bench) do(t *testing.T, f func(unit.Tx) error) {
	t.Helper()
	if err := b.Work.Do(context.Background(), by, "test", f); err != nil {
		t.Fatal(err)
	}
}

func (b *Bench) refuse(t *testing.T, code string, f func(unit.Tx) error) {
	t.Helper()
	err := b.Work.Do(context.Background(), by, "test", f)
	if !refusal.Is(err, code) {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
}

// members opens n accounts at a home, with ids from 1.
func (b *Bench) members(t *testing.T, home int64, n int) []ledger.AccountID {
	t.Helper()
	ids := make([]ledger.AccountID, n)
	for i := range ids {
		ids[i] = ledger.AccountID{Home: home, ID: int64(i + 1)}
	}
	b.do(t, func(tx unit.Tx) error { return b.Books.OpenMembers(tx, ids) })
	return ids
}

// remit is a posting that pays each account the same amount.
func remit(ids []ledger.AccountID, each money.Fen, serial string) ledger.Posting {
	total := each * money.Fen(len(ids))
	p := ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
		Lines:   []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: bank, Amount: -total, Ref: serial}},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: civil.MonthOf(2024, 1)}}}
	for _, id := range ids {
		p.Members[0].Rows = append(p.Members[0].Rows, ledger.MemberRow{Account: id, Amount: each})
	}
	return p
}

// withdraw is a posting that takes an amount from one account.
func withdraw(id ledger.AccountID, amount money.Fen, serial string) ledger.Posting {
	return ledger.Posting{Kind: ledger.KindWithdrawal, Branch: "01", Summary: "提取",
		Lines:   []ledger.Line{ledger.Debit(ledger.HousingFund, amount), ledger.Credit(ledger.FundDemand, amount)},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: bank, Amount: amount, Ref: serial}},
		Members: []ledger.MemberBatch{{Kind: ledger.MovePartial,
			Rows: []ledger.MemberRow{{Account: id, Amount: -amount}}}}}
}

func (b *Bench) post(t *testing.T, p ledger.Posting) (id ledger.VoucherID) {
	t.Helper()
	b.do(t, func(tx unit.Tx) (err error) { id, err = b.Books.Post(tx, p); return err })
	return id
}

func (b *Bench) account(t *testing.T, id ledger.AccountID) (a ledger.MemberAccount) {
	t.Helper()
	err := b.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
		var ok bool
		if a, ok, err = b.Books.MemberAccount(tx, id); err == nil && !ok {
			err = fmt.Errorf("account %v is missing", id)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (b *Bench) balance(t *testing.T, id ledger.AccountID, want money.Fen) {
	t.Helper()
	if got := b.account(t, id).Balance; got != want {
		t.Fatalf("balance of %v is %s, want %s", id, got, want)
	}
}

func postedIsFound(t *testing.T, b *Bench) {
	ids := append(b.members(t, 7, 3), b.members(t, 4, 2)...)
	id := b.post(t, remit(ids, 1234, "s1"))
	for _, m := range ids {
		a := b.account(t, m)
		if a.Balance != 1234 || a.Seq != 1 || a.Carried != 0 || a.PaidThrough != civil.MonthOf(2024, 1) ||
			a.LastDay != first {
			t.Errorf("account %v is %+v", m, a)
		}
	}
	err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		v, ok, err := b.Books.Voucher(tx, id)
		if err != nil || !ok {
			return errors.Join(err, errors.New("voucher is missing"))
		}
		if v.Day != first || v.Kind != ledger.KindRemittance || v.Number != "" || len(v.Lines) != 2 ||
			v.Lines[0] != ledger.Debit(ledger.FundDemand, 6170) || len(v.Digest) != 32 || v.Summary != "汇缴" {
			t.Errorf("voucher is %+v", v)
		}
		bal, err := b.Books.HolderBalance(tx, ledger.FundDemand, bank)
		if bal != -6170 {
			t.Errorf("bank account holds %s", bal)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func errorUndoes(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	tables := []string{"voucher", "line", "movement", "holder_movement", "audit_entry", "request"}
	before := map[string]int64{}
	for _, table := range tables {
		before[table] = b.Count(table)
	}
	cause := errors.New("changed my mind")
	err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		if _, _, err := b.Books.Claim(tx, ledger.Request{Key: "k"}, 1); err != nil {
			return err
		}
		if _, err := b.Books.Post(tx, remit(ids, 100, "s1")); err != nil {
			return err
		}
		return cause
	})
	if !errors.Is(err, cause) {
		t.Fatalf("got %v", err)
	}
	for _, table := range tables {
		if n := b.Count(table); n != before[table] {
			t.Errorf("%s has %d rows, had %d", table, n, before[table])
		}
	}
	b.balance(t, ids[0], 0)
}

func requestOnce(t *testing.T, b *Bench) {
	ask := func(key, content string, answer int64) (given int64, first bool, err error) {
		err = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
			given, first, err = b.Books.Claim(tx, ledger.Request{Home: 3, Key: key, Content: []byte(content)}, answer)
			if first {
				b.Audit.Record(tx, audit.Entry{Kind: "test.claimed", ID: answer})
			}
			return err
		})
		return given, first, err
	}
	for i, c := range []struct {
		key, content  string
		answer, given int64
		first         bool
		code          string
	}{
		{"a", "x", 1, 1, true, ""},
		{"a", "x", 2, 1, false, ""},
		{"a", "y", 3, 0, false, ledger.CodeConflict},
		{"b", "x", 4, 4, true, ""},
		{"", "x", 5, 0, false, "request.key"},
		{strings.Repeat("k", 65), "x", 6, 0, false, "request.key"},
		{"汉", "x", 7, 0, false, "request.key"},
	} {
		given, first, err := ask(c.key, c.content, c.answer)
		if c.code != "" {
			if !refusal.Is(err, c.code) {
				t.Errorf("case %d: got %v, want %s", i, err, c.code)
			}
			continue
		}
		if err != nil || given != c.given || first != c.first {
			t.Errorf("case %d: got %d, %v, %v", i, given, first, err)
		}
	}
}

func readerCannotWrite(t *testing.T, b *Bench) {
	err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		return b.Books.OpenMembers(tx, []ledger.AccountID{{Home: 1, ID: 1}})
	})
	if err == nil {
		t.Fatal("a reading unit wrote")
	}
}

// manyIDs takes ids over the ends of blocks, as the only one: none is left out, since numbers that people see are made
// of them.
func manyIDs(t *testing.T, b *Bench) {
	const n = 20000
	seen := make(map[int64]bool, n)
	last := int64(0)
	for range 20 {
		var got []int64
		b.do(t, func(tx unit.Tx) error {
			got = got[:0]
			for range n / 20 {
				id, err := b.Books.NextID(tx, "thing")
				if err != nil {
					return err
				}
				got = append(got, id)
			}
			return nil
		})
		for _, id := range got {
			if seen[id] {
				t.Fatalf("id %d was given twice", id)
			}
			if last > 0 && id != last+1 {
				t.Fatalf("id %d comes after %d", id, last)
			}
			seen[id], last = true, id
		}
	}
}

// idsAtOnce makes many units need a first block at the same moment. A reservation waits for the engine, so a unit
// that waited for a reservation would stop everything.
func idsAtOnce(t *testing.T, b *Bench) {
	const workers, kinds = 16, 12
	done := make(chan error, workers)
	for w := range workers {
		go func() {
			done <- func() error {
				for k := range kinds {
					err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
						_, err := b.Books.NextID(tx, fmt.Sprint("kind", k, w%3))
						return err
					})
					if err != nil {
						return err
					}
				}
				return nil
			}()
		}()
	}
	limit, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for range workers {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
		case <-limit.Done():
			t.Fatal("units wait for each other")
		}
	}
}
