package evaluation

import (
	"cmp"
	"math/big"
	"slices"
)

// Simulation shows the two ways to treat points that stand on a row without an indicator (无). It is shown beside the
// table; the program chooses neither. The first needs the finance bureau's document number.
type Simulation struct {
	Rows          []int        // the rows marked 无 that carry points
	Redistributed []RowWeights // 分值调给同一一级指标的其他指标
	Total         Points       // by rule, with the weights redistributed and everything else as it stands
	KeptTotal     Points       // by rule, as it stands
}

// RowWeights is the weight of a row before and after.
type RowWeights struct {
	Row      int
	From, To Points
}

// halfPoint is the step in which weights are given out.
const halfPoint Points = 50

// Simulate redistributes the weight of rows marked 无 among the other rows of the same first level in proportion to
// their weights, in steps of half a point, the largest remainders first. ok is false when no such row carries points.
func Simulate(t Table, p Profile) (sim Simulation, ok bool) {
	return newSubject(0, t, Context{Profile: p}).simulate()
}

func (s *subject) simulate() (sim Simulation, ok bool) {
	byGroup := map[Group][]line{}
	free := map[Group]Points{}
	var order []Group
	for _, l := range s.rows {
		if l.NotApplicable() && l.Weight.OrZero() > 0 {
			sim.Rows = append(sim.Rows, l.Row)
			if free[l.group] == 0 {
				order = append(order, l.group)
			}
			free[l.group] += l.Weight
		} else if l.Weight.OrZero() > 0 {
			byGroup[l.group] = append(byGroup[l.group], l)
		}
	}
	sim.KeptTotal, sim.Total = s.scored.ByRule, s.scored.ByRule
	for _, g := range order {
		rows := byGroup[g]
		for i, to := range redistribute(rows, free[g]) {
			sim.Redistributed = append(sim.Redistributed, RowWeights{Row: rows[i].Row, From: rows[i].Weight, To: to})
			sim.Total += rescored(rows[i], to) - rows[i].score.ByRule
		}
	}
	return sim, len(sim.Rows) > 0
}

// redistribute gives each row its share of all weights of the group.
func redistribute(rows []line, free Points) []Points {
	var sum Points
	for _, l := range rows {
		sum += l.Weight
	}
	if sum == 0 {
		return nil
	}
	all, step := sum+free, halfPoint
	if all%step != 0 {
		step = 1
	}
	left := all / step
	weights, rest := make([]Points, len(rows)), make([]Points, len(rows))
	byRest := make([]int, len(rows))
	for i, l := range rows {
		share := l.Weight * all // exact share in steps is share ÷ (sum × step)
		weights[i] = share / (sum * step) * step
		rest[i] = share % (sum * step)
		left -= weights[i] / step
		byRest[i] = i
	}
	slices.SortStableFunc(byRest, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range byRest[:left] {
		weights[i] += step
	}
	return weights
}

// rescored is the score of a row with another weight: by its completion, or in proportion where the score is a claim
// or a grade.
func rescored(l line, weight Points) Points {
	if l.score.How == HowComputed {
		return completionScore(weight, l.score.Ratio)
	}
	share := new(big.Rat).Quo(l.score.ByRule.rat(), l.Weight.rat())
	return completionScore(weight, share)
}
