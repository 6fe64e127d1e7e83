package console_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/app"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/member"
)

// slowly is a gateway that takes as long for a batch of the loop as it is held up, and answers a code at once.
type slowly struct {
	*postbox
	begun  chan struct{} // a batch has come
	let    chan struct{} // closed when it may be taken
	passed chan event.Letter
}

// Deliver implements event.Deliverer.
func (s *slowly) Deliver(ctx context.Context, letters []event.Letter) ([]event.Outcome, error) {
	if len(letters) == 1 && letters[0].ID[:4] == "own-" {
		s.passed <- letters[0]
		return s.postbox.Deliver(ctx, letters)
	}
	select {
	case s.begun <- struct{}{}:
	default:
	}
	select {
	case <-s.let:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.postbox.Deliver(ctx, letters)
}

// TestACodeDoesNotWaitForABatch has the gateway hold up a batch of the loop: who asks for a code meanwhile gets it, and
// the batch goes out afterwards.
func TestACodeDoesNotWaitForABatch(t *testing.T) {
	slow := &slowly{postbox: &postbox{came: make(chan struct{}, 1)}, begun: make(chan struct{}, 1),
		let:    make(chan struct{}),
		passed: make(chan event.Letter, 9)}
	h := hall{post: slow.postbox}
	h.matrix = matrixWith(t, app.Outside{Doors: []event.Deliverer{slow}})
	h.clock.Set(h.clock.Now() + 3*civilHour)
	h.enter()
	h.find()
	h.no = h.objects["/api/members/"][0]
	h.person = h.registered()
	h.unit(func(tx unit.Tx, _ access.Store) error { // something that people are told of
		m, err := h.centre.Member.Member(tx, number.MemberNo(h.objects["/api/members/"][3]))
		if err != nil {
			return err
		}
		return h.centre.Member.Amend(tx, m, member.Amendment{Mobile: taken}, 0)
	})
	within, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	select {
	case <-slow.begun:
	case <-within.Done():
		t.Fatal("the loop hands nothing over")
	}
	w := h.from("192.0.2.1", "/api/my/code", object{"number": h.no, "mobile": h.person.Mobile})
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	soon, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	select {
	case l := <-slow.passed:
		if l.To != h.person.Mobile || codeIn(l) == "" {
			t.Errorf("%+v", l)
		}
	case <-soon.Done():
		t.Error("a code waits for a batch")
	}
	close(slow.let)
	h.centre.Own.Sent()
}
