package console_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
)

// second opens the same centre on PostgreSQL once more, as another machine of it does: with a folder of its own and
// the same keys.
func (s site) second(config app.Config, clock civil.Clock) site {
	s.t.Helper()
	other := config
	other.Data = filepath.Join(s.t.TempDir(), "second")
	if err := os.CopyFS(filepath.Join(other.Data, "keys"), os.DirFS(filepath.Join(config.Data, "keys"))); err != nil {
		s.t.Fatal(err)
	}
	for _, own := range []string{"console.json", "console.sm2"} {
		if err := os.Chmod(filepath.Join(other.Data, "keys", own), 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	return s.opened(other, clock)
}

// opened is a centre that is open for writing.
func (s site) opened(config app.Config, clock civil.Clock) site {
	s.t.Helper()
	config.ReadOnly = false
	centre, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		if err := centre.Close(); err != nil {
			s.t.Error(err)
		}
	})
	s.log, s.centre = &strings.Builder{}, centre
	s.handler = centre.Console(rand.Reader, slog.New(slog.NewJSONHandler(s.log, nil)), false).Handler()
	return s
}

// TestTwoProcessesOfACentreShareTheLimits asks two processes in turn for challenges, of which an address may ask for
// 200 at once and one more every tenth of a second.
func TestTwoProcessesOfACentreShareTheLimits(t *testing.T) {
	s := serve(t, postgres)
	config, err := postgres()
	if err != nil {
		t.Fatal(err)
	}
	clock := civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0))
	first := s.opened(config, clock)
	both := []site{first, first.second(config, clock)}
	passed := 0
	for n := range 300 {
		w := both[n%2].ask(http.MethodGet, "/api/sign-in/challenge", nil)
		switch w.Code {
		case http.StatusOK:
			passed++
		case http.StatusTooManyRequests:
			p := problemOf(t, w)
			if w.Header().Get("Retry-After") != "1" || p.Next != "请1秒后再试" || !sentence.MatchString(p.Title) {
				t.Fatalf("refused with Retry-After %q: %s", w.Header().Get("Retry-After"), w.Body)
			}
		default:
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	if passed != 200 {
		t.Errorf("%d passed, want 200", passed)
	}
	clock.Advance(2 * time.Second)
	for range 10 {
		if w := both[0].ask(http.MethodGet, "/api/sign-in/challenge", nil); w.Code != http.StatusOK {
			t.Fatalf("after two seconds: %d %s", w.Code, w.Body)
		}
	}
}

// TestAFloodOfPasswordsLeavesTheOtherWaysIn tries passwords from an address until it is told to come more slowly: there
// passkeys are taken and papers checked all the same.
func TestAFloodOfPasswordsLeavesTheOtherWaysIn(t *testing.T) {
	s := matrixOf(t)
	flooded := func(n int, ask func() int) (refused int) {
		for range n {
			if ask() == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	n := 0
	wrong := func() int {
		n++
		return s.ask(http.MethodPost, "/api/sign-in", strings.NewReader(fmt.Sprintf(
			`{"code":"nobody-%d","password":"x","factor":"000000"}`, n)), "Content-Type", "application/json").Code
	}
	if n := flooded(1900, wrong); n != 0 {
		t.Errorf("%d of 1900 sign-ins were refused as too many, though an office may be behind one address", n)
	}
	if n := flooded(400, wrong); n != 300 {
		t.Errorf("%d of 2300 sign-ins were refused as too many", n)
	}
	if w := s.ask(http.MethodGet, "/api/sign-in/challenge", nil); w.Code != http.StatusOK {
		t.Errorf("a passkey: %d %s", w.Code, w.Body)
	}
	paper := s.ask(http.MethodPost, "/api/papers/verify", strings.NewReader(`{"code":"x"}`), "Content-Type",
		"application/json")
	if paper.Code == http.StatusTooManyRequests {
		t.Errorf("a paper: %d %s", paper.Code, paper.Body)
	}
}

// TestCodesOfTheSecondFactorComeSlowlyToAnAccount tries codes on one account and then on another.
func TestCodesOfTheSecondFactorComeSlowlyToAnAccount(t *testing.T) {
	s := matrixOf(t)
	try := func(code string) int {
		return s.ask(http.MethodPost, "/api/sign-in", strings.NewReader(`{"code":"`+code+
			`","password":"x","factor":"000000"}`), "Content-Type", "application/json").Code
	}
	got := map[int]int{}
	for range 100 {
		got[try("sec-1")]++
	}
	if got[http.StatusUnprocessableEntity] != 60 || got[http.StatusTooManyRequests] != 40 {
		t.Errorf("a hundred codes are answered %v", got)
	}
	if code := try("sys-1"); code != http.StatusUnprocessableEntity {
		t.Errorf("another account: %d", code)
	}
}

// TestTheMaskIsNotGuessedAtTheCounter tries numbers that somebody could have until it is told to come more slowly, and
// each of them stands in the log.
func TestTheMaskIsNotGuessedAtTheCounter(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	clerk := m.session("clerk02")
	var list struct{ Items []struct{ No string } }
	if w := m.call(clerk, http.MethodGet, "/api/members?office=02&limit=1", ""); w.Code != http.StatusOK ||
		json.Unmarshal(w.Body.Bytes(), &list) != nil || len(list.Items) != 1 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got := map[int]int{}
	for n := range 30 {
		head := fmt.Sprintf("64990119700101%03d", n)
		body := fmt.Sprintf(`{"key":"k","item":"withdrawal.rent","member":%q,"idNo":%q,"typed":{}}`,
			list.Items[0].No, head+string(idno.CheckDigit(head)))
		got[m.call(clerk, http.MethodPost, "/api/counter/preview", body).Code]++
	}
	if got[http.StatusUnprocessableEntity] != 20 || got[http.StatusTooManyRequests] != 10 {
		t.Errorf("thirty numbers are answered %v", got)
	}
	_, entries, err := m.centre.Tally(context.Background())
	if err != nil || entries["identity.mistaken"] != 20 {
		t.Errorf("%d entries, %v", entries["identity.mistaken"], err)
	}
}

// TestNobodySignsInToADemonstration signs in, enrols and answers a survey where visitors only look.
func TestNobodySignsInToADemonstration(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for target, body := range map[string]string{
			"/api/sign-in":      `{"code":"sec-1","password":"x","factor":"000000"}`,
			"/api/enrol/factor": `{"code":"sec-1","security":"x","systems":"x"}`,
			"/api/set-up":       `{}`,
		} {
			w := s.ask(http.MethodPost, target, strings.NewReader(body), "Content-Type", "application/json")
			if p := problemOf(t, w); w.Code != http.StatusUnprocessableEntity || p.Code != "console.demonstration" {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
		}
	})
}

// TestWhoClaimsToBeSomebodyIsCounted sends signatures of nobody and sessions that there are not, from one address,
// until it is told to come more slowly.
func TestWhoClaimsToBeSomebodyIsCounted(t *testing.T) {
	for what, head := range map[string][2]string{
		"signatures": {"Authorization", "GUANGSHA-SM2 key=1, time=1735693200, nonce=0123456789abcdef, signature=AAAA"},
		"sessions":   {"Cookie", "guangsha_session=guessed.1"},
	} {
		s, got := matrixOf(t), map[int]int{}
		for range 5000 {
			got[s.ask(http.MethodGet, "/api/employers", nil, head[0], head[1]).Code]++
		}
		if got[http.StatusUnauthorized] != 4000 || got[http.StatusTooManyRequests] != 1000 {
			t.Errorf("%s are answered %v", what, got)
		}
	}
}

// TestBehindAProxyEachIsCountedApart floods sign-ins from one address behind a proxy; from another one they are taken.
// Without the setting the head is nobody's word, and what came to the proxy in it is not believed either.
func TestBehindAProxyEachIsCountedApart(t *testing.T) {
	m := matrixOf(t)
	for _, proxied := range []bool{true, false} {
		pages := m.centre.Console(rand.Reader, slog.New(slog.DiscardHandler), false)
		pages.Proxied = proxied
		s := site{t: t, centre: m.centre, handler: pages.Handler()}
		challenge := func(from string) int {
			r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8640/api/sign-in/challenge", nil)
			r.RemoteAddr = "127.0.0.1:5000"
			r.Header.Set("X-Forwarded-For", from)
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			return w.Code
		}
		m.clock.Advance(time.Hour)
		for n := range 220 {
			challenge(fmt.Sprintf("192.0.2.%d, 2001:db8::%x", n, n+1))
		}
		if got := challenge("192.0.2.77, 2001:db8::ffff"); got != http.StatusTooManyRequests {
			t.Errorf("proxied %v: the network that asked too often got %d", proxied, got)
		}
		want := http.StatusOK
		if !proxied {
			want = http.StatusTooManyRequests
		}
		for _, from := range []string{"2001:db8::1, 192.0.2.77", "2001:db8:0:1::1"} {
			if got := challenge(from); got != want {
				t.Errorf("proxied %v: %s got %d, want %d", proxied, from, got, want)
			}
		}
	}
}
