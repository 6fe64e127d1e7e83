package evaluation

import (
	"encoding/json"
	"reflect"
	"testing"

	"guangsha/internal/base/refusal"
)

// examples are the published tables.
func examples(t *testing.T) []Table {
	t.Helper()
	tables, err := Read(Example, ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestOnlyWhatTheYearLeavesOpenCanBeEdited(t *testing.T) {
	before := examples(t)[0]
	after, err := before.Edited([]Edit{{3, ColumnActual, "7次"}, {3, ColumnScore, "1.5"}, {3, ColumnReason, "有两次并作一次办"},
		{0, ColumnGoalActual, "已完成"}, {0, ColumnActual, "60.80"}}, Default())
	if err != nil {
		t.Fatal(err)
	}
	row := after.Indicators[2]
	if row.Actual != "7次" || row.Score != 1_50 || row.Reason == "" || after.GoalActual != "已完成" {
		t.Errorf("%+v", row)
	}
	if after.TotalScore != sumOfScores(after) || after.TotalText[1] != after.TotalScore.Short() {
		t.Errorf("the total does not foot: %s", after.TotalText[1])
	}
	if before.Indicators[2].Actual == "7次" || before.GoalActual == "已完成" {
		t.Error("the version before was changed")
	}
	if len(frozen(Compare(before, after))) > 0 {
		t.Error("an edit changed what is frozen")
	}
	for _, tc := range []struct {
		edit Edit
		code string
	}{
		{Edit{3, "target", "1次"}, "evaluation.edit.column"}, {Edit{3, "weight", "50"}, "evaluation.edit.column"},
		{Edit{99, ColumnActual, "1"}, "evaluation.edit.row"}, {Edit{3, ColumnScore, "好"}, "evaluation.edit.score"},
		{Edit{3, ColumnScore, "99"}, "evaluation.edit.score"}, {Edit{0, ColumnReason, "无"}, "evaluation.edit.column"},
		{Edit{3, ColumnScore, "-1"}, "evaluation.edit.score"},
	} {
		if _, err := before.Edited([]Edit{tc.edit}, Default()); !refusal.Is(err, tc.code) {
			t.Errorf("%+v: %v, want %s", tc.edit, err, tc.code)
		}
	}
}

func TestATableIsKeptAsTextAndReadAgain(t *testing.T) {
	for _, want := range examples(t) {
		for _, table := range []Table{want, want.Unreported()} {
			text, err := json.Marshal(table)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ReadKept(text)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, table) {
				t.Errorf("%s came back as another table", table.Project)
			}
		}
	}
}
