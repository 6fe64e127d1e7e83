package console_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"slices"
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

// TestTheDescriptionSaysHowWhoeverAsksIsKnown reads for each route whether it is open, and for each question its tag.
func TestTheDescriptionSaysHowWhoeverAsksIsKnown(t *testing.T) {
	text, err := app.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Paths map[string]map[string]struct {
			Security   []map[string][]string
			Parameters []struct{ Name, In string }
			Responses  map[string]struct{ Headers map[string]any }
		}
		Components struct {
			SecuritySchemes map[string]struct{ Type, In, Name, Description string }
		}
	}
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	s := d.Components.SecuritySchemes
	if len(s) != 3 || s["member"].In != "cookie" || s["member"].Name != "guangsha_member" ||
		s["session"].In != "cookie" || s["session"].Name != "guangsha_session" ||
		s["partner"].In != "header" || s["partner"].Name != "Authorization" ||
		!strings.Contains(s["partner"].Description, "GUANGSHA-SM2 key=") {
		t.Errorf("the schemes are %+v", s)
	}
	for _, r := range app.Routes() {
		op := d.Paths[r.Path][strings.ToLower(r.Method)]
		open := len(op.Security) == 1 && len(op.Security[0]) == 0
		ways := 2
		if r.Members {
			ways = 1
		}
		if open != r.Public || !open && len(op.Security) != ways {
			t.Errorf("%s is open: %v, described as %v", r.ID, r.Public, op.Security)
		}
		for _, one := range op.Security {
			for name := range one {
				if s[name].Type != "apiKey" {
					t.Errorf("%s asks for %q, which is not described", r.ID, name)
				}
			}
		}
		asks := slices.ContainsFunc(op.Parameters, func(p struct{ Name, In string }) bool {
			return p.Name == "If-None-Match" && p.In == "header"
		})
		_, tagged := op.Responses["200"].Headers["ETag"]
		_, unchanged := op.Responses["304"]
		if get := r.Method == http.MethodGet; asks != get || tagged != get || unchanged != get {
			t.Errorf("%s %s: tags are described %v, %v, %v", r.Method, r.ID, asks, tagged, unchanged)
		}
	}
}
