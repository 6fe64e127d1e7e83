package console_test

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/evaluation"
	"guangsha/internal/material/materialtest"
)

// request is what a route is asked with.
type request struct{ method, target, body, kind string }

// goods are what requests that change something are about, where it is there.
type goods struct {
	words            map[string]string // by what stands for them in goodBodies
	persons, members [5]string
}

// goodBodies are bodies that their routes take, with $ before what the city says. A route that changes something and is
// not here is in untried.
var goodBodies = map[string]string{
	"adjustProject": `{"key":"m","base":$version,"document":"示财〔2025〕1号","dated":"2024-12-31",` +
		`"reason":"示例：实际开办的次数少一次","edits":[{"row":1,"column":"target","text":"11次"}]}`,
	"bindRow":      `{"key":"m","row":1,"measure":""}`,
	"writeProject": `{"key":"m","base":$version,"edits":[{"row":1,"column":"actual","text":"12次"}]}`,
	"explainFinding": `{"key":"m","version":$version,"check":"$check","row":$row,` +
		`"text":"示例说明：与单位核对过，口径不同，不影响得分"}`,
	"judgeRow":           `{"key":"m","version":$version,"row":1,"kind":"score","value":"4","text":"示例依据"}`,
	"reviewProject":      `{"key":"m","text":"同意"}`,
	"proceedProject":     `{"key":"m","to":"submitted","text":"示例单位没有印章，未附签章扫描件"}`,
	"assignRow":          `{"key":"m","row":1,"office":"计划财务科","due":"2025-01-10"}`,
	"fulfilRow":          `{"key":"m","row":2}`,
	"checkProject":       `{"edits":[]}`,
	"drawSurvey":         `{"key":"m","title":"示例调查","asked":2,"from":"2024-01-01","to":"2024-12-31","until":"2025-01-31","size":5}`,
	"closeSurvey":        `{"key":"m","document":"示例〔2025〕1号"}`,
	"preview":            `{"key":"m",$application}`,
	"submitCase":         `{"key":"m",$application}`,
	"actOnCase":          `{"key":"m","seen":$seen,"act":"opine","words":"已核对"}`,
	"printPaper":         `{"key":"m"}`,
	"removeStaged":       `{"key":"m"}`,
	"removeMaterial":     `{"key":"m","seen":$seen}`,
	"setDoor":            `{"seen":$set,"what":"switch","all":false,"office":"02","value":"off","basis":"示例公告","reason":"示例"}`,
	"takeTicket":         `{"key":"m","item":"withdrawal.rent"}`,
	"callNext":           `{"window":1}`,
	"moveTicket":         `{"window":5,"act":"skip","to":""}`,
	"closeMessage":       `{"reason":"已电话告知"}`,
	"tieOrder":           `{"key":"m","seen":1,"office":"02"}`,
	"answerOrder":        `{"key":"m","seen":1,"answer":"示例答复"}`,
	"leave":              `{"reason":"离职"}`,
	"endCover":           `{"reason":"提前回岗"}`,
	"registerPartnerKey": `{"code":"bank-m","title":"示例银行","role":"partner-books","public":"$public"}`,
	"reportArrival":      `{"key":"m","account":1,"serial":"M-1","payer":"","name":"示例","amount":100,"remark":"","date":"2024-12-31"}`,
	"propose": `{"kind":2,"code":"clerk03","office":"03","posts":[{"role":"clerk","branch":"03"}],` +
		`"since":"2025-01-01","reason":"示例"}`,
	"setUp": `{"code":"x","systems":$founder,"security":$founder,"auditing":$founder}`,
}

// goodFiles are the conditions of routes that take a file.
var goodFiles = map[string]string{
	"approveProject": "key=m&kind=1&document=%E7%A4%BA%E8%B4%A2&name=a.txt",
	"attachFile":     "key=m&row=1&name=a.txt",
	"stageMaterial":  "key=m&draft=other&material=family-income",
	"handInMaterial": "key=m&seen=$seen&material=family-income",
}

// rent is an application for a member with an identity number.
const rent = `"item":"withdrawal.rent","member":%q,"idNo":%q,"draft":"matrix","typed":{"amount":"100","from":"2025-01",` +
	`"months":"1","monthly":"9000","income":"8000","children":"0","public":"no","no_home":"yes"}`

// bare is how somebody asks a route with nothing in hand.
func (m matrix) bare(r app.Route, relation int) request {
	target, body := m.target(r.Method, r.Path, relation)
	if strings.HasPrefix(r.Path, "/api/partner-keys/") {
		target, body = m.target(r.Method, r.Path, relation, "{id}", "999999")
	}
	return request{r.Method, target, body, "application/json"}
}

// wanted is how somebody asks a route who means it.
func (m matrix) wanted(r app.Route, relation int) request {
	g := m.good
	staged := r.ID == "removeStaged" || r.ID == "openStaged"
	named := []string{"{material}", g.words["$filed"], "{paper}", g.words["$paper"], "{covers}", "clerk03"}
	switch {
	case staged:
		named[1] = g.words["$staged"]
	case strings.HasPrefix(r.Path, "/api/partner-keys/"):
		named = append(named, "{id}", g.words["$partner"])
	}
	target, body := m.target(r.Method, r.Path, relation, named...)
	if strings.HasPrefix(r.Path, "/api/changes/") {
		target = strings.Replace(r.Path, "{id}", g.words["$change"], 1)
	}
	q := request{r.Method, target, body, "application/json"}
	application := fmt.Sprintf(rent, g.members[relation], g.persons[relation])
	pairs := []string{"$application", application,
		"$founder", `{"code":"x","name":"示例","idNo":"` + g.persons[0] + `","office":"01"}`}
	for name, word := range g.words {
		pairs = append(pairs, name, word)
	}
	fill := strings.NewReplacer(pairs...)
	if good := goodBodies[r.ID]; good != "" {
		q.body = fill.Replace(good)
	}
	if conditions := goodFiles[r.ID]; conditions != "" {
		q.target, q.kind = target+"?"+fill.Replace(conditions), "application/octet-stream"
		q.body = string(materialtest.PNG(210, 200))
		if r.ID == "approveProject" {
			const title = "市本级项目支出绩效自评表"
			q.body = title + strings.Split(string(evaluation.Example), title)[1]
		}
		if r.ID == "attachFile" {
			q.body = "示例佐证"
		}
	}
	if staged {
		q.target += "?draft=staged"
	}
	return q
}

// put asks as somebody, under a request key where the body has none.
func (m matrix) put(token string, q request) *httptest.ResponseRecorder {
	m.t.Helper()
	header := []string{"Idempotency-Key", "matrix"}
	if token != "" {
		header = append(header, "Cookie", "guangsha_session="+token)
	}
	if q.method == http.MethodPost && q.body != "" {
		header = append(header, "Content-Type", q.kind)
	}
	return m.ask(q.method, q.target, strings.NewReader(q.body), header...)
}

// as asks as somebody. A partner has no session: it signs what it asks.
func (m matrix) as(name, token string, q request) *httptest.ResponseRecorder {
	m.t.Helper()
	if name != "partner" {
		return m.put(token, q)
	}
	header := []string{"Idempotency-Key", "matrix"}
	if q.method == http.MethodPost && q.body != "" {
		header = append(header, "Content-Type", q.kind)
	}
	return m.send(m.bank.sign(q.method, q.target, q.body, 0), header...)
}

// prepare enters what requests are about that change something.
func (m *matrix) prepare() {
	m.t.Helper()
	ask := func(who, target string, into any) {
		m.t.Helper()
		w := m.call(m.session(who), http.MethodGet, target, "")
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
			m.t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	m.good.members = m.objects["/api/members/"]
	m.good.members[0] = m.mayApply()
	for i, no := range m.good.members[:4] {
		m.good.persons[i] = m.personOf(number.MemberNo(no)).IDNo
	}
	m.good.persons[4] = m.good.persons[0]
	clerk := m.session("clerk02")
	var staged handed
	for _, code := range []string{"from-employer", "family-income"} {
		w := m.upload(clerk, "/api/members/"+m.objects["/api/members/"][0]+"/items/withdrawal.rent/materials",
			url.Values{"key": {"matrix-" + code}, "draft": {"staged"}, "material": {code}}, materialtest.PNG(200, 200))
		if err := json.Unmarshal(w.Body.Bytes(), &staged); err != nil || w.Code != http.StatusOK {
			m.t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	var c struct {
		Seen      int
		Materials []struct{ Files []struct{ ID int64 } }
		Papers    []struct{ No string }
	}
	ask("clerk02", "/api/cases/"+m.objects["/api/cases/"][0], &c)
	var item struct {
		Doors []struct {
			Code string
			Seen int64
		}
	}
	ask("reviewer02", "/api/service-items/withdrawal.rent", &item)
	var project struct {
		Item  struct{ Version int }
		Table struct {
			Findings []struct {
				ID  string
				Row int
			}
		}
	}
	ask("analyst", "/api/projects/1", &project)
	m.covered()
	m.queued()
	m.proposed("prepared", goodBodies["propose"])
	if w := m.call(m.session("analyst"), http.MethodPost, "/api/projects/1/assign",
		`{"key":"prepared","row":2,"office":"计划财务科","due":"2025-01-10"}`); w.Code != http.StatusOK {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
	var changes struct{ Items []struct{ ID string } }
	ask("systems", "/api/changes", &changes)
	m.good.words = map[string]string{"$staged": fmt.Sprint(staged.ID), "$paper": c.Papers[0].No,
		"$seen": fmt.Sprint(c.Seen), "$filed": fmt.Sprint(c.Materials[1].Files[0].ID), "$change": changes.Items[0].ID,
		"$partner": fmt.Sprint(m.institution("bank-m0", "partner-books").id), "$public": m.publicKey(),
		"$version": fmt.Sprint(project.Item.Version), "$check": project.Table.Findings[0].ID,
		"$row": fmt.Sprint(project.Table.Findings[0].Row)}
	for _, d := range item.Doors {
		if d.Code == "counter" {
			m.good.words["$set"] = fmt.Sprint(d.Seen)
		}
	}
}

// queued has one at a window of office 02 and another one who waits.
func (m *matrix) queued() {
	m.t.Helper()
	clerk := m.session("clerk02")
	for _, q := range [][2]string{{"/api/queue/tickets", `{"key":"a","item":"withdrawal.rent"}`},
		{"/api/queue/tickets", `{"key":"b","item":"withdrawal.rent"}`}, {"/api/queue/next", `{"window":5}`}} {
		if w := m.call(clerk, http.MethodPost, q[0], q[1]); w.Code != http.StatusOK {
			m.t.Fatalf("%s: %d %s", q[0], w.Code, w.Body)
		}
	}
}

// covered has clerk02 cover clerk03 on days to come.
func (m *matrix) covered() {
	m.t.Helper()
	m.proposed("cover", `{"kind":3,"code":"clerk02","covers":"clerk03","since":"2025-03-01","until":"2025-03-05",`+
		`"reason":"年休假"}`)
	var changes struct{ Items []struct{ ID, Covers string } }
	systems := m.session("systems")
	if err := json.Unmarshal(m.call(systems, http.MethodGet, "/api/changes", "").Body.Bytes(), &changes); err != nil {
		m.t.Fatal(err)
	}
	w := m.call(systems, http.MethodPost, "/api/changes/"+changes.Items[0].ID+"/confirm", "")
	if w.Code != http.StatusOK || changes.Items[0].Covers != "clerk03" {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
}

// proposed has the security administrator propose a change under a key.
func (m *matrix) proposed(key, body string) {
	m.t.Helper()
	w := m.ask(http.MethodPost, "/api/changes", strings.NewReader(body), "Cookie",
		"guangsha_session="+m.session("security"), "Content-Type", "application/json", "Idempotency-Key", key)
	if w.Code != http.StatusOK {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
}

// mayApply is a member of office 02 whose application its clerk may hand in.
func (m *matrix) mayApply() string {
	m.t.Helper()
	by := act.By{Actor: "clerk02", Door: act.Counter, Branch: "02", Trace: "test"}
	var list struct{ Items []struct{ No string } }
	clerk := m.session("clerk02")
	w := m.call(clerk, http.MethodGet, "/api/members?office=02&limit=200", "")
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		m.t.Fatal(err)
	}
	for _, one := range list.Items {
		no := number.MemberNo(one.No)
		if err := m.papersOf(by, no); err != nil {
			m.t.Fatal(err)
		}
		body := "{" + `"key":"may",` + fmt.Sprintf(rent, one.No, m.personOf(no).IDNo) + "}"
		m.clock.Advance(time.Minute)
		if w := m.call(clerk, http.MethodPost, "/api/counter/preview", body); w.Code == http.StatusOK {
			return one.No
		}
	}
	m.t.Fatal("nobody may apply")
	return ""
}

// publicKey is one that nobody has yet.
func (m *matrix) publicKey() string {
	private := make([]byte, 32)
	if _, err := rand.Read(private[1:]); err != nil {
		m.t.Fatal(err)
	}
	signer, err := gm.NewSigner(private, rand.Reader)
	if err != nil {
		m.t.Fatal(err)
	}
	return hex.EncodeToString(signer.Public())
}

// mayAsk says of a cell of the table that somebody may ask.
func mayAsk(cell string) bool { return cell[:3] != "401" && cell[:3] != "403" }

// untried are routes whose requests are good only with what nobody but their own person has, or in another state of
// the city, by the reason.
var untried = map[string]string{
	"changeBooks": "only a demonstration has it", "setUp": "the code is spent", "offerFactor": "slips",
	"enrol":  "slips",
	"signIn": "a password", "signInByPasskey": "a device", "offerPasskey": "a second factor", "addPasskey": "a device",
	"removePasskey": "a passkey", "answerSurvey": "a code of a questionnaire", "resendMessage": "a dead letter",
	"closeMessage": "a dead letter", "closeSurvey": "a survey that is over", "reviewProject": "none of the sixteen may",
	"judgeRow": "none of the sixteen may", "proceedProject": "a table that was reviewed",
	"askOwnCode": "a gateway", "ownSignIn": "a code", "askMobileCodes": "a gateway", "changeMobile": "two codes",
	"registerOutside": "none of the sixteen may", "tellAgain": "a notice that the platform has refused",
	"reportArrival": "the signature of a bank",
}

// TestWhatTheDeniedAskForWouldChangeSomething sends what the matrix sends for those who are to be denied as somebody
// who may: each changes the books. A request that is refused anyhow would show nothing.
func TestWhatTheDeniedAskForWouldChangeSomething(t *testing.T) {
	t.Parallel()
	head, rows := table(t)
	for _, r := range app.Routes() {
		if r.Event == "" || untried[r.ID] != "" {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			m := matrixOf(t)
			m.enter()
			m.find()
			m.prepare()
			at := slices.IndexFunc(rows[r.Method+" "+r.Path], mayAsk)
			if at < 0 {
				t.Fatal("nobody may")
			}
			token := m.session(head[at])
			last, books := m.since(0), m.dump()
			w := m.put(token, m.wanted(r, 0))
			left := m.since(last[0].Seq)
			if w.Code != http.StatusOK || len(left) == 0 || left[0].Actor != who[head[at]] && !r.Members {
				t.Errorf("as %s: %d %.300s, and %d entries", head[at], w.Code, w.Body, len(left))
			}
			if m.dump() == books && r.ID != "signOut" && r.ID != "ownSignOut" {
				t.Error("the books are as they were")
			}
		})
	}
}
