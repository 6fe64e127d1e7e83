package evaluation

import (
	"fmt"
	"strings"

	"guangsha/internal/measure"
)

// moneyUnit is the unit of all money on a form.
const moneyUnit = "万元"

// Fill makes the tables of approved goals: what was reported, beside it the measured value with what stands behind it,
// and for rows that nothing measures what they wait for. A measure without an answer leaves its row waiting. value
// gives a measure over the year of the goals and is asked once for each name; Fill fails when it fails.
func Fill(g Goals, p Profile, value func(name string) (measure.Value, error)) ([]FilledTable, error) {
	f := filler{profile: p, values: map[string]measure.Value{}}
	for _, name := range g.Measures() {
		v, err := value(name)
		if err != nil {
			return nil, fmt.Errorf("evaluation: measure %s: %w", name, err)
		}
		f.values[name] = v
	}
	tables := make([]FilledTable, len(g.Projects))
	for i, project := range g.Projects {
		tables[i] = f.table(g, project)
	}
	return tables, nil
}

// filler fills tables from the values of measures.
type filler struct {
	profile Profile
	values  map[string]measure.Value
}

func (f filler) table(g Goals, p Project) FilledTable {
	t := FilledTable{
		Table: Table{
			Title: "项目支出绩效自评表", YearText: fmt.Sprintf("（%d年度）", g.Year), Year: g.Year,
			Project: p.Name, Department: g.Unit, Unit: g.Unit, MoneyUnit: moneyUnit, Layout: Layout(p.Layout),
			Goal: p.Goal, GoalActual: p.GoalActual,
			Note: "注意事项：总分100=绩效指标90分+资金执行情况10，请大家务必按照勾稽关系准确计分。",
		},
		Execution: f.row(p.Spent, "1"+moneyUnit), Drafted: true,
	}
	f.funds(&t, p)
	for i, ind := range p.Indicators {
		row := f.row(ind.Source, ind.Target)
		for _, name := range ind.Also {
			v := f.values[name]
			row.Also = append(row.Also, Supporting{v.Measure.Title, cellOf(v, smallMoney(v)), evidenceOf(name, v)})
		}
		t.Rows = append(t.Rows, row)
		t.Indicators = append(t.Indicators, f.indicator(i+1, ind, row.Reported))
	}
	t.Total, t.TotalScore = sumOfWeights(t.Table), sumOfScores(t.Table)
	t.TotalText = [2]string{t.Total.Short(), t.TotalScore.Short()}
	return t
}

// funds writes 项目资金, all of it from this year's budget, with the rate and the score of the execution as reported.
func (f filler) funds(t *FilledTable, p Project) {
	for _, name := range f.profile.Form.Funds {
		t.Funds = append(t.Funds, Fund{Name: name, Weight: "—", Score: "—"})
	}
	total, source := &t.Funds[0], &t.Funds[1]
	total.Initial, total.Budget = p.Initial, p.Budget
	total.Executed = strings.TrimSuffix(t.Execution.Reported, moneyUnit)
	total.Weight = f.profile.Execution.Weight.Short()
	if rate := executionRate(t.Table, f.profile); rate != nil {
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

// row is what stands beside a row: the three values as far as they are known.
func (f filler) row(s Source, target string) FilledRow {
	row := FilledRow{Actual: Actual{Reported: s.Reported}, Waiting: s.Waiting}
	if s.Measure != "" {
		v := f.values[s.Measure]
		row.Measured = cellOf(v, target)
		row.Evidence = evidenceOf(s.Measure, v)
		if !v.Known {
			row.Waiting = "期内发生可计的业务"
		}
	}
	if other, ok := s.other(); ok {
		row.Reported = f.profile.written(cellOf(f.values[other], target))
		return row
	}
	switch s.Reported {
	case "=":
		row.Reported = f.profile.written(row.Measured)
	case "≈":
		row.Reported = wholePart(row.Measured)
	}
	return row
}

// smallMoney is a target in whose unit a figure beside a row reads well: less than one 万元 is told in 元.
func smallMoney(v measure.Value) string {
	const wan = 1_000_000 // fen
	if v.N < wan {
		return "1元"
	}
	return ""
}

func evidenceOf(name string, v measure.Value) Evidence {
	return Evidence{
		Grade: v.Measure.Grade, Rows: v.Rows, Of: v.Of, Measure: name, Definition: v.Measure.Definition,
		Period: v.Period.From.String() + "至" + v.Period.To.String(),
	}
}

// cellOf writes a value as a cell beside a target; empty when the measure has no answer.
func cellOf(v measure.Value, target string) string {
	if !v.Known {
		return ""
	}
	return MeasuredText(v.N, v.Measure.Unit, target)
}

// wholePart cuts the decimals off a figure, as people do who copy it by hand.
func wholePart(text string) string {
	whole, rest, _ := strings.Cut(text, ".")
	return whole + strings.TrimLeft(rest, "0123456789")
}
