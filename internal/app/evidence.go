package app

import (
	"context"

	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation/pack"
	"guangsha/internal/measure"
)

// Evidence evaluates the tables of a year and gives, as of the same moment, the rows behind every figure. use may be
// called again from the beginning when the moment could not be held.
func (c *Centre) Evidence(ctx context.Context, year int, use func(e Evaluated, books pack.Books) error) error {
	return c.Work.Read(ctx, func(tx unit.Tx) error {
		e, err := c.evaluated(tx, year)
		if err != nil {
			return err
		}
		rows := func(name string, each func(pack.Row) error) error {
			return c.rowsBehind(tx, e.Values[name], each)
		}
		return use(e, pack.Books{Values: e.Values, Outside: e.Outside, Rows: rows})
	})
}

// rowsBehind gives the rows behind a figure a page at a time, each with what people call its record.
func (c *Centre) rowsBehind(tx unit.Tx, v measure.Value, each func(pack.Row) error) error {
	const page = 20_000
	after := measure.Row{Day: -1 << 31} // before every row
	for {
		rows, err := c.store.Rows(tx, v.Measure, v.Period, after, page)
		if err != nil {
			return err
		}
		refs := map[string][]int64{}
		for _, r := range rows {
			refs[r.Source] = append(refs[r.Source], r.Ref)
		}
		labels := map[string]map[int64]measure.Record{}
		for source, list := range refs {
			if labels[source], err = c.store.Describe(tx, source, list); err != nil {
				return err
			}
		}
		for _, r := range rows {
			if err := each(pack.Row{Row: r, Label: labels[r.Source][r.Ref].Label}); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
		after = rows[len(rows)-1]
	}
}
