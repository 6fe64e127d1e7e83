package evaluation

import (
	"cmp"

	"guangsha/internal/measure"
)

// Beside puts beside the rows of a table what the measures say that they are bound to, with what stands behind each,
// and for rows that nothing measures what they wait for. A measure without an answer leaves its row waiting. bound is
// nil for a table whose rows nobody has bound; values has the measures of BoundTo.
func Beside(t Table, bound *Project, values map[string]measure.Value) FilledTable {
	f := Reported(t)
	f.Drafted = true
	if bound == nil {
		bound = &Project{}
	}
	execution := FilledRow{Actual: f.Execution.Actual}
	execution.measure(bound.Spent, t.MoneyTarget(), values)
	f.Execution = execution
	waits := waitingFor(t)
	for i, k := range bound.Places(t) {
		row, target := &f.Rows[i], t.Indicators[i].Target
		if k >= 0 {
			row.bind(bound.Indicators[k], target, values)
		}
		if row.Measure == "" && row.Waiting == "" {
			row.Waiting = waits[t.Indicators[i].Row]
		}
	}
	return f
}

// bind puts beside a row what its indicator is bound to, with what says more about it.
func (r *FilledRow) bind(ind GoalIndicator, target string, values map[string]measure.Value) {
	r.measure(ind.Source, target, values)
	for _, name := range ind.Also {
		r.support(name, values[name])
	}
}

// measure puts the value of the measure beside a row.
func (r *FilledRow) measure(s Source, target string, values map[string]measure.Value) {
	r.Waiting = s.Waiting
	if s.Measure == "" {
		return
	}
	v := values[s.Measure]
	r.Measured, r.Evidence = cellOf(v, target), evidenceOf(s.Measure, v)
	if !v.Known {
		r.Waiting = "期内发生可计的业务"
	}
}

// support puts the value of a measure there that says more than the row asks for.
func (r *FilledRow) support(name string, v measure.Value) {
	r.Also = append(r.Also, Supporting{Title: v.Measure.Title, Text: cellOf(v, SupportingTarget(v)),
		Evidence: evidenceOf(name, v)})
}

// MoneyTarget is a target in the unit of the table's money, for its 全年执行数.
func (t Table) MoneyTarget() string { return "1" + cmp.Or(t.MoneyUnit, moneyUnit) }

// waitingFor says what the rows of a table wait for that nobody has bound, by row.
func waitingFor(t Table) map[int]string {
	waits := map[int]string{}
	for _, s := range Standings(t) {
		waits[s.Row] = s.waits()
	}
	for _, ind := range t.Indicators {
		if ind.NotApplicable() {
			delete(waits, ind.Row) // what there is none of nobody waits for
		}
	}
	return waits
}

// waits says what a row of a standing waits for that nobody has bound.
func (s Standing) waits() string {
	switch s.Kind {
	case StandingComputed:
		return "绑定取数项，可由" + s.Because + "算出"
	case StandingWaiting:
		return s.Because
	}
	return "由人认定，" + s.Because
}

// SupportingTarget is a target in whose unit a figure beside a row reads well: less than one 万元 is told in 元.
func SupportingTarget(v measure.Value) string {
	const wan = 1_000_000 // fen
	if v.N < wan {
		return "1元"
	}
	return ""
}

func evidenceOf(name string, v measure.Value) Evidence {
	return Evidence{
		Grade: v.Measure.Grade, Rows: v.Rows, Of: v.Of, Measure: name, Definition: v.Measure.Definition,
		Period: v.Period.From.String() + "至" + v.Period.To.String(),
	}
}

// cellOf writes a value as a cell beside a target; empty when the measure has no answer.
func cellOf(v measure.Value, target string) string {
	if !v.Known {
		return ""
	}
	return MeasuredText(v.N, v.Measure.Unit, target)
}
