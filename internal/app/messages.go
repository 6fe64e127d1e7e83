package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"guangsha/internal/base/act"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/channel/sms"
	"guangsha/internal/event"
	"guangsha/internal/message"
)

// SimulatedDoors are doors that deliver to nobody, for a centre that has no gateway of an operator. They write what
// they take to shown, which may be nil, for whoever tries the program.
func SimulatedDoors(shown io.Writer) []event.Deliverer {
	return []event.Deliverer{sms.NewShowing(shown)}
}

// deliver starts the loop that delivers messages, where there are doors.
func (c *Centre) deliver(keys *gm.Keys, random io.Reader, outside Outside) error {
	if len(outside.Doors) == 0 {
		return nil
	}
	name := make([]byte, 16)
	if _, err := io.ReadFull(random, name); err != nil {
		return fmt.Errorf("name of the process: %w", err)
	}
	c.loop = message.NewLoop(message.Delivery{Work: c.store, Policy: c.Policy, Store: c.store.Messages(),
		Cipher: keys.Field, Clock: c.Clock, Doors: outside.Doors, Holder: hex.EncodeToString(name),
		Alarm: outside.Alarm})
	c.loop.Start()
	return nil
}

// inTurn are doors that are asked one thing at a time, since more than the loop asks them.
func inTurn(doors []event.Deliverer) []event.Deliverer {
	list := make([]event.Deliverer, len(doors))
	for i, d := range doors {
		list[i] = &oneAtATime{door: d}
	}
	return list
}

// oneAtATime is a door that answers one call after the other.
type oneAtATime struct {
	mu   sync.Mutex
	door event.Deliverer
}

// Door implements event.Deliverer.
func (d *oneAtATime) Door() act.Door { return d.door.Door() }

// Deliver implements event.Deliverer.
func (d *oneAtATime) Deliver(ctx context.Context, letters []event.Letter) ([]event.Outcome, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.door.Deliver(ctx, letters)
}

// Reports implements event.Deliverer.
func (d *oneAtATime) Reports(ctx context.Context, keep func([]event.Outcome) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.door.Reports(ctx, keep)
}

// doorOf is the door of a kind among some, or nil.
func doorOf(doors []event.Deliverer, kind act.Door) event.Deliverer {
	for _, d := range doors {
		if d.Door() == kind {
			return d
		}
	}
	return nil
}
