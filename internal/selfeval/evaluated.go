package selfeval

import (
	"fmt"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// CodeNone is the code of the refusal to make the tables of a year without projects.
const CodeNone = "selfeval.none"

// None is the refusal to make the tables of a year for which nobody registered a goal, with where goals are registered.
func None(year int) error {
	return refusal.New(CodeNone, fmt.Sprintf("没有登记%d年度的绩效目标", year), "",
		"请在业务后台（guangsha serve）的“绩效项目”页登记批复的绩效目标，或换一个年度")
}

// Measures lists the measures that the rows of the year's projects are bound to or were submitted with, each once,
// sorted.
func (y Year) Measures() []string {
	var names []string
	for _, p := range y.Projects {
		names = append(names, p.boundTo()...)
	}
	for _, f := range y.Figures {
		names = append(names, f.Measure)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Filled are the latest tables with what the measures say beside the rows that are bound to them.
func (y Year) Filled(values map[string]measure.Value) []evaluation.FilledTable {
	filled := make([]evaluation.FilledTable, len(y.Tables))
	for i, p := range y.Projects {
		filled[i] = evaluation.Beside(y.Tables[i], p.Bound, values)
		filled[i].Against(values, y.Outside)
	}
	return filled
}

// BoundAs gives what the rows of the year's project are bound to whose name a table bears; nil where there is none.
func (y Year) BoundAs(t evaluation.Table) *evaluation.Project {
	for i, p := range y.Projects {
		if evaluation.SameName(y.Tables[i].Project, t.Project) {
			return p.Bound
		}
	}
	return nil
}

// Evaluate scores and checks the latest tables together, by what is reported and by what the measures say, with what
// the working paper says of them.
func (y Year) Evaluate(values map[string]measure.Value) (evaluation.Set, error) {
	set, err := evaluation.EvaluateBy(y.Filled(values), evaluation.Context{Paper: y.Paper})
	if err != nil {
		return set, err
	}
	_, err = set.WithPaper(y.Paper)
	return set, err
}

// Shown is the year that is shown first: the latest with projects that has begun, else the first that is still to come;
// zero while no year has any.
func (s *Service) Shown(tx unit.Tx, today civil.Date) (int, error) {
	years, err := s.Store.Years(tx)
	if err != nil || len(years) == 0 {
		return 0, err
	}
	if i := slices.IndexFunc(years, func(year int) bool { return year <= today.Year() }); i >= 0 {
		return years[i], nil
	}
	return years[len(years)-1], nil
}
