package opening_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/document"
	"guangsha/internal/opening"
)

// TestALoadThatEndsHalfwayLeavesTheFirstSet ends second loads after more and more of their rows, as a crash does, which
// leaves rows behind, and by an error, which clears them. Whoever asks next finds the first set, whole.
func TestALoadThatEndsHalfwayLeavesTheFirstSet(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		ctx := context.Background()
		c := centre(t, config)
		must(t, load(t, c, small))
		sheet, err := c.Opening.Reconcile(ctx)
		must(t, err)
		set, err := opening.Folder(small)
		must(t, err)
		for _, crash := range []bool{false, true} {
			for _, after := range []int{0, 1, 6, len(set) - 1} {
				again := c.Opening
				if crash {
					again = opening.New(c.Opening.Deps)
					again.Store = crashing{c.Opening.Store}
				}
				tables := 0
				halted := errors.New("the end")
				_, err := again.Load(ctx, by, cut(set, func() error {
					if tables++; tables > after {
						return halted
					}
					return nil
				}), quiet)
				if !errors.Is(err, halted) {
					t.Fatalf("after %d tables: %v", after, err)
				}
				_, err = c.Opening.Reconcile(ctx)
				if left := refusal.Is(err, opening.CodeNotLoaded); left != (crash && after > 0) {
					t.Errorf("after %d tables the sheet says %v", after, err)
				}
				if checked, err := c.Opening.Check(ctx, by, quiet); err != nil || checked.Blocking() > 0 {
					t.Errorf("after %d tables the check says %+v, %v", after, checked, err)
				}
				if now, err := c.Opening.Reconcile(ctx); err != nil || now.Different() != 0 ||
					len(now.Lines) != len(sheet.Lines) {
					t.Errorf("after %d tables %d lines differ, %v", after, now.Different(), err)
				}
			}
		}
		must(t, load(t, c, small))
		if done, err := c.Opening.Accept(ctx, by, quiet); err != nil || done.Members != 6 {
			t.Errorf("the set: %+v, %v", done, err)
		}
		verified(t, c)
	})
}

// crashing is a staging area whose process is gone before it clears anything.
type crashing struct{ opening.Store }

func (crashing) Stray(unit.Tx, int64, int64) (bool, error) { return false, nil }

// cut gives the rows of a set, each table as far as next lets it begin after its header was read once before.
func cut(set []opening.Source, next func() error) []opening.Source {
	list := slices.Clone(set)
	for i, src := range set {
		begun := false
		list[i].Each = func(f func(document.Row) error) error {
			if !begun {
				begun = true
				return src.Each(f)
			}
			if err := next(); err != nil {
				return err
			}
			return src.Each(f)
		}
	}
	return list
}
