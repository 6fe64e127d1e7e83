package storebench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/elapsed"
)

// tally is what was posted in which time.
type tally struct {
	spent   time.Duration
	entries int64
}

func (t *tally) add(o tally) {
	t.spent += o.spent
	t.entries += o.entries
}

// measure posts with the sealer of the audit log and without, in turns, so that books that grow and a machine that
// others use weigh on both alike; or credits interest once, with it.
func (b *bench) measure(ctx context.Context) (with, without tally, err error) {
	if b.What == "interest" {
		with, err = b.sealing(ctx, b.interest)
		return with, without, err
	}
	turns := make([]int, b.clients())
	post := func(ctx context.Context) (tally, error) { return b.posting(ctx, turns) }
	for _, sealed := range []bool{false, true, true, false} {
		var t tally
		if !sealed {
			t, err = post(ctx)
			without.add(t)
		} else {
			t, err = b.sealing(ctx, post)
			with.add(t)
		}
		if err != nil {
			return with, without, err
		}
	}
	return with, without, nil
}

// sealing measures something with the sealer running. What was posted before is sealed beforehand; the time to seal the
// rest at the end counts.
func (b *bench) sealing(ctx context.Context, f func(context.Context) (tally, error)) (t tally, err error) {
	s := audit.NewSealer(audit.Sealing{Log: b.store.AuditLog(), Centre: "bench", Signer: b.signer, Clock: b.clock,
		Places: []audit.Place{audit.NewFile(filepath.Join(b.dir, "checkpoints"))}})
	if err := s.SealNow(ctx); err != nil {
		return t, err
	}
	b.sealer = s
	defer func() { b.sealer = nil }()
	watch := elapsed.Start()
	s.Start()
	t, err = f(ctx)
	s.Close()
	t.spent = watch.Elapsed()
	if alarms := s.State().Alarms; err == nil && len(alarms) > 0 {
		err = errors.New(alarms[0])
	}
	return t, err
}

// posting posts for the time allowed; turns are how often each client has posted.
func (b *bench) posting(ctx context.Context, turns []int) (tally, error) {
	var total atomic.Int64
	errs := make([]error, b.clients())
	watch := elapsed.Start()
	var wg sync.WaitGroup
	for c := range errs {
		wg.Go(func() {
			for watch.Elapsed() < b.For/2 && errs[c] == nil {
				home, first, rows := b.target(c, turns[c])
				one := elapsed.Start()
				errs[c] = b.post(ctx, fmt.Sprintf("bench/%d/%d", c, turns[c]), home, first, rows, 1000)
				turns[c]++
				b.took1(one.Elapsed())
				total.Add(int64(rows))
			}
		})
	}
	wg.Wait()
	return tally{watch.Elapsed(), total.Load()}, errors.Join(errs...)
}
