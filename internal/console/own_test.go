package console_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/member"
	"guangsha/internal/own"
)

// postbox is a gateway that keeps what it takes.
type postbox struct {
	mu      sync.Mutex
	letters []event.Letter
	came    chan struct{} // says that there is more
}

// Door implements event.Deliverer.
func (p *postbox) Door() act.Door { return act.SMS }

// Deliver implements event.Deliverer.
func (p *postbox) Deliver(_ context.Context, letters []event.Letter) (list []event.Outcome, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range letters {
		p.letters = append(p.letters, l)
		list = append(list, event.Outcome{ID: l.ID, Fate: event.Taken})
	}
	select {
	case p.came <- struct{}{}:
	default:
	}
	return list, nil
}

// Reports implements event.Deliverer.
func (p *postbox) Reports(context.Context, func([]event.Outcome) error) error { return nil }

// hall is the city with a gateway, and a member who comes to it.
type hall struct {
	matrix
	post   *postbox
	no     string
	person member.Personal
}

func hallOf(t *testing.T) hall {
	t.Helper()
	h := hall{post: &postbox{came: make(chan struct{}, 1)}}
	h.matrix = matrixWith(t, app.Outside{Doors: []event.Deliverer{h.post}})
	h.clock.Set(h.clock.Now() + 3*civilHour)
	h.enter()
	h.find()
	h.no = h.objects["/api/members/"][0]
	h.person = h.personOf(number.MemberNo(h.no))
	return h
}

const civilHour = 3_600_000_000

// from asks from an address.
func (h hall) from(address, target string, body object) *httptest.ResponseRecorder {
	h.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		h.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8640"+target, bytes.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	r.RemoteAddr = address + ":5000"
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

// asks for a code and gives the ticket, and the letter if one went out.
func (h hall) asks(address, no, mobile string) (ticket string, letter event.Letter) {
	h.t.Helper()
	h.post.mu.Lock()
	before := len(h.post.letters)
	h.post.mu.Unlock()
	w := h.from(address, "/api/my/code", object{"number": no, "mobile": mobile})
	var given struct{ Ticket string }
	if err := json.Unmarshal(w.Body.Bytes(), &given); err != nil || w.Code != http.StatusOK || len(given.Ticket) != 40 {
		h.t.Fatalf("%d %s", w.Code, w.Body)
	}
	h.centre.Own.Sent()
	h.post.mu.Lock()
	defer h.post.mu.Unlock()
	for _, l := range h.post.letters[before:] {
		if strings.HasPrefix(l.ID, "own-") {
			letter = l
		}
	}
	return given.Ticket, letter
}

var sixDigits = regexp.MustCompile(`验证码(\d{6})，`)

func codeIn(l event.Letter) string {
	found := sixDigits.FindStringSubmatch(l.Text)
	if found == nil {
		return ""
	}
	return found[1]
}

// enters signs in and gives the session, or nothing.
func (h hall) enters(ticket, code string) string {
	h.t.Helper()
	w := h.from("192.0.2.1", "/api/my/sign-in", object{"ticket": ticket, "code": code})
	if w.Code != http.StatusOK {
		if p := problemOf(h.t, w); p.Code != "own.code" {
			h.t.Errorf("%d %s", w.Code, w.Body)
		}
		return ""
	}
	return strings.Split(w.Header().Get("Set-Cookie"), ";")[0]
}

// mine asks as whoever has a session.
func (h hall) mine(session, target string) *httptest.ResponseRecorder {
	return h.ask(http.MethodGet, target, nil, "Cookie", session)
}

// another is a code that is not this one.
func another(code string) string { return fmt.Sprintf("%06d", (int(code[5]-'0')+1)%10) }

// TestAMemberSignsInWithACodeAndSeesTheirOwn goes from the code to the account, by either number, and out again. The
// session opens nothing of staff, and theirs nothing of a member's.
func TestAMemberSignsInWithACodeAndSeesTheirOwn(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.1", wide(h.person.IDNo), h.person.Mobile[:3]+" "+h.person.Mobile[3:])
	if letter.To != h.person.Mobile || codeIn(letter) == "" || letter.Segments != 1 ||
		!strings.Contains(letter.Text, "5分钟内有效") {
		t.Fatalf("%+v", letter)
	}
	session := h.enters(ticket, wide(codeIn(letter)))
	for target, want := range map[string]int{"/api/my": 200, "/api/my/cases": 200, "/api/my/lookers": 200,
		"/api/my/accounts/" + h.no: 200, "/api/my/accounts/" + h.no + "/statement": 200, "/api/my/export/xlsx": 200,
		"/api/my/accounts/" + h.objects["/api/members/"][1]:                404,
		"/api/my/accounts/" + h.objects["/api/members/"][3] + "/statement": 404,
		"/api/my/accounts/x": 404, "/api/members": 401, "/api/centre": 401,
		"/api/members/" + h.no: 401, "/api/passkeys": 401} {
		w := h.mine(session, target)
		if w.Code != want {
			t.Errorf("%s: %d %.200s", target, w.Code, w.Body)
		}
		for _, secret := range []string{h.person.IDNo, h.person.Mobile, h.person.Name} {
			if strings.Contains(w.Body.String(), secret) {
				t.Errorf("%s tells %s", target, secret)
			}
		}
	}
	if w := h.mine("guangsha_member="+strings.Split(h.session("finance"), ";")[0], "/api/my"); w.Code != 401 {
		t.Errorf("staff: %d", w.Code)
	}
	if w := h.mine("guangsha_session="+strings.TrimPrefix(session, "guangsha_member="), "/api/centre"); w.Code != 401 {
		t.Errorf("a member's session as that of staff: %d", w.Code)
	}
	out := h.ask(http.MethodPost, "/api/my/sign-out", strings.NewReader(""), "Cookie", session)
	if w := h.mine(session, "/api/my"); out.Code != http.StatusOK || w.Code != http.StatusUnauthorized {
		t.Errorf("out %d, then %d", out.Code, w.Code)
	}
	ticket, letter = h.asks("192.0.2.1", h.no, h.person.Mobile)
	if h.enters(ticket, codeIn(letter)) == "" {
		t.Error("the number of the account does not do")
	}
	h.noFailure()
}

// TestNobodyLearnsWhoIsAMember asks with what fits and with what does not: but for the ticket the answers are the same,
// the same is written, and no letter goes to anybody else.
func TestNobodyLearnsWhoIsAMember(t *testing.T) {
	h := hallOf(t)
	stranger := h.personOf(number.MemberNo(h.objects["/api/members/"][3]))
	issuer, err := number.NewIssuer(h.no[:4] + "00")
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := issuer.Member(999_999_999)
	if err != nil {
		t.Fatal(err)
	}
	nobody := string(unknown)
	answer, left := "", ""
	for i, a := range [][2]string{{h.no, h.person.Mobile}, {h.person.IDNo, stranger.Mobile},
		{nobody, h.person.Mobile}, {stranger.IDNo, h.person.Mobile}, {h.no, "15912345678"}} {
		last := h.since(0)[0].Seq
		w := h.from("192.0.2.1", "/api/my/code", object{"number": a[0], "mobile": a[1]})
		said := regexp.MustCompile(`[0-9a-f]{40}`).ReplaceAllString(w.Body.String(), "T")
		var kinds []string
		for _, e := range h.since(last) {
			if e.Kind != "message.moved" {
				kinds = append(kinds, e.Kind)
			}
		}
		if i == 0 {
			answer, left = said, fmt.Sprint(kinds)
		}
		if w.Code != http.StatusOK || said != answer || fmt.Sprint(kinds) != left || left != "[own.code-asked]" {
			t.Errorf("%d is answered %d %s, and leaves %v", i, w.Code, w.Body, kinds)
		}
	}
	h.centre.Own.Sent()
	n := 0
	for _, l := range h.post.letters {
		if strings.HasPrefix(l.ID, "own-") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d letters", n)
	}
	for _, a := range [][2]string{{h.person.Mobile, h.person.Mobile}, {"", ""}, {h.no, "1"},
		{"' OR 1=1", h.person.Mobile}} {
		if w := h.from("192.0.2.1", "/api/my/code", object{"number": a[0], "mobile": a[1]}); w.Code != 422 {
			t.Errorf("%v: %d %s", a, w.Code, w.Body)
		}
	}
	h.noFailure()
}

// TestACodeIsGoodOnceForAWhileAndAFewTries tries codes that are wrong, used, old, or somebody else's.
func TestACodeIsGoodOnceForAWhileAndAFewTries(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	code := codeIn(letter)
	if h.enters(ticket, another(code)) != "" || h.enters("", code) != "" || h.enters(ticket+"0", code) != "" {
		t.Error("a wrong code or ticket signs in")
	}
	if h.enters(ticket, code) == "" {
		t.Error("after one wrong try the right code is refused")
	}
	if h.enters(ticket, code) != "" {
		t.Error("a code signs in twice")
	}
	ticket, letter = h.asks("192.0.2.1", h.no, h.person.Mobile)
	for range 3 {
		h.enters(ticket, another(codeIn(letter)))
	}
	if h.enters(ticket, codeIn(letter)) != "" {
		t.Error("a code is good after three wrong tries")
	}
	ticket, letter = h.asks("192.0.2.1", h.no, h.person.Mobile)
	h.clock.Advance(5 * time.Minute)
	if h.enters(ticket, codeIn(letter)) != "" {
		t.Error("a code is good after five minutes")
	}
	other := h.personOf(number.MemberNo(h.objects["/api/members/"][3]))
	ticket, _ = h.asks("192.0.2.1", h.no, h.person.Mobile)
	_, letter = h.asks("192.0.2.1", h.objects["/api/members/"][3], other.Mobile)
	if h.enters(ticket, codeIn(letter)) != "" {
		t.Error("the code of one person signs another one in")
	}
	h.noFailure()
}

// TestCodesAreSentSoManyTimes asks for codes of one person until none comes: from one place within an hour, from
// another one still, and from all of them within a day.
func TestCodesAreSentSoManyTimes(t *testing.T) {
	h := hallOf(t)
	sent := func(address string) bool {
		_, letter := h.asks(address, h.no, h.person.Mobile)
		return letter.ID != ""
	}
	for n := range 7 {
		if got := sent("192.0.2.1"); got != (n < 5) {
			t.Errorf("request %d: sent %v", n+1, got)
		}
	}
	if !sent("192.0.2.2") {
		t.Error("whoever asks elsewhere takes the codes of a member away")
	}
	h.clock.Advance(time.Hour)
	n := 6
	for address := 3; address < 12; address++ {
		for range 5 {
			if sent(fmt.Sprintf("192.0.2.%d", address)) {
				n++
			}
		}
	}
	if n != 20 {
		t.Errorf("%d codes within a day", n)
	}
	h.clock.Advance(24 * time.Hour)
	if !sent("192.0.2.1") {
		t.Error("no code on the next day")
	}
}

// TestASessionOfAMemberEnds leaves one unused, and uses another one for eight hours; a new one ends the one before.
func TestASessionOfAMemberEnds(t *testing.T) {
	h := hallOf(t)
	begin := func() string {
		ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
		return h.enters(ticket, codeIn(letter))
	}
	session := begin()
	h.clock.Advance(29 * time.Minute)
	if w := h.mine(session, "/api/my"); w.Code != http.StatusOK {
		t.Errorf("after 29 minutes: %d", w.Code)
	}
	h.clock.Advance(30 * time.Minute)
	if w := h.mine(session, "/api/my"); w.Code != http.StatusUnauthorized || problemOf(t, w).Code != "own.session" {
		t.Errorf("unused for half an hour: %d", w.Code)
	}
	session = begin()
	for range 23 {
		h.clock.Advance(20 * time.Minute)
		if w := h.mine(session, "/api/my"); w.Code != http.StatusOK {
			t.Fatalf("in use: %d", w.Code)
		}
	}
	h.clock.Advance(20 * time.Minute)
	if w := h.mine(session, "/api/my"); w.Code != http.StatusUnauthorized {
		t.Errorf("after eight hours: %d", w.Code)
	}
	first, second := begin(), begin()
	if a, b := h.mine(first, "/api/my").Code, h.mine(second, "/api/my").Code; a != 401 || b != 200 {
		t.Errorf("an earlier session %d, the later %d", a, b)
	}
}

// TestWhoWritesTheDatabaseIsNobodyElse makes the code and the session of one person another one's.
func TestWhoWritesTheDatabaseIsNobodyElse(t *testing.T) {
	h := hallOf(t)
	other := h.ownerOf(number.MemberNo(h.objects["/api/members/"][3]))
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	kept := func(kind, text string) []byte {
		return []byte(hex.EncodeToString(h.centre.Access.Index.Of(kind, text)))
	}
	h.unit(func(tx unit.Tx, _ access.Store) error {
		c, found, err := h.centre.Own.Store.Code(tx, kept("own-ticket", ticket))
		if c.Person = other; err != nil || !found {
			return errors.Join(err, errors.New("no such code"))
		}
		return h.centre.Own.Store.AddCode(tx, c, c.Made+1) // in place of all before
	})
	if h.enters(ticket, codeIn(letter)) != "" {
		t.Error("a code was made somebody else's")
	}
	ticket, letter = h.asks("192.0.2.1", h.no, h.person.Mobile)
	session := h.enters(ticket, codeIn(letter))
	h.unit(func(tx unit.Tx, _ access.Store) error {
		if err := h.centre.Own.Store.EndSessions(tx, h.ownerOf(number.MemberNo(h.no))); err != nil {
			return err
		}
		return h.centre.Own.Store.BeginSession(tx, own.Session{Digest: kept("own-session",
			strings.TrimPrefix(session, "guangsha_member=")), Person: other, Begun: h.clock.Now()}, 0)
	})
	if w := h.mine(session, "/api/my"); w.Code != http.StatusUnauthorized {
		t.Errorf("a session was made somebody else's: %d", w.Code)
	}
}

// TestNothingOfACodeIsKeptInClear looks for the code, the ticket, the session and the mobile in the files of the
// database, the entries and the log of the program.
func TestNothingOfACodeIsKeptInClear(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.77", h.no, h.person.Mobile)
	session := h.enters(ticket, codeIn(letter))
	kept := h.log.String() + text(t, h.entriesOf("limit=50"))
	for _, secret := range []string{codeIn(letter), ticket, strings.TrimPrefix(session, "guangsha_member="),
		"192.0.2.77", h.person.Mobile, h.person.IDNo} {
		if strings.Contains(kept, secret) {
			t.Errorf("the log says %s", secret)
		}
	}
	files, err := filepath.Glob(filepath.Join(h.centre.Config.Data, "shili.db*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{ticket, letter.Text, strings.TrimPrefix(session, "guangsha_member="),
			"192.0.2.77", h.person.Mobile, h.person.IDNo} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds %s", filepath.Base(name), secret)
			}
		}
	}
}
