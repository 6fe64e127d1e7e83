package access_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// pace lets 400 ask at once and 100 a second; a lease of it is 20.
var pace = access.Pace{Class: "test", Burst: 400, Every: 10 * time.Millisecond}

const paceLease = 20

// twoProcesses are two pacers of one centre, each on a store of its own.
func twoProcesses(t *testing.T, w *opentest.World) func() *access.Pacer {
	t.Helper()
	second, err := sqlstore.Open(ctx, w.Config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := second.Close(); err != nil {
			t.Error(err)
		}
	})
	begun := 0
	return func() *access.Pacer {
		begun++
		return &access.Pacer{Meters: []*sqlstore.Store{w.Store, second}[begun%2].Meters(), Index: w.Keys.Index,
			Clock: w.Clock, Failed: func(err error) { t.Error(err) }}
	}
}

// TestTwoProcessesShareALimit lets two processes that are asked at random, fall silent, crash and begin anew serve two
// sources. What both let pass is never more than one of them might, from the beginning on; over every stretch of time
// it is more by the leases that were held at its beginning at most. When everybody asks all the time, it is as many as
// it may be but for the leases that were lost.
func TestTwoProcessesShareALimit(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		t.Logf("seed %d", *seed)
		r := rand.New(rand.NewPCG(*seed, 33))
		process := twoProcesses(t, w)
		both := []*access.Pacer{process(), process()}
		begun := w.Clock.Now()
		passed := map[string][]civil.Instant{}
		crashes, refusedN := 0, 0
		for range 3000 {
			w.Clock.Set(w.Clock.Now() + civil.Instant(r.Int64N(40_000)))
			switch r.IntN(100) {
			case 0: // nobody asks for a while
				w.Clock.Set(w.Clock.Now() + civil.Instant(r.Int64N(60_000_000)))
			case 1:
				which := r.IntN(2)
				if which == 1 {
					process() // the next one is of the other store
				}
				both[which] = process()
				if which == 0 {
					process()
				}
				crashes++
			}
			source := []string{"clerk01", "10.0.0.1"}[r.IntN(2)]
			for range r.IntN(12) {
				wait, err := both[r.IntN(2)].Allow(ctx, pace, source)
				if err != nil {
					t.Fatal(err)
				}
				if wait == 0 {
					passed[source] = append(passed[source], w.Clock.Now())
				} else {
					refusedN++
				}
			}
		}
		for source, list := range passed {
			may := func(from, to civil.Instant) int { return int(pace.Burst) + int(to-from)/10_000 }
			for i, from := range list {
				for j := i; j < len(list); j += 7 {
					most := may(from, list[j])
					if i > 0 {
						most += 2 * paceLease
					}
					if n := j - i + 1; n > most {
						t.Fatalf("%s: %d passed within %d µs, want at most %d", source, n, list[j]-from, most)
					}
				}
			}
			t.Logf("%s: %d passed in %d s", source, len(list), (w.Clock.Now()-begun)/1_000_000)
		}
		if crashes < 10 || refusedN < 100 {
			t.Errorf("the sequence is not what it should be: %d crashes, %d refused", crashes, refusedN)
		}
	})
}

// TestAFloodGetsWhatTheLimitGives asks ten times as often as the limit allows, through both processes, and again after
// one of them has crashed.
func TestAFloodGetsWhatTheLimitGives(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		process := twoProcesses(t, w)
		both := []*access.Pacer{process(), process()}
		passed := 0
		for n := range 20_000 { // of 1 ms each
			w.Clock.Set(w.Clock.Now() + 1000)
			if n == 10_000 {
				both[0] = process()
				process()
			}
			wait, err := both[n%2].Allow(ctx, pace, "partner-1")
			if err != nil {
				t.Fatal(err)
			}
			if wait == 0 {
				passed++
			}
		}
		may := int(pace.Burst) + 20_000/10
		if passed > may || passed < may-2*paceLease {
			t.Errorf("%d passed of the %d that may", passed, may)
		}
	})
}

// TestACrashLosesALeaseAtMost uses a limit up to the end of its burst through processes that crash after each request.
func TestACrashLosesALeaseAtMost(t *testing.T) {
	w := opentest.SQLite(t)
	process := twoProcesses(t, w)
	passed := 0
	for range pace.Burst + 1 {
		wait, err := process().Allow(ctx, pace, "clerk01")
		if err != nil {
			t.Fatal(err)
		}
		if wait == 0 {
			passed++
		}
	}
	if want := int(pace.Burst) / paceLease; passed != want {
		t.Errorf("%d passed, one for each of %d leases", passed, want)
	}
}

// TestManyAtOnceTakeOneLeaseTogether asks from many sides at one moment: what passes is the burst, to the last one.
func TestManyAtOnceTakeOneLeaseTogether(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		process := twoProcesses(t, w)
		both := []*access.Pacer{process(), process()}
		var mu sync.Mutex
		var all sync.WaitGroup
		passed := 0
		for n := range 600 {
			all.Go(func() {
				wait, err := both[n%2].Allow(ctx, pace, "clerk01")
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				} else if wait == 0 {
					passed++
				}
			})
		}
		all.Wait()
		if passed > int(pace.Burst) || passed < int(pace.Burst)-paceLease {
			t.Errorf("%d of 600 passed, want %d but for a lease", passed, pace.Burst)
		}
	})
}

// TestAClockPutBackLocksNobodyOut uses a limit up and puts the clock back by an hour.
func TestAClockPutBackLocksNobodyOut(t *testing.T) {
	w := opentest.SQLite(t)
	p := twoProcesses(t, w)()
	w.Clock.Set(w.Clock.Now() + 3_600_000_000)
	for n := 0; ; n++ {
		wait, err := p.Allow(ctx, pace, "clerk01")
		if err != nil || n > int(pace.Burst) {
			t.Fatal(n, err)
		}
		if wait > 0 {
			break
		}
	}
	w.Clock.Set(w.Clock.Now() - 3_600_000_000)
	if wait, err := p.Allow(ctx, pace, "clerk01"); err != nil || wait > 0 {
		t.Errorf("after the clock was put back: wait %s, %v", wait, err)
	}
}
