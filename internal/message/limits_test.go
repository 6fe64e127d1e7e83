package message_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/event"
	"guangsha/internal/member"
	"guangsha/internal/message"
	"guangsha/internal/store/opentest"
)

var (
	requests = flag.Int("requests", 5_000, "message requests that TestLimits makes")
	seedFlag = flag.Uint64("seed", 0, "seed of TestLimits; zero takes a new one")
)

// TestLimitsAreKeptExactly lets events fall on people over ten days under a clock that is moved, far more than policy
// lets through, and has a plain reading of the policy say what each number may have got and when. Some people share a
// number. What is sent is exactly what that reading allows: nothing more, nothing earlier and nothing later.
func TestLimitsAreKeptExactly(t *testing.T) {
	seed := *seedFlag
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d, %d requests", seed, *requests)
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		l := openLimits(t, w, rand.New(rand.NewPCG(seed, 1)))
		got, dead := l.live()
		want, stale := l.read()
		if dead != stale {
			t.Errorf("%d messages grew too old, want %d", dead, stale)
		}
		sent := 0
		for number, times := range want {
			sent += len(times)
			slices.Sort(got[number])
			if !slices.Equal(got[number], times) {
				t.Errorf("a number got %d messages, want %d; first difference at %s", len(got[number]), len(times),
					difference(got[number], times))
				return
			}
		}
		if len(l.door.handed) != sent {
			t.Errorf("%d letters, want %d", len(l.door.handed), sent)
		}
		t.Logf("%d messages about %d people: %d sent in %d turns, %d too old", l.messages, len(l.who), sent,
			len(l.steps), stale)
		if sent == 0 || stale == 0 || sent+stale != l.messages {
			t.Errorf("the limits were not met, or messages are missing")
		}
	})
}

func difference(got, want []civil.Instant) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprint(got[i:min(i+1, len(got))], want[i:min(i+1, len(want))])
		}
	}
	return "nothing"
}

// limits is a world of employers whose members hear of months credited.
type limits struct {
	*centre
	random   *rand.Rand
	numbers  map[int][]string // by employer
	told     []telling
	steps    []civil.Instant // at which the loop looks
	messages int
}

// telling is an event that is to come.
type telling struct {
	at       civil.Instant
	event    event.Event
	employer int
}

const (
	bodies   = 50 // events for each employer
	daysLong = 10
)

func openLimits(t *testing.T, w *opentest.World, random *rand.Rand) *limits {
	l := &limits{centre: open(t, w, 1), random: random, numbers: map[int][]string{}}
	l.set("message.on.contribution.posted", "on")
	v := l.voucher()
	size := min(1000, max(10, *requests/bodies/4))
	begin, end := civil.At(today, 9, 0), civil.At(today+daysLong, 0, 0)
	list := 0
	for n := 2; l.messages < *requests; n++ {
		e := l.hire(n, size, l.person(n))
		for range bodies {
			list++
			at := begin + civil.Instant(random.Int64N(int64(end-begin)))
			if last := len(l.told) - 1; random.IntN(3) == 0 && last >= 0 && l.told[last].employer == n {
				at = l.told[last].at + civil.Instant(random.Int64N(int64(20*time.Minute/time.Microsecond))) // a burst
			}
			l.told = append(l.told, telling{at, l.posted(e, list, v), n})
			l.messages += size
		}
	}
	slices.SortStableFunc(l.told, func(a, b telling) int { return int(min(1, max(-1, a.at-b.at))) })
	for at := begin; at < end+civil.Instant(5*24*time.Hour/time.Microsecond); {
		l.steps = append(l.steps, at)
		at += civil.Instant(random.Int64N(int64(90 * time.Minute / time.Microsecond)))
	}
	return l
}

// person makes the people of an employer, one in ten of whom has the number of somebody before. The first of each has
// one and the same, at which more arrives than may ever be sent.
func (l *limits) person(employer int) func(int) member.NewMember {
	return func(n int) member.NewMember {
		p := opentest.Person(n)
		before := l.numbers[2]
		switch {
		case len(before) > 0 && len(l.numbers[employer]) == 0:
			p.Mobile = before[0]
		case len(before) > 0 && l.random.IntN(10) == 0:
			p.Mobile = before[l.random.IntN(len(before))]
		}
		l.numbers[employer] = append(l.numbers[employer], p.Mobile)
		return p
	}
}

// live lets the days go by and gives when each number got a message, and how many messages grew too old.
func (l *limits) live() (got map[string][]civil.Instant, dead int) {
	told := l.told
	for _, at := range l.steps {
		for len(told) > 0 && told[0].at <= at {
			l.Clock.Set(told[0].at)
			l.announce(told[0].event)
			told = told[1:]
		}
		l.Clock.Set(at)
		l.turn()
	}
	got = map[string][]civil.Instant{}
	for i, letter := range l.door.handed {
		got[letter.To] = append(got[letter.To], l.door.times[i])
	}
	return got, l.count(message.Dead)
}

// read is the policy read plainly: at each look, unless it is night, every number gets what has waited longest for as
// long as it has had fewer than five in the last hour and fewer than ten since midnight; what is three days old is not
// sent any more.
func (l *limits) read() (sent map[string][]civil.Instant, stale int) {
	const minute, hour, day = 60_000_000, 3_600_000_000, 86_400_000_000
	sent = map[string][]civil.Instant{}
	waiting := map[string][]civil.Instant{}
	told := l.told
	for _, at := range l.steps {
		for ; len(told) > 0 && told[0].at <= at; told = told[1:] {
			for _, number := range l.numbers[told[0].employer] {
				waiting[number] = append(waiting[number], told[0].at)
			}
		}
		local := int64(at) + 8*hour
		if ofDay := local % day / minute; ofDay < 8*60 || ofDay >= 22*60 {
			continue
		}
		for number, queue := range waiting {
			for len(queue) > 0 {
				if int64(at-queue[0]) >= 3*day {
					stale++
					queue = queue[1:]
					continue
				}
				inHour, inDay := 0, 0
				for _, before := range sent[number] {
					if int64(at-before) < hour {
						inHour++
					}
					if (int64(before)+8*hour)/day == local/day {
						inDay++
					}
				}
				if inHour >= 5 || inDay >= 10 {
					break
				}
				sent[number] = append(sent[number], at)
				queue = queue[1:]
			}
			waiting[number] = queue
		}
	}
	for _, queue := range waiting {
		stale += len(queue)
	}
	return sent, stale
}
