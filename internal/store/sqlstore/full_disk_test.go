package sqlstore_test

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// sides is how many post at once.
const sides = 4

// openFolder opens the books in a folder, with the keys that lie beside them.
func openFolder(folder string) (*city, error) {
	keys, err := gm.LoadOrCreateKeys(filepath.Join(folder, "keys"), rand.Reader)
	if err != nil {
		return nil, err
	}
	w := &opentest.World{Keys: keys, Clock: civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))}
	w.Config = sqlstore.Config{Path: filepath.Join(folder, "guangsha.db"), Clock: w.Clock, Leaf: keys.Leaf}
	if w.Store, err = sqlstore.Open(context.Background(), w.Config); err != nil {
		return nil, err
	}
	w.Books = w.Again(w.Store)
	c := &city{World: w}
	for id := range int64(sides) {
		c.ids = append(c.ids, ledger.AccountID{Home: 1, ID: id + 1})
	}
	return c, nil
}

// newFolder makes books in a folder and closes them.
func newFolder(t *testing.T, folder string) {
	t.Helper()
	c, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	c.on(t, firstDay)
	c.do(t, func(tx unit.Tx) error { return c.Books.OpenMembers(tx, c.ids) })
	closeStore(t, c.Store)
}

// TestAFullDiskStopsTheStoreAndLosesNothing fills a small disk with postings from several sides.
func TestAFullDiskStopsTheStoreAndLosesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	grow := smallDisk(t, folder)
	newFolder(t, folder)
	c, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	posted, failures := make([]int, sides), make([]error, sides)
	var wg sync.WaitGroup
	for w, id := range c.ids {
		wg.Go(func() {
			for ; failures[w] == nil; posted[w]++ {
				_, failures[w] = c.ask(strconv.Itoa(w)+"-"+strconv.Itoa(posted[w]), id, 1)
			}
			posted[w]--
		})
	}
	wg.Wait()
	full := 0
	for w, err := range failures {
		if !errors.Is(err, unit.ErrStopped) || errors.Is(err, unit.ErrUnknown) {
			t.Errorf("worker %d met %v", w, err)
		}
		if errors.Is(err, unit.ErrFull) {
			full++
		}
		if _, err := c.ask("later", c.ids[w], 1); !errors.Is(err, unit.ErrStopped) {
			t.Errorf("after that the store answers %v", err)
		}
	}
	if full == 0 {
		t.Error("nobody was told that the disk is full")
	}
	for w, id := range c.ids { // reading goes on
		if a := c.account(t, id); a.Balance != money.Fen(posted[w]) {
			t.Errorf("account %d holds %s, %d postings were acknowledged", w, a.Balance, posted[w])
		}
	}
	if err := c.Store.Close(); err != nil {
		t.Logf("closing on a full disk: %v", err)
	}
	grow()
	if c, err = openFolder(folder); err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, c.Store)
	verified(t, c)
	for w, id := range c.ids {
		for i := range posted[w] + 1 { // the last one was answered with a failure: now it is booked
			if _, err := c.ask(strconv.Itoa(w)+"-"+strconv.Itoa(i), id, 1); err != nil {
				t.Fatal(err)
			}
		}
		if a := c.account(t, id); a.Balance != money.Fen(posted[w]+1) {
			t.Errorf("account %d holds %s, want %d fen", w, a.Balance, posted[w]+1)
		}
	}
	t.Logf("acknowledged before the disk was full: %v", posted)
}
