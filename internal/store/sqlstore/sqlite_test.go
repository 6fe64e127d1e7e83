package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// TestTwoStoresOnOneFile has two writers take turns, and one wait in vain while the other holds the file. The lock of
// the data folder keeps this from happening; the store must not lose anything even so.
func TestTwoStoresOnOneFile(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	c := books(t, w, 2)
	s, err := sqlstore.Open(context.Background(), w.Config)
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	second := &city{World: &opentest.World{Store: s, Books: w.Again(s)}, ids: c.ids}
	for i := range 20 {
		for _, side := range []*city{c, second} {
			if _, err := side.ask(fmt.Sprintf("k-%d", i), c.ids[0], 1); err != nil {
				t.Fatal(err)
			}
			if _, err := side.ask(fmt.Sprintf("%v-%d", side == c, i), c.ids[1], 1); err != nil {
				t.Fatal(err)
			}
		}
	}
	holding, enough := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
			close(holding)
			<-enough
			_, err := c.Books.Post(tx, paying("held", c.ids[0], 1))
			return err
		})
	}()
	<-holding
	if _, err := second.ask("waiting", c.ids[0], 1); !errors.Is(err, unit.ErrBusy) {
		t.Errorf("the second writer met %v", err)
	}
	close(enough)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := second.ask("waiting", c.ids[0], 1); err != nil {
		t.Error(err)
	}
	if a, b := c.account(t, c.ids[0]), c.account(t, c.ids[1]); a.Balance != 22 || b.Balance != 40 {
		t.Errorf("the accounts hold %s and %s", a.Balance, b.Balance)
	}
	verified(t, c)
}

// verified fails the test when an invariant of the books is broken. Over these books stand no registers, which I-21
// speaks of.
func verified(t *testing.T, c *city) {
	t.Helper()
	verdicts, err := c.Books.Verify(context.Background(), c.Store, c.Store)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.Violations > 0 && v.ID != "I-21" {
			t.Errorf("%s is broken: %d of %d, for example %v", v.ID, v.Violations, v.Rows, v.Samples)
		}
	}
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "城市 50%41#一?mode=memory&x")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	w := opentest.SQLite(t)
	config := w.Config
	config.Path = filepath.Join(folder, "guangsha.db")
	s, err := sqlstore.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if info, err := os.Stat(config.Path); err != nil || info.Size() == 0 {
		t.Errorf("the file is not where it should be: %v", err)
	}
}
