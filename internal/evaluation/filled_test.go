package evaluation

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/measure"
)

// fill gives the clean table with measured values of some rows.
func fill(t *testing.T, measured map[int]FilledRow) FilledTable {
	t.Helper()
	tables, _ := edited(t, nil)
	f := Reported(tables[0])
	for row, m := range measured {
		m.Reported = f.Rows[row-1].Reported
		f.Rows[row-1] = m
	}
	return f
}

func from(measured string, g measure.Grade) FilledRow {
	return FilledRow{Actual: Actual{Measured: measured}, Evidence: Evidence{Grade: g, Rows: 12, Measure: "example"}}
}

func TestMeasuredValuesAreScoredBesideTheReportedOnes(t *testing.T) {
	f := fill(t, map[int]FilledRow{
		1: from("5场", measure.Register),
		3: from("97.02%", measure.Register),
		5: from("33万元", measure.Ledger),
		7: from("52万元", measure.Ledger),
		8: from("84.15%", measure.Ledger),
		9: from("健全", measure.Statement),
	})
	f.Execution = from("114万元", measure.Imported)
	s := ScoreFilled(f, Default())
	for row, want := range map[int]string{
		1: "8.33", 2: "—", 3: "9.90", 4: "—", 5: "4.55", 6: "—", 7: "10.00", 8: "9.90", 9: "—", 10: "—",
	} {
		if got := s.Rows[row-1].FromBooks.String(); got != want {
			t.Errorf("row %d: from the books %s, want %s", row, got, want)
		}
		if got := s.Rows[row-1].ByRule; got != s.Rows[row-1].Weight {
			t.Errorf("row %d: by rule %s, want the full weight", row, got)
		}
	}
	b := s.Books
	if s.Execution.FromBooks != 950 || b.Score.String() != "52.18" || b.Weight.String() != "55.00" ||
		b.RowsMeasured != 6 || b.RowsComputed != 4 || b.Rows != 11 {
		t.Errorf("execution %s, books %+v", s.Execution.FromBooks, b)
	}
	if b.ByGrade[measure.Ledger] != 2500 || b.ByGrade[measure.Imported] != 1000 || b.ByGrade[measure.Register] != 2000 {
		t.Errorf("weight by grade: %v", b.ByGrade)
	}
}

func TestADueDateIsScoredByTheShareThatWasInTime(t *testing.T) {
	for _, tc := range []struct{ target, measured, want string }{
		{"每月25日", "11次", "9.17"},
		{"每月25日", "100%", "10.00"},
		{"1年", "95%", "9.50"},
		{"2024年6月30日前", "50%", "5.00"},
		{"2024年1月-12月", "12笔", "—"},
		{"长期", "95%", "—"},
		{"无", "95%", "—"},
		{"≥99%", "≥99%", "—"},
	} {
		f := fill(t, map[int]FilledRow{4: from(tc.measured, measure.Ledger)})
		f.Indicators[3].Target = tc.target
		if got := ScoreFilled(f, Default()).Rows[3].FromBooks.String(); got != tc.want {
			t.Errorf("%s beside %s: %s, want %s", tc.measured, tc.target, got, tc.want)
		}
	}
}

func TestTheFormPrintsTheAcceptedValueThenTheReportedOne(t *testing.T) {
	f := fill(t, map[int]FilledRow{
		1: {Actual: Actual{Measured: "5场", Accepted: "6场"}},
		2: {Actual: Actual{Measured: "1999册"}},
	})
	f.Indicators[4].Actual, f.Rows[4] = "", from("28.498765万元", measure.Ledger) // nobody reported it
	for row, want := range map[int]string{1: "6场", 2: "2000册", 3: "99.2%", 5: "28.5万元"} {
		if got := f.Form(Default()).Indicators[row-1].Actual; got != want {
			t.Errorf("row %d prints %s, want %s", row, got, want)
		}
	}
	if f.Indicators[1].Actual != "2000册" {
		t.Error("printing changed the table")
	}
}

func TestTheFormAgreesWithItselfAndWithTheBooks(t *testing.T) {
	f := fill(t, map[int]FilledRow{
		1: from("5场", measure.Register),
		3: from("97.02%", measure.Register),
		5: from("28.5万元", measure.Imported),
		6: from("85.5万元", measure.Imported),
		9: from("健全", measure.Statement),
	})
	f.Execution = from("114万元", measure.Imported)
	for i := range f.Rows {
		f.Rows[i].Accepted = f.Rows[i].Measured
	}
	f.Execution.Accepted = f.Execution.Measured
	form := f.Form(Default())
	total, source := form.Funds[0], form.Funds[1]
	if total.Executed != "114" || total.Rate != "95%" || total.Score != "9.5" || source.Executed != "114" ||
		source.Rate != "95%" || source.Score != "—" {
		t.Errorf("funds %+v, %+v", total, source)
	}
	for row, want := range map[int]string{1: "8.33", 2: "10", 3: "9.9", 9: "10"} {
		if got := form.Indicators[row-1].ScoreText; got != want {
			t.Errorf("row %d is given %s, want %s", row, got, want)
		}
	}
	if form.TotalScore.String() != "97.73" || form.TotalText[1] != "97.73" {
		t.Errorf("total %s, printed %s", form.TotalScore, form.TotalText[1])
	}
	for _, found := range Check([]Table{form}, Context{}) {
		if found.ID != "D04" && found.ID != "F04" {
			t.Errorf("%s row %d: %s", found.ID, found.Row, found.Message)
		}
	}
	if f.Funds[0].Executed != "118.80" || f.Indicators[0].Score != 1000 {
		t.Error("printing changed the table")
	}
}

// TestAReasonThatTheFormAsksForIsDraftedWithAMark covers what the centre fills itself; a table that was read is never
// written into.
func TestAReasonThatTheFormAsksForIsDraftedWithAMark(t *testing.T) {
	f := fill(t, map[int]FilledRow{1: from("5场", measure.Register)})
	f.Rows[0].Reported = "4场"
	f.Indicators[2].Reason = "已说明"
	if got := f.Form(Default()).Indicators[0].Reason; got != f.Indicators[0].Reason {
		t.Errorf("a table that was read is given the reason %q", got)
	}
	f.Drafted = true
	form := f.Form(Default())
	if got := form.Indicators[0].Reason; !strings.HasPrefix(got, draftMark) || !strings.Contains(got, "实际完成4场") ||
		strings.Contains(got, "5场") || !strings.Contains(got, "（请填写）") {
		t.Errorf("drafted: %q", got)
	}
	if got := form.Indicators[2].Reason; got != "已说明" {
		t.Errorf("a reason that somebody wrote became %q", got)
	}
	if got := form.Indicators[1].Reason; got != "" {
		t.Errorf("a row that lost nothing has the reason %q", got)
	}
	found := Check([]Table{form}, Context{})
	if !slices.ContainsFunc(found, func(f Finding) bool { return f.ID == "A05" && f.Row == 1 }) {
		t.Errorf("a draft that nobody finished passes: %+v", found)
	}
}

func TestAnExecutionFromSeveralSourcesStandsAsReported(t *testing.T) {
	f := fill(t, nil)
	f.Funds[1].Executed, f.Funds[2].Executed = "100", "18.80"
	f.Execution = from("114万元", measure.Imported)
	if got := f.Form(Default()).Funds[0]; !reflect.DeepEqual(got, f.Funds[0]) {
		t.Errorf("printed %+v", got)
	}
}

func TestAMeasuredNumberIsWrittenAsItsTargetIs(t *testing.T) {
	for _, tc := range []struct {
		n      int64
		unit   measure.Unit
		target string
		want   string
	}{
		{456_474_000_00 / 10, measure.Fen, "4000万元", "4564.74万元"},
		{5_000_000, measure.Fen, "5", "5万元"},
		{123_456, measure.Fen, "1000元", "1234.56元"},
		{32_000_000_000, measure.Fen, "3.20亿元", "3.2亿元"},
		{9523, measure.Share, "≥95%", "95.23%"},
		{10_000, measure.Share, "100%", "100%"},
		{625, measure.Count, "≥600笔", "625笔"},
		{366, measure.Days, "365", "366天"},
	} {
		if got := MeasuredText(tc.n, tc.unit, tc.target); got != tc.want {
			t.Errorf("%d%s beside %s: %s, want %s", tc.n, tc.unit, tc.target, got, tc.want)
		}
	}
}
