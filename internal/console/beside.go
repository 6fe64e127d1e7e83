package console

import (
	"context"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// beside puts the figures of the centre's books beside the tables of papers, as far as whoever asks may see them and
// the books have the year: each figure leads to its definition and its rows. A table of a year without books is held
// against nothing, and neither is one of another unit, unless a person says that it is this centre's; the answer says
// so. It gives what stands beside each.
func (c *Console) beside(ctx context.Context, tables []eval.Table, ours bool) (
	filled []eval.FilledTable, beside []booksBeside, err error) {
	for _, t := range tables {
		filled = append(filled, eval.Reported(t))
	}
	beside = make([]booksBeside, len(tables))
	if c.alone {
		return filled, beside, nil
	}
	inside, err := access.Allow(ctx, c.Access.Gate(), actor(ctx), access.ReadTables)
	if err != nil && refusal.Of(err) == nil {
		return nil, nil, err
	}
	if _, everywhere := access.Offices(inside); err != nil || !everywhere {
		return filled, beside, nil
	}
	years, err := c.yearsWithProjects(ctx)
	if err != nil {
		return nil, nil, err
	}
	books, err := read(ctx, c, c.booked)
	if err != nil {
		return nil, nil, err
	}
	known := map[int]selfeval.Year{}
	for i, t := range tables {
		if !slices.Contains(years, t.Year) {
			if beside[i].unbooked = books.lack(t.Year); beside[i].unbooked != "" {
				continue
			}
		}
		if beside[i].foreign = t.Foreign(c.Centre.Name); beside[i].foreign != "" && !ours {
			continue
		}
		beside[i].foreign = ""
		year, asked := known[t.Year]
		if !asked {
			year, err = read(ctx, c, func(tx unit.Tx) (selfeval.Year, error) {
				return c.SelfEvaluation.Year(tx, t.Year)
			})
			if err != nil {
				return nil, nil, err
			}
			known[t.Year] = year
		}
		value := func(name string) (v measure.Value, err error) {
			m, err := c.named(name)
			if err != nil {
				return v, err
			}
			return c.value(exact(ctx), m, t.Year)
		}
		filled[i], beside[i].values, err = eval.BesidePaper(t, year.BoundAs(t), value)
		if err != nil {
			return nil, nil, err
		}
		filled[i].Against(beside[i].values, year.Outside)
	}
	return filled, beside, nil
}

// booksBeside is what the books say beside a table that came from a paper.
type booksBeside struct {
	values   map[string]measure.Value // of the measures that stand in it
	foreign  string                   // why it is held against nothing: whose it is
	unbooked string                   // or of which year
}
