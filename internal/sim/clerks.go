package sim

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"guangsha/internal/base/refusal"
)

// atOncePlanned says in which turns a day's events touch different employers or people and may be done in any order.
// The others wait for one another: loans take their numbers when they are applied for, in turn, and the centre's own
// spending is one desk.
var atOncePlanned = [whatEnd]bool{leave: true, come: true, remit: true, rent: true, approve: true, sign: true,
	register: true, disburse: true, collect: true, prepay: true}

// inTurns does a day's events: one turn after the other, and within a turn by all clerks at once where it may be.
func (l *life) inTurns(ctx context.Context, events []event) error {
	for turn := range runs(events, event.turn) {
		do := l.oneByOne
		if atOncePlanned[turn[0].turn()] {
			do = l.together
		}
		if err := do(ctx, turn); err != nil {
			return err
		}
	}
	return nil
}

// runs cuts events where what key says of them changes.
func runs[K comparable](events []event, key func(event) K) iter.Seq[[]event] {
	return func(yield func([]event) bool) {
		for len(events) > 0 {
			n := slices.IndexFunc(events, func(e event) bool { return key(e) != key(events[0]) })
			if n < 0 {
				n = len(events)
			}
			if !yield(events[:n]) {
				return
			}
			events = events[n:]
		}
	}
}

// together lets as many clerks as the books serve well at once take the next events until none are left or one failed,
// so that what they do shares commits. What one employer or person asks for on a day stays with one clerk, in its
// order. Every event has a request key, so a day that ended here is lived again from its beginning.
func (l *life) together(ctx context.Context, events []event) error {
	next := make(chan []event)
	ended := make(chan struct{})
	errs := make([]error, min(l.centre.Callers(), len(events)))
	var wg sync.WaitGroup
	var once sync.Once
	for c := range errs {
		wg.Go(func() {
			for same := range next {
				if errs[c] = l.oneByOne(ctx, same); errs[c] != nil {
					once.Do(func() { close(ended) })
					return
				}
			}
		})
	}
hand:
	for same := range runs(events, func(e event) int { return e.n }) {
		select {
		case next <- same:
		case <-ended:
			break hand
		}
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// oneByOne does events in their order.
func (l *life) oneByOne(ctx context.Context, events []event) error {
	for _, e := range events {
		err := deeds[e.what](ctx, l, e)
		if refusal.Of(err) != nil && l.city.witness == nil {
			// The plan asks only for what the rules allow, so this is a defect and not an answer to anybody.
			return fmt.Errorf("%s was refused: %s", e.key(), err)
		}
		if err != nil && refusal.Of(err) == nil {
			return fmt.Errorf("%s: %w", e.key(), err)
		}
	}
	return nil
}
