package sim

import (
	"errors"
	"maps"
	"slices"
	"testing"
)

// shrink makes a year that fails smaller while it still fails in the same way, on the same ground and no later: first
// the city, then what happens in it. It gives the options and the events that are left.
func shrink(t *testing.T, g ground, o Options, d disagreement, change func(*opinion)) (Options, []event) {
	t.Helper()
	tries := 0
	fails := func(o Options, left map[event]bool) (disagreement, bool) {
		tries++
		var skip func(event) bool
		if left != nil {
			skip = func(e event) bool { return !left[e] }
		}
		var now disagreement
		err := liveWild(g, o, skip, func(o *opinion) {
			o.until = d.day
			if change != nil {
				change(o)
			}
		}).err
		return now, errors.As(err, &now) && now.what == d.what
	}
	for _, members := range []int{MinMembers, 200, 300} {
		smaller := o
		if smaller.Members = members; members < o.Members {
			if _, still := fails(smaller, nil); still {
				o = smaller
				break
			}
		}
	}
	all := allEvents(buildWild(o))
	fail := func(events []event) bool {
		left := map[event]bool{}
		for _, e := range events {
			left[e] = true
		}
		_, still := fails(o, left)
		return still
	}
	left := reduceBy(all, func(e event) int { return int(e.what) }, fail)
	left = reduceBy(left, func(e event) int { return int(e.day) }, fail)
	left = reduceBy(left, func(e event) int { return e.n }, fail)
	left = reduce(left, fail)
	t.Logf("tried %d years", tries)
	return o, left
}

// allEvents are the events of a year, planned or not, in the order of their days.
func allEvents(c *City) (all []event) {
	for _, of := range []map[int][]event{byDay(c.plan()), byDay(c.extras())} {
		for _, day := range slices.Sorted(maps.Keys(of)) {
			all = append(all, of[day]...)
		}
	}
	return all
}

func byDay[D ~int | ~int32 | ~int64](days map[D][]event) map[int][]event {
	plain := map[int][]event{}
	for day, events := range days {
		plain[int(day)] = events
	}
	return plain
}

// reduceBy drops whole groups of events while the rest fails.
func reduceBy(events []event, group func(event) int, fails func([]event) bool) []event {
	groups := map[int][]event{}
	for _, e := range events {
		groups[group(e)] = append(groups[group(e)], e)
	}
	join := func(keys []int) (list []event) {
		for _, k := range keys {
			list = append(list, groups[k]...)
		}
		return list
	}
	return join(reduce(slices.Sorted(maps.Keys(groups)), func(keys []int) bool { return fails(join(keys)) }))
}

// reduce drops parts of a list that fails while the rest fails, halves first and single ones in the end (delta
// debugging, ddmin). What is left fails, and fails no more when any one is left out.
func reduce[T any](list []T, fails func([]T) bool) []T {
	for parts := 2; len(list) > 0; {
		size := (len(list) + parts - 1) / parts
		dropped := false
		for from := 0; from < len(list); from += size {
			rest := slices.Concat(list[:from], list[min(from+size, len(list)):])
			if fails(rest) {
				list, dropped = rest, true
				parts = max(parts-1, 2)
				break
			}
		}
		switch {
		case dropped:
		case size == 1:
			return list
		default:
			parts = min(parts*2, len(list))
		}
	}
	return list
}

func TestReduceLeavesWhatIsNeededAndNothingElse(t *testing.T) {
	var list []int
	for i := range 200 {
		list = append(list, i)
	}
	for _, needed := range [][]int{{}, {0}, {199}, {3, 150}, {17, 18, 19, 90}} {
		tries := 0
		got := reduce(list, func(rest []int) bool {
			tries++
			for _, n := range needed {
				if !slices.Contains(rest, n) {
					return false
				}
			}
			return true
		})
		if !slices.Equal(got, needed) || tries > 150 {
			t.Errorf("%v are left of what needs %v, after %d tries", got, needed, tries)
		}
	}
}
