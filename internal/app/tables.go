package app

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/evaluation"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/spending"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// Measures are all measures of all capabilities (取数项目录).
var Measures = slices.Concat(contribution.Measures, withdrawal.Measures, loan.Measures, treasury.Measures,
	spending.Measures)

func measureByName(name string) (measure.Measure, bool) {
	i := slices.IndexFunc(Measures, func(m measure.Measure) bool { return m.Name == name })
	if i < 0 {
		return measure.Measure{}, false
	}
	return Measures[i], true
}

// firstLevels are the first levels of the form with their second levels (财预〔2020〕10号, without 成本 as a level).
var firstLevels = []struct {
	name    string
	classes []string
}{
	{"产出指标（50分）", []string{"数量指标", "质量指标", "时效指标", "成本指标"}},
	{"效益指标（30分）", []string{"经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"}},
	{"满意度指标（10分）", []string{"服务对象满意度指标"}},
}

// Tables fills the self-evaluation tables of a year: what was reported, beside it what the books say with the number of
// rows behind it, and for rows that nothing measures what they wait for.
func (c *Centre) Tables(ctx context.Context, g Goals) ([]evaluation.FilledTable, error) {
	values := map[string]measure.Value{}
	err := c.Work.Read(ctx, func(tx unit.Tx) error {
		for _, p := range g.Projects {
			for _, name := range p.measures() {
				m, _ := measureByName(name)
				v, err := c.store.Value(tx, m, measure.Year(g.Year))
				if err != nil {
					return err
				}
				values[name] = v
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	profile, err := evaluation.ProfileOf(evaluation.DefaultProfile)
	if err != nil {
		return nil, err
	}
	var tables []evaluation.FilledTable
	for _, p := range g.Projects {
		tables = append(tables, filler{profile: profile, values: values}.table(g, p))
	}
	return tables, nil
}

// filler fills tables from the values of measures.
type filler struct {
	profile evaluation.Profile
	values  map[string]measure.Value
}

func (f filler) table(g Goals, p Project) evaluation.FilledTable {
	t := evaluation.Table{Title: "项目支出绩效自评表", YearText: fmt.Sprintf("（%d年度）", g.Year), Year: g.Year,
		Project: p.Name, Department: g.Unit, Unit: g.Unit, MoneyUnit: "万元", Layout: evaluation.Layout(p.Layout),
		Goal: p.Goal, GoalActual: p.GoalActual,
		Note: "注意事项：总分100=绩效指标90分+资金执行情况10，请大家务必按照勾稽关系准确计分。"}
	filled := evaluation.FilledTable{Execution: f.row(p.Spent, "1万元")}
	spent := strings.TrimSuffix(filled.Execution.Reported, "万元")
	rate, score := execution(f.profile, spent, p.Budget)
	for _, name := range []string{"年度资金总额：", "其中：当年财政拨款", "上年结转资金", "其他资金"} {
		t.Funds = append(t.Funds, evaluation.Fund{Name: name, Weight: "—", Score: "—"})
	}
	for i := range t.Funds[:2] {
		fund := &t.Funds[i]
		fund.Initial, fund.Budget, fund.Executed, fund.Rate = p.Initial, p.Budget, spent, rate
	}
	t.Total, t.TotalScore = f.profile.Execution.Weight, score.OrZero()
	t.Funds[0].Weight, t.Funds[0].Score = t.Total.Short(), score.Short()
	for i, ind := range p.Indicators {
		if ind.Score == "" {
			ind.Score = ind.Weight
		}
		row := f.row(ind.Source, ind.Target)
		one := evaluation.Indicator{Row: i + 1, First: firstLevel(ind.Class), Second: ind.Class, Name: ind.Name,
			Target: ind.Target, Actual: row.Reported, WeightText: ind.Weight, ScoreText: ind.Score,
			Weight: evaluation.ReadPoints(ind.Weight), Score: evaluation.ReadPoints(ind.Score), Reason: ind.Reason}
		t.Total += one.Weight.OrZero()
		t.TotalScore += one.Score.OrZero()
		t.Indicators = append(t.Indicators, one)
		filled.Rows = append(filled.Rows, row)
	}
	t.TotalText = [2]string{t.Total.Short(), t.TotalScore.Short()}
	filled.Table = t
	return filled
}

// firstLevel is the first level of a second one; one that the form does not know stands alone.
func firstLevel(class string) string {
	for _, l := range firstLevels {
		if slices.Contains(l.classes, class) {
			return l.name
		}
	}
	return class
}

// row is what stands beside a row: the three values as far as they are known.
func (f filler) row(s Source, target string) evaluation.FilledRow {
	row := evaluation.FilledRow{Waiting: s.Waiting}
	row.Reported = s.Reported
	text := func(name string) string {
		v, ok := f.values[name]
		if !ok || !v.Known {
			return ""
		}
		return evaluation.MeasuredText(v.N, v.Measure.Unit, target)
	}
	if s.Measure != "" {
		v := f.values[s.Measure]
		row.Measured = text(s.Measure)
		row.Evidence = evaluation.Evidence{Grade: v.Measure.Grade, Rows: v.Rows, Measure: s.Measure,
			Definition: v.Measure.Definition, Period: v.Period.From.String() + "至" + v.Period.To.String()}
		if row.Measured == "" {
			row.Waiting = "期内发生可计的业务"
		}
	}
	switch {
	case s.Reported == "=":
		row.Reported = row.Measured
	case s.Reported == "≈":
		row.Reported = wholePart(row.Measured)
	case len(s.Reported) > 1 && s.Reported[0] == '=':
		row.Reported = text(s.Reported[1:])
	}
	return row
}

// wholePart cuts the decimals off a figure, as people do who copy it by hand.
func wholePart(text string) string {
	point := strings.IndexByte(text, '.')
	if point < 0 {
		return text
	}
	return text[:point] + strings.TrimLeft(text[point+1:], "0123456789")
}

// execution is the rate and the score that a person prints for the execution of the budget, both as decimal numbers of
// one unit: by the profile in force, the rate in per cent with at most two decimals, half up.
func execution(p evaluation.Profile, spent, budget string) (rate string, score evaluation.Points) {
	s, ok := new(big.Rat).SetString(spent)
	b, ok2 := new(big.Rat).SetString(budget)
	if !ok || !ok2 || b.Sign() <= 0 {
		return "", evaluation.NoPoints
	}
	share := new(big.Rat).Quo(s, b)
	per := new(big.Rat).Mul(share, big.NewRat(100, 1)).FloatString(2)
	return strings.TrimSuffix(strings.TrimRight(per, "0"), ".") + "%", min(p.ExecutionScore(share), p.Execution.Weight)
}

// Figures gives the values of measures over a year, in the order of the names. A name that no measure has is an error.
func (c *Centre) Figures(ctx context.Context, year int, names ...string) ([]measure.Value, error) {
	var values []measure.Value
	err := c.Work.Read(ctx, func(tx unit.Tx) error {
		values = nil
		for _, name := range names {
			m, known := measureByName(name)
			if !known {
				return fmt.Errorf("no measure %q", name)
			}
			v, err := c.store.Value(tx, m, measure.Year(year))
			if err != nil {
				return err
			}
			values = append(values, v)
		}
		return nil
	})
	return values, err
}
