package evaluation

import (
	_ "embed"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"guangsha/internal/measure"
)

// A goal table (绩效目标表) is the form as approved with the budget. What the year fills in stands as a name in braces:
//
//	{fund.surplus.amount}  a measure; at the end of 实际完成值 it is what the row is bound to
//	{plan.surplus}         a figure of the year's plan
//	{wait:职工问卷}          at the end of 实际完成值: nothing measures the row, and this is what it waits for
//	{rate} {score} {total} computed from the rest of the form
//
// Before the binding stands what the department reports.
//
//go:embed goals/shili-2024.txt
var goalsOfDemonstration []byte

// DemonstrationGoals are the three goal tables of the demonstration city (示例市). They are invented.
func DemonstrationGoals() ([]Table, error) { return Read(goalsOfDemonstration, "shili-2024.txt") }

var (
	slot    = regexp.MustCompile(`\{([^{}]+)\}`)
	binding = regexp.MustCompile(`\{([^{}]+)\}$`)
)

// Bindings lists the measures that goal tables name, each once, sorted.
func Bindings(goals []Table) []string {
	var names []string
	add := func(text string) {
		for _, m := range slot.FindAllStringSubmatch(text, -1) {
			computed := slices.Contains([]string{"rate", "score", "total"}, m[1])
			if !computed && !strings.HasPrefix(m[1], "wait:") && !strings.HasPrefix(m[1], "plan.") {
				names = append(names, m[1])
			}
		}
	}
	for _, t := range goals {
		for _, f := range t.Funds {
			add(f.Initial + f.Budget + f.Executed)
		}
		for _, ind := range t.Indicators {
			add(ind.Target + ind.Actual)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Source gives what goal tables ask for.
type Source struct {
	Plan    map[string]string                        // figures of the plan with their units, by name without plan.
	Measure func(name string) (measure.Value, error) // a measure over the year of the table
}

// Compute fills goal tables from the books: budget and execution, the actual that each department reports, and beside
// it the measured one with what stands behind it. A measure without an answer leaves its row waiting. It fails when a
// name is unknown or a measure cannot be read.
func Compute(goals []Table, p Profile, src Source) ([]FilledTable, error) {
	tables := make([]FilledTable, len(goals))
	for i, t := range goals {
		c := computer{src: src, profile: p}
		tables[i] = c.fill(t)
		if c.err != nil {
			return nil, fmt.Errorf("evaluation: compute %s: %w", t.Project, c.err)
		}
	}
	return tables, nil
}

// computer fills one table and keeps the first failure.
type computer struct {
	src     Source
	profile Profile
	err     error
}

func (c *computer) fill(goal Table) FilledTable {
	t := goal
	t.Funds = slices.Clone(goal.Funds)
	t.Indicators = slices.Clone(goal.Indicators)
	var execution FilledRow
	for i := range t.Funds {
		if fundIsTotal(t.Funds[i].Name) && execution.Measured == "" {
			execution = c.execution(t.Funds[i].Executed)
		}
		c.fillFund(&t.Funds[i], t.MoneyUnit)
	}
	f := FilledTable{Rows: make([]FilledRow, len(t.Indicators)), Execution: execution}
	for i := range t.Indicators {
		ind := &t.Indicators[i]
		ind.Target = c.text(ind.Target)
		f.Rows[i] = c.row(ind.Target, ind.Actual)
		ind.Actual = f.Rows[i].Reported
	}
	for i, text := range t.TotalText {
		t.TotalText[i] = strings.ReplaceAll(text, "{total}", sumOfScores(t).Short())
	}
	t.Total, t.TotalScore = ReadPoints(t.TotalText[0]), ReadPoints(t.TotalText[1])
	f.Table = t
	return f
}

// row reads a cell of a goal table: the report, and at its end what the row is bound to.
func (c *computer) row(target, cell string) FilledRow {
	m := binding.FindStringSubmatch(cell)
	if m == nil {
		return FilledRow{Actual: Actual{Reported: c.text(cell)}}
	}
	reported := c.text(strings.TrimSuffix(cell, m[0]))
	if what, waits := strings.CutPrefix(m[1], "wait:"); waits {
		return FilledRow{Actual: Actual{Reported: reported}, Waiting: what}
	}
	row := c.measured(m[1], target)
	row.Reported = reported
	return row
}

func (c *computer) execution(cell string) FilledRow {
	m := slot.FindStringSubmatch(cell)
	if m == nil {
		return FilledRow{Actual: Actual{Reported: cell}}
	}
	row := c.measured(m[1], "万元")
	row.Reported = row.Measured
	return row
}

// measured asks for a measure and writes it beside a target.
func (c *computer) measured(name, target string) FilledRow {
	v := c.value(name)
	row := FilledRow{Evidence: Evidence{
		Grade: v.Measure.Grade, Rows: v.Rows, Measure: name, Definition: v.Measure.Definition,
		Period: v.Period.From.String() + "至" + v.Period.To.String(),
	}}
	if !v.Known {
		row.Waiting = "期内有可计的记录"
		return row
	}
	row.Measured = MeasuredText(v.N, v.Measure.Unit, target)
	return row
}

func (c *computer) value(name string) measure.Value {
	if c.err != nil {
		return measure.Value{}
	}
	v, err := c.src.Measure(name)
	if err != nil {
		c.err = fmt.Errorf("measure %s: %w", name, err)
	}
	return v
}

// text fills the names in a text.
func (c *computer) text(cell string) string {
	return slot.ReplaceAllStringFunc(cell, func(braced string) string {
		name := strings.Trim(braced, "{}")
		key, planned := strings.CutPrefix(name, "plan.")
		if !planned {
			v := c.value(name)
			return MeasuredText(v.N, v.Measure.Unit, "")
		}
		text, ok := c.src.Plan[key]
		if !ok && c.err == nil {
			c.err = fmt.Errorf("the plan has no figure %q", key)
		}
		return text
	})
}

func (c *computer) fillFund(f *Fund, unit string) {
	for _, cell := range []*string{&f.Initial, &f.Budget, &f.Executed} {
		*cell = strings.TrimSuffix(c.text(*cell), unit)
	}
	budget, ok1 := money(f.Budget)
	executed, ok2 := money(f.Executed)
	if !ok1 || !ok2 || budget.zero() {
		f.Rate, f.Score = strings.ReplaceAll(f.Rate, "{rate}", ""), strings.ReplaceAll(f.Score, "{score}", "")
		return
	}
	rate := new(big.Rat).Quo(executed.rat, budget.rat)
	f.Rate = strings.ReplaceAll(f.Rate, "{rate}", percent(rate, 2)+"%")
	f.Score = strings.ReplaceAll(f.Score, "{score}", c.profile.ExecutionScore(rate).Short())
}
