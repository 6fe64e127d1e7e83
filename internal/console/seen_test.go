package console_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"guangsha/internal/app"
)

// TestNothingIsShownThatCannotBeRecorded asks a process that cannot write, beside the one that does: what shows people
// is not answered, to nobody, and what shows none is.
func TestNothingIsShownThatCannotBeRecorded(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	clerk, analyst := m.session("clerk02"), m.session("analyst")
	config := m.centre.Config
	config.ReadOnly = true
	beside, err := app.Open(context.Background(), config, m.clock, rand.Reader, app.Outside{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := beside.Close(); err != nil {
			t.Error(err)
		}
	}()
	able := m.handler
	m.handler = beside.Console(rand.Reader, slog.New(slog.NewJSONHandler(&strings.Builder{}, nil)), false).Handler()
	n := 0
	for _, r := range app.Routes() {
		target, body := m.target(r.Method, r.Path, 0)
		for _, token := range []string{clerk, analyst} {
			if r.Method == http.MethodPost && r.Seen == "" {
				continue
			}
			cannot := m.call(token, r.Method, target, body)
			reading := m.handler
			m.handler = able
			can := m.call(token, r.Method, target, body)
			m.handler = reading
			if can.Code != http.StatusOK {
				continue
			}
			want := http.StatusOK
			if r.Seen != "" {
				want = http.StatusInternalServerError
				n++
			}
			if cannot.Code != want || want != http.StatusOK && problemOf(t, cannot).Code != "console.failed" {
				t.Errorf("%s: %d, want %d: %.200s", r.ID, cannot.Code, want, cannot.Body)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d answers about people", n)
	}
}
