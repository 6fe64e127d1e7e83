package civil

import (
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestInstantsPrintAtBeijingTime(t *testing.T) {
	i := At(DateOf(2024, 6, 30), 0, 5)
	if i.String() != "2024-06-30T00:05:00+08:00" || i.Date() != DateOf(2024, 6, 30) {
		t.Error(i)
	}
	if got := i.Time().Format(time.RFC3339); got != "2024-06-29T16:05:00Z" {
		t.Error(got)
	}
	if got := (i + 1).String(); got != "2024-06-30T00:05:00.000001+08:00" {
		t.Error(got)
	}
	if before := At(DateOf(1949, 10, 1), 15, 0) - 1; before.String() != "1949-10-01T14:59:59.999999+08:00" {
		t.Error(before)
	}
}

func TestInstantsAgreeWithTheStandardLibrary(t *testing.T) {
	beijing := time.FixedZone("+08:00", 8*3600)
	rapid.Check(t, func(t *rapid.T) {
		i := Instant(rapid.Int64Range(-60_000_000_000_000_000, 250_000_000_000_000_000).Draw(t, "micros"))
		if InstantOf(i.Time()) != i {
			t.Fatal("does not come back")
		}
		parsed, err := time.Parse(time.RFC3339Nano, i.String())
		if err != nil || InstantOf(parsed) != i {
			t.Fatalf("%s reads as %v %v", i, parsed, err)
		}
		if want := i.Time().In(beijing).Format(time.DateOnly); i.Date().String() != want {
			t.Fatalf("%s lies on %s, want %s", i, i.Date(), want)
		}
	})
}

func TestAManualClockMovesOnlyWhenTold(t *testing.T) {
	start := At(DateOf(2024, 6, 30), 23, 59)
	m := NewManual(start)
	var clock Clock = m
	if clock.Now() != start || clock.Now() != start {
		t.Error("it moved by itself")
	}
	if got := m.Advance(time.Minute); got != At(DateOf(2024, 7, 1), 0, 0) || m.Now() != got {
		t.Error(got)
	}
	m.Set(start)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				m.Advance(time.Microsecond)
				m.Now()
			}
		})
	}
	wg.Wait()
	if m.Now() != start+8000 {
		t.Errorf("after 8000 steps: %s", m.Now())
	}
}
