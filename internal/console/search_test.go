package console_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"guangsha/internal/base/idno"
	"guangsha/internal/base/number"
)

// searched is what a search by a number finds: the accounts, or the code of the refusal.
func (s site) searched(text string, header ...string) (accounts []string, refused string) {
	s.t.Helper()
	body, err := json.Marshal(object{"number": text})
	if err != nil {
		s.t.Fatal(err)
	}
	w := s.ask(http.MethodPost, "/api/members/search", strings.NewReader(string(body)), append(header, "Content-Type",
		"application/json")...)
	if w.Code != http.StatusOK {
		return nil, problemOf(s.t, w).Code
	}
	var p struct{ Items []struct{ No string } }
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		s.t.Fatal(err)
	}
	for _, it := range p.Items {
		accounts = append(accounts, it.No)
	}
	return accounts, ""
}

// wide writes digits and letters as a Chinese input method does.
func wide(text string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, text)
}

// TestAWholeNumberFindsWhoseItIs searches for a member by the identity number and the mobile, however they are typed,
// and for what is no number of anybody.
func TestAWholeNumberFindsWhoseItIs(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		no := get[paged](s, "/api/members?limit=1").Items[0]["no"].(string)
		p := matrix{site: s}.personOf(number.MemberNo(no))
		for _, text := range []string{no, p.IDNo, strings.ToLower(p.IDNo), wide(p.IDNo), p.IDNo[:6] + " " + p.IDNo[6:],
			p.Mobile, wide(p.Mobile), p.Mobile[:3] + "-" + p.Mobile[3:7] + "-" + p.Mobile[7:]} {
			if found, refused := s.searched(text); len(found) != 1 || found[0] != no {
				t.Errorf("%q: %v %s, want %s", text, found, refused, no)
			}
		}
		head := "64990119700101998"
		if found, refused := s.searched(head + string(idno.CheckDigit(head))); len(found) != 0 || refused != "" {
			t.Errorf("a number of nobody: %v %s", found, refused)
		}
		for _, text := range []string{"1", p.IDNo[:17] + "?", p.IDNo[:17], "示例", "' OR 1=1 --", "6499011970010199800",
			strings.Repeat("６", 18)} {
			if found, refused := s.searched(text); refused == "" || found != nil {
				t.Errorf("%q finds %v", text, found)
			}
		}
		s.noFailure()
	})
}

// TestASearchByNumberIsOnRecordAndTellsNothing searches by a number as a clerk: who searched and for whom stands in the
// log without it, a person of another office is nobody, and what the mask hides is not tried out.
func TestASearchByNumberIsOnRecordAndTellsNothing(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	clerk := []string{"Cookie", "guangsha_session=" + m.session("clerk02")}
	own, elsewhere := m.objects["/api/members/"][0], m.objects["/api/members/"][3]
	p := m.personOf(number.MemberNo(own))
	if found, refused := m.searched(p.IDNo, clerk...); len(found) != 1 || found[0] != own {
		t.Fatalf("%v %s", found, refused)
	}
	said := m.entriesOf("person=clerk02&limit=1")[0]
	if whole := text(t, said); said.What != "查找个人账户" || said.Account != own ||
		!strings.Contains(whole, "所查号码的摘要") || strings.Contains(whole+m.log.String(), p.IDNo) {
		t.Errorf("%+v", said)
	}
	if found, refused := m.searched(m.personOf(number.MemberNo(elsewhere)).Mobile, clerk...); len(found) != 0 ||
		refused != "" {
		t.Errorf("a person of another office: %v %s", found, refused)
	}
	got := map[string]int{}
	for n := range 30 {
		head := fmt.Sprintf("64990119700101%03d", n)
		_, refused := m.searched(head+string(idno.CheckDigit(head)), clerk...)
		got[refused]++
	}
	if got[""] != 19 || got["console.too-often"] != 11 { // one was spent above
		t.Errorf("thirty numbers are answered %v", got)
	}
	m.noFailure()
}
