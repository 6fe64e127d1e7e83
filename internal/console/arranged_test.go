package console

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"guangsha/internal/base/listing"
	"guangsha/internal/base/unit"
)

// TestAnArrangedListIsReadWholeEitherWay turns the pages of a list with many equal values, up and down: each row comes
// once and in order, the list is arranged once for both ways, and again when the books have changed.
func TestAnArrangedListIsReadWholeEitherWay(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	arranged := 0
	places := func(unit.Tx, listing.Order) (list []listing.Place[string], err error) {
		arranged++
		for i := range 100 {
			list = append(list, listing.Place[string]{Value: int64(i % 7), Key: fmt.Sprintf("%03d", i)})
		}
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list, nil
	}
	whole := func(sort string) (keys []string) {
		for in := (Paging{Limit: 9}); ; {
			p, err := turnOf[string](in, sort)
			if err != nil {
				t.Fatal(err)
			}
			if err := arrange(t.Context(), c, true, "list", &p, places); err != nil {
				t.Fatal(err)
			}
			out := turned(p, p.At, func(key string) string { return key }, nil)
			keys = append(keys, out.Items...)
			if in.Cursor = out.Next; in.Cursor == "" {
				return keys
			}
		}
	}
	up, down := whole("value"), whole("-value")
	if len(up) != 100 || up[0] != "000" || up[1] != "007" || up[99] != "097" {
		t.Errorf("up: %q", up)
	}
	slices.Reverse(down)
	if !slices.Equal(up, down) || arranged != 1 {
		t.Errorf("down, backwards: %q; arranged %d times", down, arranged)
	}
	s.state.Store("two")
	if whole("value"); arranged != 2 {
		t.Errorf("the books have changed, and the list was arranged %d times", arranged)
	}
}

// TestAPageBehindARowThatIsGoneGoesOnThere asks for what lies behind a place at which nothing stands any more.
func TestAPageBehindARowThatIsGoneGoesOnThere(t *testing.T) {
	a := arrangement[int64]{{Value: 1, Key: 1}, {Value: 1, Key: 3}, {Value: 2, Key: 2}}
	gone := &listing.Place[int64]{Value: 1, Key: 2}
	for down, want := range map[bool]int64{false: 3, true: 1} {
		got := a.of(listing.Page[int64]{Order: listing.Order{Down: down}, After: gone, Limit: 1})
		if len(got) != 1 || got[0].Key != want {
			t.Errorf("down %v: %v", down, got)
		}
	}
	behind := &listing.Place[int64]{Value: 9, Key: 9}
	if got := a.of(listing.Page[int64]{After: behind, Limit: 5}); len(got) != 0 {
		t.Errorf("behind the last: %v", got)
	}
}

// TestArrangementsTakeNoMoreRoomThanThereIs keeps what was used last, and the latest even when it alone is too long.
func TestArrangementsTakeNoMoreRoomThanThereIs(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	m := &memo{most: 10, room: 100}
	keep := func(key string, n int) {
		t.Helper()
		_, err := remember(t.Context(), c, m, key, func(context.Context) (arrangement[int64], error) {
			return make(arrangement[int64], n), nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	held := func() (keys []string) {
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, k := range m.kept {
			keys = append(keys, k.key)
		}
		return keys
	}
	keep("a", 40)
	keep("b", 40)
	keep("a", 40)
	keep("c", 40)
	if got := held(); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("kept %q", got)
	}
	keep("d", 1000)
	if got := held(); !slices.Equal(got, []string{"d"}) {
		t.Errorf("kept %q", got)
	}
	for i := range 20 {
		keep(fmt.Sprint(i), 1)
	}
	if got := held(); len(got) != 10 || got[9] != "19" {
		t.Errorf("kept %q", got)
	}
}
