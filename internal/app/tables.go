package app

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/contribution"
	"guangsha/internal/evaluation"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/member"
	"guangsha/internal/spending"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// Measures are all measures of all capabilities (取数项目录).
var Measures = slices.Concat(member.Measures, contribution.Measures, withdrawal.Measures, loan.Measures,
	treasury.Measures, spending.Measures, cases.Measures)

// MeasureByName is the measure of a name, and whether there is one.
func MeasureByName(name string) (measure.Measure, bool) {
	i := slices.IndexFunc(Measures, func(m measure.Measure) bool { return m.Name == name })
	if i < 0 {
		return measure.Measure{}, false
	}
	return Measures[i], true
}

// Tables fills the self-evaluation tables of a year from the books, all figures as of one moment, and gives the values
// of the measures that they name.
func (c *Centre) Tables(ctx context.Context, g evaluation.Goals) (
	tables []evaluation.FilledTable, values map[string]measure.Value, err error) {
	profile, err := evaluation.ProfileOf(evaluation.DefaultProfile)
	if err != nil {
		return nil, nil, err
	}
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		values = map[string]measure.Value{}
		tables, err = evaluation.Fill(g, profile, func(name string) (measure.Value, error) {
			v, err := c.figure(tx, g.Year, name)
			values[name] = v
			return v, err
		})
		return err
	})
	return tables, values, err
}

// Figures gives the values of measures over a year, in the order of the names. A name that no measure has is an error.
func (c *Centre) Figures(ctx context.Context, year int, names ...string) ([]measure.Value, error) {
	var values []measure.Value
	err := c.Work.Read(ctx, func(tx unit.Tx) error {
		values = nil
		for _, name := range names {
			v, err := c.figure(tx, year, name)
			if err != nil {
				return err
			}
			values = append(values, v)
		}
		return nil
	})
	return values, err
}

// figure is the value of a measure over a year.
func (c *Centre) figure(tx unit.Tx, year int, name string) (measure.Value, error) {
	m, known := MeasureByName(name)
	if !known {
		return measure.Value{}, fmt.Errorf("no measure %q", name)
	}
	return c.store.Value(tx, m, measure.Year(year))
}

// FeeGaps are the loans given out in a year without a registration fee paid in it, by reason.
func (c *Centre) FeeGaps(ctx context.Context, year int) (gaps []loan.FeeGap, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		gaps, err = c.Loan.FeeGap(tx, year)
		return err
	})
	return gaps, err
}
