package app

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/unit"
	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// measures are all measures with their figures in a store.
type measures struct{ measure.Store }

// Named implements selfeval.Measures.
func (measures) Named(name string) (measure.Measure, bool) { return catalogue.Named(name) }

// Evaluated is a year's self-evaluation tables as the books have them: as their projects were registered, adjusted and
// written, with what the measures say and what the working paper explains.
type Evaluated struct {
	selfeval.Year
	Set    evaluation.Set
	Values map[string]measure.Value // of the measures that rows are bound to
}

// Evaluated scores and checks the tables of a year, all as of one moment. It refuses with selfeval.CodeNone a year
// without projects.
func (c *Centre) Evaluated(ctx context.Context, year int) (e Evaluated, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		e, err = c.evaluated(tx, year)
		return err
	})
	return e, err
}

func (c *Centre) evaluated(tx unit.Tx, year int) (e Evaluated, err error) {
	if e.Year, err = c.SelfEvaluation.Year(tx, year); err != nil {
		return e, err
	}
	if len(e.Projects) == 0 {
		return e, selfeval.None(year)
	}
	if e.Values, err = c.SelfEvaluation.Values(tx, year, e.Measures()); err != nil {
		return e, err
	}
	e.Set, err = e.Evaluate(e.Values)
	return e, err
}

// YearsWithProjects are the years that have projects, in their order.
func (c *Centre) YearsWithProjects(ctx context.Context) (years []int, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		years, err = c.SelfEvaluation.Years(tx)
		return err
	})
	slices.Reverse(years)
	return years, err
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
	m, known := catalogue.Named(name)
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

// Outside gives what papers from outside state of a year, as it was registered, with the values of the measures that
// these and more figures are bound to.
func (c *Centre) Outside(ctx context.Context, year int, more []evaluation.Outside) (
	list []evaluation.Outside, values map[string]measure.Value, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		if list, err = c.SelfEvaluation.Outside(tx, year); err != nil {
			return err
		}
		values, err = c.SelfEvaluation.Values(tx, year, evaluation.MeasuresOf(list, more))
		return err
	})
	return list, values, err
}
