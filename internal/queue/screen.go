package queue

import (
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// What an expected wait rests on.
const (
	samples               = 20              // of those served last
	fewest                = 3               // below which nobody knows
	usual                 = int64(10 * 60)  // seconds of one, while nobody knows
	works   civil.Instant = 30 * 60_000_000 // a window works that called somebody so lately
)

// Board is the queue of an office at an instant (叫号屏).
type Board struct {
	Tickets []Ticket // of the day, by their serial
	Waiting int
	Minutes int // that whoever comes now may expect to wait
}

// Board reads the queue of an office.
func (s *Service) Board(tx unit.Tx, office string) (b Board, err error) {
	now := s.Clock.Now()
	if b.Tickets, err = s.Store.Tickets(tx, office, now.Date()); err != nil {
		return b, err
	}
	for _, t := range b.Tickets {
		if t.State == Waiting {
			b.Waiting++
		}
	}
	b.Minutes = Expected(b.Tickets, b.Waiting, now)
	return b, nil
}

// Ahead is how many wait before a ticket, and how many minutes whoever has it may expect to wait yet.
func (b Board) Ahead(t Ticket, now civil.Instant) (ahead, minutes int) {
	for _, one := range b.Tickets {
		if one.State == Waiting && one.Serial < t.Serial {
			ahead++
		}
	}
	return ahead, Expected(b.Tickets, ahead, now)
}

// Expected are the minutes (预计等候) until so many people were called: what the last ones took, shared among the windows
// that work, and rounded up.
func Expected(list []Ticket, ahead int, now civil.Instant) int {
	windows := map[int]bool{}
	var served []Ticket
	for _, t := range list {
		if t.Window > 0 && (t.State == Called || now-t.Last <= works) {
			windows[t.Window] = true
		}
		if t.State == Done {
			served = append(served, t)
		}
	}
	each := usual
	if len(served) >= fewest {
		slices.SortFunc(served, func(a, b Ticket) int { return int(seconds(b.Ended - a.Ended)) })
		served = served[:min(samples, len(served))]
		each = 0
		for _, t := range served {
			each += seconds(t.Ended - t.Last)
		}
		each /= int64(len(served))
	}
	rounds := 60 * int64(max(1, len(windows)))
	return int((int64(ahead)*each + rounds - 1) / rounds)
}
