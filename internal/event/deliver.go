package event

import (
	"context"

	"guangsha/internal/base/act"
)

// Letter is a message as a door delivers it. It holds a number and amounts in clear: a door keeps neither in a log.
type Letter struct {
	// ID is the same when a letter is handed over again because the first answer was lost; a door that has it already
	// delivers nothing twice. Printable ASCII without spaces, at most 64 characters.
	ID           string
	To           string // mobile number
	Text         string // with the signature (签名)
	Segments     int    // that the text takes (计费条数)
	Registration string // number under which its template is registered (报备号)
}

// Fate is what became of a letter.
type Fate uint8

// The fates.
const (
	Taken   Fate = 1 // 已提交: the door has it and will report
	Arrived Fate = 2 // 已送达
	Failed  Fate = 3 // 未送达; it may be tried again
	Never   Fate = 4 // 不能送达: the number does not exist, or refuses messages
)

// Outcome is what a door says of a letter.
type Outcome struct {
	ID   string
	Fate Fate
	Code string // the other side's word for it, at most 40 characters
}

// Deliverer is a door that takes messages to people (投递渠道). Calls come at once: a code that somebody waits for is
// handed over while the loop of the centre hands over a batch, and must not wait for its end. A door with one line to
// the other side lets it go first. A door gives up when its context ends: the other letters of the centre wait for it.
type Deliverer interface {
	// Door is which one it is; a centre has one of each.
	Door() act.Door
	// Deliver hands letters over and says what became of them so far. A letter without an outcome, and every letter
	// after an error, may have been taken or not: it is handed over again with the same ID.
	Deliver(ctx context.Context, letters []Letter) ([]Outcome, error)
	// Reports hands the reports that have come (回执) to keep, and forgets them once keep has answered nil. They may
	// come late, twice and in any order.
	Reports(ctx context.Context, keep func([]Outcome) error) error
}
