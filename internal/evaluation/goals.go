package evaluation

import "slices"

// Goals are a unit's budget projects of a year as approved with the budget (绩效目标), with what its departments
// report and the measures that the rows are bound to.
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

// Measures lists the measures that the goals name, each once, sorted.
func (g Goals) Measures() []string {
	var names []string
	for _, p := range g.Projects {
		names = append(names, p.Spent.measures()...)
		for _, i := range p.Indicators {
			names = append(append(names, i.measures()...), i.Also...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (s Source) measures() []string {
	var names []string
	if s.Measure != "" {
		names = append(names, s.Measure)
	}
	if name, ok := s.other(); ok {
		names = append(names, name)
	}
	return names
}

// other is the measure that the reported value was taken from, when it is named.
func (s Source) other() (name string, ok bool) {
	if len(s.Reported) > 1 && s.Reported[0] == '=' {
		return s.Reported[1:], true
	}
	return "", false
}
