package evaluation

import "slices"

// Goals are a unit's budget projects of a year as approved with the budget (绩效目标), with the measures that the rows
// are bound to and what departments report. The invented city has its goals in this form; those of a centre stand in
// its books, where nothing that is reported is part of a goal.
type Goals struct {
	Year     int       `json:"year"`
	Unit     string    `json:"unit"` // 主管部门 and 实施单位
	Projects []Project `json:"projects"`
}

// Project is one budget project with its indicators, in the order of the form.
type Project struct {
	Name       string          `json:"name"`
	Layout     string          `json:"layout"`  // G11 or G9
	Initial    string          `json:"initial"` // 年初预算数, in 万元
	Budget     string          `json:"budget"`  // 全年预算数, in 万元
	Spent      Source          `json:"spent"`   // 全年执行数, in 万元
	Goal       string          `json:"goal"`
	GoalActual string          `json:"goal_actual"`
	Indicators []GoalIndicator `json:"indicators"`
}

// GoalIndicator is an indicator as approved, with what is reported on it.
type GoalIndicator struct {
	Class  string `json:"class"` // 二级指标
	Name   string `json:"name"`
	Target string `json:"target"`
	Weight string `json:"weight"`
	Score  string `json:"score,omitempty"` // what was given; the weight when empty
	Reason string `json:"reason,omitempty"`
	// Also are measures that say more about the row than its cell holds (佐证取数项), for example the latest day beside
	// a rate of payments in time.
	Also []string `json:"also,omitempty"`
	Source
}

// Source is where an actual comes from: what people reported, and a measure, or what is waited for.
type Source struct {
	// Reported is what a person typed (填报值). "=" takes the measured value over and "≈" its whole part, as people
	// do who look it up; "=name" takes the value of another measure.
	Reported string `json:"reported"`
	Measure  string `json:"measure,omitempty"` // 取数项
	Waiting  string `json:"waiting,omitempty"` // what a row without a measure waits for
}

// Measures lists the measures that the goals name, each once, sorted: those of Bound, and those that reported values
// are taken from.
func (g Goals) Measures() []string {
	names := BoundTo(g.Projects...)
	for _, p := range g.Projects {
		for _, s := range p.sources() {
			if name, ok := s.other(); ok {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// BoundTo lists the measures that the rows of projects are bound to, each once, sorted.
func BoundTo(projects ...Project) []string {
	var names []string
	for _, p := range projects {
		for _, s := range p.sources() {
			if s.Measure != "" {
				names = append(names, s.Measure)
			}
		}
		for _, i := range p.Indicators {
			names = append(names, i.Also...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sources are where the actuals of the project come from, what was spent first.
func (p Project) sources() []Source {
	list := []Source{p.Spent}
	for _, i := range p.Indicators {
		list = append(list, i.Source)
	}
	return list
}

// Unreported is the project with nothing reported: what was approved, and what its rows are bound to.
func (p Project) Unreported() Project {
	p.GoalActual, p.Spent.Reported = "", ""
	p.Indicators = slices.Clone(p.Indicators)
	for i := range p.Indicators {
		ind := &p.Indicators[i]
		ind.Score, ind.Reason, ind.Reported = "", "", ""
	}
	return p
}

// Places finds the rows of a table among the indicators of the project, by class and name: an index for each row, -1
// where there is none. Rows of one name follow each other in both.
func (p Project) Places(t Table) []int {
	taken := make([]bool, len(p.Indicators))
	places := make([]int, len(t.Indicators))
	for i, row := range t.Indicators {
		places[i] = -1
		for k, ind := range p.Indicators {
			if !taken[k] && ind.Class == row.Second && compact(ind.Name) == compact(row.Name) {
				places[i], taken[k] = k, true
				break
			}
		}
	}
	return places
}

// other is the measure that the reported value was taken from, when it is named.
func (s Source) other() (name string, ok bool) {
	if len(s.Reported) > 1 && s.Reported[0] == '=' {
		return s.Reported[1:], true
	}
	return "", false
}
