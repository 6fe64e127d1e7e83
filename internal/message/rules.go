package message

import (
	"fmt"
	"slices"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/policy"
)

// The parameters of delivery. Whether a template is in use is one of each: message.on. and its code, "on" or "off".
const (
	keySignature policy.Word  = "message.signature"
	keyQuietFrom policy.Word  = "message.quiet.from"
	keyQuietTo   policy.Word  = "message.quiet.to"
	keyHour      policy.Count = "message.limit.hour"
	keyDay       policy.Count = "message.limit.day"
	keyStale     policy.Count = "message.stale_hours"
	keyTries     policy.Count = "message.tries"
	keyRetry     policy.Count = "message.retry_minutes"
	prefixOn                  = "message.on."
)

// Rules are how messages are delivered on a day (投递规则).
type Rules struct {
	Signature          string          // 签名
	QuietFrom, QuietTo int             // minutes of the day; from the first on, until before the second
	Hour, Day          int             // most messages to one number within an hour, and on one day
	Stale              time.Duration   // after which a message is not sent any more
	Tries              int             // rounds before it is a dead letter
	Retry              time.Duration   // before the second round, twice as long before each next one
	On                 map[string]bool // templates in use, by code
}

// RulesOn are the rules of a day. A parameter that is missing or malformed is a defect of the configuration.
func RulesOn(set *policy.Set, day civil.Date) (r Rules, err error) {
	get := reader{set: set, day: day}
	r = Rules{Signature: get.word(keySignature), QuietFrom: get.minute(keyQuietFrom), QuietTo: get.minute(keyQuietTo),
		Hour: get.count(keyHour), Day: get.count(keyDay), Tries: get.count(keyTries),
		Stale: time.Duration(get.count(keyStale)) * time.Hour,
		Retry: time.Duration(get.count(keyRetry)) * time.Minute, On: map[string]bool{}}
	for _, t := range Templates {
		r.On[t.Code] = get.word(policy.Word(prefixOn+t.Code)) == "on"
	}
	return r, get.err
}

// reader reads parameters and keeps the first error.
type reader struct {
	set *policy.Set
	day civil.Date
	err error
}

func (r *reader) word(k policy.Word) string {
	v, err := k.On(r.set, "", r.day)
	r.fail(err)
	return v
}

func (r *reader) count(k policy.Count) int {
	n, err := k.On(r.set, "", r.day)
	if err == nil && n < 1 {
		err = fmt.Errorf("policy %s is %d on %s; it is at least 1", k, n, r.day)
	}
	r.fail(err)
	return n
}

// minute reads a time of the day, as in 22:00; the day's end is its beginning.
func (r *reader) minute(k policy.Word) int {
	text := r.word(k)
	minutes, err := civil.ParseTimeOfDay(text)
	if err != nil {
		r.fail(fmt.Errorf("policy %s on %s: %w", k, r.day, err))
	}
	return minutes % (24 * 60)
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func span(d time.Duration) civil.Instant { return civil.Instant(d.Microseconds()) }

func midnight(now civil.Instant) civil.Instant { return civil.At(now.Date(), 0, 0) }

// Quiet says whether nobody is to be disturbed at an instant (免打扰时段). Equal ends are no quiet hours at all.
func (r Rules) Quiet(now civil.Instant) bool {
	minute := int((now - midnight(now)) / span(time.Minute))
	if r.QuietFrom <= r.QuietTo {
		return r.QuietFrom <= minute && minute < r.QuietTo
	}
	return minute >= r.QuietFrom || minute < r.QuietTo
}

// remembered is the instant after which messages to a number still count.
func remembered(now civil.Instant) civil.Instant { return min(now-span(time.Hour), midnight(now)-1) }

// Free is when a number may get the next message, now or later, given the instants after remembered at which it got
// one, ascending. Within any hour it gets no more than the limit of the hour, on any day no more than that of the day.
func (r Rules) Free(used []civil.Instant, now civil.Instant) civil.Instant {
	free := now
	if recent := len(used) - r.Hour; recent >= 0 {
		free = max(free, used[recent]+span(time.Hour))
	}
	today, _ := slices.BinarySearch(used, midnight(now))
	if len(used)-today >= r.Day {
		free = max(free, civil.At(now.Date().AddDays(1), 0, 0))
	}
	return free
}

// wait is how long a message rests after so many rounds or misses, at most a day.
func (r Rules) wait(times int) civil.Instant {
	return min(span(r.Retry)<<min(max(times-1, 0), 20), span(24*time.Hour))
}
