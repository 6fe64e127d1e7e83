package storetest

import (
	"context"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
)

// statesOfBooks looks and changes in turn. Were a look another state, every page that is open would read again what it
// shows because of it, and leave an entry again.
func statesOfBooks(t *testing.T, b *Bench) {
	seen := map[string]bool{}
	state := func() (s string) {
		t.Helper()
		if err := b.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
			s, err = b.State(tx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for range 3 {
		b.record(t, 1, 2)
		s := state()
		if seen[s] {
			t.Errorf("after a change the state is %q again", s)
		}
		seen[s] = true
		// Other centres of a server may end what they had begun before the change, and no more than that.
		same := false
		for range 100 {
			before := state()
			b.look(t)
			if same = state() == before; same {
				break
			}
		}
		if !same {
			t.Error("after each of 100 looks the books are in another state")
		}
	}
}

// look records that something was looked at, and seals it.
func (b *Bench) look(t *testing.T) {
	t.Helper()
	if err := b.Work.Do(context.Background(), by, audit.OpLook, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test.viewed"})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	sealNow(t, b.sealer(t))
}
