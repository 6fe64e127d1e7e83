package console_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"guangsha/internal/console"
	paper "guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

func TestEveryAnswerCarriesTheStrictHeaders(t *testing.T) {
	s := serve(t, sqlite)
	for _, target := range []string{"/", "/api/centre", "/api/nope", "/assets/x.js", "/api/members/x"} {
		h := s.ask(http.MethodGet, target, nil).Header()
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'self'", "script-src 'self'", "frame-ancestors 'none'",
			"object-src 'none'"} {
			if !slices.Contains(strings.Split(policy, "; "), want) {
				t.Errorf("%s: content policy %q", target, policy)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: whatever comes to stand in the page may bring its style: %q", target, policy)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"X-Frame-Options": "DENY", "Cache-Control": "no-store"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", target, name, h.Get(name))
			}
		}
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s may be read by other sites", target)
		}
	}
}

func TestOnlyNamesOfThisMachineAreAnswered(t *testing.T) {
	s := serve(t, sqlite)
	for host, want := range map[string]int{
		"127.0.0.1:8640": 200, "127.0.0.1": 200, "localhost:8640": 200, "[::1]:8640": 200, "127.9.9.9": 200,
		"evil.example:8640": 421, "localhost.evil.example": 421, "192.168.1.2:8640": 421, "": 421, "0.0.0.0": 421,
		"127.0.0.1.evil.example": 421, "[::ffff:10.0.0.1]:80": 421,
	} {
		r, err := http.NewRequest(http.MethodGet, "/api/centre", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		w := &recorder{header: http.Header{}}
		s.handler.ServeHTTP(w, r)
		if w.code != want {
			t.Errorf("host %q: %d", host, w.code)
		}
	}
}

type recorder struct {
	header http.Header
	code   int
	bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }
func (r *recorder) WriteHeader(code int) {
	if r.code == 0 {
		r.code = code
	}
}

func TestNoOtherSiteMaySendAnything(t *testing.T) {
	s := serve(t, sqlite)
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		w := s.ask(http.MethodPost, "/api/evaluation/check", bytes.NewReader(eval.Example), header...)
		if p := problemOf(t, w); w.Code != http.StatusForbidden || !sentence.MatchString(p.Title) {
			t.Errorf("%v: %d %s", header, w.Code, w.Body)
		}
	}
}

// exampleDocument is the published tables as a Word document.
func exampleDocument(t *testing.T) []byte {
	t.Helper()
	tables, err := eval.Read(eval.Example, eval.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	var grids []paper.Grid
	for _, table := range tables {
		grids = append(grids, eval.Form(table))
	}
	var b bytes.Buffer
	if err := paper.WriteDOCX(&b, grids...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestADroppedFileIsReadOrToldInASentence(t *testing.T) {
	s := serve(t, sqlite)
	encrypted, err := os.ReadFile("testdata/encrypted.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	book := s.ask(http.MethodGet, "/api/evaluation/2024/xlsx", nil).Body.Bytes()
	if !bytes.HasPrefix(book, []byte("PK")) {
		t.Fatal("no workbook to drop")
	}
	for name, f := range map[string]struct {
		body []byte
		code int
		says string
	}{
		"text":              {eval.Example, 200, ""},
		"own workbook":      {book, 200, ""},
		"own document":      {exampleDocument(t), 200, ""},
		"nothing":           {nil, 422, "没有"},
		"encrypted":         {encrypted, 422, "密"},
		"a cut workbook":    {book[:len(book)/2], 422, ""},
		"a picture":         {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), 422, ""},
		"another text":      {[]byte("今天天气很好。"), 422, "没有找到"},
		"zip, but no xlsx":  {[]byte("PK\x03\x04 nothing of the kind"), 422, ""},
		"just small enough": {bytes.Repeat([]byte("a"), 5<<20), 422, ""},
		"too large":         {bytes.Repeat([]byte("a"), 5<<20+1), 413, "5兆"},
	} {
		w := s.ask(http.MethodPost, "/api/evaluation/check?name=自评表.xlsx", bytes.NewReader(f.body),
			"Content-Type", "application/octet-stream")
		if w.Code != f.code {
			t.Errorf("%s: %d %.300s", name, w.Code, w.Body)
			continue
		}
		if f.code == http.StatusOK {
			if n := strings.Count(w.Body.String(), `"summary"`); n != 3 {
				t.Errorf("%s: %d tables", name, n)
			}
			continue
		}
		if p := problemOf(t, w); !sentence.MatchString(p.Title) && name != "encrypted" || !strings.Contains(p.Title,
			f.says) || p.Next == "" {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
	s.noFailure()
}

func TestSearchingLeavesNoNameInTheLogAndNoPersonUnmasked(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		surname := []rune(get[paged](s, "/api/members").Items[0]["name"].(string))[0]
		body, err := json.Marshal(object{"name": string(surname), "limit": 200})
		if err != nil {
			t.Fatal(err)
		}
		w := s.ask(http.MethodPost, "/api/members/search", bytes.NewReader(body), "Content-Type", "application/json")
		var found paged
		if err := json.Unmarshal(w.Body.Bytes(), &found); err != nil || len(found.Items) == 0 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		for _, m := range found.Items {
			name := []rune(m["name"].(string))
			if name[0] != surname || strings.Trim(string(name[1:]), "*") != "" {
				t.Errorf("name %q", string(name))
			}
			for _, field := range []string{"idNo", "mobile"} {
				if !strings.Contains(m[field].(string), "****") {
					t.Errorf("%s is %q", field, m[field])
				}
			}
		}
		if strings.Contains(s.log.String(), string(surname)) {
			t.Error("the log holds a name")
		}
		if no := get[paged](s, "/api/members").Items[0]["no"].(string); get[object](s,
			"/api/members/"+no)["no"] != no ||
			strings.Contains(s.log.String(), no) {
			t.Error("the log holds a number of a member")
		}
	})
}

func TestAMadeUpCursorIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for _, text := range []string{`["\u0000"]`, `[1,2,3,4,5,6,7]`, `{}`, `["x"]`,
			`[-1,"x",99999999999999999999]`, `[1e99]`, `[null]`} {
			c := base64.RawURLEncoding.EncodeToString([]byte(text))
			for _, target := range []string{"/api/members", "/api/employers", "/api/loans", "/api/vouchers"} {
				if w := s.ask(http.MethodGet, target+"?cursor="+c, nil); w.Code != 200 && w.Code != 422 {
					t.Errorf("%s of %s: %d %s", target, text, w.Code, w.Body)
				}
			}
		}
		s.noFailure()
	})
}

func TestPagesAreServedWithTheirFallbackAndTheirCaches(t *testing.T) {
	s := serve(t, sqlite)
	// Whether Node or its packages were missing when the program was built, the server cannot know.
	s.handler = console.New(console.Deps{Pages: fstest.MapFS{}, Random: neverEnding{}, Log: discard()}).Handler()
	said := s.ask(http.MethodGet, "/", nil).Body.String()
	for _, want := range []string{"没有构建页面", "没有 Node 20 或更高版本，或者页面用的软件包没有下载成功", "make build"} {
		if !strings.Contains(said, want) {
			t.Errorf("without pages it does not say %s: %s", want, said)
		}
	}
	pages := fstest.MapFS{"index.html": {Data: []byte("<html>index</html>")},
		"assets/app-1a2b.js": {Data: []byte("js")},
		".keep":              {}, "favicon.svg": {Data: []byte("<svg/>")}}
	s.handler = console.New(console.Deps{Pages: pages, Random: neverEnding{}, Log: discard()}).Handler()
	for target, want := range map[string]struct {
		code        int
		body, cache string
	}{
		"/": {200, "index", "no-store"}, "/evaluation/2024/1": {200, "index", "no-store"}, "/index.html": {200,
			"index", "no-store"},
		"/assets/app-1a2b.js": {200, "js", "public, max-age=31536000, immutable"}, "/assets/gone.js": {404, "没有",
			"no-store"},
		"/favicon.svg": {200, "svg", "no-store"}, "/.keep": {200, "index", "no-store"}, "/assets": {200, "index",
			"no-store"},
		"/a/../../etc/passwd": {200, "index", "no-store"},
	} {
		w := s.ask(http.MethodGet, target, nil)
		if w.Code == http.StatusMovedPermanently || w.Code == http.StatusTemporaryRedirect {
			w = s.ask(http.MethodGet, w.Header().Get("Location"), nil)
		}
		if w.Code != want.code || !strings.Contains(w.Body.String(),
			want.body) || w.Header().Get("Cache-Control") != want.cache {
			t.Errorf("%s: %d %q %q", target, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
	if w := s.ask(http.MethodPost, "/", nil); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST /: %d", w.Code)
	}
}
