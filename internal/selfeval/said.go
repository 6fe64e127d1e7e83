package selfeval

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// Explanation says why a finding stays (说明后保留).
type Explanation struct {
	Version int    // of the table that the finding stands on
	Check   string // id of the check
	Row     int    // 0 for the table as a whole
	Text    string
}

// open reports what stands against saying anything of a table.
func open(p Project, version int) error {
	if p.Stage != evaluation.StageSelf && p.Stage != evaluation.StageReturned {
		return refusal.New(CodeStage, "项目现处“"+p.Stage.Label()+"”，不能再说明或认定", "", "请先退回修改")
	}
	if version != p.Versions {
		return refusal.New(CodeStale, fmt.Sprintf("表已有第%d版，所说的是第%d版，本次未保存", p.Versions, version), "",
			"请载入最新一版后再说明")
	}
	return nil
}

// Explain keeps a finding with an explanation, in the working paper of the latest version. It refuses with CodeFinding
// a finding that is not there, and what no one can check.
func (s *Service) Explain(ctx context.Context, by act.By, key string, id ProjectID, e Explanation) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	measured, err := s.measured(ctx, id)
	if err != nil {
		return err
	}
	return s.say(ctx, by, saying{"selfeval.explained", key, id, e.Version, e, measured.values},
		func(set evaluation.Set, at int, p Project, today civil.Date) (Said, error) {
			for _, f := range set.FindingsOf(at) {
				if f.ID != e.Check || f.Row != e.Row {
					continue
				}
				var paper evaluation.Paper
				if err := paper.Explain(set, f,
					evaluation.Said{By: by.Actor, On: today.String(), Text: e.Text}); err != nil {
					return Said{}, err
				}
				return Said{Explained: &paper.Explained[0]}, nil
			}
			return Said{}, refusal.New(CodeFinding, fmt.Sprintf("第%d行没有疑点%s", e.Row, e.Check), "", "请载入最新一版后再说明")
		})
}

// Judgement decides something about a row (人工认定).
type Judgement struct {
	Version int
	Row     int
	Kind    evaluation.JudgementKind
	Value   string
	Text    string
}

// Judge decides about a row what no rule decides: the band of a qualitative target, that a target was set too low, or
// a score. It is for whoever reviews.
func (s *Service) Judge(ctx context.Context, by act.By, key string, id ProjectID, j Judgement) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReviewTables)
	if err != nil {
		return err
	}
	if j.Kind == evaluation.JudgedRecheck {
		return refusal.Bad(CodeInput, "财政复核认定的得分随财政复核登记，不由单位认定")
	}
	return s.say(ctx, by, saying{"selfeval.judged", key, id, j.Version, j, nil},
		func(set evaluation.Set, at int, p Project, today civil.Date) (Said, error) {
			t := set.Tables[at]
			judged := evaluation.Judgement{
				Place: placeOf(t.Table, j.Row), Kind: j.Kind, Value: j.Value,
				Said: evaluation.Said{By: by.Actor, On: today.String(), Text: j.Text}}
			paper := evaluation.Paper{Judgements: []evaluation.Judgement{judged}}
			if err := paper.Complete(); err != nil {
				return Said{}, err
			}
			return Said{Judgement: &judged}, set.Judge(paper)
		})
}

// saying is something that somebody says of a table.
type saying struct {
	op, key string
	id      ProjectID
	version int
	content any
	values  map[string]measure.Value // of the measures of the project, which a finding may rest on
}

// say adds an entry to a working paper.
func (s *Service) say(ctx context.Context, by act.By, e saying,
	f func(set evaluation.Set, at int, p Project, today civil.Date) (Said, error)) error {
	_, err := s.register(ctx, by, entry{e.op, e.key, struct {
		Project ProjectID
		Content any
	}{e.id, e.content}}, func(tx unit.Tx, _ int64, today civil.Date) (ProjectID, error) {
		p, err := s.project(tx, e.id)
		if err != nil {
			return 0, err
		}
		if err := open(p, e.version); err != nil {
			return 0, err
		}
		set, at, err := s.set(tx, p, e.values)
		if err != nil {
			return 0, err
		}
		said, err := f(set, at, p, today)
		if err != nil {
			return 0, err
		}
		before, err := s.Store.Said(tx, e.id)
		if err != nil {
			return 0, err
		}
		said.No, said.Version, said.By = len(before)+1, e.version, by.Actor
		return e.id, s.Store.AddSaid(tx, e.id, said)
	})
	return err
}

// set evaluates the latest tables of a project's unit and year together, and gives where the project's stands. values
// stand beside its own table; nil leaves out what is measured.
func (s *Service) set(tx unit.Tx, p Project, values map[string]measure.Value) (set evaluation.Set, at int, err error) {
	projects, err := s.Store.Projects(tx, p.Year)
	if err != nil {
		return set, 0, err
	}
	tables, err := s.Store.Latest(tx, p.Year)
	if err != nil {
		return set, 0, err
	}
	said, err := s.Store.SaidIn(tx, p.Year)
	if err != nil {
		return set, 0, err
	}
	outside, err := s.Store.Outside(tx, p.Year)
	if err != nil {
		return set, 0, err
	}
	var filled []evaluation.FilledTable
	at = -1
	for i, other := range projects {
		if other.Unit == p.Unit {
			one := evaluation.Reported(tables[i])
			if other.ID == p.ID {
				at, one = len(filled), evaluation.Beside(tables[i], other.Bound, values)
				one.Against(values, outside)
			}
			filled = append(filled, one)
		}
	}
	if at < 0 {
		return set, 0, fmt.Errorf("selfeval: project %d is not among those of its year", p.ID)
	}
	paper := paperOf(said)
	set, err = evaluation.EvaluateBy(filled, evaluation.Context{Paper: paper})
	if err == nil {
		_, err = set.WithPaper(paper)
	}
	return set, at, err
}

// findings are the findings on a project's table, each with what was said of it.
func (s *Service) findings(tx unit.Tx, p Project, values map[string]measure.Value) ([]evaluation.Finding, error) {
	set, at, err := s.set(tx, p, values)
	return set.FindingsOf(at), err
}
