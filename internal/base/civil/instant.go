package civil

import (
	"fmt"
	"sync/atomic"
	"time"
)

// Instant is a point in time, in microseconds since 1970-01-01 00:00 UTC.
type Instant int64

const (
	microsPerSecond = 1_000_000
	microsPerDay    = 86_400 * microsPerSecond
	zoneOffset      = 8 * 3600 * microsPerSecond // 北京时间, +08:00
)

// At is the instant of a date, hour and minute at +08:00.
func At(date Date, hour, minute int) Instant {
	return Instant(int64(date)*microsPerDay + int64(hour*60+minute)*60*microsPerSecond - zoneOffset)
}

// ParseTimeOfDay reads a time of day as in 08:30, from 00:00 to 24:00, which ends it, and gives the minutes since
// midnight.
func ParseTimeOfDay(text string) (minutes int, err error) {
	if text == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("%q is no time of day", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// InstantOf converts from the standard library's time; what is finer than a microsecond is dropped.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time converts to the standard library's time, in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// Date is the date at +08:00.
func (i Instant) Date() Date {
	date, _ := i.split()
	return date
}

// String gives the instant as RFC 3339 at +08:00, with six decimals of the second where they are not all zero, for
// example "2024-06-30T09:15:00+08:00".
func (i Instant) String() string {
	date, micros := i.split()
	seconds := micros / microsPerSecond
	fraction := ""
	if rest := micros % microsPerSecond; rest != 0 {
		fraction = fmt.Sprintf(".%06d", rest)
	}
	return fmt.Sprintf("%sT%02d:%02d:%02d%s+08:00", date, seconds/3600, seconds/60%60, seconds%60, fraction)
}

// Minute gives the instant at +08:00 as people read it, to the minute: "2024-06-30 09:15".
func (i Instant) Minute() string { return i.Second()[:len("2024-06-30 09:15")] }

// Second is Minute to the second: "2024-06-30 09:15:00".
func (i Instant) Second() string {
	date, micros := i.split()
	seconds := micros / microsPerSecond
	return fmt.Sprintf("%s %02d:%02d:%02d", date, seconds/3600, seconds/60%60, seconds%60)
}

// split gives the date at +08:00 and the microseconds since its midnight.
func (i Instant) split() (Date, int64) {
	local := int64(i) + zoneOffset
	day := floorDiv(local, microsPerDay)
	return Date(day), local - day*microsPerDay
}

// Clock tells the time. The program has one that reads the wall clock; a rehearsal and a test have a Manual.
type Clock interface{ Now() Instant }

// Manual is a clock that stands until it is moved. It is safe for concurrent use.
type Manual struct{ now atomic.Int64 }

// NewManual is a clock that stands at an instant.
func NewManual(at Instant) *Manual {
	m := new(Manual)
	m.Set(at)
	return m
}

// Now implements Clock.
func (m *Manual) Now() Instant { return Instant(m.now.Load()) }

// Set moves the clock to an instant, forward or back.
func (m *Manual) Set(at Instant) { m.now.Store(int64(at)) }

// Advance moves the clock forward by d and gives the new time; what is finer than a microsecond is dropped.
func (m *Manual) Advance(d time.Duration) Instant { return Instant(m.now.Add(d.Microseconds())) }
