package console_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestABodyThatTwoReadersReadDifferentlyIsRefused hands in bodies that a plain decoder takes or half takes. Each gets
// the one envelope, says nothing of what it held, and leaves nothing.
func TestABodyThatTwoReadersReadDifferentlyIsRefused(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("clerk02")
	const good = `{"name":"示","office":"02"}`
	nested := `{"name":` + strings.Repeat("[", 500) + strings.Repeat("]", 500) + `}`
	gbk := []string{"Content-Type", "application/json; charset=gbk"}
	_, looks := m.entries()
	for name, c := range map[string]struct {
		body, code string
		status     int
		header     []string
	}{
		"a name twice":          {`{"name":"示","office":"02","name":"李"}`, "console.body.twice", 400, nil},
		"a name twice, escaped": {`{"name":"示","office":"02","n\u0061me":"李"}`, "console.body.twice", 400, nil},
		"an unknown field":      {`{"name":"示","office":"02","admin":true}`, "console.malformed", 422, nil},
		"a field in capitals":   {`{"Name":"示","office":"02"}`, "console.malformed", 422, nil},
		"deep":                  {nested, "console.body.deep", 400, nil},
		"no UTF-8":              {"{\"name\":\"\xd5\xc5\",\"office\":\"02\"}", "console.body.text", 400, nil},
		"a null in a text":      {`{"name":"示\u0000","office":"02"}`, "console.body.text", 400, nil},
		"a byte order mark":     {"\ufeff" + good, "console.body.form", 400, nil},
		"something behind":      {good + good, "console.body.form", 400, nil},
		"half":                  {good[:12], "console.body.form", 400, nil},
		"a list":                {`[` + good + `]`, "console.malformed", 422, nil},
		"too large":             {`{"name":"` + strings.Repeat("示", 2000) + `"}`, "console.body.large", 413, nil},
		"another type":          {good, "console.body.type", 415, []string{"Content-Type", "text/plain"}},
		"another character set": {good, "console.body.charset", 415, gbk},
		"packed":                {good, "console.body.packed", 415, []string{"Content-Encoding", "gzip"}},
	} {
		header := []string{"Cookie", "guangsha_session=" + token, "Content-Type", "application/json"}
		w := m.ask(http.MethodPost, "/api/members/search", strings.NewReader(c.body), append(header, c.header...)...)
		if w.Code == http.StatusOK {
			t.Errorf("%s is taken: %s", name, w.Body)
			continue
		}
		p := problemOf(t, w)
		if w.Code != c.status || p.Code != c.code || p.Trace == "" || p.Status != c.status ||
			!sentence.MatchString(p.Title) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if text := w.Body.String(); strings.Contains(text, "李") || strings.Contains(text, "json:") ||
			strings.Contains(text, "unexpected") {
			t.Errorf("%s: the answer tells of inside: %s", name, text)
		}
	}
	if _, after := m.entries(); after != looks {
		t.Errorf("%d entries of what was refused", after-looks)
	}
	if w := m.call(token, http.MethodPost, "/api/members/search", good); w.Code != http.StatusOK {
		t.Errorf("a good body: %d %s", w.Code, w.Body)
	}
	m.noFailure()
}

// TestAnAnswerThatIsTheSameIsNotSentAgain asks with the tag of the last answer and with others. That somebody
// looked at people is recorded all the same.
func TestAnAnswerThatIsTheSameIsNotSentAgain(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token := m.session("finance")
	ask := func(target, has string) (status int, tag string, length int) {
		w := m.ask(http.MethodGet, target, nil, "Cookie", "guangsha_session="+token, "If-None-Match", has)
		return w.Code, w.Header().Get("ETag"), w.Body.Len()
	}
	_, before := m.entries()
	one := "/api/members/" + m.objects["/api/members/"][0]
	for _, target := range []string{"/api/centre", one, "/api/loans?office=02"} {
		status, tag, _ := ask(target, "")
		if status != http.StatusOK || len(tag) != 34 {
			t.Fatalf("%s: %d %s", target, status, tag)
		}
		for has, want := range map[string]int{tag: 304, `"other", W/` + tag: 304, "*": 304, `"other"`: 200,
			tag[1:5]: 200} {
			status, again, length := ask(target, has)
			if status != want || again != tag || (length == 0) != (want == 304) {
				t.Errorf("%s with %s: %d %s, %d bytes", target, has, status, again, length)
			}
		}
	}
	if _, after := m.entries(); after-before != 12 {
		t.Errorf("%d entries of 12 answers about people", after-before)
	}
	_, tag, _ := ask("/api/centre", "")
	if status, again, _ := ask("/api/choices", tag); status != http.StatusOK || again == tag {
		t.Errorf("another answer: %d %s of %s", status, again, tag)
	}
	if w := m.call("", http.MethodGet, one, ""); w.Header().Get("ETag") != "" || w.Code != http.StatusUnauthorized {
		t.Errorf("a refusal has a tag: %v", w.Header())
	}
}

// TestAChangeUnderOneKeyIsMadeOnce proposes a change twice under a key, once with other content, and once without a
// key.
func TestAChangeUnderOneKeyIsMadeOnce(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("security")
	ask := func(key, code string) int {
		header := []string{"Cookie", "guangsha_session=" + token, "Content-Type", "application/json"}
		if key != "" {
			header = append(header, "Idempotency-Key", key)
		}
		body := `{"kind":2,"code":"` + code + `","office":"02","posts":[{"role":"clerk","branch":"02"}],` +
			`"since":"2025-01-01"}`
		return m.ask(http.MethodPost, "/api/changes", strings.NewReader(body), header...).Code
	}
	count := func() int { return len(m.entriesOf("kind=access.proposed&limit=200")) }
	before := count()
	for _, c := range []struct {
		key, code    string
		status, more int
	}{{"key-1", "clerk02", 200, 1}, {"key-1", "clerk02", 200, 1}, {"key-1", "clerk03", 422, 1},
		{"", "clerk03", 422, 1}, {"key-2", "clerk03", 200, 2}} {
		if status := ask(c.key, c.code); status != c.status || count() != before+c.more {
			t.Errorf("%+v: %d, %d proposals", c, status, count()-before)
		}
	}
}
