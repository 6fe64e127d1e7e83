package evaluation

import (
	"embed"
	"encoding/json"
	"fmt"
	"math/big"
	"path"
	"slices"
	"strings"
)

// Profile is one set of rules (评分口径) by which a finance bureau has tables scored. Rules differ by instrument and
// place, so they are data; the files stand in the folder profiles.
type Profile struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Basis     string        `json:"basis"` // instrument
	Execution ExecutionRule `json:"execution"`
	Groups    []GroupRule   `json:"groups"`    // weights of the first levels; they and the execution make the total
	OverNote  int64         `json:"over_note"` // per cent over target from which over-completion is mentioned
	OverAsk   int64         `json:"over_ask"`  // per cent over target from which an analysis is required
	Caps      []Cap         `json:"caps"`      // limits of the total by execution rate, lowest rate first
	Grades    []GradeRule   `json:"grades"`    // best first
	Bands     []QualityBand `json:"bands"`     // qualitative grades, best first
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

// GroupRule is the weight of a first level.
type GroupRule struct {
	Group  Group  `json:"group"`
	Weight Points `json:"weight"`
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

//go:embed profiles/*.json
var profileFiles embed.FS

// DefaultProfile is the profile of 财预〔2020〕10号.
const DefaultProfile = "P2020"

// Profiles reads all profiles, in the order of their names.
func Profiles() ([]Profile, error) {
	entries, err := profileFiles.ReadDir("profiles")
	if err != nil {
		return nil, fmt.Errorf("evaluation: list profiles: %w", err)
	}
	var profiles []Profile
	for _, e := range entries {
		raw, err := profileFiles.ReadFile(path.Join("profiles", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("evaluation: read profile: %w", err)
		}
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.DisallowUnknownFields()
		var p Profile
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("evaluation: profile %s: %w", e.Name(), err)
		}
		profiles = append(profiles, p)
	}
	return profiles, nil
}

// ProfileOf gives the profile with an id.
func ProfileOf(id string) (Profile, error) {
	profiles, err := Profiles()
	if err != nil {
		return Profile{}, err
	}
	i := slices.IndexFunc(profiles, func(p Profile) bool { return p.ID == id })
	if i < 0 {
		return Profile{}, fmt.Errorf("evaluation: no profile %q", id)
	}
	return profiles[i], nil
}

// Default is the profile with the id DefaultProfile. The file is part of the program and a test reads it.
func Default() Profile {
	p, err := ProfileOf(DefaultProfile)
	if err != nil {
		panic(err)
	}
	return p
}

// WeightOf is the weight of a first level and whether the profile has it.
func (p Profile) WeightOf(g Group) (Points, bool) {
	for _, r := range p.Groups {
		if r.Group == g {
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

// GradeFor names the grade of a total.
func (p Profile) GradeFor(total Points) string {
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
