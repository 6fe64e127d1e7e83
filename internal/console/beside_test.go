package console_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// beside is what an answer about a paper says of the books.
type beside struct {
	Tables []struct {
		Year    int
		Summary struct {
			Reported, ByRule json.Number
		}
		Foreign, Unbooked string
		Rows              []struct {
			Level3        string
			Measured      *struct{ Text, Measure, Definition string }
			MeasuredScore *json.Number
		}
	}
}

// TestAPaperHasTheBooksOfItsYearBesideIt hands a published table in: each row that the books know leads to its measure,
// what was reported stays, and somebody who may not see the tables is told no figure.
func TestAPaperHasTheBooksOfItsYearBesideIt(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join("..", "evaluation", "testdata", "zhongwei-2024-self-evaluation.txt"))
	if err != nil {
		t.Fatal(err)
	}
	foreign := paper
	m := matrixOf(t)
	m.enter()
	read := func(who string, paper []byte, ours bool) (out beside, measured, scored int) {
		out = m.drop(who, paper, ours)
		for _, table := range out.Tables {
			for _, r := range table.Rows {
				if r.Measured == nil {
					continue
				}
				measured++
				if r.MeasuredScore != nil {
					scored++
				}
				w := m.call(m.session("analyst"), http.MethodGet, "/api/measures/"+r.Measured.Measure+"?year=2024", "")
				if w.Code != http.StatusOK || r.Measured.Text == "" || r.Measured.Definition == "" {
					t.Errorf("%s: %+v leads to %d", r.Level3, r.Measured, w.Code)
				}
			}
		}
		return out, measured, scored
	}
	_, everything, _ := read("analyst", paper, true) // a person says so
	paper = bytes.ReplaceAll(paper, []byte("中卫市住房"), []byte("示例市住房"))
	ours, measured, scored := read("analyst", paper, false)
	if measured != everything {
		t.Errorf("%d rows have a figure by the name of the unit, %d by a person's word", measured, everything)
	}
	if measured < 20 || scored < 12 || len(ours.Tables) != 3 {
		t.Errorf("%d rows of %d tables have a figure, %d a score", measured, len(ours.Tables), scored)
	}
	plain, measured, _ := read("clerk02", paper, false)
	if measured != 0 {
		t.Errorf("somebody who may not see the tables is told %d figures", measured)
	}
	for i, table := range ours.Tables {
		was := plain.Tables[i].Summary
		if table.Summary.Reported != was.Reported || table.Summary.ByRule != was.ByRule {
			t.Errorf("table %d: %+v beside the books, %+v without", i, table.Summary, was)
		}
	}
	theirs, measured, _ := read("analyst", foreign, false)
	for _, table := range theirs.Tables {
		if measured != 0 || !strings.Contains(table.Foreign, "不是示例市住房公积金管理中心，没有与账对照") {
			t.Errorf("a table of another unit has %d figures, and says %q", measured, table.Foreign)
		}
	}
}

// drop hands a paper in to be checked.
func (m *matrix) drop(who string, paper []byte, ours bool) (out beside) {
	m.t.Helper()
	w := m.ask(http.MethodPost, fmt.Sprintf("/api/evaluation/check?name=a.txt&ours=%t", ours), bytes.NewReader(paper),
		"Content-Type", "application/octet-stream", "Cookie", "guangsha_session="+m.session(who))
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
		m.t.Fatalf("%s: %d %s", who, w.Code, w.Body)
	}
	return out
}

// figures counts the rows beside which a figure stands.
func (b beside) figures() (n int) {
	for _, table := range b.Tables {
		for _, r := range table.Rows {
			if r.Measured != nil {
				n++
			}
		}
	}
	return n
}

// TestAPaperOfAYearWithoutBooksIsHeldAgainstNothing hands in tables of years on either side of the books, and of none
// that can be read: each says why no figure stands beside it, to whoever may see the tables.
func TestAPaperOfAYearWithoutBooksIsHeldAgainstNothing(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join("..", "evaluation", "testdata", "zhongwei-2024-self-evaluation.txt"))
	if err != nil {
		t.Fatal(err)
	}
	paper = bytes.ReplaceAll(paper, []byte("中卫市住房"), []byte("示例市住房"))
	m := matrixOf(t)
	m.enter()
	in := func(year string) []byte { return bytes.ReplaceAll(paper, []byte("2024"), []byte(year)) }
	for year, says := range map[string]string{"2019": "账上没有2019年的业务和余额，没有与账对照：账从2024-01-01记到营业日2025-01-01",
		"2026": "账上没有2026年的业务和余额", "本": "表上没有读出年度"} {
		out, hidden := m.drop("analyst", in(year), false), m.drop("clerk02", in(year), false)
		for i, table := range out.Tables {
			if out.figures() != 0 || table.Foreign != "" || !strings.HasPrefix(table.Unbooked, says) {
				t.Errorf("a year without books says %q %q", table.Unbooked, table.Foreign)
			}
			if got := hidden.Tables[i].Unbooked; got != "" {
				t.Errorf("somebody who may not see the tables is told %q", got)
			}
		}
	}
	// The running year has no projects yet, and its figures stand there as far as they go.
	if out := m.drop("analyst", in("2025"), false); out.figures() == 0 {
		t.Errorf("the running year has no figure: %q", out.Tables[0].Unbooked)
	}
}

// TestTheCentresOwnFormIsDoubtedAsItsTable hands in what the centre has exported: every figure of the books and every
// doubt that rests on one is there as on the year's own tables.
func TestTheCentresOwnFormIsDoubtedAsItsTable(t *testing.T) {
	type doubted struct {
		Rows []struct {
			Level3   string
			Measured *struct{ Text, Grade string }
		}
		Findings []struct {
			ID  string
			Row int
		}
	}
	m := matrixOf(t)
	m.enter()
	ask := func(method, target string, body []byte) []byte {
		t.Helper()
		w := m.ask(method, target, bytes.NewReader(body), "Content-Type", "application/octet-stream", "Cookie",
			"guangsha_session="+m.session("analyst"))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		return w.Body.Bytes()
	}
	sayings := func(d doubted) (list []string) {
		for _, f := range d.Findings {
			if f.ID == "G04" {
				list = append(list, fmt.Sprint("G04 of row ", f.Row))
			}
		}
		for i, r := range d.Rows {
			if r.Measured != nil {
				list = append(list, fmt.Sprint(i+1, r.Level3, r.Measured.Text, r.Measured.Grade))
			}
		}
		slices.Sort(list)
		return list
	}
	var out struct{ Tables []doubted }
	form := ask(http.MethodGet, "/api/evaluation/2024/xlsx", nil)
	if err := json.Unmarshal(ask(http.MethodPost, "/api/evaluation/check?name=a.xlsx", form), &out); err != nil {
		t.Fatal(err)
	}
	doubts := 0
	for i, paper := range out.Tables {
		var own doubted
		table := ask(http.MethodGet, fmt.Sprintf("/api/evaluation/2024/tables/%d", i+1), nil)
		if err := json.Unmarshal(table, &own); err != nil {
			t.Fatal(err)
		}
		got, want := sayings(paper), sayings(own)
		if !slices.Equal(got, want) {
			t.Errorf("table %d as a paper: %q, in the books: %q", i+1, got, want)
		}
		doubts += strings.Count(fmt.Sprint(want), "G04 of row")
	}
	if len(out.Tables) != 3 || doubts == 0 {
		t.Errorf("%d tables and %d doubts that rest on the books", len(out.Tables), doubts)
	}
}
