package app

import (
	"encoding/hex"
	"fmt"
	"io"

	"guangsha/internal/base/secret/gm"
	"guangsha/internal/channel/sms"
	"guangsha/internal/event"
	"guangsha/internal/message"
)

// SimulatedDoors are doors that deliver to nobody, for a centre that has no gateway of an operator.
func SimulatedDoors() []event.Deliverer { return []event.Deliverer{sms.NewSimulator()} }

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
