// Package sms is the door of text messages (短信). What an operator's gateway does, a simulator does here: it takes
// letters, keeps each once and reports that it arrived.
package sms

import (
	"context"
	"fmt"
	"io"
	"sync"

	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// remembered is how many letters a simulator keeps, the latest.
const remembered = 10_000

// Simulator is a gateway inside the process that reaches nobody (短信网关模拟器). It is safe for concurrent use.
type Simulator struct {
	mu      sync.Mutex
	known   map[string]bool
	letters []event.Letter
	reports []event.Outcome
	shown   io.Writer // may be nil
}

// NewSimulator is a simulator that has taken nothing yet.
func NewSimulator() *Simulator { return &Simulator{known: map[string]bool{}} }

// NewShowing is a simulator that writes what it takes, a line a letter, for whoever tries the program (试用). Letters
// hold numbers, amounts and codes: no centre that people use has one.
func NewShowing(to io.Writer) *Simulator {
	s := NewSimulator()
	s.shown = to
	return s
}

// Door implements event.Deliverer.
func (s *Simulator) Door() act.Door { return act.SMS }

// Deliver implements event.Deliverer.
func (s *Simulator) Deliver(_ context.Context, letters []event.Letter) ([]event.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]event.Outcome, len(letters))
	for i, l := range letters {
		list[i] = event.Outcome{ID: l.ID, Fate: event.Taken}
		if s.known[l.ID] {
			continue
		}
		if s.shown != nil {
			if _, err := fmt.Fprintf(s.shown, "%s %s\n", l.To, l.Text); err != nil {
				return nil, fmt.Errorf("show a letter: %w", err)
			}
		}
		s.known[l.ID] = true
		s.letters = append(s.letters, l)
		s.reports = append(s.reports, event.Outcome{ID: l.ID, Fate: event.Arrived, Code: "DELIVRD"})
	}
	for len(s.letters) > remembered {
		delete(s.known, s.letters[0].ID)
		s.letters = s.letters[1:]
	}
	return list, nil
}

// Reports implements event.Deliverer.
func (s *Simulator) Reports(_ context.Context, keep func([]event.Outcome) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.reports) == 0 {
		return nil
	}
	if err := keep(s.reports); err != nil {
		return err
	}
	s.reports = nil
	return nil
}

// Letters are those that it has taken, each once, the latest last.
func (s *Simulator) Letters() []event.Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]event.Letter(nil), s.letters...)
}
