package evaluation

import (
	"fmt"
	"slices"

	"guangsha/internal/measure"
)

// Beside puts what the books say beside the rows of a table that came from a paper: of the measures that a row is bound
// to by what it counts, the one whose unit answers the target, and the others as what says more. What was reported and
// what the rule gives stay as they are. It gives the values that it asked for by the names of their measures.
func (s *Set) Beside(at int, value func(name string) (measure.Value, error)) (map[string]measure.Value, error) {
	t, scored := &s.Tables[at], &s.Scored[at]
	values := map[string]measure.Value{}
	for _, standing := range Standings(t.Table) {
		if standing.Kind != StandingComputed {
			continue
		}
		for _, name := range standing.Measures {
			v, err := value(name)
			if err != nil {
				return nil, fmt.Errorf("evaluation: measure %s: %w", name, err)
			}
			values[name] = v
		}
		k := slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == standing.Row })
		ind := t.Indicators[k]
		t.Rows[k].beside(ind, standing.Measures, values)
		// What counts two things has the figure of each, and a score by neither.
		if len(standing.Measures) > 1 && twoMeasures(line{class: ClassOf(ind), name: PlainName(ind.Name)}) {
			continue
		}
		scored.Rows[k].FromBooks = rowFromBooks(ind, t.Rows[k], s.Choices[at].Profile)
		scored.count(scored.Rows[k], t.Rows[k])
	}
	return values, nil
}

// beside fills what stands beside a row from the measures that count what it counts.
func (r *FilledRow) beside(ind Indicator, names []string, values map[string]measure.Value) {
	first := max(0, slices.IndexFunc(names, func(name string) bool { return answers(values[name], ind.Target) }))
	r.measure(Source{Measure: names[first]}, ind.Target, values)
	for i, name := range names {
		if i != first {
			r.support(name, values[name])
		}
	}
}

// answers says whether a value is of the kind that a target asks for.
func answers(v measure.Value, target string) bool {
	want := ReadCell(target).Amount.Unit
	switch v.Measure.Unit {
	case measure.Fen:
		return dimensionOf(want) == Money
	case measure.Share:
		return dimensionOf(want) == Share
	}
	return v.Known && string(v.Measure.Unit) == want
}
