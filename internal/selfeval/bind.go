package selfeval

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// Bind has a measure of the register give the actual of a row (绑定取数项), or with row 0 what was spent of the budget.
// An empty measure takes the binding away. A name that the register does not have is refused with
// CodeInput, and a project whose table is public with CodeStage.
func (s *Service) Bind(ctx context.Context, by act.By, key string, id ProjectID, row int, measure string) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	if _, known := s.Measures.Named(measure); measure != "" && !known {
		return refusal.New(CodeInput, "没有取数项“"+measure+"”", "", "请从取数项清单中选择")
	}
	_, err = s.register(ctx, by, entry{"selfeval.bound", key, struct {
		Project ProjectID
		Row     int
		Measure string
	}{id, row, measure}}, func(tx unit.Tx, _ int64, _ civil.Date) (ProjectID, error) {
		p, err := s.project(tx, id)
		if err != nil {
			return 0, err
		}
		if p.Stage == evaluation.StagePublished || p.Stage == evaluation.StageUsed {
			return 0, refusal.New(CodeStage, "项目已公开，不能再改取数", "", "请在下一年度的项目中绑定")
		}
		t, err := s.version(tx, id, p.Versions)
		if err != nil {
			return 0, err
		}
		if p.Bound, err = p.bound(t, row, measure); err != nil {
			return 0, err
		}
		return id, s.Store.SetProject(tx, p)
	})
	return err
}

// bound is what the rows are bound to once one of them has another measure.
func (p Project) bound(t evaluation.Table, row int, measure string) (*evaluation.Project, error) {
	b := p.goals(t)
	source := &b.Spent
	if row != 0 {
		at := slices.IndexFunc(t.Indicators, func(ind evaluation.Indicator) bool { return ind.Row == row })
		if at < 0 {
			return nil, unknown(fmt.Sprintf("第%d行", row))
		}
		k := b.Places(t)[at]
		if k < 0 {
			b.Indicators = append(b.Indicators, goalOf(t.Indicators[at]))
			k = len(b.Indicators) - 1
		}
		source = &b.Indicators[k].Source
	}
	source.Measure = measure
	if measure != "" {
		source.Waiting = ""
	}
	return &b, nil
}

// goals is a copy of what the rows are bound to, or for a project that came from a file what its table says.
func (p Project) goals(t evaluation.Table) evaluation.Project {
	if p.Bound != nil {
		b := *p.Bound
		b.Indicators = slices.Clone(b.Indicators)
		return b
	}
	b := evaluation.Project{Name: p.Name, Layout: string(t.Layout), Goal: t.Goal}
	if f := t.TotalFund(); f != nil {
		b.Initial, b.Budget = f.Initial, f.Budget
	}
	for _, ind := range t.Indicators {
		if !ind.Filler() {
			b.Indicators = append(b.Indicators, goalOf(ind))
		}
	}
	return b
}

// Measures are the measures that give the rows of a project's table, by row; row 0 is what was spent.
func (p Project) Measures(t evaluation.Table) map[int]string {
	list := map[int]string{}
	if p.Bound == nil {
		return list
	}
	if p.Bound.Spent.Measure != "" {
		list[0] = p.Bound.Spent.Measure
	}
	for i, k := range p.Bound.Places(t) {
		if k >= 0 && p.Bound.Indicators[k].Measure != "" {
			list[t.Indicators[i].Row] = p.Bound.Indicators[k].Measure
		}
	}
	return list
}

func goalOf(ind evaluation.Indicator) evaluation.GoalIndicator {
	return evaluation.GoalIndicator{Class: ind.Second, Name: ind.Name, Target: ind.Target, Weight: ind.WeightText}
}

// renamed is what the rows are bound to after an adjustment, which keeps their order: a measure stays with its row
// however the row is called from then on.
func (p Project) renamed(before, after evaluation.Table) *evaluation.Project {
	if p.Bound == nil {
		return nil
	}
	b := p.goals(before)
	for i, k := range b.Places(before) {
		if k >= 0 {
			now := after.Indicators[i]
			b.Indicators[k].Name, b.Indicators[k].Target, b.Indicators[k].Weight = now.Name, now.Target, now.WeightText
		}
	}
	return &b
}
