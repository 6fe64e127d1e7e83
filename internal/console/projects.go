package console

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// way is the projects of a year as pages show them, with what the books say beside the tables.
type way struct {
	selfeval.Year
	set    eval.Set
	values map[string]measure.Value
	again  []selfeval.Recomputed // what was submitted, held against these values
}

// wayOf reads the projects of a year and evaluates their tables together. edited stands in place of the latest table of
// its project; nil leaves all as they are.
func (c *Console) wayOf(ctx context.Context, year int, id selfeval.ProjectID, edited *eval.Table) (way, error) {
	w, err := read(ctx, c, func(tx unit.Tx) (w way, err error) {
		w.Year, err = c.SelfEvaluation.Year(tx, year)
		return w, err
	})
	if err != nil {
		return w, err
	}
	for i, p := range w.Projects {
		if p.ID == id && edited != nil {
			w.Tables[i] = *edited
		}
	}
	if w.values, err = c.measured(ctx, year, w.Measures()); err != nil {
		return w, err
	}
	w.again = w.Recomputed(w.values)
	w.set, err = w.Evaluate(w.values)
	return w, err
}

// table is a table as pages show it, with what was measured at its submission beside what is measured now.
func (w way) table(i int) table {
	out := tableOf(w.set, i, w.values)
	for _, r := range w.again {
		if r.Project != w.Projects[i].ID {
			continue
		}
		s := &atSubmission{eval.Shown(r.Printed), r.Rows, r.On, r.Version, r.Now, append([]string{}, r.Changes...)}
		out.Summary.Submitted++
		if !r.Same() {
			out.Summary.Changed++
		}
		if r.Row == 0 {
			out.Execution.submitted(r.Also, s)
		}
		for k := range out.Rows {
			if out.Rows[k].No == r.Row {
				out.Rows[k].submitted(r.Also, s)
			}
		}
	}
	return out
}

// submitted puts what was kept of a submission beside the figure of a row, or beside one that says more about it.
func (r *row) submitted(also int, s *atSubmission) {
	switch {
	case also == 0:
		r.Submitted = s
	case also <= len(r.Also):
		r.Also[also-1].Submitted = s
	}
}

// measured are the values of measures over a year, as of one moment. Every measure is asked for the whole year, so they
// are remembered.
func (c *Console) measured(ctx context.Context, year int, names []string) (map[string]measure.Value, error) {
	return remember(ctx, c, &c.answers, fmt.Sprint("measured ", year, names),
		func(ctx context.Context) (map[string]measure.Value, error) {
			return read(ctx, c, func(tx unit.Tx) (map[string]measure.Value, error) {
				return c.SelfEvaluation.Values(tx, year, names)
			})
		})
}

func (c *Console) projects(ctx context.Context, in *projectsOf) (*output[projectList], error) {
	years, err := c.yearsWithProjects(ctx)
	if err != nil {
		return nil, err
	}
	year := in.Year
	if year == 0 && len(years) > 0 {
		year = years[0]
	}
	w, err := c.wayOf(ctx, year, 0, nil)
	if err != nil {
		return nil, err
	}
	out := projectList{Year: year, Years: years, Today: date(w.Today), Items: []projectItem{}, All: []int64{},
		Stages: []stageItem{}, Due: w.dues(0), Across: findingsOf(w.set, eval.WholeSet)}
	for i := range w.Projects {
		one := w.item(i)
		out.All = append(out.All, one.ID)
		if at := (stageItem{one.Stage, one.StageText}); !slices.Contains(out.Stages, at) {
			out.Stages = append(out.Stages, at)
		}
		if in.Stage == "" || in.Stage == one.Stage {
			out.Items = append(out.Items, one)
		}
	}
	slices.SortFunc(out.Items, projectOrder(in.Sort))
	return &output[projectList]{out}, nil
}

// item is a project on the list.
func (w way) item(i int) projectItem {
	p, t, s := w.Projects[i], w.Tables[i], w.set.Scored[i]
	out := projectItem{ID: int64(p.ID), Name: p.Name, Unit: p.Unit, Kind: p.Kind.String(), Stage: string(p.Stage),
		StageText: p.Stage.Label(), Version: p.Versions, Goal: p.Goal, Reported: mark(t.TotalScore),
		ByRule: mark(s.ByRule), Lags: []string{}}
	if f := t.TotalFund(); f != nil {
		out.Executed = f.Rate
	}
	for _, ind := range t.Indicators {
		if ind.Filler() && ind.Target == "" || ind.NotApplicable() {
			continue
		}
		out.Rows++
		if ind.Actual != "" {
			out.Done++
		}
	}
	w.progress(i, &out)
	written := p.Stage != eval.StageGoal && p.Stage != eval.StageMonitored
	if written {
		out.Findings = countsOf(w.set, i)
	} else { // a table that nobody has written yet is doubted by nobody
		out.Reported, out.ByRule = mark(eval.NoPoints), mark(eval.NoPoints)
		for _, l := range eval.Monitor(t, w.set.Choices[i].Profile, w.Today) {
			if p.Stage == eval.StageMonitored {
				out.Lags = append(out.Lags, l.Text)
			}
		}
	}
	for _, d := range w.Duties {
		if d.Project == p.ID && d.Done == 0 && out.Due == "" {
			out.Due, out.Office, out.Late = d.Due.String(), d.Office, d.Due < w.Today
			out.Soon = d.Urgency(w.Today, w.Remind) == selfeval.DueSoon
		}
	}
	return out
}

// progress is the share of weight whose actual is there, and of weight that has a file or a measured value behind it.
func (w way) progress(i int, out *projectItem) {
	var all, filled, evidenced eval.Points
	p := w.Projects[i].ID
	for k, ind := range w.Tables[i].Indicators {
		weight := ind.Weight.OrZero()
		all += weight
		if ind.Actual != "" {
			filled += weight
		}
		if w.set.Tables[i].Rows[k].Measured != "" || slices.ContainsFunc(w.Evidence, func(a selfeval.Attachment) bool {
			return a.Project == p && a.Row == ind.Row
		}) {
			evidenced += weight
		}
	}
	out.Weight, out.Filled, out.Evidenced = mark(all), mark(filled), mark(evidenced)
}

// dues are what is owed for a project, or for all of them with zero.
func (w way) dues(id selfeval.ProjectID) []dueItem {
	list := []dueItem{}
	for _, d := range w.Duties {
		at := slices.IndexFunc(w.Projects, func(p selfeval.Project) bool { return p.ID == d.Project })
		if at < 0 || id != 0 && d.Project != id {
			continue
		}
		one := dueItem{Project: int64(d.Project), Name: w.Projects[at].Name, Row: d.Row, Office: d.Office,
			Due: d.Due.String(), Done: date(d.Done), By: d.DoneBy, Late: d.Due < max(d.Done, 0)}
		if d.Done == 0 {
			one.Late = d.Due < w.Today
			one.Soon = d.Urgency(w.Today, w.Remind) == selfeval.DueSoon
		}
		for _, ind := range w.Tables[at].Indicators {
			if ind.Row == d.Row {
				one.What = ind.Name
			}
		}
		list = append(list, one)
	}
	return list
}

// whole reads a project, or says that it is not there.
func (c *Console) whole(ctx context.Context, id int64) (selfeval.Whole, error) {
	w, err := read(ctx, c, func(tx unit.Tx) (selfeval.Whole, error) {
		return c.SelfEvaluation.Whole(tx, selfeval.ProjectID(id))
	})
	return w, gone(err)
}

// gone answers what is not there as such.
func gone(err error) error {
	if refusal.Is(err, selfeval.CodeUnknown) {
		return notFound(err)
	}
	return err
}

func (c *Console) project(ctx context.Context, in *ProjectOf) (*output[project], error) {
	whole, err := c.whole(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	w, err := c.wayOf(ctx, whole.Year, 0, nil)
	if err != nil {
		return nil, err
	}
	return &output[project]{w.shown(whole)}, nil
}

// shown is a project as its page shows it.
func (w way) shown(whole selfeval.Whole) project {
	i := slices.IndexFunc(w.Projects, func(p selfeval.Project) bool { return p.ID == whole.ID })
	out := project{Item: w.item(i), Table: w.table(i), Next: []nextStep{}, Steps: []projectStep{},
		Said: []saidItem{}, Due: w.dues(whole.ID), Attachments: []attachmentItem{}, Bound: []boundRow{}}
	if whole.Stage == eval.StagePublished || whole.Stage == eval.StageUsed {
		out.Public = fmt.Sprintf("/api/public/%d/%d", whole.Year, whole.ID)
	}
	for row, name := range whole.Measures(w.Tables[i]) {
		out.Bound = append(out.Bound, boundRow{row, name})
	}
	slices.SortFunc(out.Bound, func(a, b boundRow) int { return a.Row - b.Row })
	for _, to := range whole.Stage.Next() {
		if to == eval.StageSelf {
			out.Writable = true
		}
		if to == eval.StageGoal {
			out.Adjustable = true
		}
		if step, ok := steps[to]; ok {
			step.Stage = string(to)
			step.Opinion = step.Opinion || to == eval.StageSubmitted && !whole.Scanned()
			out.Next = append(out.Next, step)
		}
	}
	for i, s := range whole.Steps {
		label := s.To.Label()
		if i > 0 && s.To == eval.StageGoal {
			label = "调整绩效目标"
		}
		out.Steps = append(out.Steps, projectStep{string(s.To), label, s.By, s.On, s.Document, s.Text, s.Version})
	}
	for _, s := range whole.Said {
		out.Said = append(out.Said, saidOf(s))
	}
	for _, a := range whole.Attachments {
		out.Attachments = append(out.Attachments, attachmentItem{a.ID, a.Row, a.Name, a.Digest, a.Size, a.By,
			a.Day.String(), a.ScanOf})
	}
	return out
}

// steps are what the buttons of a project say. Writing has its own.
var steps = map[eval.Stage]nextStep{
	eval.StageReviewed:  {Action: "审核通过", Permission: "evaluation.review", Opinion: true},
	eval.StageSubmitted: {Action: "报送财政", Permission: "evaluation.submit"},
	eval.StageReturned:  {Action: "登记退回", Permission: "evaluation.submit", Opinion: true},
	eval.StageRechecked: {Action: "登记财政复核", Permission: "evaluation.submit", Document: true},
	eval.StagePublished: {Action: "公开", Permission: "evaluation.submit"},
	eval.StageUsed:      {Action: "登记结果应用", Permission: "evaluation.submit", Opinion: true},
}

func saidOf(s selfeval.Said) saidItem {
	if j := s.Judgement; j != nil {
		kind := "人工认定"
		if j.Kind == eval.JudgedRecheck {
			kind = "财政复核认定"
		}
		return saidItem{kind, "", j.Row, j.Value, j.Text, j.By, j.On, s.Version}
	}
	e := s.Explained
	return saidItem{"说明后保留", e.Check, e.Row, "", e.Text, e.By, e.On, s.Version}
}

func (c *Console) compareVersions(ctx context.Context, in *versionsOf) (*output[list[cellChange]], error) {
	found, err := read(ctx, c, func(tx unit.Tx) ([]eval.Change, error) {
		whole, err := c.SelfEvaluation.Whole(tx, selfeval.ProjectID(in.ID))
		if err != nil {
			return nil, err
		}
		to := in.To
		if to == 0 {
			to = whole.Versions
		}
		return c.SelfEvaluation.Compared(tx, whole.ID, in.From, to)
	})
	out := list[cellChange]{Items: []cellChange{}}
	for _, f := range found {
		out.Items = append(out.Items, cellChange(f))
	}
	return &output[list[cellChange]]{out}, gone(err)
}

func (c *Console) openFile(ctx context.Context, in *fileOf) (*download, error) {
	f, err := c.SelfEvaluation.Open(ctx, actor(ctx), selfeval.ProjectID(in.ID), in.File)
	if err != nil {
		return nil, gone(err)
	}
	out := saved(contentFile, f.Content, f.Name)
	out.rows, out.id = 1, in.ID
	return of(out, fmt.Sprintf("第%d个文件", in.File)), nil
}

func (c *Console) projectRoutes(r routes) {
	get(r, "projects", c.projects)
	getBook(r, "projectsXlsx", c.projectBook)
	get(r, "project", c.project)
	get(r, "compareVersions", c.compareVersions)
	getFile(r, "openFile", "佐证文件", contentFile, c.openFile)
	post(r, "approveProject", maxUpload, c.approveProject)
	post(r, "checkProject", maxEdits, c.checkProject)
	post(r, "writeProject", maxEdits, c.writeProject)
	post(r, "explainFinding", maxEdits, c.explainFinding)
	post(r, "judgeRow", maxEdits, c.judgeRow)
	post(r, "reviewProject", maxEdits, c.reviewProject)
	post(r, "proceedProject", maxEdits, c.proceedProject)
	post(r, "assignRow", maxSearch, c.assignRow)
	post(r, "fulfilRow", maxSearch, c.fulfilRow)
	post(r, "attachFile", maxUpload, c.attachFile)
	c.goalRoutes(r)
	c.publicRoutes(r)
	c.surveyRoutes(r)
}
