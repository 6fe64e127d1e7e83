package evaluation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"guangsha/internal/base/refusal"
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
	Grave     bool     // such a goal is not registered
	Baselines []string // what the same row said in earlier years, the latest first
	// Suggestions are what Suggest puts beside the row, one for each of Measures.
	Suggestions []Suggestion
}

// CheckGoal looks at a goal table as it is written, when everything in it may still be changed: the findings that only
// next year's goal could mend, and for each row whether its target can be tested, what would measure it, and what the
// tables of the same project said in up to three earlier years. What a goal table does not report is no finding.
func CheckGoal(t Table, earlier []Table) ([]Finding, []GoalAdvice) {
	goal := t.Approved()
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
		a := GoalAdvice{Row: ind.Row, Name: PlainName(ind.Name)}
		if doubt, grave := untestable(ind); doubt != "" {
			a.Doubts, a.Grave = []string{doubt}, grave
		}
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

// vagueTarget is an amount that anything fulfils.
var vagueTarget = regexp.MustCompile(`若干|适量|数[次个场项批家人台套公里]|多[次个场项批]|一定(?:数量|比例|规模)`)

// untestable says why a target could not be held against an actual. grave is a target without a number where one is
// needed: of such a goal nobody could ever tell whether it was reached.
func untestable(ind Indicator) (doubt string, grave bool) {
	target, counts := ReadCell(ind.Target), ClassOf(ind) == ClassQuantity || ClassOf(ind) == ClassCost
	switch {
	case blank(ind.Target):
		return "没有指标值，请写明数值和单位", true
	case target.Kind == KindQuantity && target.Amount.Unit == "":
		return fmt.Sprintf("指标值“%s”没有计量单位，请写明，例如 12次、95%%", ind.Target), false
	case target.Kind == KindQuantity:
		return "", false
	case counts:
		return fmt.Sprintf("指标值“%s”没有可检验的数，数量和成本指标请写成数值加单位", ind.Target), true
	case vagueTarget.MatchString(compact(ind.Target)):
		return fmt.Sprintf("指标值“%s”没有说明是多少，怎样算完成无从检验，请写成数值加单位", ind.Target), false
	}
	return "", false
}

// CodeGoal is the code of the refusal of a goal table that no self-evaluation could be made of.
const CodeGoal = "evaluation.goal"

// GoalWrongs are the sentences on what must be mended before a goal table is registered: weights that do not come to
// the whole, and targets without a number where one is needed.
func GoalWrongs(t Table) (wrong []string) {
	found, advice := CheckGoal(t, nil)
	for _, f := range found {
		if f.ID == ruleC01.ID {
			wrong = append(wrong, f.Message)
		}
	}
	for _, a := range advice {
		if a.Grave {
			wrong = append(wrong, fmt.Sprintf("第%d行“%s”：%s", a.Row, a.Name, a.Doubts[0]))
		}
	}
	return wrong
}

// GoalRefused is the refusal of a goal table with GoalWrongs; nil when it has none.
func GoalRefused(t Table) error {
	var all []*refusal.Refused
	for _, w := range GoalWrongs(t) {
		all = append(all, refusal.New(CodeGoal, w, "", "请更正绩效目标表后再登记，没有写入任何内容"))
	}
	return refusal.Join(all...)
}

// GoalDoubts are the doubts of a reading that count for a goal table: that it has no total score is none.
func (r Reading) GoalDoubts() []Doubt {
	return slices.DeleteFunc(slices.Clone(r.Doubts), func(d Doubt) bool { return d.Message == doubtNoTotal })
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
