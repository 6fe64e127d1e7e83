package evaluation

import (
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
)

// TestAWorkingPaperBringsItsExplanationsBack explains two findings, writes the paper in each format and reads it beside
// the tables again.
func TestAWorkingPaperBringsItsExplanationsBack(t *testing.T) {
	set, err := EvaluateReported(readSeed(t))
	if err != nil {
		t.Fatal(err)
	}
	var paper Paper
	for _, f := range []Finding{findingOf(t, set, 0, "C04", 15), set.FindingsOf(WholeSet)[0]} {
		if err := paper.Explain(set, f, signed); err != nil {
			t.Fatal(err)
		}
	}
	if gone := set.Keep(paper); len(gone) > 0 {
		t.Fatalf("%+v are gone", gone)
	}
	alone := writtenAs(t, document.Formats[1], PaperGrid(set))
	if _, err := Read(alone, "工作底稿.xlsx"); !refusal.Is(err, "evaluation.read.paper") {
		t.Errorf("a paper without its table: %v", err)
	}
	for _, f := range document.Formats[:3] {
		reading, err := Reader{Papers: true}.Read(t.Context(), writtenAs(t, f, PaperGrid(set)), "工作底稿"+f.Extension)
		if err != nil || len(reading.Tables) > 0 || len(reading.Paper.Explained) != 2 {
			t.Fatalf("%s: %d tables, %+v, %v", f.Name, len(reading.Tables), reading.Paper, err)
		}
		again, err := EvaluateReported(readSeed(t))
		if err != nil {
			t.Fatal(err)
		}
		if gone := again.Keep(reading.Paper); len(gone) > 0 {
			t.Errorf("%s: %+v are gone", f.Name, gone)
		}
		kept := 0
		for _, f := range again.Found {
			if f.Kept() {
				kept++
			}
		}
		if kept != 2 {
			t.Errorf("%s: %d findings are kept, want 2", f.Name, kept)
		}
	}
}

func TestACorrectedCellIsReadAndCheckedAnew(t *testing.T) {
	tables := readSeed(t)
	before := tables[1].Indicators[0]
	corrected, _, err := Correct(tables, []Correction{
		{Table: 1, Edit: Edit{Row: 1, Column: ColumnTarget, Text: "600笔"}},
		{Table: 1, Edit: Edit{Row: 1, Column: ColumnWeight, Text: "13"}},
		{Table: 1, Edit: Edit{Row: 0, Column: ColumnYear, Text: "（2023年度）"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := corrected[1]; got.Indicators[0].Target != "600笔" || got.Indicators[0].Weight != 1300 || got.Year != 2023 {
		t.Errorf("got %+v", got.Indicators[0])
	}
	if tables[1].Indicators[0].Target != before.Target || tables[1].Year != 2024 {
		t.Error("the tables as read were changed")
	}
	for _, c := range []Correction{
		{Table: 3, Edit: Edit{Row: 1, Column: ColumnTarget}}, {Table: -1},
		{Table: 0, Edit: Edit{Row: 99, Column: ColumnName}},
		{Table: 0, Edit: Edit{Row: 1, Column: "third"}}, {Table: 0, Edit: Edit{Row: -9, Column: ColumnActual}},
	} {
		if _, _, err := Correct(tables, []Correction{c}); !refusal.Is(err, "evaluation.correct") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
