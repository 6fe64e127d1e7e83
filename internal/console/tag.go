package console

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
)

// tagged gives each answer to a question its tag (ETag, RFC 9110), and answers whoever has it already that nothing
// has changed. The question is asked all the same: who may ask is looked at, and who looked at people is recorded.
// Pages and other programs keep nothing of an answer beyond its own life (no-store); the tag saves the way, not the
// asking. Long texts go packed. No answer to a GET holds a secret that a length could give away: tokens and slips
// are answers to POSTs.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, "/api/") {
			next.ServeHTTP(w, r)
			return
		}
		held := &holding{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(held, r)
		body, coding := held.body.Bytes(), ""
		long := len(body) >= minPacked && packs(w.Header().Get("Content-Type"))
		if long {
			w.Header().Add("Vary", "Accept-Encoding")
		}
		if long && takesGzip(r.Header) {
			coding = "gzip"
		}
		if held.status == http.StatusOK {
			tag := tagOf(body, coding)
			w.Header().Set("ETag", tag)
			if has(r.Header.Values("If-None-Match"), tag) {
				w.Header().Del("Content-Type")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		if coding != "" {
			if small, err := packed(body, gzip.BestSpeed); err == nil {
				body = small
				w.Header().Set("Content-Encoding", coding)
			}
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(held.status)
		_, _ = w.Write(body) // whoever asked has gone
	})
}

// has reports whether a tag is among those that somebody has.
func has(lists []string, tag string) bool {
	for _, one := range strings.Split(strings.Join(lists, ","), ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}

// holding holds an answer back until it is whole.
type holding struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (h *holding) WriteHeader(status int) { h.status = status }

// Write implements http.ResponseWriter.
func (h *holding) Write(b []byte) (int, error) { return h.body.Write(b) }
