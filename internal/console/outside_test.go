package console_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/unit"
)

// TestAListOfFiguresFromOutsideIsTakenIn hands a list in as whoever reviews the tables: it stands beside the measured
// figures at once, is there again when it is asked for and in the workbook, counts once however often it is sent, and a
// bad line leaves everything as it was.
func TestAListOfFiguresFromOutsideIsTakenIn(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	const analyst = 900_004
	m.unit(func(tx unit.Tx, s access.Store) error {
		return s.SetPosts(tx, map[access.PersonID][]access.Post{analyst: {{Role: "evaluation-lead"}}})
	})
	token := m.session("analyst")
	const place, head = "/api/evaluation/2024/outside", "文件,文号或编号,文件日期,事项,取数项,金额,单位,页码\n"
	const line = "部门决算,示例财决〔2025〕1号,2024-12-31,业务费支出,spending.operations.executed,1.00,元,12\n"
	type listed struct {
		Items []struct {
			Number, Amount, Page, By string
			Measured, Difference     *int64
			Agrees                   bool
		}
	}
	read := func(body []byte) (out listed) { // beside what the city has registered itself
		t.Helper()
		if err := json.Unmarshal(body, &out); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		for i := len(out.Items) - 1; i >= 0; i-- {
			if out.Items[i].By != "analyst" {
				out.Items = slices.Delete(out.Items, i, i+1)
			}
		}
		return out
	}
	if got := gradeOf(t, m, token); got != "B" {
		t.Errorf("beside the city's own papers the figure has the grade %s", got)
	}
	for range 2 { // the second time with the same key
		w := m.upload(token, place, url.Values{"key": {"one"}}, []byte(head+line))
		out := read(w.Body.Bytes())
		if w.Code != http.StatusOK || len(out.Items) != 1 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		one := out.Items[0]
		if one.Measured == nil || one.Difference == nil || *one.Difference != *one.Measured-100 || one.Agrees ||
			one.Amount != "1.00元" || one.Page != "12" {
			t.Errorf("beside the measured figure: %+v", one)
		}
	}
	if got := gradeOf(t, m, token); got != "C" {
		t.Errorf("beside a paper that says something else the figure has the grade %s", got)
	}
	for _, bad := range []string{"", head, head + strings.Replace(line, "1.00", "约1", 1), line, "\x00\x01"} {
		w := m.upload(token, place, url.Values{"key": {"bad"}}, []byte(bad))
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%q: %d %s", bad, w.Code, w.Body)
		}
	}
	again := m.call(token, http.MethodGet, place, "")
	if out := read(again.Body.Bytes()); len(out.Items) != 1 || out.Items[0].Number != "示例财决〔2025〕1号" {
		t.Errorf("asked again: %s", again.Body)
	}
	if w := m.call(token, http.MethodGet, place+"/xlsx", ""); w.Code != http.StatusOK || w.Body.Len() < 2000 {
		t.Errorf("the workbook is %d with %d bytes", w.Code, w.Body.Len())
	}
}

// gradeOf is the grade of a figure by itself.
func gradeOf(t *testing.T, m matrix, token string) string {
	t.Helper()
	var one struct{ Grade string }
	w := m.call(token, http.MethodGet, "/api/measures/spending.operations.executed?year=2024", "")
	if err := json.Unmarshal(w.Body.Bytes(), &one); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	return one.Grade
}
