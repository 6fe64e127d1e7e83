package app

import (
	"encoding/hex"
	"fmt"
	"io"

	"guangsha/internal/base/act"
	"guangsha/internal/base/secret"
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
func (c *Centre) deliver(keys secret.KeySet, random io.Reader, outside Outside) error {
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

// doorOf is the door of a kind among some, or nil.
func doorOf(doors []event.Deliverer, kind act.Door) event.Deliverer {
	for _, d := range doors {
		if d.Door() == kind {
			return d
		}
	}
	return nil
}
