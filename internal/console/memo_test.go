package console

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// stated is books of which nothing can be read but their state.
type stated struct {
	ledger.Reader
	state atomic.Value
}

func (s *stated) State(unit.Tx) (string, error) { return s.state.Load().(string), nil }

// reading is work that only reads.
type reading struct{}

func (reading) Do(context.Context, act.By, string, func(unit.Tx) error) error {
	return errors.ErrUnsupported
}
func (reading) Read(_ context.Context, f func(unit.Tx) error) error { return f(nil) }

// TestAnAnswerThatTakesLongIsGivenAsItWas changes the books under an answer: a page gets the last one with a mark, an
// export waits, and once the new one is there everybody gets it without a mark.
func TestAnAnswerThatTakesLongIsGivenAsItWas(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	gate := make(chan struct{})
	var made atomic.Int64
	figure := func(context.Context) (string, error) {
		if state := s.state.Load().(string); made.Add(1) > 1 {
			<-gate
			return state, nil
		}
		return "one", nil
	}
	ask := func(ctx context.Context) (string, string) {
		h := http.Header{}
		got, err := remember(context.WithValue(ctx, headKey{}, h), c, &c.answers, "figure", figure)
		if err != nil {
			t.Error(err)
		}
		return got, h.Get(headBooks)
	}
	if got, age := ask(t.Context()); got != "one" || age != "" {
		t.Fatalf("first %q, %q", got, age)
	}
	if got, age := ask(t.Context()); got != "one" || age != "" || made.Load() != 1 {
		t.Fatalf("again %q, %q, made %d times", got, age, made.Load())
	}
	s.state.Store("two")
	for range 2 {
		if got, age := ask(t.Context()); got != "one" || age != "old" {
			t.Errorf("while the new one is made: %q, %q", got, age)
		}
	}
	exported := make(chan string)
	go func() {
		page := context.WithValue(t.Context(), headKey{}, http.Header{})
		got, err := remember(exact(page), c, &c.answers, "figure", figure)
		if err != nil {
			got = err.Error()
		}
		exported <- got
	}()
	close(gate)
	if got := <-exported; got != "two" {
		t.Errorf("exported %q", got)
	}
	if got, age := ask(t.Context()); got != "two" || age != "" || made.Load() != 2 {
		t.Errorf("after: %q, %q, made %d times", got, age, made.Load())
	}
}

// TestAnAnswerBegunBeforeAChangeIsNotTakenForTheNewOne changes the books while an answer is made.
func TestAnAnswerBegunBeforeAChangeIsNotTakenForTheNewOne(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	begun, gate := make(chan struct{}), make(chan struct{})
	var made atomic.Int64
	figure := func(context.Context) (string, error) {
		state := s.state.Load().(string)
		if made.Add(1) == 1 {
			close(begun)
			<-gate
		}
		return state, nil
	}
	first := make(chan string)
	ask := func() string {
		got, err := remember(t.Context(), c, &c.answers, "figure", figure)
		if err != nil {
			return err.Error()
		}
		return got
	}
	go func() { first <- ask() }()
	<-begun
	s.state.Store("two")
	second := make(chan string)
	go func() { second <- ask() }()
	close(gate)
	if got := <-second; got != "two" {
		t.Errorf("who asked after the change got %q", got)
	}
	<-first
}

// TestAFailureIsNotKept fails once.
func TestAFailureIsNotKept(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	broken := errors.New("broken")
	var made atomic.Int64
	figure := func(context.Context) (string, error) {
		switch made.Add(1) {
		case 1:
			return "", broken
		case 2:
			panic("broken")
		}
		return "whole", nil
	}
	ask := func() (string, error) { return remember(t.Context(), c, &c.answers, "figure", figure) }
	if _, err := ask(); !errors.Is(err, broken) {
		t.Errorf("first: %v", err)
	}
	if _, err := ask(); err == nil {
		t.Error("a panic was no failure")
	}
	if got, err := ask(); got != "whole" || err != nil {
		t.Errorf("third: %q, %v", got, err)
	}
}

// TestAnswersAreMadeAhead renews what was asked for since the last time, and nothing else.
func TestAnswersAreMadeAhead(t *testing.T) {
	s := &stated{}
	s.state.Store("one")
	c := New(Deps{Work: reading{}, Ledger: s})
	var made atomic.Int64
	figure := func(context.Context) (int64, error) { return made.Add(1), nil }
	if _, err := remember(t.Context(), c, &c.answers, "figure", figure); err != nil {
		t.Fatal(err)
	}
	for i, state := range []string{"two", "three"} {
		s.state.Store(state)
		c.answers.renew(t.Context(), state)
		if n := made.Load(); n != 2 {
			t.Errorf("renewal %d: made %d times; asked for once", i+1, n)
		}
	}
}
