package evaluation

import (
	"strings"
	"testing"
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
