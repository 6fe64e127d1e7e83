package evaluation

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/measure"
)

func TestAGoalIsLookedAtBeforeItIsRegistered(t *testing.T) {
	goal := *changed(t, "第1行.指标值 = 若干", "第2行.指标值 = 12")
	earlier := *changed(t, "第1行.完成值 = 5场")
	earlier.Year = goal.Year - 1
	old, same := earlier, earlier
	old.Year, same.Year = goal.Year-4, goal.Year
	found, advice := CheckGoal(goal, []Table{old, same, earlier})
	for _, f := range found {
		if f.MayChange == changeActual || f.MayChange == changeScore || f.MayChange == changeReason {
			t.Errorf("a goal reports nothing, and %s says: %s", f.ID, f.Message)
		}
	}
	if len(advice) < 2 || len(advice[0].Doubts) != 1 || !strings.Contains(advice[0].Doubts[0], "若干") ||
		!strings.Contains(advice[1].Doubts[0], "没有计量单位") {
		t.Fatalf("%+v", advice)
	}
	if b := advice[0].Baselines; len(b) != 1 || !strings.Contains(b[0], "完成5场") {
		t.Errorf("three years back and no further: %v", b)
	}
	_, clean := CheckGoal(goalTable(t), nil)
	for _, a := range clean {
		if len(a.Doubts) > 0 {
			t.Errorf("row %d of a clean goal: %v", a.Row, a.Doubts)
		}
		if a.Source == "" {
			t.Errorf("row %d has no source", a.Row)
		}
	}
}

// What nobody could evaluate is refused, in one sentence for each place; what is only doubted is not.
func TestAGoalThatNobodyCouldEvaluateIsRefused(t *testing.T) {
	if err := GoalRefused(goalTable(t)); err != nil {
		t.Errorf("the clean goal: %v", err)
	}
	for _, tc := range []struct {
		edit, says string
		doubts     int // of the row, without a refusal
	}{
		{"第1行.分值 = 20", "分值合计", 0},
		{"第1行.指标值 = 若干公里", "第1行“", 1},
		{"第1行.指标值 = 足额", "没有可检验的数", 1},
		{"第1行.指标值 = ", "没有指标值", 1},
		{"第1行.指标值 = 12", "", 1},
		{"第3行.指标值 = 若干公里", "", 1},
		{"第3行.指标值 = 长期", "", 0},
	} {
		goal := *changed(t, tc.edit)
		err := GoalRefused(goal)
		if (err != nil) != (tc.says != "") || err != nil && (!refusal.Is(err, CodeGoal) ||
			!strings.Contains(err.Error(), tc.says)) {
			t.Errorf("%s: %v, want %q", tc.edit, err, tc.says)
		}
		_, advice := CheckGoal(goal, nil)
		row := 0
		if strings.HasPrefix(tc.edit, "第3行") {
			row = 2
		}
		if got := advice[row].Doubts; len(got) != tc.doubts {
			t.Errorf("%s: doubts %v, want %d", tc.edit, got, tc.doubts)
		}
	}
}

func TestAGoalIsNotDoubtedForHavingNoScore(t *testing.T) {
	r := Reading{Doubts: []Doubt{{Message: doubtNoTotal}, {Message: "没有读到项目名称"}}}
	if got := r.GoalDoubts(); len(got) != 1 || got[0].Message == doubtNoTotal || len(r.Doubts) != 2 {
		t.Errorf("%v", got)
	}
}

func TestMeasuresSuggestHowAGoalIsWritten(t *testing.T) {
	goal := *changed(t, "第1行.指标值 = 若干")
	advice := []GoalAdvice{{Row: 1, Measures: []string{"times"}}, {Row: 2, Measures: []string{"days"}},
		{Row: 3, Measures: []string{"day", "share"}}, {Row: 4}}
	units := map[string]measure.Unit{"times": measure.Times, "days": measure.Days, "day": measure.Date,
		"share": measure.Share}
	var asked []int
	err := Suggest(goal, advice, func(name string, year int) (measure.Value, error) {
		if name == "times" {
			asked = append(asked, goal.Year-year)
		}
		v := measure.Value{Measure: measure.Measure{Name: name, Title: "示例" + name, Unit: units[name]},
			N: int64(9000 + year), Rows: 3, Known: true}
		if year == goal.Year-1 { // before the books begin there is nothing, and nothing is no baseline
			v.N, v.Rows = 0, 0
		}
		return v, nil
	})
	if err != nil || len(asked) != 3 || asked[0] != 1 || asked[2] != 3 {
		t.Fatalf("%v, years %v", err, asked)
	}
	times := advice[0].Suggestions[0]
	if times.Target != "≥11022次" || times.Unit != "次" || len(times.Baselines) != 2 ||
		times.Baselines[0] != "2022年度取数11022次" {
		t.Errorf("%+v", times)
	}
	day, share := advice[2].Suggestions[0], advice[2].Suggestions[1]
	if day.Target != "" || len(day.Baselines) != 2 || share.Unit != "%" || share.Target == "" {
		t.Errorf("%+v, %+v", day, share)
	}
	if len(advice[3].Suggestions) != 0 {
		t.Error("a row without a measure has a suggestion")
	}
	gone := errors.New("gone")
	if err := Suggest(goal, advice, func(string, int) (measure.Value, error) {
		return measure.Value{}, gone
	}); !errors.Is(err, gone) {
		t.Errorf("an unreadable measure: %v", err)
	}
}

// TestAGoalTableHasRoomForWhatIsReportedOnceItIsApproved reads the forms that only set goals (绩效目标申报表).
func TestAGoalTableHasRoomForWhatIsReportedOnceItIsApproved(t *testing.T) {
	for _, file := range []string{"14-goal-table.txt", "15-goal-table-two-heads.txt"} {
		src, err := os.ReadFile("testdata/foreign/" + file)
		if err != nil {
			t.Fatal(err)
		}
		reading, err := Reader{}.Read(t.Context(), src, file)
		if err != nil {
			t.Fatal(err)
		}
		goal := reading.Tables[0]
		if wrong := GoalWrongs(goal); len(wrong) > 0 || len(reading.Doubts) > 0 {
			t.Errorf("%s: %q %v", file, wrong, reading.Doubts)
		}
		got := goal.Approved()
		total := got.TotalFund()
		if strings.Contains(got.Title, "目标") || total.Weight != "10" || total.Initial+total.Budget != "350350" {
			t.Errorf("%s: %s %+v", file, got.Title, total)
		}
		cols := got.indicatorColumns()
		for _, field := range []string{fieldTarget, fieldActual, fieldWeight, fieldScore, fieldReason} {
			if !cols.has(field) {
				t.Errorf("%s: the form has no place for %s: %v", file, field, got.Columns)
			}
		}
		if goal.TotalFund().Weight != "" || !reflect.DeepEqual(got, got.Approved()) || got.unreadable() != "" {
			t.Errorf("%s: the goal was changed, or a second time changes more: %s", file, got.unreadable())
		}
		edited, err := got.Edited([]Edit{{1, ColumnActual, "120万页"}, {1, ColumnScore, "20"}}, Default())
		if err != nil || edited.Indicators[0].Actual != "120万页" || edited.TotalScore != 2000 {
			t.Errorf("%s: %v %+v", file, err, edited.Indicators[0])
		}
	}
}

// TestApprovalGivesAGoalNoPointsThatNobodyLeft has weights that leave other points than the execution has, a form that
// has its columns already, and a goal that prints the sum of its weights.
func TestApprovalGivesAGoalNoPointsThatNobodyLeft(t *testing.T) {
	src, err := os.ReadFile("testdata/foreign/14-goal-table.txt")
	if err != nil {
		t.Fatal(err)
	}
	reading, doubts := doubtsOf(t, string(src)+"总分\t\t\t\t\t100\t\n")
	if goal := reading.Tables[0]; len(doubts) > 0 || goal.Total != 10000 || len(GoalWrongs(goal)) > 0 {
		t.Errorf("%q %s %q", doubts, goal.Total, GoalWrongs(goal))
	}
	reading, _ = doubtsOf(t, strings.Replace(string(src), "≥120万页\t20", "≥120万页\t10", 1))
	goal := reading.Tables[0]
	if f := goal.Approved().TotalFund(); f.Weight != "" || len(GoalWrongs(goal)) != 1 {
		t.Errorf("%+v %q", f, GoalWrongs(goal))
	}
	reading, _ = doubtsOf(t, strings.Replace(cleanTable(t), "118.80\t10\t", "118.80\t\t", 1))
	if whole := reading.Tables[0]; !reflect.DeepEqual(whole.Approved(), whole.Unreported()) {
		t.Errorf("%+v", whole.Approved().Funds)
	}
}
