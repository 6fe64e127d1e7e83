package cases_test

import (
	"cmp"
	"slices"
	"sync"
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
)

func TestOneRequestFromTwoDoorsIsOneCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		first, err := c.Submit(ctx, hall, "one", c.application(0, "因为"))
		c.must(err)
		if first.State != cases.Submitted || first.Accepted != 0 {
			t.Errorf("nobody of the centre has seen %+v", first)
		}
		for key, by := range map[string]string{"one": "the same key", "two": "another key"} {
			again, err := c.Submit(ctx, clerk, key, c.application(0, "因为"))
			c.must(err)
			if again.ID != first.ID || again.Entries != 1 {
				t.Errorf("%s at another door made case %d of %d", by, again.ID, first.ID)
			}
		}
		_, err = c.Submit(ctx, clerk, "one", c.application(0, "不同"))
		c.refuses(ledger.CodeConflict, err)
		_, err = c.Submit(ctx, clerk, "three", c.application(0, "不同"))
		c.refuses(cases.CodeInFlight, err)
		other := c.submit(clerk, 1) // another person is another matter
		if other.ID == first.ID {
			t.Error("two persons share a case")
		}
		c.took(first, cases.Withdraw)
		next, err := c.Submit(ctx, clerk, "four", c.application(0, "因为"))
		if err != nil || next.ID == first.ID {
			t.Errorf("after the first has ended: %+v, %v", next, err)
		}
		c.listed(w, cases.Filter{Member: first.Member}, next.ID, first.ID)
		c.listed(w, cases.Filter{Member: first.Member, State: cases.Withdrawn}, first.ID)
		c.listed(w, cases.Filter{}, other.ID, next.ID)
	})
}

// listed reads a list one case a page; it comes to its end with these.
func (c *centre) listed(w *opentest.World, f cases.Filter, want ...cases.ID) {
	c.T.Helper()
	var got []cases.ID
	f.Limit = 1
	c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
		for range len(want) + 1 {
			page, err := w.Store.Cases().List(tx, f)
			if err != nil || len(page) == 0 {
				return err
			}
			got = append(got, page[0].ID)
			f.After, f.AfterOn = page[0].ID, cmp.Or(page[0].Due, cases.NoTerm)
		}
		return nil
	}))
	if !slices.Equal(got, want) {
		c.T.Errorf("%+v lists %v, want %v", f, got, want)
	}
}

func TestManyDoorsAtOnceMakeOneCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		var all sync.WaitGroup
		made := make([]error, 16)
		for i := range made {
			all.Go(func() { // each asks for something else
				_, made[i] = c.Submit(ctx, clerk, string(rune('a'+i)), c.application(0, string(rune('a'+i))))
			})
		}
		all.Wait()
		granted := 0
		for _, err := range made {
			if err == nil {
				granted++
			} else if !refusal.Is(err, cases.CodeInFlight) {
				t.Error(err)
			}
		}
		if granted != 1 {
			t.Errorf("%d cases are in flight", granted)
		}
	})
}

func TestTwoClerksOnOneCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		m := c.submit(clerk, 0)
		_, err := c.Act(ctx, clerk, "a", cases.Move{Case: m.ID, Act: cases.Opine, Seen: m.Entries, Words: "同意"})
		c.must(err)
		_, err = c.Act(ctx, approver, "b", cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "one"})
		c.refuses(cases.CodeStale, err)
		_, err = c.Act(ctx, approver, "c", cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries + 1, Step: "two"})
		c.refuses(cases.CodeStale, err)
		yes := cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries + 1, Step: "one"}
		done, err := c.Act(ctx, approver, "d", yes)
		c.must(err)
		again, err := c.Act(ctx, approver, "d", yes)
		if err != nil || again.Entries != done.Entries {
			t.Errorf("the same act twice: %+v, %v", again, err)
		}
		_, err = c.Act(ctx, approver, "e", cases.Move{Case: 404, Act: cases.Advance, Seen: 1, Step: "one"})
		c.refuses(cases.CodeUnknown, err)
		_, err = c.Act(ctx, approver, "f", cases.Move{Case: m.ID, Act: "bribe", Seen: 1})
		c.refuses(cases.CodeInput, err)
		_, err = c.Act(ctx, approver, "g", cases.Move{Case: m.ID, Act: cases.Suspend, Seen: done.Entries, Words: " "})
		c.refuses(cases.CodeInput, err)
		// An office that has handed a case over has it no more.
		c.took(done, cases.HandOver)
		if w := c.whole(m.Number); w.Office != "03" || w.Branch != "01" || w.Holder != "" {
			t.Errorf("handed over: %+v", w.Case)
		}
	})
}

func TestWhatIsWrongWithAFormIsNamedAtOnceAndNothingIsWritten(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		a := c.application(0, "")
		a.Typed["strange"] = "1"
		_, err := c.Submit(ctx, clerk, "k", a)
		if r := refusal.Of(err); r == nil || len(r.Also) != 1 {
			t.Errorf("got %v", err)
		}
		a = c.application(0, "因为")
		a.Member = "1"
		_, err = c.Submit(ctx, clerk, "k", a)
		c.refuses("number.malformed", err)
		a = c.application(0, "因为")
		a.Item = "test.gone"
		_, err = c.Submit(ctx, clerk, "k", a)
		c.refuses(cases.CodeItem, err)
		console := clerk
		console.Door = "console"
		_, err = c.Submit(ctx, console, "k", c.application(0, "因为"))
		c.refuses(cases.CodeDoor, err)
		c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
			list, err := w.Store.Cases().List(tx, cases.Filter{Limit: 9})
			if len(list) != 0 {
				t.Errorf("refused applications left %+v", list)
			}
			return err
		}))
	})
}
