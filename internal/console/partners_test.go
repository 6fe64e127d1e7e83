package console_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// institution is a partner with its key, which signs as the page of the interface says.
type institution struct {
	m      *matrix
	signer secret.Signer
	id     int64
	n      int
}

// institution registers a key by one administrator and another.
func (m *matrix) institution(code, role string) *institution {
	m.t.Helper()
	return m.institutionTitled(code, "示例银行", role)
}

func (m *matrix) institutionTitled(code, title, role string) *institution {
	m.t.Helper()
	private := make([]byte, 32)
	if _, err := rand.Read(private[1:]); err != nil {
		m.t.Fatal(err)
	}
	signer, err := gm.NewSigner(private, rand.Reader)
	if err != nil {
		m.t.Fatal(err)
	}
	p := &institution{m: m, signer: signer}
	body := fmt.Sprintf(`{"code":%q,"title":%q,"role":%q,"public":%q}`, code, title, role,
		hex.EncodeToString(signer.Public()))
	if w := m.ask(http.MethodPost, "/api/partner-keys", strings.NewReader(body), "Cookie",
		"guangsha_session="+m.session("security"), "Content-Type", "application/json", "Idempotency-Key",
		hex.EncodeToString(signer.Public()[1:17])); w.Code != 200 {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
	var list struct {
		Items []struct {
			ID     int64
			Public string
		}
	}
	w := m.call(m.session("systems"), http.MethodGet, "/api/partner-keys", "")
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		m.t.Fatal(err, w.Body)
	}
	for _, k := range list.Items {
		if k.Public == hex.EncodeToString(signer.Public()) {
			p.id = k.ID
		}
	}
	return p
}

func (p *institution) administer(what string) int {
	p.m.t.Helper()
	target := fmt.Sprintf("/api/partner-keys/%d/%s", p.id, what)
	return p.m.call(p.m.session("systems"), http.MethodPost, target, "").Code
}

// signedRequest is a request that was signed, as it goes over the wire.
type signedRequest struct{ method, target, body, head string }

// sign signs a request at a time so many seconds from now.
func (p *institution) sign(method, target, body string, off int64) signedRequest {
	p.m.t.Helper()
	p.n++
	at := int64(p.m.clock.Now())/int64(time.Second/time.Microsecond) + off
	nonce := fmt.Sprintf("nonce-%032d", p.n)
	text := fmt.Sprintf("GUANGSHA-SM2-1\n%s\n%s\n%x\n%d\n%d\n%s\n", method, target, gm.Sum([]byte(body)), p.id,
		at, nonce)
	signature, err := p.signer.Sign([]byte(text))
	if err != nil {
		p.m.t.Fatal(err)
	}
	return signedRequest{method, target, body, fmt.Sprintf("GUANGSHA-SM2 key=%d, time=%d, nonce=%s, signature=%s",
		p.id, at, nonce, base64.StdEncoding.EncodeToString(signature))}
}

func (m *matrix) send(r signedRequest, header ...string) *httptest.ResponseRecorder {
	m.t.Helper()
	q, err := http.NewRequest(r.method, r.target, strings.NewReader(r.body))
	if err != nil {
		m.t.Fatalf("%s %q: %v", r.method, r.target, err)
	}
	q.Host, q.RequestURI = "127.0.0.1:8640", r.target
	q.Header.Set("Authorization", r.head)
	if r.method == http.MethodPost {
		q.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, q)
	return w
}

func TestAPartnerReachesItsScopeAndNothingElse(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	p := m.institution("bank-1", "partner-employers")
	employers := func(off int64) int { return m.send(p.sign("GET", "/api/employers?limit=1", "", off)).Code }
	if code := employers(0); code != http.StatusUnauthorized {
		t.Errorf("a key that nobody has confirmed: %d", code)
	}
	if code := m.call(m.session("security"), http.MethodPost, fmt.Sprintf("/api/partner-keys/%d/confirm", p.id),
		"").Code; code != http.StatusForbidden {
		t.Errorf("who registered confirms: %d", code)
	}
	if code := p.administer("confirm"); code != 200 {
		t.Fatal(code)
	}
	for off, want := range map[int64]int{0: 200, 300: 200, -300: 200, 301: 401, -301: 401, 1 << 40: 401,
		-1 << 62: 401} {
		if code := employers(off); code != want {
			t.Errorf("%d seconds off: %d, want %d", off, code, want)
		}
	}
	for target, want := range map[string]int{"/api/centre": 200, "/api/members": 403, "/api/vouchers": 403,
		"/api/people": 403, "/api/audit/entries": 403, "/api/passkeys": 403} {
		if w := m.send(p.sign("GET", target, "", 0)); w.Code != want {
			t.Errorf("%s: %d, want %d: %s", target, w.Code, want, w.Body)
		}
	}
	if w := m.send(p.sign("POST", "/api/members/search", `{"name":"示"}`, 0)); w.Code != http.StatusForbidden {
		t.Errorf("search: %d", w.Code)
	}
	other := m.institution("bank-1", "partner-books")
	if code := other.administer("confirm"); code != 200 {
		t.Fatal(code)
	}
	if code := employers(0); code != http.StatusForbidden {
		t.Errorf("a scope that was replaced: %d", code)
	}
	if code := p.administer("end"); code != 200 {
		t.Fatal(code)
	}
	if code := employers(0); code != http.StatusUnauthorized {
		t.Errorf("a key that was ended: %d", code)
	}
	if w := m.send(other.sign("GET", "/api/vouchers?limit=1", "", 0)); w.Code != 200 {
		t.Errorf("the other key: %d", w.Code)
	}
	m.noFailure()
}

// TestNoByteOfASignedRequestCanBeChanged flips a bit of each byte of a signed request, its address, body and head, and
// sends it again as it is; none is taken.
func TestNoByteOfASignedRequestCanBeChanged(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	p := m.institution("bank-1", "partner-employers")
	p.administer("confirm")
	taken, n := 0, 0
	try := func(what string, r signedRequest) {
		n++
		if w := m.send(r); w.Code < 400 || w.Code == http.StatusForbidden {
			taken++
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
	good := p.sign("POST", "/api/members/search", `{"name":"示","office":"02"}`, 0)
	for i := range good.body {
		r := good
		r.body = flip(good.body, i)
		try(fmt.Sprint("body ", i), r)
	}
	for i := range good.head {
		r := good
		r.head = flip(good.head, i)
		try(fmt.Sprint("head ", i), r)
	}
	read := p.sign("GET", "/api/employers?limit=1", "", 0)
	for i := len("/api/"); i < len(read.target); i++ {
		r := read
		if r.target = flip(read.target, i); strings.ContainsAny(r.target, " #%") {
			continue
		}
		try("target "+r.target, r)
	}
	with := read
	with.body = "x"
	try("a body where there was none", with)
	for _, method := range []string{"HEAD", "POST", "PUT"} {
		r := read
		r.method = method
		try(method, r)
	}
	for _, head := range []string{read.head + " ", read.head + ", key=1",
		strings.Replace(read.head, "key=", "key=+", 1),
		strings.Replace(read.head, "time=", "time=0", 1), "GUANGSHA-SM2 ", strings.Replace(read.head, ", ", ",", 1)} {
		r := read
		r.head = head
		try(head, r)
	}
	if w := m.send(read); w.Code != 200 {
		t.Errorf("what was signed: %d %s", w.Code, w.Body)
	}
	for range 1000 {
		try("replay", read)
	}
	t.Logf("%d changed and replayed requests, %d taken", n, taken)
	m.noFailure()
}

func flip(text string, i int) string {
	b := []byte(text)
	b[i] ^= 1
	return string(b)
}

// TestTwoServersTakeASignedRequestOnce sends each of fifty requests to two servers over one database at one moment.
func TestTwoServersTakeASignedRequestOnce(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	p := m.institution("bank-1", "partner-employers")
	p.administer("confirm")
	two := []http.Handler{m.handler,
		m.centre.Console(rand.Reader, slog.New(slog.DiscardHandler), false).Handler()}
	for range 50 {
		r := p.sign("GET", "/api/employers?limit=1", "", 0)
		var taken atomic.Int64
		var both sync.WaitGroup
		for i := range 4 {
			both.Go(func() {
				q := httptest.NewRequest(r.method, r.target, nil)
				q.Host = "127.0.0.1:8640"
				q.Header.Set("Authorization", r.head)
				w := httptest.NewRecorder()
				two[i%2].ServeHTTP(w, q)
				if w.Code == 200 {
					taken.Add(1)
				}
			})
		}
		both.Wait()
		if taken.Load() != 1 {
			t.Errorf("taken %d times", taken.Load())
		}
	}
	guest := act.By{Actor: access.CodeGuest, Door: act.Console, Branch: "01"}
	if _, err := m.centre.Access.Authenticate(context.Background(), guest, access.SignedRequest{}); err == nil {
		t.Error("an empty request was taken")
	}
}

// TestAFloodOfSignaturesIsTurnedAwayUnread sends what nobody has signed until it is told to come more slowly, before
// any of it is looked at. Whoever has signed in asks on.
func TestAFloodOfSignaturesIsTurnedAwayUnread(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("clerk02")
	const burst = 4000
	for n := 0; ; n++ {
		w := m.send(signedRequest{"GET", "/api/centre", "", "GUANGSHA-SM2 key=1, time=1, nonce=x, signature=AA=="})
		if w.Code == http.StatusTooManyRequests {
			break
		}
		if w.Code != http.StatusUnauthorized || n > 2*burst {
			t.Fatalf("%d after %d: %s", w.Code, n, w.Body)
		}
	}
	if w := m.call(token, http.MethodGet, "/api/centre", ""); w.Code != http.StatusOK {
		t.Errorf("whoever has signed in: %d %s", w.Code, w.Body)
	}
	m.noFailure()
}
