package policy_test

import (
	"context"
	"errors"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
)

// A value that is decided anew on its own day holds at once, the one before it stays on record, and what a unit that
// failed had read is nobody's.
func TestAValueIsDecidedAnewAndNeverForADayThatIsOver(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx, store := context.Background(), w.Store.Policies()
		noon := civil.At(day(t, "2024-05-06"), 12, 0)
		amend := func(value, from string, after error) error {
			return w.Store.Do(ctx, by, "test", func(tx unit.Tx) error {
				err := policy.Amend(tx, w.Store, store, []policy.Row{{Key: "k", Value: value, From: day(t, from),
					Document: "示例公告"}}, policy.Change{By: "clerk", At: noon, Reason: value + "的原因"})
				if err != nil {
					return err
				}
				if set, err := store.Policy(tx); err != nil {
					return err
				} else if got, _ := set.Find("k", "", day(t, from)); got.Value != value {
					t.Errorf("the unit that decided %s reads %q", value, got.Value)
				}
				return after
			})
		}
		holds := func(want, why string) {
			t.Helper()
			if err := w.Store.Read(ctx, func(tx unit.Tx) error {
				set, err := store.Policy(tx)
				if err != nil {
					return err
				}
				got, _ := set.Find("k", "", noon.Date())
				changes, err := store.Changes(tx, []int64{got.Version, 999})
				c := changes[got.Version]
				if got.Value != want || c.Reason != why || c.By != "clerk" || c.At != noon || len(changes) != 1 {
					t.Errorf("%+v by %+v, want %s for %s", got, changes, want, why)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		undone := errors.New("undone")
		for _, c := range []struct {
			value string
			err   error
			holds string
		}{{"a", nil, "a"}, {"b", undone, "a"}, {"c", nil, "c"}, {"a", nil, "a"}} {
			if err := amend(c.value, "2024-05-06", c.err); !errors.Is(err, c.err) {
				t.Fatal(err)
			}
			holds(c.holds, c.holds+"的原因")
		}
		if err := amend("d", "2024-05-05", nil); !refusal.Is(err, policy.CodePast) {
			t.Errorf("a day that is over was decided anew: %v", err)
		}
		holds("a", "a的原因")
	})
}
