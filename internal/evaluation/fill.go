package evaluation

import (
	"fmt"
	"strings"

	"guangsha/internal/measure"
)

// moneyUnit is the unit of all money on a form.
const moneyUnit = "万元"

// Fill makes the tables of goals with what their departments report, and beside it what the measures say. values has
// the measures that the goals name; one that it lacks has no answer.
func Fill(g Goals, p Profile, values map[string]measure.Value) []FilledTable {
	f := filler{profile: p, values: values}
	tables := make([]FilledTable, len(g.Projects))
	for i, project := range g.Projects {
		tables[i] = Beside(f.table(g, project), &project, values)
	}
	return tables
}

// filler fills tables from the values of measures.
type filler struct {
	profile Profile
	values  map[string]measure.Value
}

func (f filler) table(g Goals, p Project) Table {
	t := Table{
		Title: "项目支出绩效自评表", YearText: fmt.Sprintf("（%d年度）", g.Year), Year: g.Year,
		Project: p.Name, Department: g.Unit, Unit: g.Unit, MoneyUnit: moneyUnit, Layout: Layout(p.Layout),
		Goal: p.Goal, GoalActual: p.GoalActual,
		Note: "注意事项：总分100=绩效指标90分+资金执行情况10，请大家务必按照勾稽关系准确计分。",
	}
	f.funds(&t, p)
	for i, ind := range p.Indicators {
		t.Indicators = append(t.Indicators, f.indicator(i+1, ind, f.reported(ind.Source, ind.Target)))
	}
	t.Total, t.TotalScore = sumOfWeights(t), sumOfScores(t)
	t.TotalText = [2]string{t.Total.Short(), t.TotalScore.Short()}
	return t
}

// funds writes 项目资金, all of it from this year's budget, with the rate and the score of the execution as reported.
func (f filler) funds(t *Table, p Project) {
	for _, name := range f.profile.Form.Funds {
		t.Funds = append(t.Funds, Fund{Name: name, Weight: "—", Score: "—"})
	}
	total, source := &t.Funds[0], &t.Funds[1]
	total.Initial, total.Budget = p.Initial, p.Budget
	total.Executed = strings.TrimSuffix(f.reported(p.Spent, "1"+moneyUnit), moneyUnit)
	total.Weight = f.profile.Execution.Weight.Short()
	if rate := executionRate(*t, f.profile); rate != nil {
		total.Rate, total.Score = percent(rate, 2)+"%", f.profile.ExecutionScore(rate).Short()
	}
	source.Initial, source.Budget = total.Initial, total.Budget
	source.Executed, source.Rate = total.Executed, total.Rate
}

func (f filler) indicator(row int, ind GoalIndicator, actual string) Indicator {
	score := ind.Score
	if score == "" {
		score = ind.Weight
	}
	return Indicator{
		Row: row, First: f.profile.firstLevel(ind.Class), Second: ind.Class, Name: ind.Name,
		Target: ind.Target, Actual: actual, WeightText: ind.Weight, ScoreText: score,
		Weight: ReadPoints(ind.Weight), Score: ReadPoints(score), Reason: ind.Reason,
	}
}

// reported is what a department reports of an actual.
func (f filler) reported(s Source, target string) string {
	if other, ok := s.other(); ok {
		return f.profile.written(cellOf(f.values[other], target))
	}
	switch s.Reported {
	case "=":
		return f.profile.written(cellOf(f.values[s.Measure], target))
	case "≈":
		return wholePart(cellOf(f.values[s.Measure], target))
	}
	return s.Reported
}

// wholePart cuts the decimals off a figure, as people do who copy it by hand.
func wholePart(text string) string {
	whole, rest, _ := strings.Cut(text, ".")
	return whole + strings.TrimLeft(rest, "0123456789")
}
