package console_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"guangsha/internal/console"
)

// unpacked is the body of an answer as it was before it was packed.
func unpacked(t *testing.T, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	if w.Header().Get("Content-Encoding") != "gzip" {
		return w.Body.Bytes()
	}
	r, err := gzip.NewReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestLongTextsGoPacked asks for a script, a picture and lists with and without gzip: what comes is the same, each form
// has its own tag, a cache is told what the form depends on, and the tag of one form does not stand for the other.
func TestLongTextsGoPacked(t *testing.T) {
	city := serve(t, sqlite)
	built := city
	script := bytes.Repeat([]byte("export const a = 1\n"), 500)
	built.handler = console.New(console.Deps{Random: neverEnding{}, Log: discard(), Pages: fstest.MapFS{
		"index.html": {Data: []byte("<html></html>")}, "assets/app.js": {Data: script},
		"assets/photo.png": {Data: bytes.Repeat([]byte("\x89PNG"), 1000)}}}).Handler()
	for _, c := range []struct {
		s      site
		target string
		packs  bool
	}{
		{built, "/assets/app.js", true}, {built, "/assets/photo.png", false}, {built, "/index.html", false},
		{city, "/api/members", true}, {city, "/api/openapi.json", true}, {city, "/api/centre", false},
		{city, "/api/members/xlsx", false},
	} {
		plain := c.s.ask(http.MethodGet, c.target, nil)
		small := c.s.ask(http.MethodGet, c.target, nil, "Accept-Encoding", "br;q=1.0, GZIP;q=0.5")
		if plain.Code != http.StatusOK || small.Code != http.StatusOK || plain.Header().Get("Content-Encoding") != "" {
			t.Fatalf("%s: %d, %d, %q", c.target, plain.Code, small.Code, plain.Header().Get("Content-Encoding"))
		}
		if got := small.Header().Get("Content-Encoding") == "gzip"; got != c.packs {
			t.Errorf("%s: packed %t", c.target, got)
		}
		if !c.packs {
			continue
		}
		if !bytes.Equal(unpacked(t, small), plain.Body.Bytes()) || small.Body.Len()*2 > plain.Body.Len() {
			t.Errorf("%s: %d bytes became %d", c.target, plain.Body.Len(), small.Body.Len())
		}
		for _, w := range []*httptest.ResponseRecorder{plain, small} {
			if !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s: varies by %q", c.target, w.Header().Get("Vary"))
			}
		}
		of, other := small.Header().Get("ETag"), plain.Header().Get("ETag")
		if of == other || of == "" || other == "" {
			t.Errorf("%s: tags %s and %s", c.target, of, other)
		}
		for tag, want := range map[string]int{of: http.StatusNotModified, other: http.StatusOK} {
			w := c.s.ask(http.MethodGet, c.target, nil, "Accept-Encoding", "gzip", "If-None-Match", tag)
			if w.Code != want || w.Header().Get("ETag") != of || want == http.StatusNotModified && w.Body.Len() > 0 {
				t.Errorf("%s with %s: %d %s", c.target, tag, w.Code, w.Header().Get("ETag"))
			}
		}
		w := c.s.ask(http.MethodGet, c.target, nil, "Accept-Encoding", "gzip;q=0")
		if w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: packed for whoever does not read it", c.target)
		}
	}
	if w := built.ask(http.MethodHead, "/assets/app.js", nil, "Accept-Encoding", "gzip"); w.Body.Len() != 0 ||
		w.Header().Get("Content-Length") == "" {
		t.Errorf("a head has %d bytes", w.Body.Len())
	}
}
