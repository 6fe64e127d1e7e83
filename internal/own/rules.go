package own

import (
	"fmt"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// The parameters of codes.
const (
	keySignature policy.Word  = "message.signature"
	keyMinutes   policy.Count = "own.code.minutes"
	keyTries     policy.Count = "own.code.tries"
	keyHour      policy.Count = "own.code.hour"
	keyDay       policy.Count = "own.code.day"
)

// After how long a session ends: unused, and whatever happens (GB/T 22239-2019 8.1.4.1 b).
const (
	idle    = 30 * time.Minute
	longest = 8 * time.Hour
)

// rules are how codes are given out on a day.
type rules struct {
	signature string
	minutes   int // for which a code is good
	tries     int // wrong ones after which it is none
	hour, day int // most codes to one person: within an hour for one source, and within a day
}

// rules are those of today.
func (s *Service) rules(tx unit.Tx) (r rules, err error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return r, err
	}
	day := s.Clock.Now().Date()
	if r.signature, err = keySignature.On(set, "", day); err != nil {
		return r, err
	}
	for _, p := range []struct {
		key  policy.Count
		into *int
	}{{keyMinutes, &r.minutes}, {keyTries, &r.tries}, {keyHour, &r.hour}, {keyDay, &r.day}} {
		if *p.into, err = p.key.On(set, "", day); err != nil {
			return r, err
		}
		if *p.into < 1 {
			return r, fmt.Errorf("policy %s is %d on %s; it is at least 1", p.key, *p.into, day)
		}
	}
	return r, nil
}

func span(d time.Duration) civil.Instant { return civil.Instant(d.Microseconds()) }
