package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/app"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/catalogue"
	"guangsha/internal/own/owntest"
)

// target is an address that a page asks, by a visitor unless somebody of the staff is named.
type target struct{ who, path string }

// lists are what the pages ask for: the state of the books first, then every list in its orders.
var lists = []string{"/api/state", "/api/centre", "/api/choices", "/api/me", "/api/evaluation/years",
	"/api/evaluation/2024/tables", "/api/evaluation/2024/tables/1", "/api/evaluation/published",
	"/api/projects?year=2024", "/api/projects/due", "/api/projects/1", "/api/projects/1/compare?from=1&to=2",
	"/api/surveys", "/api/public", "/api/evaluation/2024/outside",
	"/api/year/2024/dashboard", "/api/late?year=2024&sort=-days", "/api/late?year=2024&day=2024-02-15",
	"/api/measures?year=2024", "/api/measures/fund.contributions.amount/rows?year=2024",
	"/api/measures/fund.contributions.amount/rows?year=2024&sort=-n",
	"/api/measures/fund.members.contributing/rows?year=2024", "/api/measures/fund.withdrawals.amount/rows?year=2024",
	"/api/measures/fund.loans.count/rows?year=2024", "/api/loans/fee-gaps?year=2024", "/api/trial-balance",
	"/api/days?year=2024", "/api/members", "/api/members?sort=-balance", "/api/members?sort=paid", "/api/employers",
	"/api/employers?sort=-members", "/api/employers?sort=paid", "/api/loans", "/api/loans?sort=-balance&overdue=true",
	"/api/loans?sort=-unpaid", "/api/withdrawals", "/api/withdrawals?sort=-paid&month=2024-06",
	"/api/withdrawals?sort=-decided", "/api/vouchers", "/api/vouchers?sort=-amount",
	"/api/vouchers?month=2024-06&kind=1,37", "/api/vouchers?number=202406", "/api/vouchers?year=2024&account=41103",
	"/api/vouchers?year=2024&account=10101&sort=-amount", "/api/vouchers?year=2024&account=10102",
	"/api/vouchers/total?year=2024&account=10101", "/api/vouchers/total?year=2024&account=41103", "/api/cases",
	"/api/queue/screen", "/api/items", "/api/service-items", "/api/service-items/withdrawal.rent", "/api/messages",
	"/api/message-templates",
	"/api/people", "/api/roles", "/api/changes", "/api/partner-keys", "/api/openapi.json", "/api/docs"}

// paged are the lists whose second page is measured: no index gives their order.
var paged = []string{"/api/vouchers?sort=-amount", "/api/vouchers?year=2024&sort=amount",
	"/api/vouchers?year=2024&account=10101&sort=-amount", "/api/vouchers?year=2024&account=201",
	"/api/members?sort=-balance", "/api/members?sort=balance", "/api/members?sort=-paid", "/api/members?sort=paid",
	"/api/employers?sort=-members", "/api/employers?sort=members", "/api/loans?sort=-unpaid", "/api/loans?sort=balance",
	"/api/withdrawals?sort=-decided", "/api/withdrawals?sort=paid", "/api/late?year=2024&sort=-days"}

// things are the pages of one thing, the first of a list.
var things = []struct{ list, key, path string }{
	{"/api/members", "no", "/api/members/%s"}, {"/api/members", "no", "/api/members/%s/statement?limit=200"},
	{"/api/employers", "no", "/api/employers/%s"}, {"/api/employers", "no", "/api/employers/%s/months"},
	{"/api/loans?overdue=true", "ref", "/api/loans/%s"},
	{"/api/vouchers?kind=18&sort=-amount", "ref", "/api/vouchers/%s"},
}

// byStaff are the pages that visitors do not see, with who does.
var byStaff = []target{{"clerk02", "/api/queue"},
	{"admin-auditing", "/api/audit/entries"},
	{"admin-auditing", "/api/audit/entries?person=clerk02"},
	{"admin-auditing", "/api/audit/entries?kind=voucher.posted"},
	{"admin-auditing", "/api/audit/entries?kind=member.viewed"}, {"admin-auditing", "/api/audit/state"},
	{"admin-auditing", "/api/unmaskings"}, {"admin-auditing", "/api/passkeys"}, {"clerk02", "/api/work-orders"}}

// unmeasured are the routes without a figure, with the reason.
var unmeasured = map[string]string{
	"archive":          "the city lives without cases",
	"case":             "the city lives without cases",
	"openMaterial":     "the city lives without cases",
	"openStaged":       "the city lives without cases",
	"survey":           "the city draws nobody by lot",
	"order":            "nobody of the city calls the hotline",
	"publishedTable":   "no table of the city is public",
	"passkeyChallenge": "it reads nothing",
}

// targets are the addresses that are measured, the state of the books first.
func (b *bench) targets(ctx context.Context) (all []target, err error) {
	for _, path := range lists {
		all = append(all, target{path: path})
	}
	for _, m := range catalogue.Measures {
		all = append(all, target{path: "/api/measures/" + m.Name + "?year=2024"})
	}
	for _, of := range things {
		page, err := b.page(of.list)
		if err != nil || len(page.Items) == 0 {
			return nil, fmt.Errorf("nothing on %s: %w", of.list, err)
		}
		all = append(all, target{path: fmt.Sprintf(of.path, url.PathEscape(fmt.Sprint(page.Items[0][of.key])))})
	}
	for _, list := range paged {
		page, err := b.page(list)
		if err != nil {
			return nil, err
		}
		if page.Next != "" {
			all = append(all, target{path: list + "&cursor=" + url.QueryEscape(page.Next)})
		}
	}
	staff, err := b.ofStaff(ctx)
	if err != nil {
		return nil, err
	}
	own, err := b.ofMember(ctx)
	return slices.Concat(all, staff, own), err
}

// ofStaff are the addresses that staff ask, who sign in for it.
func (b *bench) ofStaff(ctx context.Context) ([]target, error) {
	entry, err := b.page("/api/measures/spending.pay.months/rows?year=2024")
	if err != nil || len(entry.Items) == 0 {
		return nil, fmt.Errorf("no wages: %w", err)
	}
	link, _ := entry.Items[0]["link"].(map[string]any)
	page, err := b.page("/api/members?office=02")
	if err != nil || len(page.Items) == 0 {
		return nil, fmt.Errorf("nobody in office 02: %w", err)
	}
	all := append(slices.Clone(byStaff), target{path: fmt.Sprint("/api/register/", link["to"])},
		target{"clerk02", fmt.Sprintf("/api/members/%v/items/withdrawal.rent", page.Items[0]["no"])})
	for _, t := range all {
		if t.who == "" || b.tokens[t.who] != "" {
			continue
		}
		if err := b.signIn(ctx, t.who); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// byMembers are the pages of what is a member's own, with what stands for the number of the account.
var byMembers = []string{"/api/my", "/api/my/accounts/%s", "/api/my/accounts/%s/statement?limit=200", "/api/my/cases",
	"/api/my/lookers"}

// ofMember are the addresses that a member asks, who signs in for it.
func (b *bench) ofMember(ctx context.Context) (all []target, err error) {
	page, err := b.page("/api/members")
	if err != nil || len(page.Items) == 0 {
		return nil, fmt.Errorf("no members: %w", err)
	}
	no := fmt.Sprint(page.Items[0]["no"])
	for _, path := range byMembers {
		all = append(all, target{"member", strings.ReplaceAll(path, "%s", no)})
	}
	of, by := b.writer, act.Auto("01", "bench")
	inside, err := access.Allow(ctx, of.Access.Gate(), by, access.BeginAccess)
	if err != nil {
		return nil, err
	}
	return all, of.Work.Do(inside, by, "bench", func(tx unit.Tx) error {
		m, err := of.Member.Member(tx, number.MemberNo(no))
		if err != nil {
			return err
		}
		of.Access.Audit.Record(tx, audit.Entry{Kind: "own.signed-in", ID: m.ID.ID})
		token, err := owntest.SignIn(tx, of.Own, m.Person, "bench of a member")
		b.tokens["member"] = "guangsha_member=" + token
		return err
	})
}

// listed is a page of a list as its route gives it.
type listed struct {
	Items []map[string]any
	Next  string
}

// page is a page of a list as a visitor sees it.
func (b *bench) page(path string) (p listed, err error) {
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil))
	if w.Code != http.StatusOK {
		return p, fmt.Errorf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return p, json.Unmarshal(w.Body.Bytes(), &p)
}

// signIn begins a session for somebody of the city's staff, who has no device here.
func (b *bench) signIn(ctx context.Context, who string) error {
	of, by := b.writer.Access, act.Auto("01", "bench")
	inside, err := access.Allow(ctx, of.Gate(), by, access.BeginAccess)
	if err != nil {
		return err
	}
	return b.writer.Work.Do(inside, by, "bench", func(tx unit.Tx) (err error) {
		of.Audit.Record(tx, audit.Entry{Kind: "access.signed-in"})
		token, err := accesstest.SignIn(tx, of, who, "bench of "+who, of.Clock.Now())
		b.tokens[who] = "guangsha_session=" + token
		return err
	})
}

// unseen are the routes that answer pages, of which none is asked for here and no reason stands above.
func unseen(asked []target) (missing []string) {
	seen := map[string]bool{}
	for _, t := range asked {
		seen[routeOf(t.path).ID] = true
	}
	for _, r := range app.Routes() {
		file := strings.HasSuffix(r.Seen, ".exported")
		if r.Method == http.MethodGet && !file && !seen[r.ID] && unmeasured[r.ID] == "" {
			missing = append(missing, r.Path)
		}
	}
	return missing
}

// parameter is a part of a route's path that each thing has its own of.
var parameter = regexp.MustCompile(`\\\{[^}]+\\\}`)

// routeOf is the route of an address: the one with its very path, else the one that it fits.
func routeOf(path string) (found app.Route) {
	path, _, _ = strings.Cut(path, "?")
	for _, r := range app.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		fits := regexp.MustCompile("^" + parameter.ReplaceAllString(regexp.QuoteMeta(r.Path), `[^/]+`) + "$")
		if r.Path == path || found.ID == "" && fits.MatchString(path) {
			found = r
		}
	}
	return found
}
