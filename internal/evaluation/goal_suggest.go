package evaluation

import (
	"fmt"

	"guangsha/internal/measure"
)

// Suggestion is how a row could be written so that a measure gives its actual after the year (编制建议).
type Suggestion struct {
	Measure   string
	Name      string   // of the measure, which an indicator may take (指标名称)
	Unit      string   // 计量单位, as tables write it
	Target    string   // 指标值 that holds what the latest of the years reached; empty for days and where no year has one
	Baselines []string // what the books say of earlier years, the latest first
}

// Suggest puts beside the rows of a goal what their measures say of up to three years before it. value gives a measure
// over a year; a year without rows behind the figure is none, since zero of nothing is no baseline.
func Suggest(t Table, advice []GoalAdvice, value func(name string, year int) (measure.Value, error)) error {
	rows := map[int]Indicator{}
	for _, ind := range t.Indicators {
		rows[ind.Row] = ind
	}
	for i := range advice {
		for _, name := range advice[i].Measures {
			s := Suggestion{Measure: name}
			for year := t.Year - 1; year >= t.Year-BaselineYears; year-- {
				v, err := value(name, year)
				if err != nil {
					return err
				}
				s.add(v, year, rows[advice[i].Row])
			}
			advice[i].Suggestions = append(advice[i].Suggestions, s)
		}
	}
	return nil
}

// add takes a year into a suggestion for a row. The latest year with an answer gives the target.
func (s *Suggestion) add(v measure.Value, year int, ind Indicator) {
	s.Name, s.Unit = v.Measure.Title, unitOf(v.Measure.Unit)
	text := cellOf(v, ind.Target)
	if text == "" || v.Rows == 0 {
		return
	}
	if len(s.Baselines) == 0 && v.Measure.Unit != measure.Date {
		s.Target = better(v.Measure.Unit, ind) + text
	}
	s.Baselines = append(s.Baselines, fmt.Sprintf("%d年度取数%s", year, text))
}

// better is the sign before a target: what the row says now, else less for days and money and more for all else.
func better(u measure.Unit, ind Indicator) string {
	switch ReadCell(ind.Target).Direction(ClassOf(ind), ind.Name) {
	case DirectionDown:
		return "≤"
	case DirectionUp:
		return "≥"
	}
	if u == measure.Days || u == measure.Fen && ClassOf(ind) == ClassCost {
		return "≤"
	}
	return "≥"
}

// unitOf is a unit of measures as tables write it.
func unitOf(u measure.Unit) string {
	switch u {
	case measure.Fen:
		return "万元"
	case measure.Share:
		return "%"
	}
	return string(u)
}
