package evaluation

import "math/big"

// Profile is one set of rules (评分口径) by which a finance bureau has tables scored, with the columns of its form. Rules
// differ by instrument and place, so they are data; the files stand in the folder profiles.
type Profile struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Basis     string        `json:"basis"` // instrument, or the form that it was seen on
	Choose    ChooseRule    `json:"choose"`
	Execution ExecutionRule `json:"execution"`
	Groups    []GroupRule   `json:"groups"`    // weights of the first levels; they and the execution make the total
	OverNote  int64         `json:"over_note"` // per cent over target from which over-completion is mentioned
	OverAsk   int64         `json:"over_ask"`  // per cent over target from which an analysis is required
	Over      OverRule      `json:"over"`
	Late      LateRule      `json:"late"`
	Caps      []Cap         `json:"caps"`   // limits of the total by execution rate, lowest rate first
	Grades    []GradeRule   `json:"grades"` // best first
	Bands     []QualityBand `json:"bands"`  // qualitative grades, best first
	Form      FormRule      `json:"form"`
}

// ChooseRule says by what a table shows that it was made by a profile. What is empty does not matter.
type ChooseRule struct {
	Never      bool     `json:"never"`      // chosen by people only, since nothing on a table shows it
	Places     []string `json:"places"`     // words in the names of unit and department
	Titles     []string `json:"titles"`     // words in the title
	From       int      `json:"from"`       // first year, 0 for any
	To         int      `json:"to"`         // last year, 0 for any
	Unweighted bool     `json:"unweighted"` // the indicators of the form have no 分值
}

// The ways to lower a score for a target that was set too low. They need a person's answer and never apply by
// themselves.
const (
	OverNone         = "none"
	OverFixed        = "fixed"        // Points
	OverProportional = "proportional" // weight × (completion − 1), at most the weight, × Percent
)

// OverRule says what is taken off when a person answers that a target was set too low (指标值偏低).
type OverRule struct {
	Policy  string `json:"policy"`
	Points  Points `json:"points,omitempty"`
	Percent int64  `json:"percent,omitempty"`
}

// The ways to score what was done after its date.
const (
	LateGrade        = "grade"        // a person grades it, the printed score stands
	LateProportional = "proportional" // weight × (1 − days late ÷ Days)
)

// LateRule says how a date that was missed is scored (逾期).
type LateRule struct {
	Rule string `json:"rule"`
	Days int64  `json:"days,omitempty"`
}

// FormRule is what the form of a profile has: its fund rows and its columns, in their order.
type FormRule struct {
	Funds       []string `json:"funds"`
	FundColumns []string `json:"fund_columns"`
	Columns     []string `json:"columns"`
	// MoneyPlaces is how many decimals 万元 and 亿元 are written with, 2 when 0.
	MoneyPlaces int `json:"money_places,omitempty"`
}

// ExecutionRule says how the execution of the budget (预算执行率) is scored.
type ExecutionRule struct {
	Weight      Points   `json:"weight"`
	Denominator string   `json:"denominator"` // "budget" 全年预算数 or "initial" 年初预算数
	Bands       []Banded `json:"bands"`       // empty: weight × rate
}

// Banded gives points from a rate on, both in whole per cent and hundredths of points; best first.
type Banded struct {
	From   int64  `json:"from"`
	Points Points `json:"points"`
}

// GroupRule is the weight of a first level, or of several together.
type GroupRule struct {
	Group  Group   `json:"group"`
	With   []Group `json:"with,omitempty"` // first levels that share the weight
	Weight Points  `json:"weight"`
}

// Cap limits the total when the execution rate is below a number of per cent.
type Cap struct {
	Below int64  `json:"below"`
	Most  Points `json:"most"`
}

// GradeRule names the grade of a total from a number of points on.
type GradeRule struct {
	Name string `json:"name"`
	From Points `json:"from"`
}

// QualityBand is the range of a qualitative grade in per cent of the weight; From is included, and so is To in the
// best band.
type QualityBand struct {
	Name string `json:"name"`
	From int64  `json:"from"`
	To   int64  `json:"to"`
}

// WeightOf is the weight of a first level and whether the profile has one for it alone.
func (p Profile) WeightOf(g Group) (Points, bool) {
	for _, r := range p.Groups {
		if r.Group == g && len(r.With) == 0 {
			return r.Weight, true
		}
	}
	return 0, false
}

// firstLevel is the head of the first level under which a class (二级指标) stands, its weight on a second line, for
// example 产出指标 and （50分）. Where 成本指标 is a first level of its own, costs stand there. A class that the form does
// not know stands alone.
func (p Profile) firstLevel(class string) string {
	row := Indicator{Second: class}
	g := GroupOf(row)
	if _, apart := p.WeightOf(GroupCost); apart && ClassOf(row) == ClassCost {
		g = GroupCost
	}
	weight, weighted := p.WeightOf(g)
	switch {
	case g == GroupOther:
		return class
	case !weighted:
		return string(g)
	}
	return string(g) + "\n（" + weight.Short() + "分）"
}

// GradeFor names the grade of a total. One beyond full marks has none: its weights are not those of one table.
func (p Profile) GradeFor(total Points) string {
	if total > wholeTable {
		return ""
	}
	for _, g := range p.Grades {
		if total >= g.From {
			return g.Name
		}
	}
	return ""
}

// ExecutionScore is what an execution rate earns, capped at the weight and rounded half up to hundredths.
func (p Profile) ExecutionScore(rate *big.Rat) Points {
	if len(p.Execution.Bands) == 0 {
		return clamp(pointsOf(new(big.Rat).Mul(p.Execution.Weight.rat(), rate)), 0, p.Execution.Weight)
	}
	for _, b := range p.Execution.Bands {
		if rate.Cmp(big.NewRat(b.From, 100)) >= 0 {
			return b.Points
		}
	}
	return 0
}

// CapFor is the limit of the total at an execution rate, or NoPoints.
func (p Profile) CapFor(rate *big.Rat) Points {
	for _, c := range p.Caps {
		if rate.Cmp(big.NewRat(c.Below, 100)) < 0 {
			return c.Most
		}
	}
	return NoPoints
}

// OverDeduction is what a profile takes off a row whose target a person calls too low: nothing up to the target.
func (p Profile) OverDeduction(weight Points, ratio *big.Rat) Points {
	if ratio == nil || ratio.Cmp(big.NewRat(1, 1)) <= 0 {
		return 0
	}
	switch p.Over.Policy {
	case OverFixed:
		return min(p.Over.Points, weight)
	case OverProportional:
		over := minRat(new(big.Rat).Sub(ratio, big.NewRat(1, 1)), big.NewRat(1, 1))
		over.Mul(over, big.NewRat(p.Over.Percent, 100))
		return clamp(pointsOf(over.Mul(over, weight.rat())), 0, weight)
	}
	return 0
}
