package console_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// beside is what an answer about a paper says of the books.
type beside struct {
	Tables []struct {
		Year    int
		Summary struct {
			Reported, ByRule json.Number
		}
		Rows []struct {
			Level3        string
			Measured      *struct{ Text, Measure, Definition string }
			MeasuredScore *json.Number
		}
	}
}

// TestAPaperHasTheBooksOfItsYearBesideIt hands a published table in: each row that the books know leads to its measure,
// what was reported stays, and neither a year without books nor somebody who may not see the tables is told any figure.
func TestAPaperHasTheBooksOfItsYearBesideIt(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join("..", "evaluation", "testdata", "zhongwei-2024-self-evaluation.txt"))
	if err != nil {
		t.Fatal(err)
	}
	m := matrixOf(t)
	m.enter()
	read := func(who string, paper []byte) (out beside, measured, scored int) {
		w := m.ask(http.MethodPost, "/api/evaluation/check?name=a.txt", bytes.NewReader(paper), "Content-Type",
			"application/octet-stream", "Cookie", "guangsha_session="+m.session(who))
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", who, w.Code, w.Body)
		}
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
	ours, measured, scored := read("analyst", paper)
	if measured < 20 || scored < 12 || len(ours.Tables) != 3 {
		t.Errorf("%d rows of %d tables have a figure, %d a score", measured, len(ours.Tables), scored)
	}
	plain, measured, _ := read("clerk02", paper)
	if measured != 0 {
		t.Errorf("somebody who may not see the tables is told %d figures", measured)
	}
	for i, table := range ours.Tables {
		was := plain.Tables[i].Summary
		if table.Summary.Reported != was.Reported || table.Summary.ByRule != was.ByRule {
			t.Errorf("table %d: %+v beside the books, %+v without", i, table.Summary, was)
		}
	}
	if _, measured, _ := read("analyst", bytes.ReplaceAll(paper, []byte("2024"), []byte("2019"))); measured != 0 {
		t.Errorf("a year without books has %d figures", measured)
	}
}
