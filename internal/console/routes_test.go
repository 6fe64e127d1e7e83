package console_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/app"
)

// described is the part of the OpenAPI document that the tests read.
type described struct {
	Paths map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Parameters  []struct {
			Name, In string
			Required bool
		} `json:"parameters"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]json.RawMessage `json:"schemas"`
	} `json:"components"`
}

func document(t testing.TB) (d described) {
	t.Helper()
	text, err := app.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// ofYear are the routes that take a year.
var ofYear = sync.OnceValue(func() map[string]bool {
	text, err := app.OpenAPI()
	var d described
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		panic(err) // document says it to a test
	}
	found := map[string]bool{}
	for path, methods := range d.Paths {
		for _, p := range methods["get"].Parameters {
			found[path] = found[path] || p.In == "query" && p.Name == "year"
		}
	}
	return found
})

// inYear asks a route about the year that was lived, where it takes one.
func inYear(path, target string) string {
	if ofYear()[path] {
		return target + "?year=2024"
	}
	return target
}

// examples are addresses of what there is in the served city, one for each parameter in a path.
func (s site) examples() map[string]string {
	s.t.Helper()
	first := func(target, field string) string {
		list := get[paged](s, target)
		if len(list.Items) == 0 {
			s.t.Fatalf("%s is empty", target)
		}
		return list.Items[0][field].(string)
	}
	one := get[struct{ Attachments []struct{ ID int64 } }](s, "/api/projects/1")
	if len(one.Attachments) == 0 {
		s.t.Fatal("the first project has no evidence")
	}
	return map[string]string{
		"/api/projects/{id}": "1", "{file}": fmt.Sprint(one.Attachments[0].ID),
		"/api/members/{no}": first("/api/members", "no"), "/api/employers/{no}": first("/api/employers", "no"),
		"/api/loans/{no}": first("/api/loans", "ref"), "/api/vouchers/{number}": first("/api/vouchers", "ref"),
		"{year}": "2024", "{id}": "2", "{name}": "fund.surplus.amount", "{kind}": "day",
		"{item}": "withdrawal.rent", "{door}": "counter",
	}
}

// address fills the parameters of a path.
func address(path string, examples map[string]string) string {
	for _, prefix := range []string{"/api/members/{no}", "/api/employers/{no}", "/api/loans/{no}",
		"/api/vouchers/{number}", "/api/projects/{id}"} {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			before, _, _ := strings.Cut(prefix, "{")
			return before + url.PathEscape(examples[prefix]) + strings.ReplaceAll(rest, "{file}", examples["{file}"])
		}
	}
	for _, name := range []string{"{year}", "{id}", "{name}", "{kind}", "{item}", "{door}"} {
		path = strings.ReplaceAll(path, name, examples[name])
	}
	return path
}

func TestEveryDescribedRouteAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		examples := s.examples()
		d := document(t)
		if len(d.Paths) < 25 {
			t.Fatalf("%d paths are described", len(d.Paths))
		}
		for path, methods := range d.Paths {
			op, reads := methods["get"]
			if !reads {
				continue
			}
			target := address(path, examples)
			for _, p := range op.Parameters {
				if p.In == "query" && p.Required {
					target += "?" + p.Name + "=2024"
				}
			}
			w := s.ask(http.MethodGet, target, nil)
			if strings.HasPrefix(path, "/api/audit/") || strings.Contains(path, "/items/{item}") ||
				path == "/api/unmaskings" || path == "/api/passkeys" || path == "/api/queue" ||
				strings.HasPrefix(path, "/api/work-orders") ||
				path == "/api/surveys/{id}" { // its codes would let a visitor answer
				if w.Code != http.StatusForbidden {
					t.Errorf("GET %s as a visitor: %d", target, w.Code)
				}
				continue
			}
			if strings.HasPrefix(path, "/api/my") { // whoever looks around is no member
				if w.Code != http.StatusUnauthorized {
					t.Errorf("GET %s as a visitor: %d", target, w.Code)
				}
				continue
			}
			// The city has written its tables and published none, and nobody has come to its counter.
			if strings.HasPrefix(path, "/api/public/") || strings.HasPrefix(path, "/api/cases/{number}") {
				if w.Code != http.StatusNotFound {
					t.Errorf("GET %s, which is not there: %d", target, w.Code)
				}
				continue
			}
			if w.Code != http.StatusOK || w.Body.Len() < 10 {
				t.Errorf("GET %s: %d %s", target, w.Code, w.Body)
			}
			if kind := w.Header().Get("Content-Type"); strings.HasSuffix(path, "xlsx") {
				if !strings.HasPrefix(w.Body.String(), "PK") || !strings.Contains(kind, "spreadsheetml") {
					t.Errorf("GET %s: no workbook but %q", target, kind)
				}
			} else if !json.Valid(w.Body.Bytes()) && !strings.HasPrefix(kind, "text/html") &&
				!strings.HasSuffix(path, "{file}") {
				t.Errorf("GET %s: no JSON", target)
			}
		}
		s.noFailure()
	})
}

// noFailure fails the test when the server logged one.
func (s site) noFailure() {
	s.t.Helper()
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, `"level":"ERROR"`) {
			s.t.Error(line)
		}
	}
}

// TestNoRouteIsUndeclared asks for what the document does not describe: nothing under /api/ answers but what it says.
func TestNoRouteIsUndeclared(t *testing.T) {
	s := serve(t, sqlite)
	d := document(t)
	for path, methods := range d.Paths {
		target := address(path, s.examples())
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			if _, declared := methods[strings.ToLower(method)]; declared {
				continue
			}
			if w := s.ask(method, target, nil); w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d %s", method, target, w.Code, w.Body)
			}
		}
	}
	for _, target := range []string{"/api/", "/api/openapi.yaml", "/api/docs/x", "/api/debug", "/api/members/x/y/z"} {
		w := s.ask(http.MethodGet, target, nil)
		if p := problemOf(t, w); w.Code != http.StatusNotFound || p.Title == "" || p.Trace == "" {
			t.Errorf("GET %s: %d %s", target, w.Code, w.Body)
		}
	}
	for _, target := range []string{"/openapi.json", "/docs", "/schemas/Table.json"} {
		if w := s.ask(http.MethodGet, target, nil); strings.Contains(w.Header().Get("Content-Type"), "json") {
			t.Errorf("GET %s: %s", target, w.Header().Get("Content-Type"))
		}
	}
}

func TestTheDocumentIsAlwaysTheSame(t *testing.T) {
	one, err := app.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if two, err := app.OpenAPI(); err != nil || string(one) != string(two) {
		t.Error("two descriptions differ", err)
	}
}

func TestWhatIsNotThereIsToldInASentence(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for _, target := range []string{
			"/api/members/64990000000000", "/api/members/1", "/api/projects/99", "/api/projects/abc",
			"/api/evaluation/2024/tables/abc", "/api/members/99990000000013", "/api/members/64999999999998",
			"/api/employers/6499010000000",
			"/api/employers/x", "/api/loans/999999999", "/api/loans/x", "/api/vouchers/202413-00001",
			"/api/vouchers/999999999",
			"/api/vouchers/202401-99999", "/api/measures/fund.nothing?year=2024", "/api/measures/x/rows?year=2024",
			"/api/evaluation/2019/tables", "/api/evaluation/2024/tables/9", "/api/evaluation/2019/xlsx",
			"/api/members/x/statement", "/api/employers/x/months", "/api/register/payment/999999999",
			"/api/register/x/1", "/api/register/..%2Fsources%2Fbill/1",
		} {
			w := s.ask(http.MethodGet, target, nil)
			p := problemOf(t, w)
			if w.Code != http.StatusNotFound || !sentence.MatchString(p.Title) || p.Next == "" || len(p.Trace) != 16 ||
				strings.Contains(p.Next, "提交") || strings.Contains(p.Next, "更正") {
				t.Errorf("GET %s: %d %s", target, w.Code, w.Body)
			}
		}
	})
}

var sentence = regexp.MustCompile(`^[^a-z]*\p{Han}.*。$`)

// hostile are texts that break what does not expect them.
func hostile() []string {
	list := []string{"", " ", "'", "\"", "' OR 1=1 --", "%", "_", "!", "\\", "%00", "\x00", "\xff\xfe",
		"../../etc/passwd",
		"<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", "𠀀𠀁", "🏠", "\u202e", "\ufeff", "ａ", "null",
		"undefined",
		"NaN", "-1", "0", "1e9", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2024-02-30",
		"0000-00-00", "9999-12-31", "99999-01-01", "2024-13", "+2024", "202401-", "202401-+1", "202401--1",
		"202401-999999999",
		"000000-00000", "true", "[]", "{}", "a b", "a+b", "a;b", "a,b", "\n", "\r\nX: y", "\t", "٢٠٢٤", "二〇二四"}
	for _, c := range "'\"<>&%_!;\\/?#[]{}()*+=|^~`$@:,.-" {
		list = append(list, string(c), strings.Repeat(string(c), 30), "张"+string(c)+"三", "20240"+string(c))
	}
	return append(list, strings.Repeat("长", 500), strings.Repeat("9", 400), strings.Repeat("A", 5000))
}

func TestHostileTextsAreAnsweredAndNeverAFailure(t *testing.T) {
	if n := len(hostile()); n < 180 {
		t.Fatalf("only %d texts", n)
	}
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		d := document(t)
		examples := s.examples()
		for path, methods := range d.Paths {
			op, reads := methods["get"]
			if !reads || strings.Contains(path, "xlsx") || strings.Contains(path, "dashboard") {
				continue
			}
			for _, text := range hostile() {
				if at := strings.Index(path, "{"); at >= 0 && text != "" && text != "." {
					checkHostile(t, s, inYear(path, path[:at]+url.PathEscape(text)+path[strings.Index(path, "}")+1:]))
				}
				for _, p := range op.Parameters { // one at a time, so that none hides behind another
					if p.In == "query" {
						values := url.Values{p.Name: {text}}
						if ofYear()[path] && p.Name != "year" {
							values.Set("year", "2024")
						}
						checkHostile(t, s, address(path, examples)+"?"+values.Encode())
					}
				}
			}
		}
		for _, text := range hostile() {
			body, err := json.Marshal(object{"name": text, "office": "01"})
			if err != nil {
				t.Fatal(err)
			}
			w := s.ask(http.MethodPost, "/api/members/search", strings.NewReader(string(body)), "Content-Type",
				"application/json")
			if w.Code >= 500 {
				t.Errorf("search for %q: %d %s", text, w.Code, w.Body)
			}
		}
		s.noFailure()
	})
}

func checkHostile(t *testing.T, s site, target string) {
	t.Helper()
	w := s.ask(http.MethodGet, target, nil)
	switch {
	case w.Code == http.StatusOK || w.Code == http.StatusMovedPermanently || w.Code == http.StatusTemporaryRedirect:
	case w.Code >= 500:
		t.Errorf("GET %.200s: %d %s", target, w.Code, w.Body)
	default:
		if p := problemOf(t, w); !strings.HasSuffix(p.Title, "。") {
			t.Errorf("GET %.200s: %d %s", target, w.Code, w.Body)
		}
	}
}

// TestAPageIsCutFromTheWholeList goes through lists in pages of several sizes: all pages together are the list, in its
// order, with nothing twice.
func TestAPageIsCutFromTheWholeList(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		examples := s.examples()
		busy := "/api/vouchers/" + s.busiest()
		for target, list := range map[string]string{
			"/api/members": "", "/api/members?office=02": "", "/api/employers": "", "/api/loans": "",
			"/api/loans?year=2024": "",
			"/api/vouchers":        "", "/api/vouchers?month=2024-06": "", "/api/vouchers?number=202406-000": "",
			"/api/vouchers?kind=7": "", "/api/vouchers?kind=7,18&sort=-amount": "",
			"/api/vouchers?sort=day&month=2024-06": "",
			"/api/members?sort=-balance":           "", "/api/members?sort=paid&office=02": "",
			"/api/employers?sort=-members": "",
			"/api/employers?sort=paid":     "", "/api/loans?sort=-amount": "", "/api/loans?sort=due&state=5": "",
			"/api/loans?sort=-unpaid&overdue=true": "", "/api/loans?sort=balance&office=01": "",
			"/api/loans?sort=disbursed&month=2024-05": "", "/api/late?year=2024": "", "/api/late?year=2024&sort=-days": "",
			"/api/withdrawals": "", "/api/withdrawals?month=2024-03&sort=-paid": "", "/api/withdrawals?reason=rent&state=2": "",
			"/api/late?year=2024&sort=-date&kind=remittance": "", "/api/members/" + examples["/api/members/{no}"] + "/statement": "",
			"/api/employers/" + examples["/api/employers/{no}"] + "/months": "",
			"/api/measures/fund.contributions.amount/rows?year=2024":        "",
			"/api/measures/fund.deposit.balance/rows?year=2024":             "",
			"/api/measures/spending.training.participation/rows?year=2024":  "",
			busy: "members",
		} {
			whole := s.through(target, list, 200)
			if len(whole) == 0 {
				t.Errorf("%s is empty", target)
			}
			for i, row := range whole {
				if slices.Contains(whole[:i], row) {
					t.Errorf("%s: twice %s", target, row)
					break
				}
			}
			for _, size := range []int{1, 7, 50} {
				if size == 1 && len(whole) > 150 {
					continue
				}
				if pages := s.through(target, list, size); !slices.Equal(pages, whole) {
					t.Errorf("%s: %d rows in pages of %d, %d in all", target, len(pages), size, len(whole))
				}
			}
		}
	})
}

// busiest is the voucher with the most movements of members.
func (s site) busiest() string {
	best, most := "", int64(-1)
	for _, v := range get[paged](s, "/api/vouchers?kind=18&limit=20").Items {
		one := get[struct {
			Ref        string `json:"ref"`
			MembersAll int64  `json:"membersAll"`
		}](s, "/api/vouchers/"+v["ref"].(string))
		if one.MembersAll > most {
			best, most = one.Ref, one.MembersAll
		}
	}
	return best
}

// through reads all pages of a list.
func (s site) through(target, list string, size int) (rows []string) {
	s.t.Helper()
	separator := "?"
	if strings.Contains(target, "?") {
		separator = "&"
	}
	cursor := ""
	for range 5000 {
		values := url.Values{"limit": {strconv.Itoa(size)}, "cursor": {cursor}}
		answer := get[object](s, target+separator+values.Encode())
		if list != "" {
			answer = answer[list].(object)
		}
		items := answer["items"].([]any)
		if len(items) > size {
			s.t.Fatalf("%s: %d rows on a page of %d", target, len(items), size)
		}
		for _, item := range items {
			text, err := json.Marshal(item)
			if err != nil {
				s.t.Fatal(err)
			}
			rows = append(rows, string(text))
		}
		if cursor = answer["next"].(string); cursor == "" {
			return rows
		}
	}
	s.t.Fatalf("%s has no end", target)
	return nil
}
