package access

import (
	"context"
	"encoding/hex"
	"sync"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
)

// Pace is how often one source may ask within a class (频次限制): Burst times at once, and once more every Every, which
// is at least a microsecond.
type Pace struct {
	Class string
	Burst int64
	Every time.Duration
}

// lease is how many requests a process takes from a meter at a time, and least how few it goes there for: whoever asks
// as often as they may costs a write for every few requests and never one for each.
func (p Pace) lease() int64 { return max(1, p.Burst/20) }
func (p Pace) least() int64 { return max(1, p.lease()/4) }

// span is how long so many requests take to come back.
func (p Pace) span(n int64) civil.Instant { return civil.Instant(n * p.Every.Microseconds()) }

// clocksApart is how far the clocks of two processes may be apart, as those of partners may (Preset.Skew). A meter that
// runs further ahead was set by a clock that has been put back since, and says nothing.
const clocksApart = 5 * time.Minute

// take is what a lease makes of a meter: how many requests it gives, none when there are fewer than the least; the
// meter after it; and, when it gives none, from when on it will.
func (p Pace) take(whole, now civil.Instant) (given int64, next, again civil.Instant) {
	if whole < now || whole > after(now+p.span(p.Burst), clocksApart) {
		whole = now
	}
	given = min(int64(now+p.span(p.Burst)-whole)/p.Every.Microseconds(), p.lease())
	if given < p.least() {
		return 0, whole, whole + p.span(p.least()) - p.span(p.Burst)
	}
	return given, whole + p.span(given), now
}

// Meters keeps how far sources have used up their limits, for all processes of a centre.
type Meters interface {
	// Meter puts next of a meter in its place and keeps it before it returns; no two processes at once. The meter is
	// the instant at which its source would have the whole burst again, or zero where none is kept. next may run
	// several times. Meters below now may be forgotten.
	Meter(ctx context.Context, class, source string, now civil.Instant, next func(civil.Instant) civil.Instant) error
}

// Pacer counts who asks how often (限流), one centre's processes together. Each takes leases from the meters and spends
// them by itself, so that an enquiry writes nothing; what it has not spent when a lease ends is lost, and so is at most
// one lease of each source when it crashes.
type Pacer struct {
	Meters Meters // nil where nothing may be written: the process counts alone
	Index  secret.BlindIndex
	Clock  civil.Clock
	// Failed hears why a meter could not be reached. The process then counts alone: a limit locks nobody out.
	Failed func(error)

	mu    sync.Mutex
	held  map[string]*held
	alone ownMeters
}

// held is what a process holds of one source in one class.
type held struct {
	left  int64         // requests of the lease
	since civil.Instant // the lease was taken, or refused
	again civil.Instant // before which it is not asked for anew
	now   chan struct{} // closed when the lease that is being taken is there; nil when nobody takes one
}

const (
	leaseTime     = 30 * time.Second // after which what is left of a lease is lost
	leasePatience = 5 * time.Second  // for the store
	mostHeld      = 10_000           // sources that a process keeps in mind; beyond it, it lets all leases go
)

// Allow counts one more request of a source, and gives zero when it is in order or else how long to wait before the
// next. It fails only when ctx ends while a lease is taken.
func (p *Pacer) Allow(ctx context.Context, pace Pace, source string) (wait time.Duration, err error) {
	for {
		wait, taking := p.spend(ctx, pace, source)
		if taking == nil {
			return wait, nil
		}
		select {
		case <-taking:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// spend spends a request of the lease that is held, or says how long there will be none, or gives what to wait for.
func (p *Pacer) spend(ctx context.Context, pace Pace, source string) (wait time.Duration, taking <-chan struct{}) {
	now := p.Clock.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	key := pace.Class + " " + source
	h, known := p.held[key]
	if !known {
		if p.held == nil || len(p.held) >= mostHeld {
			p.held = map[string]*held{}
		}
		h = &held{}
		p.held[key] = h
	}
	standing := h.since <= now && now < after(h.since, leaseTime) // a clock put back ends leases too
	switch {
	case standing && h.left > 0:
		h.left--
		return 0, nil
	case standing && now < h.again:
		return time.Duration(h.again-now) * time.Microsecond, nil
	case h.now == nil:
		h.now = make(chan struct{})
		go p.renew(context.WithoutCancel(ctx), pace, source, h, now)
	}
	return 0, h.now
}

// renew takes the next lease of a source.
func (p *Pacer) renew(ctx context.Context, pace Pace, source string, h *held, now civil.Instant) {
	given, again := p.lease(ctx, pace, source, now)
	p.mu.Lock()
	defer p.mu.Unlock()
	h.left, h.since, h.again = given, now, again
	close(h.now)
	h.now = nil
}

// lease takes a lease from the meters, or from the process's own when they cannot be reached.
func (p *Pacer) lease(ctx context.Context, pace Pace, source string, now civil.Instant) (
	given int64, again civil.Instant) {
	next := func(whole civil.Instant) civil.Instant {
		given, whole, again = pace.take(whole, now)
		return whole
	}
	if p.Meters != nil {
		within, cancel := context.WithTimeout(ctx, leasePatience)
		defer cancel()
		digest := hex.EncodeToString(p.Index.Of("limited-source", source))
		err := p.Meters.Meter(within, pace.Class, digest, now, next)
		if err == nil {
			return given, again
		}
		p.Failed(err)
	}
	p.alone.meter(pace.Class+" "+source, next)
	return given, again
}

// ownMeters are those of a process that counts alone.
type ownMeters struct {
	mu    sync.Mutex
	whole map[string]civil.Instant
}

func (o *ownMeters) meter(key string, next func(civil.Instant) civil.Instant) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, known := o.whole[key]; o.whole == nil || !known && len(o.whole) >= mostHeld {
		o.whole = map[string]civil.Instant{}
	}
	o.whole[key] = next(o.whole[key])
}
