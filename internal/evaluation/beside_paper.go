package evaluation

import (
	"fmt"
	"slices"

	"guangsha/internal/measure"
)

// BesidePaper puts what the books say beside the rows of a table that came from a paper: what the centre's own project
// binds a row to, where bound is that project, and else, of the measures of what the row counts, the one whose unit
// answers the target, with the others as what says more. What was reported stays as it is. It gives the values that it
// asked for by the names of their measures.
func BesidePaper(t Table, bound *Project, value func(name string) (measure.Value, error)) (
	FilledTable, map[string]measure.Value, error) {
	f, values := Reported(t), map[string]measure.Value{}
	standings, names := map[int]Standing{}, []string(nil)
	for _, s := range Standings(t) {
		standings[s.Row] = s
		names = slices.Concat(names, s.Measures, s.Beside)
	}
	if bound == nil {
		bound = &Project{}
	}
	for _, name := range append(names, BoundTo(*bound)...) {
		if _, asked := values[name]; asked {
			continue
		}
		v, err := value(name)
		if err != nil {
			return f, nil, fmt.Errorf("evaluation: measure %s: %w", name, err)
		}
		values[name] = v
	}
	f.Execution.measure(bound.Spent, t.MoneyTarget(), values)
	for i, k := range bound.Places(t) {
		ind, row := t.Indicators[i], &f.Rows[i]
		s := standings[ind.Row]
		switch {
		case k >= 0 && bound.Indicators[k].Measure != "":
			row.bind(bound.Indicators[k], ind.Target, values)
		case s.Kind == StandingComputed:
			row.beside(ind, s.Measures, values)
		case len(s.Beside) > 0:
			row.Waiting = s.waits()
			for _, name := range s.Beside {
				row.support(name, values[name])
			}
		}
	}
	return f, values, nil
}

// beside fills what stands beside a row from the measures that count what it counts.
func (r *FilledRow) beside(ind Indicator, names []string, values map[string]measure.Value) {
	first := max(0, slices.IndexFunc(names, func(name string) bool { return answers(values[name], ind.Target) }))
	r.measure(Source{Measure: names[first]}, ind.Target, values)
	r.Twofold = len(names) > 1 && twoMeasures(line{class: ClassOf(ind), name: PlainName(ind.Name)})
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
