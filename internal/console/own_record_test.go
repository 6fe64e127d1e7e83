package console_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
)

// TestOwnEnquiriesAreCountedInBatches looks at one's own several times: the log says it once, with how often.
func TestOwnEnquiriesAreCountedInBatches(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	session := h.enters(ticket, codeIn(letter))
	for range 3 {
		h.mine(session, "/api/my/accounts/"+h.no)
		h.mine(session, "/api/my/accounts/"+h.no+"/statement")
	}
	h.mine(session, "/api/my/cases")
	if err := h.centre.Own.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	list := h.entriesOf("kind=own.looked")
	if len(list) != 1 || list[0].Account != h.no || list[0].What != "缴存人查询本人信息" {
		t.Fatalf("%+v", list)
	}
	if said := text(t, list[0].Fields); !strings.Contains(said, `{"Name":"查看账户次数","Value":"3"}`) ||
		!strings.Contains(said, `{"Name":"查看明细次数","Value":"3"}`) ||
		!strings.Contains(said, `{"Name":"查看办件次数","Value":"1"}`) {
		t.Errorf("%s", said)
	}
	if err := h.centre.Own.Close(context.Background()); err != nil || len(h.entriesOf("kind=own.looked")) != 1 {
		t.Errorf("counted twice, %v", err)
	}
	h.noFailure()
}

// TestAMemberSeesWhoHasLooked has staff look at a member, for reasons and without: as what, where, when and why is told
// to whom it is about, never who, nor what the law keeps secret, nor anything of another member.
func TestAMemberSeesWhoHasLooked(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	session := h.enters(ticket, codeIn(letter))
	read := func() (out struct{ Items []map[string]string }) {
		w := h.mine(session, "/api/my/lookers")
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return out
	}
	before := len(read().Items)
	clerk := h.session("clerk02")
	for _, no := range []string{h.no, h.objects["/api/members/"][1]} {
		if w := h.call(clerk, http.MethodGet, "/api/members/"+no, ""); w.Code != http.StatusOK {
			t.Fatal(w.Code)
		}
	}
	reviewer := h.session("reviewer02")
	for _, reason := range []string{"identify", "judicial"} {
		if w := h.call(reviewer, http.MethodPost, "/api/members/"+h.no+"/unmask",
			`{"reason":"`+reason+`","words":"本人在柜台办理"}`); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	if _, refused := h.searched(h.person.IDNo, "Cookie", "guangsha_session="+clerk); refused != "" {
		t.Fatal(refused)
	}
	list := read().Items
	if len(list) != before+3 {
		t.Fatalf("%d of 3 are told: %v", len(list)-before, list)
	}
	want := []map[string]string{{"who": "经办", "what": "查找个人账户", "why": ""},
		{"who": "复核", "what": "查看证件号码和手机号码明文", "why": "核对来办事的本人身份"},
		{"who": "经办", "what": "查看个人账户", "why": ""}}
	for i, w := range want {
		got := list[i]
		if got["who"] != w["who"] || got["what"] != w["what"] || got["why"] != w["why"] ||
			got["about"] != "个人账户 "+h.no || got["place"] == "" || got["place"] == "02" {
			t.Errorf("%d: %v, want %v", i, got, w)
		}
	}
	if said := text(t, list); strings.Contains(said, "clerk02") || strings.Contains(said, "柜台") {
		t.Errorf("it is told who looked: %s", said)
	}
	h.noFailure()
}

// TestAMemberTakesAwayWhatIsKeptOfThem exports: every movement is in it, what the register has, who looked, and nothing
// of another member; the log has it by itself.
func TestAMemberTakesAwayWhatIsKeptOfThem(t *testing.T) {
	h := hallOf(t)
	ticket, letter := h.asks("192.0.2.1", h.no, h.person.Mobile)
	session := h.enters(ticket, codeIn(letter))
	if w := h.call(h.session("clerk02"), http.MethodGet, "/api/members/"+h.no, ""); w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	rows := h.sheetOf("export", h.mine(session, "/api/my/export/xlsx"))
	kinds := map[string]int{}
	for _, r := range rows[1:] {
		kinds[r[0]]++
	}
	var movements int
	if err := h.beside.Read(context.Background(), func(tx unit.Tx) error {
		l, found, err := h.beside.MemberReader().ListedMember(tx, number.MemberNo(h.no))
		if err != nil || !found {
			return errors.Join(err, errors.New("no such account"))
		}
		list, err := h.beside.Statement(tx, l.ID, 0, 1_000_000, 0, 10_000)
		movements = len(list)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if kinds["个人明细账"] != movements || movements == 0 || kinds["登记"] == 0 || kinds["查看记录"] == 0 {
		t.Errorf("%v, and %d movements", kinds, movements)
	}
	whole := text(t, rows)
	all := h.objects["/api/members/"]
	for _, other := range append(all[1:4], h.person.IDNo, h.person.Mobile) {
		if strings.Contains(whole, other) {
			t.Errorf("it tells %s", other)
		}
	}
	if list := h.entriesOf("kind=own.exported"); len(list) != 1 || list[0].Account != h.no {
		t.Errorf("%+v", list)
	}
	h.noFailure()
}
