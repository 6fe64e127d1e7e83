package console

import (
	"context"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// beside puts the figures of the centre's books beside the tables of papers, as far as whoever asks may see them and
// the books have the year: each figure leads to its definition and its rows. It gives the values for each table.
func (c *Console) beside(ctx context.Context, set *eval.Set) ([]map[string]measure.Value, error) {
	values := make([]map[string]measure.Value, len(set.Tables))
	if c.alone {
		return values, nil
	}
	inside, err := access.Allow(ctx, c.Access.Gate(), actor(ctx), access.ReadTables)
	if err != nil && refusal.Of(err) == nil {
		return nil, err
	}
	if _, everywhere := access.Offices(inside); err != nil || !everywhere {
		return values, nil
	}
	years, err := c.yearsWithProjects(ctx)
	if err != nil {
		return nil, err
	}
	for i, t := range set.Tables {
		if !slices.Contains(years, t.Year) {
			continue
		}
		values[i], err = set.Beside(i, func(name string) (v measure.Value, err error) {
			m, err := c.named(name)
			if err != nil {
				return v, err
			}
			return c.value(exact(ctx), m, t.Year)
		})
		if err != nil {
			return nil, err
		}
	}
	return values, nil
}
