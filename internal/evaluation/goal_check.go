package evaluation

import (
	"cmp"
	"fmt"
	"slices"
)

// BaselineYears is how many earlier years a target is held against (前三年完成情况).
const BaselineYears = 3

// GoalAdvice is what can be said of a row while its target may still be written (绩效目标编制建议).
type GoalAdvice struct {
	Row       int
	Name      string
	Measures  []string // 取数项 that would give its actual
	Source    string   // where the actual will come from
	Doubts    []string // what cannot be checked after the year as it is written
	Baselines []string // what the same row said in earlier years, the latest first
	// Suggestions are what Suggest puts beside the row, one for each of Measures.
	Suggestions []Suggestion
}

// CheckGoal looks at a goal table as it is written, when everything in it may still be changed: the findings that only
// next year's goal could mend, and for each row whether its target can be tested, what would measure it, and what the
// tables of the same project said in up to three earlier years. What a goal table does not report is no finding.
func CheckGoal(t Table, earlier []Table) ([]Finding, []GoalAdvice) {
	goal := t.Unreported()
	found := slices.DeleteFunc(Check([]Table{goal}, Context{}), func(f Finding) bool {
		return !slices.Contains([]string{changeNext, changeHead, changePermit}, f.MayChange)
	})
	earlier = slices.DeleteFunc(slices.Clone(earlier), func(e Table) bool {
		return e.Year >= t.Year || e.Year < t.Year-BaselineYears
	})
	slices.SortFunc(earlier, func(a, b Table) int { return cmp.Compare(b.Year, a.Year) })
	standings := Standings(goal)
	var advice []GoalAdvice
	for _, ind := range goal.Indicators {
		if ind.Filler() || ind.NotApplicable() {
			continue
		}
		a := GoalAdvice{Row: ind.Row, Name: PlainName(ind.Name), Doubts: untestable(ind)}
		if i := slices.IndexFunc(standings, func(s Standing) bool { return s.Row == ind.Row }); i >= 0 {
			a.Source, a.Measures = standings[i].Say(), standings[i].Measures
		}
		for _, e := range earlier {
			a.Baselines = append(a.Baselines, baseline(e, ind)...)
		}
		advice = append(advice, a)
	}
	return found, advice
}

// untestable says why a target could not be held against an actual.
func untestable(ind Indicator) (doubts []string) {
	target := ReadCell(ind.Target)
	switch {
	case blank(ind.Target):
		return []string{"没有指标值，请写明数值和单位"}
	case target.Kind == KindQuantity && target.Amount.Unit == "":
		return []string{fmt.Sprintf("指标值“%s”没有计量单位，请写明，例如 12次、95%%", ind.Target)}
	case target.Kind == KindQuantity || !(ClassOf(ind) == ClassQuantity || ClassOf(ind) == ClassCost):
		return nil
	}
	return []string{fmt.Sprintf("指标值“%s”没有可检验的数，数量和成本指标请写成数值加单位", ind.Target)}
}

func baseline(e Table, ind Indicator) []string {
	for _, old := range e.Indicators {
		if ClassOf(old) != ClassOf(ind) || PlainName(old.Name) != PlainName(ind.Name) || old.Target == "" {
			continue
		}
		return []string{fmt.Sprintf("%d年度目标%s，完成%s", e.Year, old.Target, cmp.Or(old.Actual, "未填"))}
	}
	return nil
}
