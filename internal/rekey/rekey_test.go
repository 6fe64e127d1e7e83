package rekey_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/rekey"
	"guangsha/internal/store/opentest"
)

var (
	ctx = context.Background()
	by  = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
)

// people is a centre with as many members as take several pages.
type people struct {
	*opentest.World
	*rekey.Service
	members *member.Service
	nos     []number.MemberNo
}

func newPeople(t *testing.T, w *opentest.World, n int) people {
	t.Helper()
	p := people{World: w, members: w.Members(t), Service: rekey.New(rekey.Deps{Work: w.Store, Audit: w.Store,
		Store: w.Store.Rekeying(), Cipher: w.Keys.Field})}
	if err := w.Store.Do(ctx, by, "test", func(tx unit.Tx) error {
		return w.Books.Begin(tx, civil.DateOf(2024, 1, 2))
	}); err != nil {
		t.Fatal(err)
	}
	e, err := p.members.OpenEmployer(ctx, by, "e", opentest.Employer(1))
	if err != nil {
		t.Fatal(err)
	}
	var list []member.NewMember
	for i := range n {
		list = append(list, opentest.Person(i))
	}
	for part := range slices.Chunk(list, member.MaxRows) {
		nos, err := p.members.OpenMembers(ctx, by, part[0].IDNo, e, part)
		if err != nil {
			t.Fatal(err)
		}
		p.nos = append(p.nos, nos...)
	}
	return p
}

// rotate gives the centre a new field key, as a reading of its key file would.
func (p people) rotate(t *testing.T) {
	t.Helper()
	now, err := p.Keys.Rotated(rand.Reader)
	if err == nil {
		err = p.Keys.Adopt(now)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// stale counts the rows with a value under an older key.
func (p people) stale(t *testing.T) (n int) {
	t.Helper()
	list, err := p.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		n += s.Stale
	}
	return n
}

// readable reads every person, and fails the test when a number is not what it was.
func (p people) readable(t *testing.T) {
	t.Helper()
	if err := p.Store.Read(ctx, func(tx unit.Tx) error {
		for i, no := range p.nos {
			m, err := p.members.Member(tx, no)
			if err != nil {
				return err
			}
			who, err := p.members.Personal(tx, m.Person)
			if err != nil {
				return err
			}
			if want := opentest.Person(i); who.IDNo != want.IDNo || who.Mobile != want.Mobile {
				return fmt.Errorf("person %d reads otherwise", i)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// sound fails the test when the books break an invariant: what was sealed anew stands in the audit log.
func (p people) sound(t *testing.T) {
	t.Helper()
	verdicts, err := p.Books.Verify(ctx, p.Store, p.Store)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.Violations > 0 && v.ID == "I-19" {
			t.Errorf("%s is broken by %v", v.ID, v.Samples)
		}
	}
}

// TestEverythingIsSealedAnewAfterAChangeOfKeys cuts the first run off after its first page.
func TestEverythingIsSealedAnewAfterAChangeOfKeys(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		p := newPeople(t, w, 1200)
		if n := p.stale(t); n != 0 {
			t.Fatalf("%d rows are stale before", n)
		}
		p.rotate(t)
		if n := p.stale(t); n != 1201 {
			t.Fatalf("%d rows are stale with the new key, want 1200 people and their employer", n)
		}
		p.readable(t)
		cut, stop := context.WithCancel(ctx)
		first, err := p.Run(cut, by, func(s rekey.State) { stop() })
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("the run that was cut off ended with %v", err)
		}
		left := p.stale(t)
		if left == 0 || left == 1201 {
			t.Errorf("the run that was cut off left %d of 1201", left)
		}
		p.sound(t)
		done, err := p.Run(ctx, by, func(rekey.State) {})
		if err != nil || done != left {
			t.Errorf("the next run sealed %d of %d (%d before): %v", done, left, first, err)
		}
		if n := p.stale(t); n != 0 {
			t.Errorf("%d rows are still stale", n)
		}
		p.readable(t)
		p.sound(t)
		if again, err := p.Run(ctx, by, func(rekey.State) {}); again != 0 || err != nil {
			t.Errorf("a run with nothing to do sealed %d: %v", again, err)
		}
	})
}

// TestAValueThatWasMovedIsNotSealedAnew gives one person the number of another behind the program's back.
func TestAValueThatWasMovedIsNotSealedAnew(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		p := newPeople(t, w, 3)
		table := p.Service.Store.SealedTables()[0]
		if err := w.Store.Do(ctx, by, "test", func(tx unit.Tx) error {
			heads, err := p.Service.Store.Heads(tx, table, "", 2)
			if err != nil {
				return err
			}
			rows := make([]rekey.Row, len(heads))
			for i, h := range heads {
				if rows[i], _, err = p.Service.Store.Sealed(tx, table, h.Key); err != nil {
					return err
				}
			}
			moved := rekey.Row{Key: rows[0].Key, Values: rows[1].Values}
			w.Store.Record(tx, audit.Entry{Kind: "test"})
			return p.Service.Store.Reseal(tx, table, rows[:1], []rekey.Row{moved})
		}); err != nil {
			t.Fatal(err)
		}
		p.rotate(t)
		if _, err := p.Run(ctx, by, func(rekey.State) {}); !errors.Is(err, secret.ErrTampered) {
			t.Errorf("the run ended with %v", err)
		}
	})
}

// TestWhatIsWrittenBehindTheRunIsSealedAnewToo writes a person back under the old key when the run has passed them, as
// a use case does that had sealed before the change and commits after it.
func TestWhatIsWrittenBehindTheRunIsSealedAnewToo(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		p := newPeople(t, w, 3)
		file := filepath.Join(t.TempDir(), "keys.json")
		if err := w.Keys.Save(file); err != nil {
			t.Fatal(err)
		}
		before, err := gm.LoadKeys(file, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		p.rotate(t)
		late := false
		if _, err := p.Run(ctx, by, func(s rekey.State) {
			if s.Table == "employer" && !late {
				late = true
				p.writeBack(t, before)
			}
		}); err != nil || !late {
			t.Errorf("written back %v: %v", late, err)
		}
		if n := p.stale(t); n != 0 {
			t.Errorf("%d rows are stale after the run", n)
		}
		p.readable(t)
	})
}

// writeBack seals the first person as other keys do.
func (p people) writeBack(t *testing.T, keys *gm.Keys) {
	t.Helper()
	table := p.Service.Store.SealedTables()[0]
	if err := p.World.Store.Do(ctx, by, "test", func(tx unit.Tx) error {
		heads, err := p.Service.Store.Heads(tx, table, "", 1)
		if err != nil {
			return err
		}
		was, _, err := p.Service.Store.Sealed(tx, table, heads[0].Key)
		if err != nil {
			return err
		}
		now := rekey.Row{Key: was.Key, Values: make([][]byte, len(was.Values))}
		for i, v := range was.Values {
			place := table.Name + "." + table.Columns[i] + ":" + was.Key
			plain, err := p.Keys.Field.Open(v, place)
			if err == nil {
				now.Values[i], err = keys.Field.Seal(plain, place)
			}
			if err != nil {
				return err
			}
		}
		p.World.Store.Record(tx, audit.Entry{Kind: "test"})
		return p.Service.Store.Reseal(tx, table, []rekey.Row{was}, []rekey.Row{now})
	}); err != nil {
		t.Fatal(err)
	}
}
