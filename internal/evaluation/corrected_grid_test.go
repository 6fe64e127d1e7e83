package evaluation

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/document"
)

// corrections are some of each kind of cell that a form prints, on the first of two tables.
func corrections(t Table) []Correction {
	all := []Correction{
		{Edit: Edit{0, ColumnProject, "公积金业务费（更正）"}}, {Edit: Edit{0, ColumnYear, "（2023年度）"}},
		{Edit: Edit{0, ColumnBody, "另一中心"}}, {Edit: Edit{0, ColumnGoalActual, "已完成。\n逐项核对。"}},
		{Edit: Edit{0, ColumnActual, "1.5"}}, {Edit: Edit{1, ColumnName, "更正后的指标"}},
		{Edit: Edit{1, ColumnTarget, "≥96%"}}, {Edit: Edit{1, ColumnActual, "97%"}}, {Edit: Edit{2, ColumnActual, "7"}},
	}
	cols := formColumns(t.Columns, officialColumns, indicatorHeads)
	all = append(all, Correction{Edit: Edit{0, ColumnDepartment, "另一主管部门"}},
		Correction{Edit: Edit{0, ColumnGoal, "更正后的目标"}}, Correction{Edit: Edit{1, ColumnSecond, "质量指标"}})
	funds := formColumns(t.FundColumns, officialFunds, fundHeads)
	for _, c := range []Correction{{Edit: Edit{0, ColumnInitial, "1.2"}}, {Edit: Edit{-1, ColumnTarget, "1.4"}},
		{Edit: Edit{0, ColumnRate, "88%"}}} {
		fields := map[Column]string{ColumnInitial: fieldInitial, ColumnTarget: fieldBudget, ColumnRate: fieldRate}
		if funds.has(fields[c.Column]) {
			all = append(all, c)
		}
	}
	for _, c := range []Correction{{Edit: Edit{1, ColumnWeight, "9"}}, {Edit: Edit{1, ColumnScore, "8.5"}},
		{Edit: Edit{0, ColumnTotal, "95"}}, {Edit: Edit{2, ColumnReason, "原件写明是汛期停工"}}} {
		field := map[Column]string{ColumnWeight: fieldWeight, ColumnReason: fieldReason}[c.Column]
		if field == "" {
			field = fieldScore
		}
		if cols.has(field) {
			all = append(all, c)
		}
	}
	all = append(all, Correction{Edit: Edit{0, ColumnTitle, "更正后的自评表"}},
		Correction{Edit: Edit{-1, ColumnName, "其中：上级资金"}})
	if more := len(t.Indicators[0].More); more > 0 {
		all = append(all, Correction{Edit: Edit{2, MoreColumn(more - 1), "更正的其他栏"}})
	}
	if len(t.Funds[0].More) > 0 {
		all = append(all, Correction{Edit: Edit{0, MoreColumn(0), "更正的资金栏"}})
	}
	return all
}

// wholeRows are corrections of whole rows: one that is none, and one that was missed.
func wholeRows(t Table) []Correction {
	n := len(t.Indicators) + 1
	return []Correction{{Edit: Edit{3, ColumnRow, ""}}, {Edit: Edit{n, ColumnRow, BehindRow(1)}},
		{Edit: Edit{n, ColumnName, "补的培训次数"}}, {Edit: Edit{n, ColumnTarget, "≥2次"}},
		{Edit: Edit{n, ColumnActual, "3次"}}}
}

// TestCorrectedCellsStandInTheFormAndComeBackWithTheWorkingPaper corrects cells in the form of every profile. The
// clean form gives the corrected tables again; the working paper gives them with what was read before, alone and beside
// the file that was corrected.
func TestCorrectedCellsStandInTheFormAndComeBackWithTheWorkingPaper(t *testing.T) {
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles {
		original := Reading{Tables: inProfile(t, p)}
		said := append(corrections(original.Tables[0]), wholeRows(original.Tables[0])...)
		tables, corrected, err := Correct(original.Tables, said)
		if err != nil || len(corrected) < 9 {
			t.Fatalf("%s: %d corrected, %v", p.ID, len(corrected), err)
		}
		set, err := EvaluateReported(tables)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range document.Formats[:3] {
			clean := writtenAs(t, f, Form(tables[0]), Form(tables[1]))
			if f.Name == "text" {
				onOneLine(tables)
			}
			same(t, f.Name+" "+p.ID, clean, counted(tables))
			if f.Name == "text" {
				tables[0].GoalActual = strings.ReplaceAll(tables[0].GoalActual, " ", "\n")
				continue
			}
			paper, err := Reader{}.Read(t.Context(), writtenAs(t, f, WorkingPaper(set, corrected)...), "")
			if err != nil {
				t.Fatalf("%s %s: %v", p.ID, f.Name, err)
			}
			for _, handed := range [][]Reading{{paper}, {original, paper}, {paper, original}} {
				g := Gather(handed)
				got, again, err := Correct(g.Tables, g.Again)
				if err != nil || len(g.Gone) > 0 || len(got) != 2 {
					t.Fatalf("%s %s: %d tables, %+v are gone, %v", p.ID, f.Name, len(got), g.Gone, err)
				}
				if !reflect.DeepEqual(got, tables) {
					t.Errorf("%s %s:\ngot  %+v\nwant %+v", p.ID, f.Name, got, tables)
				}
				if !reflect.DeepEqual(again, corrected) {
					t.Errorf("%s %s:\ngot  %+v\nwant %+v", p.ID, f.Name, again, corrected)
				}
			}
		}
	}
}

// counted are tables whose rows have the numbers that they are read with.
func counted(tables []Table) []Table {
	tables = cloned(tables)
	for _, t := range tables {
		for i := range t.Indicators {
			t.Indicators[i].Row = i + 1
		}
	}
	return tables
}

// onOneLine puts cells on one line, as text has them.
func onOneLine(tables []Table) {
	for i := range tables {
		tables[i].GoalActual = strings.ReplaceAll(tables[i].GoalActual, "\n", " ")
	}
}

func TestMarksStandOnTheCorrectedCellsAlone(t *testing.T) {
	tables, corrected, err := Correct(readSeed(t), corrections(readSeed(t)[0]))
	if err != nil {
		t.Fatal(err)
	}
	var marked []string
	for _, c := range MarkedForm(tables[0], 0, corrected).Cells {
		if c.Marked {
			marked = append(marked, c.Text)
		}
	}
	var want []string
	for _, c := range corrected {
		want = append(want, c.Text)
	}
	slices.Sort(marked)
	slices.Sort(want)
	if !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
	for _, g := range []document.Grid{Form(tables[0]), MarkedForm(tables[1], 1, corrected)} {
		if slices.ContainsFunc(g.Cells, func(c document.Cell) bool { return c.Marked }) {
			t.Error("a cell is marked that nobody corrected")
		}
	}
}

// TestARecordThatFitsNoTableIsToldAndChangesNothing hands a working paper in beside another table.
func TestARecordThatFitsNoTableIsToldAndChangesNothing(t *testing.T) {
	tables := readSeed(t)
	_, corrected, err := Correct(tables, []Correction{{Edit: Edit{1, ColumnActual, "99%"}}})
	if err != nil {
		t.Fatal(err)
	}
	tables[0].Indicators[0].Actual = "1次"
	g := Gather([]Reading{{Tables: tables}, {Corrected: corrected}})
	if len(g.Gone) != 1 || len(g.Again) != 0 || g.Tables[0].Indicators[0].Actual != "1次" {
		t.Errorf("%+v", g)
	}
}

// TestWhatIsCorrectedToWhatWasReadIsNoCorrection also keeps the first reading when a cell is corrected twice.
func TestWhatIsCorrectedToWhatWasReadIsNoCorrection(t *testing.T) {
	tables := readSeed(t)
	was := tables[0].Indicators[0].Actual
	for text, want := range map[string]int{was: 0, "99%": 1} {
		twice := []Correction{{Edit: Edit{1, ColumnActual, "5%"}}, {Edit: Edit{1, ColumnActual, text}}}
		_, corrected, err := Correct(tables, twice)
		if err != nil || len(corrected) != want || want > 0 && corrected[0].Was != was {
			t.Errorf("%s: %+v, %v", text, corrected, err)
		}
	}
}

// TestACellIsCorrectedAsItIsPrinted corrects a figure whose unit stands in a column of its own.
func TestACellIsCorrectedAsItIsPrinted(t *testing.T) {
	row := Indicator{Row: 1, Name: "率", Target: "≥95%", TargetCell: "95", Actual: "96%", ActualCell: "96",
		More: []string{"≥", "%"}}
	table := Table{Columns: []string{"三级指标", "指标性质", "年度指标值", "度量单位", "实际完成值"},
		Indicators: []Indicator{row}}
	for text, want := range map[string][2]string{
		"≥97%": {"≥97%", "97"}, "97": {"≥97%", "97"}, "97%": {"≥97%", "97"}, "不适用": {"不适用", ""}, "3个": {"3个", ""},
	} {
		got, _, err := Correct([]Table{table}, []Correction{{Edit: Edit{1, ColumnTarget, text}}})
		if err != nil {
			t.Fatal(err)
		}
		ind := got[0].Indicators[0]
		if ind.Target != want[0] || ind.TargetCell != want[1] || ind.Actual != "96%" || ind.ActualCell != "96" {
			t.Errorf("%s: %+v", text, ind)
		}
	}
}
