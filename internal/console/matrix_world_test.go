package console_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/app"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/base/uscc"
	"guangsha/internal/cases"
	"guangsha/internal/member"
	"guangsha/internal/own/owntest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/workorder"
)

// relations are how an object stands to the employer agent0 acts for, in office 02: a person or thing of that employer,
// another one of it, one of the same office, one of office 03, and one that is not there.
var relations = []string{"own", "same unit", "same office", "other office", "not there"}

// matrix is the city with people to whom routes answer, and who asks.
type matrix struct {
	site
	clock   *civil.Manual
	beside  *sqlstore.Store      // reads the books of the city while it is written
	objects map[string][5]string // by the beginning of a path
	entry   string               // of the register of spending
	good    goods
	bank    *institution // the partner among those who ask
}

// matrixOf opens a copy of the lived city for writing.
func matrixOf(t *testing.T) matrix {
	t.Helper()
	return matrixWith(t, app.Outside{})
}

// matrixWith is matrixOf with parties outside the centre.
func matrixWith(t *testing.T, outside app.Outside) matrix {
	t.Helper()
	config, err := sqlite()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "city")
	if err := os.CopyFS(folder, os.DirFS(config.Data)); err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"shili.json", "shili.sm2"} {
		if err := os.Chmod(filepath.Join(folder, "keys", own), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	config.Data = folder
	m := matrix{clock: civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0))}
	centre, err := app.Open(context.Background(), config, m.clock, rand.Reader, outside)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := centre.Close(); err != nil {
			t.Error(err)
		}
	})
	if m.beside, err = sqlstore.Open(context.Background(), sqlstore.Config{Path: filepath.Join(folder, "shili.db"),
		Clock: m.clock, ReadOnly: true, Leaf: plainMAC{}}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.beside.Close() })
	log := &strings.Builder{}
	m.site = site{t: t, centre: centre, log: log, engine: "sqlite",
		handler: centre.Console(rand.Reader, slog.New(slog.NewJSONHandler(log, nil)), false).Handler()}
	return m
}

// unit changes people and sessions as no use case does.
func (m matrix) unit(f func(tx unit.Tx, s access.Store) error) {
	m.t.Helper()
	by := act.Auto("01", "test")
	inside, err := access.Allow(context.Background(), m.centre.Access.Gate(), by, access.BeginAccess)
	if err != nil {
		m.t.Fatal(err)
	}
	if err := m.centre.Work.Do(inside, by, "test", func(tx unit.Tx) error {
		m.centre.Access.Audit.Record(tx, audit.Entry{Kind: "test"})
		return f(tx, m.centre.Access.Store)
	}); err != nil {
		m.t.Fatal(err)
	}
}

// who asks, by the name of their column: a code of the city's staff, or somebody of another kind.
var who = map[string]string{"anonymous": "", "expired": "clerk02", "citizen-own": "citizen-1",
	"citizen-other": "citizen-2",
	"agent-own":     "agent0", "agent-none": "agent-x", "clerk02": "clerk02", "clerk03": "clerk03",
	"reviewer02": "reviewer02", "approver02": "approver02", "finance": "finance", "analyst": "analyst",
	"systems": "admin-systems", "security": "admin-security", "auditing": "admin-auditing", "partner": "partner-1"}

// enter adds the people whom the city has not got.
func (m matrix) enter() {
	m.t.Helper()
	m.unit(func(tx unit.Tx, s access.Store) error {
		posts := map[access.PersonID][]access.Post{}
		for i, p := range []access.Person{{Code: "citizen-1", Kind: access.Member},
			{Code: "citizen-2", Kind: access.Member},
			{Code: "agent-x", Kind: access.Agent}, {Code: "partner-1", Kind: access.Partner},
			{Code: "analyst", Kind: access.Staff, Office: "01"},
			{Code: "finance", Kind: access.Staff, Office: "01"}} {
			p.ID, p.Version = access.PersonID(900_000+i), 1
			role := map[string]string{"analyst": "analyst", "finance": "cashier", "agent-x": "agent"}[p.Code]
			if p.Kind == access.Staff {
				var err error
				place := secret.Where("access_person", "name", int64(p.ID))
				if p.Name, err = m.centre.Access.Cipher.Seal([]byte("示例"), place); err != nil {
					return err
				}
			}
			if err := s.SavePeople(tx, []access.Person{p}); err != nil {
				return err
			}
			posts[p.ID] = []access.Post{{Role: role, Unit: int64(p.Kind-access.Staff) * 999_999}}
		}
		return s.SetPosts(tx, posts)
	})
}

// session begins one for a person, whatever they are, and gives its token.
func (m matrix) session(name string) string {
	m.t.Helper()
	if who[name] == "" {
		return ""
	}
	token, begun := "", m.clock.Now()
	if name == "expired" {
		begun -= civil.Instant(9 * time.Hour / time.Microsecond)
	}
	m.unit(func(tx unit.Tx, _ access.Store) (err error) {
		token, err = accesstest.SignIn(tx, m.centre.Access, who[name], "token of "+name, begun)
		return err
	})
	if person := m.memberOf(name); person != 0 {
		token += "; guangsha_member=" + m.ownSession(person)
	}
	return token
}

// memberOf is who of the register a citizen is: the owner of the first account, or of that in another office.
func (m matrix) memberOf(name string) member.PersonID {
	at := slices.Index([]string{"citizen-own", "", "", "citizen-other"}, name)
	list, there := m.objects["/api/members/"]
	if at < 0 || !there {
		return 0
	}
	return m.ownerOf(number.MemberNo(list[at]))
}

// ownSession begins a session of a member without a code, and gives its token.
func (m matrix) ownSession(person member.PersonID) (token string) {
	m.t.Helper()
	m.unit(func(tx unit.Tx, _ access.Store) (err error) {
		token, err = owntest.SignIn(tx, m.centre.Own, person, "token of a member")
		return err
	})
	return token
}

// neighbour opens a second employer with one member in office 02, as its clerk does.
func (m matrix) neighbour() (employer, account string) {
	m.t.Helper()
	ctx := context.Background()
	by := act.By{Actor: "clerk02", Door: act.Counter, Branch: "02", Trace: "test"}
	code := "12649901MA999998"
	code += string(uscc.OrgCheck(code[8:]))
	code += string(uscc.Check(code))
	id, err := m.centre.Member.OpenEmployer(ctx, by, "matrix/employer", member.NewEmployer{USCC: code,
		Name: "示例市邻居单位", Office: "02", FoundedOn: civil.DateOf(2024, 12, 20), EmployerRatio: money.RateOne / 100 * 8,
		MemberRatio: money.RateOne / 100 * 8, PayDay: 10, FirstMonth: civil.MonthOf(2025, 1), AgentName: "示例甲",
		AgentMobile: "15400000000"})
	if err != nil {
		m.t.Fatal(err)
	}
	first := "64990219700101001"
	numbers, err := m.centre.Member.OpenMembers(ctx, by, "matrix/member", id, []member.NewMember{{Name: "示例乙",
		IDNo: first + string(idno.CheckDigit(first)), Mobile: "15400000001", Wage: 5000 * money.Yuan}})
	if err != nil {
		m.t.Fatal(err)
	}
	err = m.centre.Work.Read(ctx, func(tx unit.Tx) error {
		e, err := m.centre.Member.Employer(tx, id)
		employer = string(e.No)
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return employer, string(numbers[0])
}

// call asks as somebody.
func (m matrix) call(token, method, target, body string) *httptest.ResponseRecorder {
	m.t.Helper()
	header := []string{}
	if token != "" {
		header = append(header, "Cookie", "guangsha_session="+token)
	}
	if method == http.MethodPost && body != "" {
		header = append(header, "Content-Type", "application/json")
	}
	return m.ask(method, target, strings.NewReader(body), header...)
}

// find fills in the objects of the city by their relation, with the eyes of somebody who reaches all offices.
func (m *matrix) find() {
	m.t.Helper()
	token := m.session("finance")
	items := func(target string) []object {
		var p paged
		if w := m.call(token, http.MethodGet, target, ""); json.Unmarshal(w.Body.Bytes(), &p) != nil || w.Code != 200 {
			m.t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		return p.Items
	}
	first := func(target, field string, but ...string) string {
		for _, it := range items(target) {
			if v := it[field].(string); !slices.Contains(but, v) {
				return v
			}
		}
		m.t.Fatalf("%s has no other than %v", target, but)
		return ""
	}
	own := items("/api/members?office=02&limit=200")[0]
	unitOf := own["employer"].(string)
	var same string
	for _, it := range items("/api/members?office=02&limit=200")[1:] {
		if it["employer"] == unitOf {
			same = it["no"].(string)
		}
	}
	neighbour, other := m.neighbour()
	elsewhere := items("/api/members?office=03")[0]
	analyst := m.session("analyst")
	var rows struct {
		Items []struct{ Link struct{ Kind, To string } }
	}
	w := m.call(analyst, http.MethodGet, "/api/measures/spending.pay.months/rows?year=2024", "")
	if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil || len(rows.Items) == 0 {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
	m.entry = rows.Items[0].Link.To
	loan := first("/api/loans?office=02", "ref")
	voucher := first("/api/vouchers", "ref")
	m.objects = map[string][5]string{
		"/api/members/":   {own["no"].(string), same, other, elsewhere["no"].(string), "64990000000000"},
		"/api/employers/": {unitOf, unitOf, neighbour, elsewhere["employer"].(string), "6499010000000"},
		"/api/loans/": {loan, loan, first("/api/loans?office=02", "ref", loan), first("/api/loans?office=03", "ref"),
			"999999999"},
		"/api/vouchers/":      {voucher, voucher, voucher, voucher, "202401-99999"},
		"/api/people/":        {"clerk02", "clerk02", "reviewer02", "clerk03", "nobody"},
		"/api/changes/":       {"999999", "999999", "999999", "999999", "999999"},
		"/api/projects/":      {"1", "1", "1", "1", "999999"},
		"/api/service-items/": {"withdrawal.rent", "withdrawal.rent", "withdrawal.rent", "withdrawal.rent", "no.such"},
	}
	here := m.taken("02", items("/api/members?office=02&limit=200"))
	there := m.taken("03", items("/api/members?office=03&limit=200"))
	m.objects["/api/my/accounts/"] = m.objects["/api/members/"]
	called, calledThere := m.called("02"), m.called("03")
	m.objects["/api/work-orders/"] = [5]string{called, called, called, calledThere, "999999999"}
	m.objects["/api/cases/"] = [5]string{here, here, here, there, "64990220250101" + "999999"}
}

// taken is the number of a case that the clerk of an office has taken in, for the first member who may withdraw.
func (m matrix) taken(office string, list []object) string {
	m.t.Helper()
	ctx := context.Background()
	by := act.By{Actor: "clerk" + office, Door: act.Counter, Branch: office, Trace: "test"}
	var err error
	for _, it := range list {
		no := number.MemberNo(it["no"].(string))
		owner := m.personOf(no)
		var c cases.Case
		if err := m.papersOf(by, no); err != nil {
			m.t.Fatal(err)
		}
		c, err = m.centre.Cases.Submit(ctx, by, "matrix/"+string(no), cases.Application{Item: "withdrawal.rent",
			Draft: "matrix", Member: no, IDNo: owner.IDNo,
			Typed: map[string]string{"amount": "100", "from": "2025-01", "months": "1", "monthly": "9000",
				"income": "8000", "children": "0", "public": "no", "no_home": "yes"}})
		if err == nil {
			return string(c.Number)
		}
	}
	m.t.Fatalf("nobody of office %s may withdraw: %v", office, err)
	return ""
}

// called is an order of the government hotline that an office has.
func (m matrix) called(office string) string {
	m.t.Helper()
	err := m.centre.WorkOrders.Take(context.Background(), act.Auto(office, "test"), workorder.Incoming{No: "m" + office,
		Round: 1, Kind: "咨询", Due: "2025-01-10", Said: workorder.Said{Name: "示例", Text: "示例"}})
	var list []workorder.Order
	if err == nil {
		err = m.centre.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
			list, err = m.centre.WorkOrders.Store.Rounds(tx, "m"+office)
			return err
		})
	}
	if err != nil || len(list) != 1 {
		m.t.Fatal(list, err)
	}
	return strconv.FormatInt(int64(list[0].ID), 10)
}

// ownerOf is whose account it is, and personOf what identifies and reaches them.
func (m matrix) ownerOf(no number.MemberNo) (id member.PersonID) {
	m.t.Helper()
	if err := m.centre.Work.Read(context.Background(), func(tx unit.Tx) error {
		one, err := m.centre.Member.Member(tx, no)
		id = one.Person
		return err
	}); err != nil {
		m.t.Fatal(err)
	}
	return id
}

func (m matrix) personOf(no number.MemberNo) (owner member.Personal) {
	m.t.Helper()
	id := m.ownerOf(no)
	if err := m.centre.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
		owner, err = m.centre.Member.Personal(tx, id)
		return err
	}); err != nil {
		m.t.Fatal(err)
	}
	return owner
}

// target is the address and the body that ask a route about an object; named has the parts of the address that are no
// such object.
func (m matrix) target(method, path string, relation int, named ...string) (target, body string) {
	office := [...]string{"02", "02", "02", "03", "09"}[relation]
	there := relation < len(relations)-1
	for prefix, list := range m.objects {
		if rest, ok := strings.CutPrefix(path, prefix+"{"); ok {
			if strings.HasSuffix(path, "/unmask") {
				body = `{"reason":"identify","words":"本人在柜台办理"}`
			}
			rest = rest[strings.Index(rest, "}")+1:]
			rest = strings.NewReplacer(append(named, "{file}", "999999", "{door}", "counter",
				"{item}", "withdrawal.rent", "{paper}", "1",
				"{material}", "999999", "{entry}", "1")...).Replace(rest)
			return prefix + url.PathEscape(list[relation]) + rest, body
		}
	}
	year, id, name, entry := "2024", "1", "fund.surplus.amount", m.entry
	if !there {
		year, id, name, entry = "2019", "9", "fund.nothing", "pay/999999"
	}
	if strings.HasSuffix(path, "dashboard") {
		year = "2024"
	}
	named = append(named, "{year}", year, "{id}", id, "{name}", name, "{kind}/{id}", entry)
	target = strings.NewReplacer(named...).Replace(path)
	switch strings.TrimSuffix(path, "/xlsx") {
	case "/api/members", "/api/loans", "/api/withdrawals", "/api/cases", "/api/work-orders":
		target += "?office=" + office
	case "/api/members/search":
		body = `{"name":"示","office":"` + office + `"}`
	case "/api/trial-balance":
		target += "?day=2024-06-30"
	default:
		if method == http.MethodGet {
			target = inYear(path, target)
		}
	}
	return target, body
}
