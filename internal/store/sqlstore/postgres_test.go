package sqlstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// books are begun books with member accounts 1 to n at home 1.
func books(t *testing.T, w *opentest.World, n int64) *city {
	t.Helper()
	c := &city{World: w}
	c.on(t, firstDay)
	for id := range n {
		c.ids = append(c.ids, ledger.AccountID{Home: 1, ID: id + 1})
	}
	c.do(t, func(tx unit.Tx) error { return c.Books.OpenMembers(tx, c.ids) })
	return c
}

// ask pays an amount into an account, once for a request key, and gives the id that the first time made.
func (c *city) ask(key string, id ledger.AccountID, amount money.Fen) (answer int64, err error) {
	err = c.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
		answer, err = c.Books.Once(tx, ledger.NewRequest(id.Home, key, amount), "case", func(int64) error {
			_, err := c.Books.Post(tx, paying(key, id, amount))
			return err
		})
		return err
	})
	return answer, err
}

func paying(serial string, id ledger.AccountID, amount money.Fen) ledger.Posting {
	return ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
		Lines: []ledger.Line{ledger.Credit(ledger.HousingFund, amount), ledger.Debit(ledger.FundDemand, amount)},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance,
			Rows: []ledger.MemberRow{{Account: id, Amount: amount}}}},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -amount, Ref: serial}}}
}

// TestSixteenPostingsToSixteenMembersHardlyMeet posts to members of a small town. Where all sixteen rows lie in one
// page of the table, a moment without room in it makes every posting write to the index page that all have read: that
// is up to 3 in 100.
func TestSixteenPostingsToSixteenMembersHardlyMeet(t *testing.T) {
	const workers, each, town = 16, 125, 100
	c := books(t, opentest.Postgres(t), workers*town)
	var wg sync.WaitGroup
	retries, units := c.Store.Stats.Retries.Load(), c.Store.Stats.Units.Load()
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				if _, err := c.ask(fmt.Sprint(w, "-", i), c.ids[w*town+i*37%town], 100); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	retries, units = c.Store.Stats.Retries.Load()-retries, c.Store.Stats.Units.Load()-units
	t.Logf("%d units, %d retries", units, retries)
	if units != workers*each || retries*100 > 2*units {
		t.Errorf("%d of %d units met another one, more than 2 in 100", retries, units)
	}
	var sum money.Fen
	for _, id := range c.ids {
		sum += c.account(t, id).Balance
	}
	if sum != workers*each*100 {
		t.Errorf("the accounts hold %s together", sum)
	}
}

func TestAConnectionLostBeforeTheCommitIsMadeUpFor(t *testing.T) {
	t.Parallel()
	c := books(t, opentest.Postgres(t), 1)
	runs := 0
	err := c.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
		runs++
		if _, err := c.Books.Post(tx, paying("s", c.ids[0], 100)); err != nil {
			return err
		}
		if runs == 1 {
			return sqlstore.Disconnect(c.Store, tx)
		}
		return nil
	})
	if a := c.account(t, c.ids[0]); err != nil || runs != 2 || a.Balance != 100 {
		t.Errorf("ran %d times, balance %s, %v", runs, a.Balance, err)
	}
}

func TestConnectionsThatTheServerDroppedAreReplaced(t *testing.T) {
	c := books(t, opentest.Postgres(t), 8)
	all := func(round string) {
		var wg sync.WaitGroup
		for i, id := range c.ids {
			wg.Go(func() {
				if _, err := c.ask(fmt.Sprint(round, i), id, 100); err != nil {
					t.Errorf("round %s: %v", round, err)
				}
			})
		}
		wg.Wait()
	}
	all("a")
	if err := sqlstore.DisconnectIdle(context.Background(), c.Store); err != nil {
		t.Fatal(err)
	}
	all("b")
	for _, id := range c.ids {
		if a := c.account(t, id); a.Balance != 200 {
			t.Errorf("account %v holds %s", id, a.Balance)
		}
	}
}

// TestACommitWhoseAnswerIsLostIsUnknown stands between the store and the server, lets a COMMIT through and keeps its
// answer. Asking again under the same key settles what happened.
func TestACommitWhoseAnswerIsLostIsUnknown(t *testing.T) {
	t.Parallel()
	w := opentest.Postgres(t)
	c := books(t, w, 1)
	var drop atomic.Bool
	between := w.Config
	between.DSN = strings.Replace(w.Config.DSN, "host="+field(w.Config.DSN, "host"), "host="+
		listen(t, w.Config.DSN, &drop), 1)
	s, err := sqlstore.Open(context.Background(), between)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w.Store, w.Books = s, w.Again(s)
	if _, err := c.ask("a", c.ids[0], 1); err != nil {
		t.Fatal(err)
	}
	drop.Store(true)
	if _, err := c.ask("b", c.ids[0], 10); !errors.Is(err, unit.ErrUnknown) {
		t.Fatalf("got %v, want the outcome unknown", err)
	}
	drop.Store(false)
	if a := c.account(t, c.ids[0]); a.Balance != 11 {
		t.Errorf("balance %s after a commit that went through", a.Balance)
	}
	if _, err := c.ask("b", c.ids[0], 10); err != nil {
		t.Error(err)
	}
	if a := c.account(t, c.ids[0]); a.Balance != 11 {
		t.Errorf("balance %s after asking again", a.Balance)
	}
}

// field is a field of a connection string.
func field(dsn, name string) string {
	for _, f := range strings.Fields(dsn) {
		if v, ok := strings.CutPrefix(f, name+"="); ok {
			return v
		}
	}
	return ""
}

// listen makes a directory with a socket in it that leads to the server's. While drop is set, the connection that
// sends a COMMIT is cut when the server answers it.
func listen(t *testing.T, dsn string, drop *atomic.Bool) (dir string) {
	t.Helper()
	dir = t.TempDir()
	name := "/.s.PGSQL." + field(dsn, "port")
	l, err := net.Listen("unix", dir+name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("unix", field(dsn, "host")+name)
			if err != nil {
				client.Close()
				continue
			}
			var cut atomic.Bool
			go relay(server, client, func(b []byte) bool {
				if drop.Load() && bytes.Contains(b, []byte("COMMIT")) {
					cut.Store(true)
				}
				return true
			})
			go relay(client, server, func([]byte) bool { return !cut.Load() })
		}
	}()
	return dir
}

// relay copies from one side to the other until pass refuses.
func relay(to, from net.Conn, pass func([]byte) bool) {
	defer to.Close()
	defer from.Close()
	b := make([]byte, 1<<16)
	for {
		n, err := from.Read(b)
		if n > 0 && !pass(b[:n]) {
			return
		}
		if _, werr := io.Copy(to, bytes.NewReader(b[:n])); err != nil || werr != nil {
			return
		}
	}
}

// TestAUnitThatMetAKeyThatAnotherTookIsRunAgain has two units decide one parameter, each as if it were the first. A key
// that a unit takes twice itself is told as it is, however often it is run.
func TestAUnitThatMetAKeyThatAnotherTookIsRunAgain(t *testing.T) {
	w := opentest.Postgres(t)
	row := policy.Row{Key: "k", From: firstDay, Value: "1", Document: "示例参数"}
	decide := func(rows []policy.Row, meanwhile func()) error {
		return w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
			w.Store.Record(tx, audit.Entry{Kind: "test"})
			if _, err := w.Store.Policies().Policy(tx); err != nil { // from here on it sees the books of this moment
				return err
			}
			meanwhile()
			_, err := w.Store.Policies().AddRows(tx, rows)
			return err
		})
	}
	runs := 0
	err := decide([]policy.Row{row}, func() {
		if runs++; runs == 1 {
			if err := decide([]policy.Row{row}, func() {}); err != nil {
				t.Errorf("the first: %v", err)
			}
		}
	})
	if err != nil || runs != 2 {
		t.Errorf("the second was run %d times: %v", runs, err)
	}
	if err := decide([]policy.Row{row, row}, func() {}); err == nil || errors.Is(err, unit.ErrBusy) {
		t.Errorf("one key twice: %v", err)
	}
}
