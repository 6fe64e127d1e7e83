package sim

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/sim/model"
)

// yearTables are what the product says of a year that is over: every measure there is, and the tables.
type yearTables struct {
	figures map[string]measure.Value
	tables  app.Evaluated
	goals   evaluation.Goals
}

func readTables(ctx context.Context, l *life, year int) (y yearTables, err error) {
	var names []string
	for _, m := range catalogue.Measures {
		names = append(names, m.Name)
	}
	values, err := l.centre.Figures(ctx, year, names...)
	if err != nil {
		return y, err
	}
	y.figures = map[string]measure.Value{}
	for _, v := range values {
		y.figures[v.Measure.Name] = v
	}
	if y.goals, err = l.city.Goals(); err != nil {
		return y, err
	}
	y.tables, err = l.centre.Evaluated(ctx, year)
	return y, err
}

// compareTables holds every measure against the model, and every row of the tables that a measure stands beside. A
// measure that the model does not know has to be taught to it.
func (o *opinion) compareTables(day civil.Date, y yearTables) {
	figures := o.model.Figures(day.Year())
	for _, name := range slices.Sorted(maps.Keys(y.figures)) {
		want, known := figures[name]
		if a, b := valueText(y.figures[name]), figureText(want); !known {
			o.differ(day, "table", "the model does not know the measure %s", name)
		} else if a != b {
			o.differ(day, "table", "%s is %s, the model has %s", name, a, b)
		}
	}
	for i, p := range y.goals.Projects {
		o.compareTable(day, p, y.tables.Set.Tables[i], y.tables.Set.Scored[i], figures)
	}
}

func (o *opinion) compareTable(day civil.Date, p evaluation.Project, t evaluation.FilledTable, s evaluation.Scored,
	figures map[string]model.Figure) {
	equal := func(row int, what, got, want string) {
		if got != want {
			o.differ(day, "table", "%s row %d: %s is %q, the model has %q", p.Name, row, what, got, want)
		}
	}
	total := new(big.Int)
	score := func(f model.Figure, weight, target string) string {
		if !f.Known {
			return evaluation.NoPoints.String()
		}
		earned := f.Score(weight, model.ReadTarget(target))
		total.Add(total, earned)
		return evaluation.Points(earned.Int64()).String()
	}
	for k, ind := range p.Indicators {
		row, points := t.Rows[k], evaluation.NoPoints.String()
		measured := ""
		if ind.Measure != "" {
			f := figures[ind.Measure]
			measured, points = f.Cell(model.ReadTarget(ind.Target).Unit), score(f, ind.Weight, ind.Target)
		}
		equal(k+1, "the measured value", row.Measured, measured)
		equal(k+1, "the score of it", s.Rows[k].FromBooks.String(), points)
		for i, name := range ind.Also {
			f, unit := figures[name], "万元"
			if f.Known && f.N.Cmp(big.NewInt(1_000_000)) < 0 {
				unit = "元"
			}
			equal(k+1, name+" beside it", row.Also[i].Text, f.Cell(unit))
		}
	}
	spent := figures[p.Spent.Measure]
	equal(0, "what was spent", t.Execution.Measured, spent.Cell(""))
	equal(0, "the score of it", s.Execution.FromBooks.String(), score(spent, executionWeight, "≥"+p.Budget+"万元"))
	equal(0, "the score of all", s.Books.Score.String(), evaluation.Points(total.Int64()).String())
}

// executionWeight is what the execution of the budget weighs in each table.
const executionWeight = "10"

func valueText(v measure.Value) string {
	if !v.Known {
		return "nothing"
	}
	return fmt.Sprintf("%d of %d %s", v.N, v.Of, v.Measure.Unit)
}

func figureText(f model.Figure) string {
	if !f.Known {
		return "nothing"
	}
	of := int64(0)
	if f.Of != nil {
		of = f.Of.Int64()
	}
	return fmt.Sprintf("%s of %d %s", f.N, of, f.Unit)
}
