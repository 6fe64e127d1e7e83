package selfeval

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// Figure is what was measured for a row when its table was submitted (报送时取数).
type Figure struct {
	Project    ProjectID
	Step       int // number of the submission's step, from 1
	Row        int // 0 for 全年执行数
	Also       int // 0 for the figure of the row, from 1 those that say more about it (佐证取数)
	Measure    string
	Definition string // 取数口径 as it was
	Version    string // 口径版本 as it was; empty when it was not kept yet
	Known      bool
	N          int64 // in the unit of the measure
	Rows       int64 // rows behind it
	Of         int64
	Printed    string // as it stood beside the row
	On         string // day of the submission
}

// Measures gives the figures of a year.
type Measures interface {
	measure.Store
	// Named is the measure of a name, and whether the register has one.
	Named(name string) (measure.Measure, bool)
}

// taken are the figures of a project as they are before a step is taken. Measuring reads the whole year, which no unit
// that writes may wait for.
type taken struct {
	of     Project // as it was measured
	list   []Figure
	values map[string]measure.Value
}

// Values are those of measures over a year. A name that the register no longer has is left out: what was bound to it
// waits.
func (s *Service) Values(tx unit.Tx, year int, names []string) (map[string]measure.Value, error) {
	values := map[string]measure.Value{}
	for _, name := range names {
		m, known := s.Measures.Named(name)
		if !known {
			continue
		}
		v, err := s.Measures.Value(tx, m, measure.Year(year))
		if err != nil {
			return nil, err
		}
		values[name] = v
	}
	return values, nil
}

// boundTo are the measures that a project's rows are bound to.
func (p Project) boundTo() []string {
	if p.Bound == nil {
		return nil
	}
	return evaluation.BoundTo(*p.Bound)
}

// measured measures the rows of a project that are bound.
func (s *Service) measured(ctx context.Context, id ProjectID) (t taken, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		t = taken{}
		if t.of, err = s.project(tx, id); err != nil || t.of.Bound == nil {
			return err
		}
		table, err := s.version(tx, id, t.of.Versions)
		if err != nil {
			return err
		}
		values, err := s.Values(tx, t.of.Year, t.of.boundTo())
		if err != nil {
			return err
		}
		t.values = values
		filled := evaluation.Beside(table, t.of.Bound, values)
		t.add(0, filled.Execution, values)
		for i, row := range filled.Rows {
			t.add(table.Indicators[i].Row, row, values)
		}
		return nil
	})
	return t, err
}

func (t *taken) add(row int, filled evaluation.FilledRow, values map[string]measure.Value) {
	keep := func(also int, name, printed string) {
		if v, found := values[name]; name != "" && found {
			t.list = append(t.list, Figure{Project: t.of.ID, Row: row, Also: also, Measure: name, Known: v.Known,
				Definition: v.Measure.Definition, Version: v.Version, N: v.N, Rows: v.Rows, Of: v.Of, Printed: printed})
		}
	}
	keep(0, filled.Measure, filled.Measured)
	for i, also := range filled.Also {
		keep(i+1, also.Measure, also.Text)
	}
}

// keep writes the figures that a submission rests on. It refuses with CodeStale figures of a table that has changed
// since it was measured.
func (s *Service) keep(tx unit.Tx, p Project, step int, t taken) error {
	if p.Versions != t.of.Versions || (p.Bound == nil) != (t.of.Bound == nil) ||
		!slices.Equal(p.boundTo(), t.of.boundTo()) {
		return refusal.New(CodeStale, "取数时表或绑定的取数项有改动，没有报送", "", "请核对最新一版后再报送一次")
	}
	for _, f := range t.list {
		f.Step = step
		if err := s.Store.AddFigure(tx, f); err != nil {
			return err
		}
	}
	return nil
}

// Recomputed is a figure as it was submitted, and what has changed of it since.
type Recomputed struct {
	Figure
	Now     string   // as it would stand beside the row today
	Changes []string // sentences; none when it is the same
}

// Same reports whether computing the figure anew gives what was submitted.
func (r Recomputed) Same() bool { return len(r.Changes) == 0 }

// Recomputed holds the figures of the latest submissions against values of today.
func (y Year) Recomputed(values map[string]measure.Value) []Recomputed {
	list := make([]Recomputed, len(y.Figures))
	for i, f := range y.Figures {
		list[i] = Recomputed{Figure: f}
		at := slices.IndexFunc(y.Projects, func(p Project) bool { return p.ID == f.Project })
		v, target := values[f.Measure], targetOf(y.Tables[at], f.Row)
		if f.Also > 0 {
			target = evaluation.SupportingTarget(v)
		}
		list[i].against(v, target)
	}
	return list
}

// targetOf is the target in whose unit a row is written.
func targetOf(t evaluation.Table, row int) string {
	for _, ind := range t.Indicators {
		if ind.Row == row {
			return ind.Target
		}
	}
	return t.MoneyTarget()
}

// against says what a value of today changes. A value that the register no longer has is one without a definition.
func (r *Recomputed) against(v measure.Value, target string) {
	change := func(when bool, format string, args ...any) {
		if when {
			r.Changes = append(r.Changes, fmt.Sprintf(format, args...))
		}
	}
	if v.Measure.Definition == "" {
		change(true, "取数项“%s”已不在目录中，无法重算", r.Measure)
		return
	}
	if v.Known {
		r.Now = evaluation.MeasuredText(v.N, v.Measure.Unit, target)
	}
	shown := func(text string, known bool) string {
		if !known {
			return "没有可计的业务"
		}
		return text
	}
	change(v.Known != r.Known || v.N != r.N, "取数由%s变为%s", shown(r.Printed, r.Known), shown(r.Now, v.Known))
	change(v.Rows != r.Rows, "依据的记录由%d条变为%d条", r.Rows, v.Rows)
	change(v.Of != r.Of, "占比的分母由%d变为%d", r.Of, v.Of)
	change(v.Measure.Definition != r.Definition, "取数口径已改，报送时是“%s”，现在是“%s”", r.Definition, v.Measure.Definition)
	change(v.Measure.Definition == r.Definition && r.Version != "" && v.Version != r.Version,
		"取数口径的文字没有变，算法改了：报送时是版本%s，现在是版本%s", r.Version, v.Version)
}
