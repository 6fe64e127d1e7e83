package console_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"guangsha/internal/app"
)

// outside is anything that a page would fetch from somewhere else, or run.
var outside = regexp.MustCompile(`(?i)<script|src=|@import|url\(|href="(//|https?:)`)

// TestTheDescriptionIsServedForProgramsAndForPeople reads both, before anybody has signed in, and follows every link of
// the page.
func TestTheDescriptionIsServedForProgramsAndForPeople(t *testing.T) {
	m := matrixOf(t)
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]map[string]any
	}
	if err := json.Unmarshal(m.call("", http.MethodGet, "/api/openapi.json", "").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	w := m.call("", http.MethodGet, "/api/docs", "")
	page := html.UnescapeString(w.Body.String())
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/html; charset=utf-8" ||
		outside.MatchString(page) ||
		!strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'self'") {
		t.Errorf("%d %v, outside %q", w.Code, w.Header(), outside.FindString(page))
	}
	// Its style is let in by its digest, so the page is served as it lies in the program.
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(w.Body.String())
	sum := sha256.Sum256([]byte(style[1]))
	if digest := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(w.Header().Get("Content-Security-Policy"),
		" 'sha256-"+digest+"'") {
		t.Errorf("the style %s of the page is not let in by %q", digest, w.Header().Get("Content-Security-Policy"))
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("described as %q", d.OpenAPI)
	}
	for _, r := range app.Routes() {
		if op := d.Paths[r.Path][strings.ToLower(r.Method)]; op["x-permission"] != r.Permission.Code {
			t.Errorf("%s %s is described as %v", r.Method, r.Path, op["x-permission"])
		}
		if !strings.Contains(page, r.Method+" "+r.Path+"<") || !strings.Contains(page, r.Summary) {
			t.Errorf("%s %s is not on the page", r.Method, r.Path)
		}
	}
	for _, link := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+link[1]+`"`) {
			t.Errorf("#%s leads nowhere", link[1])
		}
	}
}
