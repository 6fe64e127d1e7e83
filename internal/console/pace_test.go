package console_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
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
	s := serve(t, sqlite)
	config, err := sqlite()
	if err != nil {
		t.Fatal(err)
	}
	s = s.opened(config, civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0)))
	flooded := func(n int, ask func() int) (refused int) {
		for range n {
			if ask() == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	wrong := func() int {
		return s.ask(http.MethodPost, "/api/sign-in",
			strings.NewReader(`{"code":"nobody","password":"x","factor":"000000"}`), "Content-Type", "application/json").Code
	}
	if n := flooded(300, wrong); n != 100 {
		t.Errorf("%d of 300 passwords were refused as too many", n)
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
