package console_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/sim"
	"guangsha/internal/store/pgcluster"
)

// citizens is the size of the city that the tests look at; its year is lived once for each engine.
const citizens = 200

var (
	root    string
	cluster *pgcluster.Cluster
	sqlite  = sync.OnceValues(func() (app.Config, error) {
		return live(app.Config{Data: filepath.Join(root, "sqlite"), Centre: "shili"})
	})
	postgres = sync.OnceValues(func() (app.Config, error) {
		var err error
		if cluster, err = pgcluster.Start(context.Background()); err != nil {
			return app.Config{}, err
		}
		return live(app.Config{Data: filepath.Join(root, "postgres"), DB: cluster.DSN(), Centre: "console"})
	})
)

func TestMain(m *testing.M) {
	code, err := 1, error(nil)
	if root, err = os.MkdirTemp("", "guangsha-console-"); err == nil {
		code = m.Run()
		err = os.RemoveAll(root)
	}
	if cluster != nil {
		err = errors.Join(err, cluster.Stop())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// live lives the year of a small city.
func live(config app.Config) (_ app.Config, err error) {
	ctx := context.Background()
	options, err := sim.Expand(1, citizens)
	if err != nil {
		return config, err
	}
	city := sim.Build(options)
	clock := civil.NewManual(civil.At(civil.DateOf(options.Year, 1, 1), 9, 0))
	bank := sim.NewBank(city)
	centre, err := app.Open(ctx, config, clock, rand.Reader, app.Outside{Bank: bank})
	if err != nil {
		return config, err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	return config, sim.Live(ctx, city, centre, bank, clock, func(sim.Progress) {})
}

// site is a served city.
type site struct {
	t       testing.TB
	handler http.Handler
	centre  *app.Centre
	log     *strings.Builder
	engine  string
}

// onBoth runs a test on a served city of each engine. Where PostgreSQL is missing its half is skipped, and said so.
func onBoth(t *testing.T, test func(t *testing.T, s site)) {
	t.Run("sqlite", func(t *testing.T) { test(t, serve(t, sqlite)) })
	t.Run("postgres", func(t *testing.T) { test(t, serve(t, postgres)) })
}

func serve(t testing.TB, city func() (app.Config, error)) site {
	t.Helper()
	config, err := city()
	if errors.Is(err, pgcluster.ErrNone) && os.Getenv("GUANGSHA_TEST_PG") != "required" {
		t.Skipf("SKIP-REQUIRED PostgreSQL tests did not run: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	config.ReadOnly = true
	clock := civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0))
	centre, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := centre.Close(); err != nil {
			t.Error(err)
		}
	})
	engine := "sqlite"
	if config.DB != "" {
		engine = "postgres"
	}
	log := &strings.Builder{}
	return site{t: t, centre: centre, log: log, engine: engine,
		handler: centre.Console(rand.Reader, slog.New(slog.NewJSONHandler(log, nil)), true).Handler()}
}

// ask sends a request as a browser on this machine does.
func (s site) ask(method, target string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r, err := http.NewRequest(method, target, body)
	if err != nil {
		s.t.Fatalf("%s %q: %v", method, target, err)
	}
	r.Host = "127.0.0.1:8640"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// get reads the answer of a route, which must be 200.
func get[T any](s site, target string) (answer T) {
	s.t.Helper()
	w := s.ask(http.MethodGet, target, nil)
	for range 300 { // a page asks again as well when it was told that the answer is of a moment ago
		if w.Header().Get("Guangsha-Books") == "" {
			break
		}
		w = s.ask(http.MethodGet, target, nil)
	}
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		s.t.Fatalf("GET %s: %v", target, err)
	}
	return answer
}

// object is any answer.
type object = map[string]any

// paged is any page.
type paged struct {
	Items []object `json:"items"`
	Next  string   `json:"next"`
}

// problem is what an answer says when it is not what was asked for.
type problem struct {
	Title, Code, Next, Trace string
	Status                   int
}

func problemOf(t testing.TB, w *httptest.ResponseRecorder) (p problem) {
	t.Helper()
	if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("%d of type %q: %s", w.Code, kind, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// neverEnding is randomness that is none.
type neverEnding struct{}

// Read implements io.Reader.
func (neverEnding) Read(b []byte) (int, error) { return len(b), nil }

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
