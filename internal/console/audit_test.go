package console_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
)

// entry is an entry of the log as the viewer shows it.
type entry struct {
	ID, At, Actor, Door, Kind, What, Object, Account, Reason, Trace string
	Number                                                          int64
	Sealed, Intact                                                  bool
	Fields                                                          []struct{ Name, Value string }
}

// entriesOf reads entries through the viewer, the newest first.
func (m matrix) entriesOf(asked string) (list []entry) {
	m.t.Helper()
	auditing := m.session("auditing")
	for cursor, n := "", 0; n < 200; n++ {
		w := m.call(auditing, http.MethodGet, "/api/audit/entries?"+asked+"&cursor="+url.QueryEscape(cursor), "")
		var p struct {
			Items []entry
			Next  string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusOK {
			m.t.Fatalf("%s: %d %s", asked, w.Code, w.Body)
		}
		list = append(list, p.Items...)
		if cursor = p.Next; cursor == "" {
			break
		}
	}
	return list
}

// plain gives the numbers of a person as the books have them.
func (m matrix) plain(no string) (idNo, mobile string) {
	m.t.Helper()
	err := m.centre.Work.Read(context.Background(), func(tx unit.Tx) error {
		found, err := m.centre.Member.Member(tx, number.MemberNo(no))
		if err != nil {
			return err
		}
		p, err := m.centre.Member.Personal(tx, found.Person)
		idNo, mobile = p.IDNo, p.Mobile
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return idNo, mobile
}

// TestWhoeverSawNumbersInFullIsInTheLogWithTheirReason unmasks somebody once, and tries without a reason, with words
// that hold a number, and of somebody out of reach.
func TestWhoeverSawNumbersInFullIsInTheLogWithTheirReason(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token := m.session("reviewer02")
	no, elsewhere := m.objects["/api/members/"][0], m.objects["/api/members/"][3]
	idNo, mobile := m.plain(no)
	ask := func(no, reason, words string) (int, string) {
		body, err := json.Marshal(object{"reason": reason, "words": words})
		if err != nil {
			t.Fatal(err)
		}
		w := m.call(token, http.MethodPost, "/api/members/"+no+"/unmask", string(body))
		return w.Code, w.Body.String()
	}
	for _, bad := range []struct {
		no, reason, words string
		code              int
	}{
		{no, "", "本人在柜台办理", 422}, {no, "curious", "本人在柜台办理", 422}, {no, "identify", "  看看 ", 422},
		{no, "identify", "", 422}, {no, "identify", "。。。。1234", 422},
		{no, "contact", "打电话给13900001234", 422}, {no, "contact", "打给１３９００００１２３４", 422},
		{elsewhere, "identify", "本人在柜台办理", 404}, {"64990000000000", "identify", "本人在柜台办理", 404},
	} {
		if code, said := ask(bad.no, bad.reason, bad.words); code != bad.code || strings.Contains(said, idNo) {
			t.Errorf("%+v: %d %s", bad, code, said)
		}
	}
	if list := m.entriesOf("kind=member.unmasked"); len(list) != 0 {
		t.Fatalf("what was refused left %+v", list)
	}
	code, said := ask(no, "identify", "本人在柜台办理提取")
	if code != http.StatusOK || !strings.Contains(said, `"`+idNo+`"`) || !strings.Contains(said, `"`+mobile+`"`) {
		t.Fatalf("%d %s", code, said)
	}
	w := m.call(m.session("auditing"), http.MethodGet, "/api/unmaskings?account="+no, "")
	var p struct{ Items []entry }
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || len(p.Items) != 1 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	e := p.Items[0]
	if e.Actor != "reviewer02" || e.Account != no || e.Reason != "本人在柜台办理提取" || e.Trace == "" || !e.Intact ||
		e.Door != "业务后台" || len(e.Fields) != 1 || e.Fields[0].Value != "核对来办事的本人身份" {
		t.Errorf("the log says %+v", e)
	}
	if text := w.Body.String(); strings.Contains(text, idNo) || strings.Contains(text, mobile) {
		t.Error("the log holds a number of a person")
	}
	if strings.Contains(m.log.String(), idNo) || strings.Contains(m.log.String(), mobile) {
		t.Error("the log of the program holds a number of a person")
	}
	m.noFailure()
}

// TestTheViewerFindsWhatWasDone looks at a member, searches and exports as somebody, and finds it by person, kind,
// account and day, page by page, without a name of anybody.
func TestTheViewerFindsWhatWasDone(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token := m.session("clerk02")
	no := m.objects["/api/members/"][0]
	before := len(m.entriesOf("person=clerk02&limit=200"))
	for _, target := range []string{"/api/members/" + no, "/api/members/" + no + "/statement",
		"/api/members/xlsx?office=02", "/api/members?office=02&sort=-balance"} {
		if w := m.call(token, http.MethodGet, target, ""); w.Code != http.StatusOK {
			t.Fatalf("%s: %d", target, w.Code)
		}
	}
	for _, body := range []string{`{"number":"` + no + `"}`, `{"name":"示","office":"02"}`} {
		if w := m.call(token, http.MethodPost, "/api/members/search", body); w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	all := m.entriesOf("person=clerk02&limit=3")
	if len(all) != before+6 {
		t.Fatalf("%d entries of clerk02, %d before", len(all), before)
	}
	list := all[:6] // the newest
	want := []string{"查找个人账户", "查找个人账户", "查看个人账户清单", "导出清单", "查看个人明细账", "查看个人账户"}
	for i, e := range list {
		if e.What != want[i] || e.Actor != "clerk02" || !e.Intact || e.Trace == "" || e.Door != "业务后台" {
			t.Errorf("entry %d is %+v, want %s", i, e, want[i])
		}
	}
	says := func(e entry, name string) string {
		for _, f := range e.Fields {
			if f.Name == name {
				return f.Value
			}
		}
		return ""
	}
	if digest := says(list[0], "所查姓名的摘要"); len(digest) != 64 || strings.Contains(text(t, list[0]), "示") {
		t.Errorf("the search by name says %+v", list[0])
	}
	if says(list[2], "查询条件") != "office=02&sort=-balance" || says(list[3], "行数") == "0" ||
		says(list[3], "清单") != "个人账户" {
		t.Errorf("list %+v, export %+v", list[2], list[3])
	}
	if found := m.entriesOf("person=clerk02&account=" + no); len(found) != 3 || found[0].Account != no {
		t.Errorf("about the account: %+v", found)
	}
	if found := m.entriesOf("kind=list.exported&from=2025-01-01&to=2025-01-01"); len(found) != 1 {
		t.Errorf("exports of the day: %+v", found)
	}
	if found := m.entriesOf("kind=list.exported&to=2024-12-31"); len(found) != 0 {
		t.Errorf("exports before: %+v", found)
	}
	m.noFailure()
}

// TestTheConsoleVerifiesTheLog verifies the log as it is and asks how its sealing does.
func TestTheConsoleVerifiesTheLog(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	token := m.session("auditing")
	verify := func() (v struct {
		OK                           bool
		Entries, Sealed, Unsealed    int64
		Checkpoints, LastSize, Found int64
		Link, Root, LastAt, Signer   string
		Findings                     []string
	}) {
		t.Helper()
		w := m.call(token, http.MethodPost, "/api/audit/verify", "")
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return v
	}
	v := verify()
	if !v.OK || v.Found != 0 || v.Sealed+v.Unsealed != v.Entries || v.Sealed == 0 || v.Checkpoints == 0 ||
		v.LastSize == 0 || len(v.Link) != 64 || v.LastAt == "" {
		t.Errorf("%+v", v)
	}
	if list := m.entriesOf("kind=audit.verified"); len(list) != 1 || list[0].Actor != "admin-auditing" {
		t.Errorf("the log says of its verification %+v", list)
	}
	w := m.call(token, http.MethodGet, "/api/audit/state", "")
	var s struct {
		Running, Overdue bool
		Sealed           int64
		Kinds            []object
	}
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil || !s.Running || s.Sealed == 0 || len(s.Kinds) < 20 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestDigestsOfRowsAreCounted asks for the entry of a list of accounts, whose digests nobody can read.
func TestDigestsOfRowsAreCounted(t *testing.T) {
	m := matrixOf(t)
	list := m.entriesOf("kind=members.opened")
	if len(list) == 0 {
		t.Fatal("nobody opened an account")
	}
	said := map[string]string{}
	for _, f := range list[0].Fields {
		said[f.Name] = f.Value
	}
	want := said["members"] + "条记录的校验值"
	if said["members"] == "" || said["个人账户登记簿"] != want || said["职工登记簿"] == "" {
		t.Errorf("the entry says %v", said)
	}
}

// TestEveryKindOfEntryHasItsWords looks at what the city has left in its log.
func TestEveryKindOfEntryHasItsWords(t *testing.T) {
	m := matrixOf(t)
	_, kinds, err := m.centre.Tally(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w := m.call(m.session("auditing"), http.MethodGet, "/api/audit/state", "")
	var s struct{ Kinds []struct{ Code, Name string } }
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, k := range s.Kinds {
		known[k.Code] = k.Name
	}
	sealed, err := m.centre.SealedState(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range sealed { // the city's keys were never changed
		kinds[table.Table+".resealed"] = 1
	}
	for k := range kinds {
		if known[k] == "" {
			t.Errorf("%s has no words", k)
		}
	}
}
