package evaluation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Choice is the profile by which a table is scored, and why it is this one.
type Choice struct {
	Profile Profile
	Reason  string   // in the officer's words
	Sure    bool     // the table shows it; otherwise the default stands in
	Others  []string // ids of profiles that fit as well and would score this table otherwise
}

// ChooseProfile chooses the profile of a table by what the table shows: the points of the execution, whether indicators
// have points, the weights of the first levels, the names of its fund rows, year and place. It never looks at scores,
// since a rule must not be chosen by its result. Where nothing fits, the default stands in and the reason says so.
func ChooseProfile(t Table) Choice {
	profiles, err := allProfiles()
	if err != nil {
		panic(err) // the files are part of the program and a test reads them
	}
	shown := showing(t)
	best, fits := Default(), shown.fit(Default())
	var others []string
	for _, p := range profiles {
		f := shown.fit(p)
		switch {
		case p.ID == DefaultProfile || !f.ok:
		case !fits.ok || f.points > fits.points:
			best, fits, others = p, f, nil
		case f.points == fits.points && scoresOtherwise(t, best, p):
			others = append(others, p.ID)
		}
	}
	if !fits.ok {
		if p, because, found := shown.ofPlace(profiles); found {
			return Choice{Profile: p, Reason: because + "，按当地口径“" + p.Name + "”复算；本表的分值与它不符（" + shown.String() + "）"}
		}
		return Choice{Profile: best, Reason: fmt.Sprintf("没有口径与本表相符（%s），按默认口径“%s”复算", shown, best.Name)}
	}
	if len(t.Indicators) == 0 && t.fragment() {
		return Choice{Profile: best, Reason: fmt.Sprintf("没有读到绩效指标，看不出口径，暂按“%s”", best.Name)}
	}
	if len(fits.because) == 0 {
		return Choice{Profile: best, Reason: fmt.Sprintf("表上没有分值可以看出口径，按“%s”", best.Name), Others: others}
	}
	reason := fmt.Sprintf("%s，与“%s”相符", strings.Join(fits.because, "、"), best.Name) + shown.apart()
	if len(others) > 0 {
		reason += "；执行率不足100%，" + strings.Join(others, "、") + "同样相符而计分不同，请核对"
	}
	return Choice{Profile: best, Reason: reason, Sure: len(others) == 0, Others: others}
}

// shownBy is what a table shows of its profile.
type shownBy struct {
	t         Table
	execution Points
	weighted  bool // indicators have points
	whole     bool // no rows seem to be missing
	groups    []groupSum
	names     string // unit and department
}

func showing(t Table) shownBy {
	s := shownBy{t: t, execution: t.executionWeight(), names: compact(t.Unit + t.Department)}
	var rows []line
	for _, ind := range t.Indicators {
		if ind.Filler() {
			continue
		}
		s.weighted = s.weighted || ind.Weight.Printed()
		rows = append(rows, line{Indicator: ind, group: GroupOf(ind)})
	}
	s.groups = sumGroups(rows)
	s.whole = t.Total.Printed() && sumOfWeights(t) == t.Total
	return s
}

// String says what a table shows, for a reason.
func (s shownBy) String() string {
	parts := []string{"表上没有预算执行率分值"}
	if s.execution.Printed() {
		parts[0] = "预算执行率" + s.execution.Short() + "分"
	}
	if !s.weighted {
		return parts[0] + "、指标没有分值"
	}
	return parts[0] + "、" + s.weights() + s.apart()
}

// weights says what the first levels weigh, by their heads where these say it.
func (s shownBy) weights() string {
	var weights []string
	for _, g := range s.groups {
		weights = append(weights, g.weight().Short())
	}
	by := ""
	if s.apart() != "" {
		by = "表头所列"
	}
	return by + "一级指标权重" + strings.Join(weights, "/")
}

// apart says what the rows come to where that is not what the heads of their first levels say. A profile is chosen by
// the heads, and without this the reason would give a table weights that its rows have not.
func (s shownBy) apart() string {
	var sums []string
	apart := false
	for _, g := range s.groups {
		sums = append(sums, g.sum.Short())
		short := s.t.Partial && g.sum < g.weight()
		apart = apart || g.sum != g.weight() && !short
	}
	if !apart {
		return ""
	}
	return "，但各行分值合计为" + strings.Join(sums, "/")
}

// weight is what the head of a first level declares, or else what its rows add up to.
func (g groupSum) weight() Points {
	if g.declared.Printed() {
		return g.declared
	}
	return g.sum
}

// profileFit is how well a profile fits what a table shows.
type profileFit struct {
	ok      bool
	points  int
	because []string
}

func (f *profileFit) add(points int, because string) {
	f.points += points
	f.because = append(f.because, because)
}

func (s shownBy) fit(p Profile) profileFit {
	f := profileFit{}
	c := p.Choose
	inYears := s.t.Year == 0 || s.t.Year >= c.From && (c.To == 0 || s.t.Year <= c.To)
	hasRows := len(s.groups) > 0
	switch {
	case c.Never || !inYears, hasRows && c.Unweighted == s.weighted:
		return f
	case s.execution.Printed() && s.execution != p.Execution.Weight:
		return f
	case !s.execution.Printed() && p.Execution.Weight > 0 && !s.weighted:
		return f
	case s.weighted && !s.groupsFit(p):
		return f
	}
	f.ok = true
	if s.execution.Printed() {
		f.add(1, "预算执行率"+s.execution.Short()+"分")
	}
	switch {
	case hasRows && !s.weighted:
		f.add(1, "指标没有分值")
	case s.weighted && len(p.Groups) > 0 && s.showsWeights():
		f.add(3, s.weights())
	}
	s.fitNames(p, &f)
	return f
}

// ofPlace is the profile of the place that a table is of, where no profile has its weights: a table whose weights are
// wrong is made by the rules of its place all the same. The form must be that of the place: a fund row of it, or with
// points for the execution the very points.
func (s shownBy) ofPlace(profiles []Profile) (p Profile, because string, found bool) {
	for _, p := range profiles {
		place := containsAny(s.names, p.Choose.Places...)
		usual := Default().Form.Funds
		ofForm := slices.ContainsFunc(s.t.Funds, func(f Fund) bool {
			return hasFund(p.Form.Funds, f.Name) && !hasFund(usual, f.Name)
		})
		if place != "" && ofForm && !p.Choose.Never && p.Choose.Unweighted != s.weighted &&
			s.execution == p.Execution.Weight {
			return p, "单位名称有“" + place + "”，资金行是当地表式", true
		}
	}
	return p, "", false
}

// fitNames adds what names tell: the place, the title and the fund rows that only this form has.
func (s shownBy) fitNames(p Profile, f *profileFit) {
	for _, named := range []struct {
		words     []string
		in, where string
	}{{p.Choose.Places, s.names, "单位名称"}, {p.Choose.Titles, compact(s.t.Title), "表名"}} {
		if word := containsAny(named.in, named.words...); word != "" {
			f.add(2, named.where+"有“"+word+"”")
		} else if len(named.words) > 0 {
			f.points -= 2
		}
	}
	usual := Default().Form.Funds
	for _, fund := range s.t.Funds {
		if hasFund(p.Form.Funds, fund.Name) && !hasFund(usual, fund.Name) {
			f.add(1, "资金行有“"+trimLabel(fund.Name)+"”")
		}
	}
}

func hasFund(names []string, name string) bool {
	bare := func(s string) string { return strings.TrimPrefix(trimLabel(s), "其中:") }
	return slices.ContainsFunc(names, func(n string) bool { return bare(n) == bare(name) })
}

// showsWeights reports whether the weights of first levels can be told: all rows are there, or heads declare them.
func (s shownBy) showsWeights() bool {
	return s.whole || slices.ContainsFunc(s.groups, func(g groupSum) bool { return g.declared.Printed() })
}

// groupsFit reports whether the first levels have the weights of a profile. Of a table that was cut only declared heads
// count; a profile that says nothing about weights fits any.
func (s shownBy) groupsFit(p Profile) bool {
	if len(p.Groups) == 0 {
		return true
	}
	for _, rule := range p.Groups {
		var sum Points
		seen := false
		for _, g := range s.groups {
			if g.group == rule.Group || slices.Contains(rule.With, g.group) {
				sum, seen = sum+g.weight(), seen || s.whole || g.declared.Printed()
			}
		}
		if s.whole && !seen || seen && sum != rule.Weight {
			return false
		}
	}
	return !slices.ContainsFunc(s.groups, func(g groupSum) bool {
		return g.weight() > 0 && !slices.ContainsFunc(p.Groups, func(r GroupRule) bool {
			return r.Group == g.group || slices.Contains(r.With, g.group)
		})
	})
}

// scoresOtherwise reports whether two profiles give the execution of a table different scores.
func scoresOtherwise(t Table, a, b Profile) bool {
	rateA, rateB := executionRate(t, a), executionRate(t, b)
	if rateA == nil || rateB == nil {
		return false
	}
	return a.ExecutionScore(rateA) != b.ExecutionScore(rateB) && rateA.Cmp(big.NewRat(1, 1)) < 0
}
