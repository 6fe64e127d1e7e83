package selfeval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// ProjectID identifies a project of a year.
type ProjectID int64

// Kind is what a table is about (表种).
type Kind uint8

// The kinds of tables.
const (
	ProjectSpending Kind = iota + 1 // 项目支出
	UnitSpending                    // 部门整体支出
)

// String is the kind in Chinese.
func (k Kind) String() string {
	if k < ProjectSpending || k > UnitSpending {
		return ""
	}
	return [...]string{"项目支出", "部门整体支出"}[k-ProjectSpending]
}

// Project is a project of a year and where it stands.
type Project struct {
	ID         ProjectID
	Year       int
	Kind       Kind
	Name       string              // 项目名称
	Unit       string              // 实施单位
	Department string              // 主管部门
	Profile    string              // 口径, or empty: the one that the table shows
	Bound      *evaluation.Project // the measures that its rows are bound to, or nil
	Stage      evaluation.Stage
	Goal       int // version that was approved last
	Versions   int
}

// profile is the one that the project's tables are made by.
func (p Project) profile(t evaluation.Table) (evaluation.Profile, error) {
	if p.Profile == "" {
		return evaluation.ChooseProfile(t).Profile, nil
	}
	return evaluation.ProfileOf(p.Profile)
}

// Goal is an approved goal table (批复的绩效目标表).
type Goal struct {
	Kind     Kind
	Profile  string              // 口径, or empty
	Document string              // 批复文号
	Table    evaluation.Table    // what it reports is left out
	Bound    *evaluation.Project // measures of its rows, or nil
}

// check refuses what no goal table has, and with evaluation.CodeGoal one that nobody could evaluate; thisYear is the
// year of the clock, and goals are set for the next one at most.
func (g Goal) check(thisYear int) error {
	var bad checks
	bad.require(g.Table.Year <= thisYear+1, fmt.Sprintf("%d年度还没有到，绩效目标最早在上一年登记，请核对表上的年度", g.Table.Year))
	for _, i := range g.Table.Indicators {
		bad.require(!i.Weight.Printed() || i.Weight >= 0, fmt.Sprintf("第%d行的分值%s小于零，请更正", i.Row, i.Weight.Short()))
	}
	bad.require(g.Kind.String() != "", "请选择表种：项目支出或部门整体支出")
	bad.require(g.Table.Year >= firstYear && g.Table.Year <= 2100, "表中没有年度，或年度不正确")
	bad.require(strings.TrimSpace(g.Table.Project) != "", "表中没有项目名称")
	bad.require(strings.TrimSpace(g.Table.Unit+g.Table.Department) != "", "表中没有主管部门和实施单位")
	bad.require(len(g.Table.Indicators) > 0, "表中没有绩效指标")
	if g.Profile != "" {
		_, err := evaluation.ProfileOf(g.Profile)
		bad.require(err == nil, "没有口径“"+g.Profile+"”")
	}
	if err := bad.err(); err != nil {
		return err
	}
	return evaluation.GoalRefused(g.Table)
}

// Approve begins the way of a project with the goal table that came with the budget (批复绩效目标). What the table reports
// is left out. It refuses a second project of the unit by that name in the year with CodeTaken.
func (s *Service) Approve(ctx context.Context, by act.By, key string, g Goal) (ProjectID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageGoals)
	if err != nil {
		return 0, err
	}
	if err := g.check(s.Clock.Now().Date().Year()); err != nil {
		return 0, err
	}
	table := g.Table.Approved()
	p := Project{Year: table.Year, Kind: g.Kind, Name: strings.TrimSpace(table.Project), Unit: table.Unit,
		Department: table.Department, Profile: g.Profile, Stage: evaluation.StageGoal, Goal: 1, Versions: 1}
	if g.Bound != nil {
		bound := g.Bound.Unreported()
		p.Bound = &bound
	}
	id, err := s.register(ctx, by, entry{"selfeval.approved", key, g},
		func(tx unit.Tx, id int64, today civil.Date) (ProjectID, error) {
			p.ID = ProjectID(id)
			taken, err := s.Store.HasProject(tx, p.Year, p.Unit, p.Name)
			if err != nil {
				return 0, err
			}
			if taken {
				return 0, refusal.New(CodeTaken, fmt.Sprintf("%d年度已有项目“%s”", p.Year, p.Name), "",
					"请在原项目上调整绩效目标")
			}
			way := evaluation.Way{}
			step := evaluation.Step{To: evaluation.StageGoal, By: by.Actor, On: today.String(), Document: g.Document}
			if err := way.Take(step, &table, nil); err != nil {
				return 0, err
			}
			if err := s.Store.AddProject(tx, p); err != nil {
				return 0, err
			}
			if err := s.Store.AddVersion(tx, p.ID, 1, table); err != nil {
				return 0, err
			}
			return p.ID, s.Store.AddStep(tx, p.ID, 1, way.Steps[0])
		})
	return ProjectID(id), err
}

// Adjustment changes what the approval froze, by a document that says so (调整绩效目标).
type Adjustment struct {
	Base     int        // version that the edits rest on
	Document string     // 文号
	Dated    civil.Date // 成文日期
	Reason   string
	Edits    []evaluation.Edit
}

// Adjust writes the next version of a table with names, targets and weights changed. It may be done as long as the
// table is written, and leaves the project at its stage; what was reported stays, and measures stay with their rows. It
// refuses with CodeStale edits of a version that is not the latest, with CodeInput a document without its day or of a
// day to come, and whatever changes the sum of the weights.
func (s *Service) Adjust(ctx context.Context, by act.By, key string, id ProjectID, a Adjustment) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageGoals)
	if err != nil {
		return err
	}
	document := strings.TrimSpace(a.Document)
	if document != "" {
		if a.Dated == 0 {
			return refusal.Bad(CodeInput, "请填写调整文件的成文日期")
		}
		document = fmt.Sprintf("%s（%s）", document, a.Dated)
	}
	return s.take(ctx, by, "selfeval.adjusted", key, id, taking{Edits: a.Edits, Base: max(a.Base, 1), Dated: a.Dated,
		Step: evaluation.Step{To: evaluation.StageGoal, Document: document, Text: a.Reason}})
}

// taking is a step as somebody asks for it.
type taking struct {
	Step      evaluation.Step
	Edits     []evaluation.Edit // of the latest version
	Base      int               // version that the edits rest on; 0 leaves the table as it is
	Dated     civil.Date        `json:",omitempty"` // of the document of an adjustment
	Rechecked []RecheckedRow    `json:",omitempty"` // what the bureau accepts
	Figures   taken             `json:"-"`          // what a submission rests on: the same request may find others
}

// take takes a step of a project's way, writes the version that it brings, and records it.
func (s *Service) take(ctx context.Context, by act.By, op, key string, id ProjectID, t taking) error {
	_, err := s.register(ctx, by, entry{op, key, struct {
		Project ProjectID
		Taking  taking
	}{id, t}}, func(tx unit.Tx, _ int64, today civil.Date) (ProjectID, error) {
		p, way, said, err := s.way(tx, id)
		if err != nil {
			return 0, err
		}
		step, table, err := t.on(p, way, by, today)
		if err != nil {
			return 0, err
		}
		var found []evaluation.Finding
		if step.To == evaluation.StageReviewed {
			if err := access.Parted(by, "审核", written(way.Steps, said)...); err != nil {
				return 0, err
			}
			if found, err = s.findings(tx, p, nil); err != nil { // what must be looked at needs no measure
				return 0, err
			}
		}
		if step.To == evaluation.StageSubmitted {
			if err := s.sendable(tx, by, p, way, step); err != nil {
				return 0, err
			}
		}
		before := way.Versions[p.Versions-1]
		if err := way.Take(step, table, found); err != nil {
			return 0, err
		}
		if step.To == evaluation.StageGoal {
			p.Bound = p.renamed(before, *table)
		}
		if err := s.save(tx, p, way, table); err != nil {
			return 0, err
		}
		if step.To == evaluation.StageSubmitted {
			if err := s.keep(tx, p, len(way.Steps), t.Figures); err != nil {
				return 0, err
			}
		}
		return id, s.recheck(tx, by, p, t.Rechecked, today)
	})
	return err
}

// sendable reports what stands against a submission: whoever reviewed, and a stamped scan that is missing without a
// word of why.
func (s *Service) sendable(tx unit.Tx, by act.By, p Project, way evaluation.Way, step evaluation.Step) error {
	if err := access.Parted(by, "报送", reviewed(way.Steps)...); err != nil {
		return err
	}
	list, err := s.Store.Attachments(tx, p.ID)
	if err != nil || p.Stage != evaluation.StageReviewed || scanned(p, list) || !evaluation.SaysNothing(step.Text) {
		return err
	}
	return refusal.New(CodeScan, fmt.Sprintf("第%d版没有签章扫描件", p.Versions), "", "请上传签章扫描件；确实没有的，请写明原因，随报送记录")
}

// on is the step as it is taken now, and the table that it brings.
func (t taking) on(p Project, way evaluation.Way, by act.By, today civil.Date) (
	evaluation.Step, *evaluation.Table, error) {
	step := t.Step
	step.By, step.On = by.Actor, today.String()
	if t.Base == 0 {
		return step, nil, nil
	}
	if t.Base != p.Versions {
		return step, nil, refusal.New(CodeStale, fmt.Sprintf("表已有第%d版，所改的是第%d版，本次未保存", p.Versions, t.Base), "",
			"请载入最新一版后再改")
	}
	latest := way.Versions[p.Versions-1]
	if step.To == evaluation.StageGoal {
		if t.Dated > today {
			return step, nil, refusal.Bad(CodeInput,
				fmt.Sprintf("调整文件的成文日期%s晚于今天%s，请核对", t.Dated, today))
		}
		table, err := latest.Adjusted(t.Edits)
		return step, &table, err
	}
	table, err := p.edited(latest, t.Edits)
	return step, &table, err
}

// edited is a table of the project with cells changed.
func (p Project) edited(t evaluation.Table, edits []evaluation.Edit) (evaluation.Table, error) {
	profile, err := p.profile(t)
	if err != nil {
		return t, err
	}
	return t.Edited(edits, profile)
}

// save writes the step that was taken last, and its table.
func (s *Service) save(tx unit.Tx, p Project, way evaluation.Way, table *evaluation.Table) error {
	p.Stage, p.Goal, p.Versions = way.Stage(), way.Goal, len(way.Versions)
	if table != nil {
		if err := s.Store.AddVersion(tx, p.ID, p.Versions, *table); err != nil {
			return err
		}
	}
	if err := s.Store.AddStep(tx, p.ID, len(way.Steps), way.Steps[len(way.Steps)-1]); err != nil {
		return err
	}
	return s.Store.SetProject(tx, p)
}

// way reads the way of a project. Of its tables the approved and the latest are filled in, which is all that the next
// step looks at.
func (s *Service) way(tx unit.Tx, id ProjectID) (p Project, w evaluation.Way, said []Said, err error) {
	if p, err = s.project(tx, id); err != nil {
		return p, w, nil, err
	}
	w = evaluation.Way{Goal: p.Goal, Versions: make([]evaluation.Table, p.Versions)}
	for _, no := range []int{p.Goal, p.Versions} {
		if w.Versions[no-1], err = s.version(tx, id, no); err != nil {
			return p, w, nil, err
		}
	}
	if w.Steps, err = s.Store.Steps(tx, id); err != nil {
		return p, w, nil, err
	}
	said, err = s.Store.Said(tx, id)
	return p, w, said, err
}

// project reads a project. It refuses with CodeUnknown one that is not there.
func (s *Service) project(tx unit.Tx, id ProjectID) (Project, error) {
	p, found, err := s.Store.Project(tx, id)
	if err == nil && !found {
		err = unknown("项目")
	}
	return p, err
}

// version reads a version that its project says it has.
func (s *Service) version(tx unit.Tx, id ProjectID, no int) (evaluation.Table, error) {
	t, found, err := s.Store.Version(tx, id, no)
	if err == nil && !found {
		err = fmt.Errorf("selfeval: project %d lacks its version %d", id, no)
	}
	return t, err
}

// written is who wrote the table or said something of it since its goal was approved last. None of them reviews it.
func written(steps []evaluation.Step, said []Said) (list []access.Done) {
	for _, st := range steps {
		if st.To == evaluation.StageSelf {
			list = append(list, access.Done{Step: "填报", By: st.By})
		}
	}
	for _, e := range said {
		if e.Explained != nil {
			list = append(list, access.Done{Step: "疑点说明", By: e.By})
		}
	}
	return list
}

// reviewed is who reviewed the table last.
func reviewed(steps []evaluation.Step) []access.Done {
	for _, st := range slices.Backward(steps) {
		if st.To == evaluation.StageReviewed {
			return []access.Done{{Step: "审核", By: st.By}}
		}
	}
	return nil
}
