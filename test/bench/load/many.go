package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"guangsha/internal/base/elapsed"
)

// call is what a caller does time and again: the caller's number, and how often it did it before. It gives false when
// it was told to come more slowly.
type call func(ctx context.Context, caller, turn int) (answered bool, err error)

// errDone says that nothing is left to do; it ends a caller and is no failure.
var errDone = errors.New("nothing is left")

// tally is what many callers came to.
type tally struct {
	took    []time.Duration // of what was answered, in order
	refused int
	spent   time.Duration

	processor time.Duration // the server's
}

func (t tally) rate() int64 { return int64(len(t.took)) * int64(time.Second) / max(1, int64(t.spent)) }

// each is what one answer took of the server's processor.
func (t tally) each() time.Duration { return t.processor / time.Duration(max(1, len(t.took))) }

func (t tally) quantile(percent int) time.Duration {
	if len(t.took) == 0 {
		return 0
	}
	return t.took[(len(t.took)-1)*percent/100]
}

// many has all callers do the same for a while, each waiting for its answer before the next.
func (b *bench) many(ctx context.Context, f call) (t tally, err error) {
	each := make([]tally, b.callers)
	errs := make([]error, b.callers)
	watch := elapsed.Start()
	var wg sync.WaitGroup
	for c := range each {
		wg.Go(func() {
			for turn := 0; watch.Elapsed() < b.span && errs[c] == nil && ctx.Err() == nil; turn++ {
				one := elapsed.Start()
				answered, err := f(ctx, c, turn)
				switch {
				case errors.Is(err, errDone):
					return
				case err != nil:
					errs[c] = err
				case answered:
					each[c].took = append(each[c].took, one.Elapsed())
				default:
					each[c].refused++
				}
			}
		})
	}
	wg.Wait()
	t.spent = watch.Elapsed()
	for _, one := range each {
		t.took = append(t.took, one.took...)
		t.refused += one.refused
	}
	slices.Sort(t.took)
	return t, errors.Join(append(errs, ctx.Err())...)
}
