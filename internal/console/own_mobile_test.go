package console_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/base/number"
	"guangsha/internal/event"
	"guangsha/internal/member"
)

// taken is a number that nobody of the city has.
const taken = "19912345678"

// entersAgain signs the member of the hall in.
func (h hall) entersAgain() string {
	h.t.Helper()
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	return h.enters(ticket, codeIn(letter))
}

// posts asks as whoever has a session.
func (h hall) posts(session, target string, body object) *httptest.ResponseRecorder {
	h.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.ask(http.MethodPost, target, strings.NewReader(string(text)), "Cookie", session,
		"Content-Type", "application/json")
}

// asksToMove asks for the two codes, and gives the ticket and the letters by the number that each went to.
func (h hall) asksToMove(session, mobile string) (ticket string, letters map[string]event.Letter) {
	h.t.Helper()
	w := h.posts(session, "/api/my/mobile/codes", object{"mobile": mobile})
	var given struct{ Ticket string }
	if err := json.Unmarshal(w.Body.Bytes(), &given); err != nil || w.Code != http.StatusOK {
		h.t.Fatalf("%d %s", w.Code, w.Body)
	}
	h.centre.Own.Sent()
	h.post.mu.Lock()
	defer h.post.mu.Unlock()
	letters = map[string]event.Letter{}
	for _, l := range h.post.letters {
		if strings.HasPrefix(l.ID, "own-"+given.Ticket[:20]+"-") {
			letters[l.To] = l
		}
	}
	return given.Ticket, letters
}

// registered is what the register has of the member.
func (h hall) registered() (p member.Personal) {
	h.t.Helper()
	return h.personOf(number.MemberNo(h.no))
}

// TestAMemberChangesTheirMobileWithACodeToEachNumber goes from the two codes to the register: the old session is over,
// the new one goes on, the old number signs in no more, and both numbers are told.
func TestAMemberChangesTheirMobileWithACodeToEachNumber(t *testing.T) {
	h := hallOf(t)
	session := h.entersAgain()
	waiting, unused := h.asks("192.0.2.1", h.no, h.person.Mobile)
	ticket, letters := h.asksToMove(session, wide(taken))
	old, fresh := codeIn(letters[h.person.Mobile]), codeIn(letters[taken])
	if len(letters) != 2 || old == "" || fresh == "" || letters[taken].Segments != 1 {
		t.Fatalf("%+v", letters)
	}
	last := h.since(0)[0].Seq
	w := h.posts(session, "/api/my/mobile", object{"ticket": ticket, "mobile": taken, "old": wide(old), "new": fresh})
	if w.Code != http.StatusOK || h.registered().Mobile != taken {
		t.Fatalf("%d %s, registered %s", w.Code, w.Body, h.registered().Mobile)
	}
	next := strings.Split(w.Header().Get("Set-Cookie"), ";")[0]
	if a, b := h.mine(session, "/api/my").Code, h.mine(next, "/api/my").Code; a != 401 || b != 200 {
		t.Errorf("the session before is answered %d, the new one %d", a, b)
	}
	if h.enters(waiting, codeIn(unused)) != "" {
		t.Error("a code that waited at the old number signs in")
	}
	if _, letter := h.asks("192.0.2.2", h.no, h.person.Mobile); letter.ID != "" {
		t.Error("the old number gets codes")
	}
	said := text(t, h.entriesOf("kind=person.amended"))
	if !strings.Contains(said, "手机号码") || strings.Contains(said, taken) || strings.Contains(said, h.person.Mobile) {
		t.Errorf("the log says %s", said)
	}
	if left := h.since(last); len(left) == 0 {
		t.Error("nothing is on record")
	}
	told := h.toldOf("12329", h.person.Mobile, taken)
	if !strings.Contains(told[h.person.Mobile], "改用其他手机号码") || !strings.Contains(told[taken], "登记信息") {
		t.Errorf("told are %v", told)
	}
	h.noFailure()
}

// toldOf waits for what the loop tells numbers of an amendment.
func (h hall) toldOf(part string, numbers ...string) map[string]string {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	told := map[string]string{}
	for ctx.Err() == nil && len(told) < len(numbers) {
		select {
		case <-h.post.came:
		case <-ctx.Done():
		}
		h.post.mu.Lock()
		for _, l := range h.post.letters {
			if slices.Contains(numbers, l.To) && !strings.HasPrefix(l.ID, "own-") && strings.Contains(l.Text, part) {
				told[l.To] = l.Text
			}
		}
		h.post.mu.Unlock()
	}
	return told
}

// TestAMobileIsNotChangedWithOneCode tries one code twice over, another number than the codes were for, wrong ones, old
// ones, those of somebody else and of a sign-in: the register stays as it is.
func TestAMobileIsNotChangedWithOneCode(t *testing.T) {
	h := hallOf(t)
	session := h.entersAgain()
	refused := func(what string, status int, body object) {
		t.Helper()
		w := h.posts(session, "/api/my/mobile", body)
		if w.Code != status || h.registered().Mobile != h.person.Mobile {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	codes := func(mobile string) (ticket, old, fresh string) {
		t.Helper()
		ticket, letters := h.asksToMove(session, mobile)
		return ticket, codeIn(letters[h.person.Mobile]), codeIn(letters[mobile])
	}
	ticket, old, fresh := codes(taken)
	refused("the old code twice", 422, object{"ticket": ticket, "mobile": taken, "old": old, "new": old})
	refused("another number", 422, object{"ticket": ticket, "mobile": "19912345679", "old": old, "new": fresh})
	refused("the new code twice", 422, object{"ticket": ticket, "mobile": taken, "old": fresh, "new": fresh})
	refused("after three tries", 422, object{"ticket": ticket, "mobile": taken, "old": old, "new": fresh})
	ticket, old, fresh = codes(taken)
	if h.enters(ticket, old) != "" || h.enters(ticket, fresh) != "" {
		t.Error("a code of a change signs in")
	}
	h.clock.Advance(5 * time.Minute)
	refused("after five minutes", 422, object{"ticket": ticket, "mobile": taken, "old": old, "new": fresh})
	refused("no ticket", 422, object{"ticket": "x", "mobile": taken, "old": old, "new": fresh})
	ticket, _ = h.asks("192.0.2.1", h.no, h.person.Mobile)
	refused("the ticket of a sign-in", 422, object{"ticket": ticket, "mobile": taken, "old": old, "new": fresh})
	ticket, old, fresh = codes(taken)
	mine := session
	other := h.personOf(number.MemberNo(h.objects["/api/members/"][3]))
	theirs, letter := h.asks("192.0.2.9", h.objects["/api/members/"][3], other.Mobile)
	session = h.enters(theirs, codeIn(letter))
	refused("somebody else", 422, object{"ticket": ticket, "mobile": taken, "old": old, "new": fresh})
	if h.personOf(number.MemberNo(h.objects["/api/members/"][3])).Mobile != other.Mobile {
		t.Error("somebody else is registered with the number")
	}
	session = mine
	for _, mobile := range []string{"", "12", h.person.Mobile, "' OR 1=1"} {
		w := h.posts(session, "/api/my/mobile/codes", object{"mobile": mobile})
		if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict {
			t.Errorf("%q: %d %s", mobile, w.Code, w.Body)
		}
	}
	for n := 0; ; n++ {
		w := h.posts(session, "/api/my/mobile/codes", object{"mobile": taken})
		if w.Code == http.StatusOK && n < 6 {
			continue
		}
		if p := problemOf(t, w); p.Code != "own.code.many" {
			t.Errorf("after %d more: %d %s", n, w.Code, w.Body)
		}
		break
	}
	h.noFailure()
}
