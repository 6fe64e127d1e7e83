package evaluation

import (
	"fmt"
	"slices"
	"testing"

	"guangsha/internal/base/refusal"
)

// rowNumbers are the numbers of a table's rows in their order.
func rowNumbers(t Table) (all []int) {
	for _, i := range t.Indicators {
		all = append(all, i.Row)
	}
	return all
}

func fourRows() Table {
	t := Table{Project: "项目", Year: 2024, Unit: "中心",
		Columns: []string{"一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"}}
	for row := 1; row <= 4; row++ {
		t.Indicators = append(t.Indicators, Indicator{Row: row, First: "产出指标", Name: fmt.Sprintf("指标%d", row),
			Target: "≥1次", Actual: "2次",
			WeightText: "10", ScoreText: "9", Weight: 1000, Score: 900, More: []string{"注"}})
	}
	return t
}

func TestRowsAreTakenOutAndPutInWhereAPersonSaysSo(t *testing.T) {
	for _, c := range []struct {
		said []Edit
		want []int
		all  int // that stand as corrections
	}{
		{[]Edit{{2, ColumnRow, ""}}, []int{1, 3, 4}, 1},
		{[]Edit{{2, ColumnRow, ""}, {2, ColumnRow, fourRows().Indicators[1].whole()}}, []int{1, 2, 3, 4}, 0},
		{[]Edit{{5, ColumnRow, BehindRow(1)}}, []int{1, 5, 2, 3, 4}, 1},
		{[]Edit{{5, ColumnRow, BehindRow(0)}, {6, ColumnRow, BehindRow(5)}}, []int{5, 6, 1, 2, 3, 4}, 2},
		{[]Edit{{5, ColumnRow, BehindRow(4)}, {5, ColumnName, "补的"}, {2, ColumnRow, ""}}, []int{1, 3, 4, 5}, 3},
		// What was typed into a row that is none, or that was taken back, goes with it.
		{[]Edit{{2, ColumnName, "改名"}, {2, ColumnRow, ""}}, []int{1, 3, 4}, 1},
		{[]Edit{{5, ColumnRow, BehindRow(1)}, {5, ColumnName, "补的"}, {5, ColumnRow, ""}}, []int{1, 2, 3, 4}, 0},
	} {
		var said []Correction
		for _, e := range c.said {
			said = append(said, Correction{Edit: e})
		}
		got, all, err := Correct([]Table{fourRows()}, said)
		if err != nil || !slices.Equal(rowNumbers(got[0]), c.want) || len(all) != c.all {
			t.Errorf("%+v: rows %v, %d corrected, %v; want %v, %d", c.said, rowNumbers(got[0]), len(all), err, c.want, c.all)
		}
	}
	for _, e := range []Edit{{0, ColumnRow, ""}, {-1, ColumnRow, ""}, {999, ColumnRow, BehindRow(1)}} {
		if _, _, err := Correct([]Table{fourRows()}, []Correction{{Edit: e}}); !refusal.Is(err, "evaluation.correct") {
			t.Errorf("%+v: %v", e, err)
		}
	}
	for _, e := range []Edit{{2, ColumnRow, "别的"}, {5, ColumnRow, "下面"}, {5, ColumnRow, BehindRow(9)},
		{5, ColumnRow, BehindRow(5)}} {
		_, _, err := Correct([]Table{fourRows()}, []Correction{{Edit: e}})
		if !refusal.Is(err, "evaluation.correct.row") {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

// TestRecordsOfWholeRowsFitTheTableOrAreTold has a table that stands as read, as corrected, and as neither.
func TestRecordsOfWholeRowsFitTheTableOrAreTold(t *testing.T) {
	said := []Correction{{Edit: Edit{2, ColumnRow, ""}}, {Edit: Edit{5, ColumnRow, BehindRow(3)}},
		{Edit: Edit{5, ColumnName, "补的"}}}
	corrected, records, err := Correct([]Table{fourRows()}, said)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []Table{fourRows(), counted(corrected)[0]} {
		before, again, gone := Recall([]Table{table}, records)
		if !slices.Equal(rowNumbers(before[0]), []int{1, 2, 3, 4}) || len(again) != 3 || len(gone) != 0 {
			t.Errorf("rows %v, again %+v, gone %+v", rowNumbers(before[0]), again, gone)
		}
	}
	other := fourRows()
	other.Indicators = other.Indicators[:2]
	other.Indicators[1].Name = "别的"
	before, again, gone := Recall([]Table{other}, records)
	if !slices.Equal(rowNumbers(before[0]), []int{1, 2}) || len(again) != 0 || len(gone) != 3 {
		t.Errorf("rows %v, again %+v, gone %+v", rowNumbers(before[0]), again, gone)
	}
}

func TestACorrectedCellSaysWhatNothingCanBeMadeOf(t *testing.T) {
	table := fourRows()
	table.Funds = []Fund{{Name: "年度资金总额"}}
	table.Others = []OtherRow{{Part: PartFoot, Cells: []string{"结论", "好"}}}
	for e, wrong := range map[Edit]bool{
		{1, ColumnWeight, "十分"}: true, {1, ColumnWeight, "-1"}: true, {1, ColumnWeight, "4"}: false,
		{1, ColumnScore, ""}: false, {0, ColumnYear, "去年"}: true, {0, ColumnYear, "2023年"}: false,
		{0, ColumnActual, "很多"}: true, {0, ColumnActual, "1.5"}: false,
		{0, ColumnMoneyUnit, "角"}: true, {0, ColumnMoneyUnit, "元"}: false, {0, ColumnTotal, "满"}: true,
		{1, ColumnTarget, "很多"}: false, {1, MoreColumn(0), "任何字"}: false,
		{0, OtherColumn(0, 1), "差"}: false,
	} {
		_, all, err := Correct([]Table{table}, []Correction{{Edit: e}})
		if err != nil || len(all) > 0 && (all[0].Wrong != "") != wrong {
			t.Errorf("%+v: %+v, %v", e, all, err)
		}
	}
	for _, column := range []Column{MoreColumn(1), "more-x", "more-01", OtherColumn(1, 0), OtherColumn(0, 2),
		"other-0"} {
		for row := range 2 {
			c := Correction{Edit: Edit{row, column, "x"}}
			if _, _, err := Correct([]Table{table}, []Correction{c}); !refusal.Is(err, "evaluation.correct") {
				t.Errorf("%d %s: %v", row, column, err)
			}
		}
	}
}

// TestTheSignAndTheUnitOfATargetAreCorrectedInColumnsOfTheirOwn has the whole target follow them.
func TestTheSignAndTheUnitOfATargetAreCorrectedInColumnsOfTheirOwn(t *testing.T) {
	table := Table{Columns: []string{"三级指标", "指标性质", "年度指标值", "度量单位", "实际完成值"},
		Indicators: []Indicator{{Row: 1, Target: "≥95%", TargetCell: "95", Actual: "96%", ActualCell: "96",
			More: []string{"≥", "%"}}}}
	got, all, err := Correct([]Table{table},
		[]Correction{{Edit: Edit{1, MoreColumn(0), "≤"}}, {Edit: Edit{1, MoreColumn(1), "次"}}})
	if err != nil || got[0].Indicators[0].Target != "≤95次" || got[0].Indicators[0].Actual != "96次" {
		t.Errorf("%+v, %v", got[0].Indicators, err)
	}
	if len(all) != 2 || all[0].Where() != "第1行的其他栏1 指标性质" || table.Indicators[0].More[0] != "≥" {
		t.Errorf("%+v", all)
	}
}
