package sqlstore_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// elsewhere is the configuration of another, empty database on the same engine.
func elsewhere(t *testing.T, w *opentest.World) sqlstore.Config {
	t.Helper()
	c := w.Config
	if c.DSN == "" {
		c.Path = filepath.Join(t.TempDir(), "other.db")
	} else {
		c.Schema += "_other"
	}
	return c
}

func schema(t *testing.T, s *sqlstore.Store) []string {
	t.Helper()
	text, err := sqlstore.Schema(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func closeStore(t *testing.T, s *sqlstore.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// step opens a database with a program that lacks migrations, and closes it again.
func step(t *testing.T, c sqlstore.Config, lacks int) []string {
	t.Helper()
	s, err := sqlstore.OpenLacking(context.Background(), c, lacks)
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	return schema(t, s)
}

func TestAFreshSchemaEqualsAnUpgradedOne(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		fresh := schema(t, w.Store)
		n, err := sqlstore.Migrations(w.Store.Engine())
		if err != nil || n < 5 || len(fresh) < 50 {
			t.Fatalf("%d migrations, %d lines of schema, %v", n, len(fresh), err)
		}
		other := elsewhere(t, w)
		var upgraded []string
		for lacks := n - 1; lacks >= 0; lacks-- {
			before := upgraded
			if upgraded = step(t, other, lacks); slices.Equal(before, upgraded) {
				t.Errorf("migration %d changes nothing", n-lacks)
			}
		}
		if !slices.Equal(fresh, upgraded) {
			for _, line := range fresh {
				if !slices.Contains(upgraded, line) {
					t.Errorf("only in the fresh schema: %s", line)
				}
			}
			for _, line := range upgraded {
				if !slices.Contains(fresh, line) {
					t.Errorf("only in the upgraded schema: %s", line)
				}
			}
		}
	})
}

func TestANewerDatabaseIsRefusedAndLeftAsItIs(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		before := schema(t, w.Store)
		closeStore(t, w.Store)
		for _, readOnly := range []bool{false, true} {
			c := w.Config
			c.ReadOnly = readOnly
			s, err := sqlstore.OpenLacking(context.Background(), c, 1)
			if !errors.Is(err, unit.ErrNewer) || s != nil {
				t.Fatalf("read only %v: got %v", readOnly, err)
			}
		}
		if after := step(t, w.Config, 0); !slices.Equal(before, after) {
			t.Errorf("the schema was %d lines and is %d", len(before), len(after))
		}
	})
}

func TestReadingAnOlderDatabaseSaysSoAndChangesNothing(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := elsewhere(t, w)
		before := step(t, c, 2)
		reading := c
		reading.ReadOnly = true
		if _, err := sqlstore.Open(context.Background(), reading); !errors.Is(err, unit.ErrOlder) ||
			!strings.Contains(err.Error(), "lacks 2 migrations") {
			t.Errorf("got %v", err)
		}
		if after := step(t, c, 2); !slices.Equal(before, after) {
			t.Errorf("the schema was %d lines and is %d", len(before), len(after))
		}
	})
}

func TestReadingWhatIsNotThereMakesNothing(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := elsewhere(t, w)
		c.ReadOnly = true
		for range 2 {
			if s, err := sqlstore.Open(context.Background(), c); err == nil {
				t.Error("opened")
				closeStore(t, s)
			}
		}
		if c.DSN == "" {
			if _, err := os.Stat(c.Path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the file is there: %v", err)
			}
		}
	})
}

// TestAReaderSeesBooksThatNobodyWrites opens read only after the writer closed, and beside one.
func TestAReaderSeesBooksThatNobodyWrites(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := books(t, w, 1)
		look := func() {
			t.Helper()
			reading := w.Config
			reading.ReadOnly = true
			s, err := sqlstore.Open(context.Background(), reading)
			if err != nil {
				t.Fatal(err)
			}
			defer closeStore(t, s)
			err = s.Read(context.Background(), func(tx unit.Tx) error {
				a, found, err := w.Again(s).MemberAccount(tx, c.ids[0])
				if !found || a.Balance != 5 {
					t.Errorf("found %v, balance %s", found, a.Balance)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			if err := s.Do(context.Background(), clerk, "test", func(unit.Tx) error { return nil }); err == nil {
				t.Error("a reading store wrote")
			}
		}
		if _, err := c.ask("a", c.ids[0], 5); err != nil {
			t.Fatal(err)
		}
		look()
		closeStore(t, w.Store)
		look()
	})
}

func TestProgramsThatOpenAnEmptyDatabaseTogetherMakeItOnce(t *testing.T) {
	t.Parallel()
	w := opentest.Postgres(t)
	c := elsewhere(t, w)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := sqlstore.Open(context.Background(), c)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got, want := step(t, c, 0), schema(t, w.Store); !slices.Equal(got, want) {
		t.Errorf("%d lines of schema, want %d", len(got), len(want))
	}
}
