package console_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
)

// papersOf hands in what who rents hands in.
func (m matrix) papersOf(by act.By, no number.MemberNo) error {
	for _, code := range []string{"from-employer", "family-income"} {
		if _, err := m.centre.Cases.HandIn(context.Background(), by, "matrix/"+code+"/"+string(no),
			cases.Folder{Item: "withdrawal.rent", Member: no, Draft: "matrix"}, cases.Upload{Material: code,
				File: material.Handed{Content: materialtest.PNG(200, 200)}}); err != nil {
			return err
		}
	}
	return nil
}

// handed is what the server says of a material.
type handed struct {
	ID   int64
	Kind string
	What string
}

// upload hands a file in as a page does.
func (m matrix) upload(token, target string, query url.Values, content []byte) *httptest.ResponseRecorder {
	m.t.Helper()
	return m.ask(http.MethodPost, target+"?"+query.Encode(), bytes.NewReader(content), "Cookie",
		"guangsha_session="+token, "Content-Type", "application/octet-stream")
}

// TestAMaterialIsGivenOutToBeLookedAtAndNeverRun hands files in through the routes, looks at them with and without the
// right, and takes them out. What comes back is of one of four types, an attachment, and no page with scripts.
func TestAMaterialIsGivenOutToBeLookedAtAndNeverRun(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token := m.session("clerk02")
	folder := "/api/members/" + m.objects["/api/members/"][0] + "/items/withdrawal.rent/materials"
	query := func(key, name string) url.Values {
		return url.Values{"key": {key}, "draft": {"one"}, "material": {"family-income"}, "name": {name}}
	}
	photo := materialtest.Behind(materialtest.JPEG(300, 200), materialtest.Segment(0xfe, "<b>示例</b>"))
	w := m.upload(token, folder, query("a", "收入 证明.jpg"), photo)
	var h handed
	if err := json.Unmarshal(w.Body.Bytes(), &h); err != nil || w.Code != http.StatusOK || h.Kind != "jpeg" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	one := fmt.Sprintf("%s/%d?draft=one", folder, h.ID)
	w = m.call(token, http.MethodGet, one, "")
	for name, want := range map[string]string{"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store",
		"Content-Disposition": "attachment; filename*=UTF-8''" + url.PathEscape("家庭工资收入证明.jpg")} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if w.Code != http.StatusOK || bytes.Contains(w.Body.Bytes(), []byte("示例")) {
		t.Errorf("a material is given out as %d, with what stood beside it", w.Code)
	}
	if n := len(m.entriesOf("kind=material.viewed&limit=200")); n != 1 {
		t.Errorf("%d looks are on record", n)
	}
	other := m.session("finance")
	for what, target := range map[string]string{"another's": one,
		"under another name": strings.Replace(one, "one", "two", 1)} {
		who := token
		if what == "another's" {
			who = other
		}
		if w := m.call(who, http.MethodGet, target, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s draft is shown: %d", what, w.Code)
		}
	}
	big := make([]byte, material.MaxFile+1)
	if w := m.upload(token, folder, query("b", "a.jpg"), big); w.Code != http.StatusRequestEntityTooLarge ||
		!strings.Contains(w.Body.String(), "文件超过10MB") {
		t.Errorf("a large file: %d %s", w.Code, w.Body)
	}
	remove := fmt.Sprintf("%s/%d/remove?draft=one", folder, h.ID)
	if w := m.call(token, http.MethodPost, remove, `{"key":"c"}`); w.Code != http.StatusOK {
		t.Errorf("taken out: %d %s", w.Code, w.Body)
	}
	if w := m.call(token, http.MethodGet, one, ""); w.Code != http.StatusNotFound {
		t.Errorf("what was taken out is shown: %d", w.Code)
	}
	m.noFailure()
}

// TestHostileUploadsAreAnsweredThroughTheRoute hands a hundred of the hostile files in as a page does.
func TestHostileUploadsAreAnsweredThroughTheRoute(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token := m.session("clerk02")
	folder := "/api/members/" + m.objects["/api/members/"][0] + "/items/withdrawal.rent/materials"
	before, _ := m.entries()
	for i, h := range materialtest.Uploads(1, 130) {
		m.clock.Advance(1_000_000_000)
		w := m.upload(token, folder, url.Values{"key": {fmt.Sprint("h", i)}, "draft": {"one"},
			"material": {"family-income"}, "name": {h.Name}, "type": {h.Type}}, h.Content)
		if p := problemOf(t, w); w.Code < 400 || w.Code >= 500 || p.Title == "" || p.Next == "" {
			t.Errorf("%s: %d %s", h.What, w.Code, w.Body)
		}
	}
	if after, _ := m.entries(); after != before {
		t.Errorf("something was written: %s, before %s", after, before)
	}
	m.noFailure()
}
