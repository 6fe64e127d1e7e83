package console

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"guangsha/internal/base/listing"
	"guangsha/internal/base/unit"
)

// arrangement is where all rows of a list stand in an order that no index gives, the least first (ADR 0048).
type arrangement[K cmp.Ordered] []listing.Place[K]

// weight is how many places it holds.
func (a arrangement[K]) weight() int { return len(a) }

func inOrder[K cmp.Ordered](a, b listing.Place[K]) int {
	return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Key, b.Key))
}

// of are the places of a page, in its order.
func (a arrangement[K]) of(p listing.Page[K]) []listing.Place[K] {
	from, to := 0, len(a)
	if p.After != nil {
		at, found := slices.BinarySearchFunc(a, *p.After, inOrder)
		if from, to = at, at; found {
			from++
		}
	}
	if !p.Down {
		return a[from:min(from+p.Limit, len(a))]
	}
	down := slices.Clone(a[max(0, to-p.Limit):to])
	slices.Reverse(down)
	return down
}

// turn is the page of a list that is asked for, with how the list goes on behind it.
type turn[K cmp.Ordered] struct {
	listing.Page[K]
	sort  string
	limit int
	more  *listing.Place[K] // where an arranged page ends; nil for the last page and for one that is not arranged
}

// turnOf reads which page of a list is asked for.
func turnOf[K cmp.Ordered](p Paging, sort string) (turn[K], error) {
	asked, err := pageOf[K](p, sort)
	return turn[K]{Page: asked, sort: sort, limit: p.Limit}, err
}

// arrange has a page of a slow list, one whose order no index gives, read by the keys of its rows, from the arrangement
// of the list: name says which it is, narrowed to what, in whatever order. The arrangement is remembered, so that no
// page costs more than its rows. What is longer than a page is an export, which goes through all rows anyhow.
func arrange[K cmp.Ordered](ctx context.Context, c *Console, slow bool, name string, t *turn[K],
	places func(unit.Tx, listing.Order) ([]listing.Place[K], error)) error {
	if !slow || t.limit > maxPage {
		return nil
	}
	up := listing.Order{By: t.By}
	a, err := remember(ctx, c, &c.sorted, strings.Join([]string{name, t.By}, " by "),
		func(ctx context.Context) (arrangement[K], error) {
			return read(ctx, c, func(tx unit.Tx) (a arrangement[K], err error) {
				a, err = places(tx, up)
				slices.SortFunc(a, inOrder)
				return a, err
			})
		})
	if err != nil {
		return err
	}
	found := a.of(t.Page)
	if len(found) > t.limit {
		found = found[:t.limit]
		t.more = &found[t.limit-1]
	}
	t.At = make([]K, len(found))
	for i, p := range found {
		t.At[i] = p.Key
	}
	return nil
}

// turned makes a page of the rows of a turn; at says where one stands.
func turned[R, T any, K cmp.Ordered](t turn[K], rows []R, item func(R) T, at func(R) (int64, K)) page[T] {
	place := func(value int64, key K) []any { return []any{t.sort, value, key} }
	p := cut(rows, t.limit, item, func(last R) []any { return place(at(last)) })
	if t.more != nil {
		p.Next = cursor(place(t.more.Value, t.more.Key))
	}
	return p
}
