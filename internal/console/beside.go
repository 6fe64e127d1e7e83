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
// the books have the year: each figure leads to its definition and its rows. A table of another unit is held against
// nothing, and the answer says so, unless a person says that it is this centre's. It gives what stands beside each.
func (c *Console) beside(ctx context.Context, set *eval.Set, ours bool) ([]booksBeside, error) {
	beside := make([]booksBeside, len(set.Tables))
	if c.alone {
		return beside, nil
	}
	inside, err := access.Allow(ctx, c.Access.Gate(), actor(ctx), access.ReadTables)
	if err != nil && refusal.Of(err) == nil {
		return nil, err
	}
	if _, everywhere := access.Offices(inside); err != nil || !everywhere {
		return beside, nil
	}
	years, err := c.yearsWithProjects(ctx)
	if err != nil {
		return nil, err
	}
	for i, t := range set.Tables {
		if !slices.Contains(years, t.Year) {
			continue
		}
		if beside[i].foreign = t.Foreign(c.Centre.Name); beside[i].foreign != "" && !ours {
			continue
		}
		beside[i].foreign = ""
		beside[i].values, err = set.Beside(i, func(name string) (v measure.Value, err error) {
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
	return beside, nil
}

// booksBeside is what the books say beside a table that came from a paper.
type booksBeside struct {
	values  map[string]measure.Value // of the measures that stand in it
	foreign string                   // why it is held against nothing
}
