package console_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/app"
)

// employerLikePerson is a code of an employer whose digits pass for an identity number.
const employerLikePerson = "126499010000001747"

// telling are numbers of somebody as they come to stand where they must not.
var telling = []string{"649901199001010010", "申请-15400000001", "9000000000000000001"}

// TestNoRequestKeyTellsANumberOfSomebody asks every route under such a key, as somebody who may ask it, and hands such
// keys in within addresses and bodies.
func TestNoRequestKeyTellsANumberOfSomebody(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	head, rows := table(t)
	books := m.dump()
	sessions := map[string]string{}
	for _, r := range app.Routes() {
		cells := rows[r.Method+" "+r.Path]
		at := slices.IndexFunc(cells, mayAsk)
		if at < 0 {
			continue
		}
		name := head[at]
		if sessions[name] == "" {
			sessions[name] = m.session(name)
		}
		target, body := m.target(r.Method, r.Path, 0)
		for _, key := range telling {
			w := m.ask(r.Method, target, strings.NewReader(body), "Cookie", "guangsha_session="+sessions[name],
				"Content-Type", "application/json", "Idempotency-Key", key)
			if w.Code != http.StatusUnprocessableEntity || problemOf(t, w).Code != "console.key.telling" {
				t.Errorf("%s as %s under %s: %d %.200s", r.ID, name, key, w.Code, w.Body)
			}
		}
	}
	token := m.session("clerk02")
	for _, field := range []string{"key", "draft"} {
		body := `{"` + field + `":"` + telling[0] + `"}`
		w := m.call(token, http.MethodPost, "/api/counter/cases", body)
		if w.Code != http.StatusBadRequest || problemOf(t, w).Code != "console.key.telling" {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	for _, key := range []string{"a1345678-9012-4abc-8abc-0123456789ab", "a15400000001b0000000000000000000",
		"0123456789b15400000001cd"} {
		body := `{"kind":2,"code":"clerk02","office":"02","since":"2025-01-01","reason":"` + telling[0] + `"}`
		w := m.ask(http.MethodPost, "/api/changes", strings.NewReader(body), "Cookie",
			"guangsha_session="+m.session("security"), "Content-Type", "application/json", "Idempotency-Key", key)
		if problemOf(t, w).Code == "console.key.telling" {
			t.Errorf("%s is taken for a number of somebody", key)
		}
	}
	if m.dump() != books {
		t.Error("something was written")
	}
	if strings.Contains(m.log.String(), telling[0]) {
		t.Error("the log has it")
	}
}

// TestKeysOfDigitsAreRefusedByTheirLengthAlone: of a hundred keys of each length all are refused or none, as it is
// written down, so that no client is refused once in a while.
func TestKeysOfDigitsAreRefusedByTheirLengthAlone(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("security")
	for length := 1; length <= 30; length++ {
		want := length == 11 || length >= 15 && length <= 19
		for n := range 100 {
			m.clock.Advance(time.Second)
			key := fmt.Sprintf("%0*d", length, 9_876_543_210_123_456_789%pow10(min(length, 19))+uint64(n))
			key = key[len(key)-length:]
			w := m.ask(http.MethodPost, "/api/changes", strings.NewReader("{}"), "Cookie", "guangsha_session="+token,
				"Content-Type", "application/json", "Idempotency-Key", key)
			if got := problemOf(t, w).Code == "console.key.telling"; got != want {
				t.Fatalf("%s of %d digits: refused %v, %d %s", key, length, got, w.Code, w.Body)
			}
		}
	}
}

// pow10 is ten to a power, at most nineteen.
func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

// TestNoAddressTellsANumberOfSomebody: what an address holds stays in logs and histories, so that it is said at once.
// The code of an employer is none, nor is a key that was made by chance.
func TestNoAddressTellsANumberOfSomebody(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("clerk02")
	_, looks := m.entries()
	for _, target := range []string{"/api/employers?q=" + telling[0], "/api/loans?office=02&contract=" + telling[2],
		"/api/members/" + telling[0], "/api/cases?office=02&member=15400000001"} {
		w := m.call(token, http.MethodGet, target, "")
		if w.Code != http.StatusUnprocessableEntity || problemOf(t, w).Code != "console.address.telling" ||
			strings.Contains(w.Body.String(), "649901199001010010") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	if _, after := m.entries(); after != looks {
		t.Errorf("%d entries of what was refused", after-looks)
	}
	// The digits of this code are those of an identity number too.
	for _, target := range []string{"/api/employers?q=" + employerLikePerson, "/api/employers?q=示例"} {
		if w := m.call(token, http.MethodGet, target, ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}
