package sim

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// The two people of the head office who write the self-evaluation and review it, for the whole centre.
const (
	analyst role = "analyst"         // 绩效与统计
	lead    role = "evaluation-lead" // 绩效审核
)

// duties say which department owes the tables of the projects, in the order of the goals, and one row of each.
var duties = []struct {
	office string
	row    int
	helper string
}{{"办公室", 4, "计划财务科"}, {"贷款管理科", 2, "计划财务科"}, {"信息科", 5, "归集管理科"}}

// The days of the year's way: what is owed is due in January, and progress is looked at in July.
const (
	tableDue    = 20
	rowDue      = 10
	monitorDay  = 10
	monthOfHalf = 7
)

// evaluate takes the steps of the projects that a day brings: goals on the first, monitoring in July, and on the day
// after the last the self-evaluation. Every step is asked for once, whatever runs were interrupted.
func (l *life) evaluate(ctx context.Context, day civil.Date) error {
	take := l.report
	switch day {
	case l.city.start():
		take = l.approveGoals
	case civil.DateOf(l.city.Options.Year, monthOfHalf, monitorDay), l.city.end() + 1:
	default:
		return nil
	}
	goals, err := l.city.Goals()
	if err != nil || goals.Year != l.city.Options.Year {
		return err // the goals are those of one year
	}
	return take(ctx, goals, day)
}

// approveGoals enters the goals that came with the budget, and who owes what.
func (l *life) approveGoals(ctx context.Context, goals evaluation.Goals, day civil.Date) error {
	by, s := staff(0, analyst, day), l.centre.SelfEvaluation
	for i, t := range evaluation.Fill(goals, evaluation.Default(), nil) { // nothing is reported of a goal yet
		id, err := s.Approve(ctx, by, fmt.Sprintf("sim/goal/%d", i), selfeval.Goal{Kind: selfeval.ProjectSpending,
			Document: l.city.projects()[i].Document, Table: t.Table, Bound: &goals.Projects[i]})
		if err != nil {
			return fmt.Errorf("goal %d: %w", i, err)
		}
		d := duties[i]
		for _, duty := range []selfeval.Duty{
			{Project: id, Office: d.office, Due: civil.DateOf(goals.Year+1, 1, tableDue)},
			{Project: id, Row: d.row, Office: d.helper, Due: civil.DateOf(goals.Year+1, 1, rowDue)},
		} {
			if err := s.Assign(ctx, by, fmt.Sprintf("sim/duty/%d/%d", i, duty.Row), duty); err != nil {
				return fmt.Errorf("duty of goal %d: %w", i, err)
			}
		}
		paper := fmt.Sprintf("%s：批复%d年度“%s”的绩效目标（虚构）。\n", l.city.projects()[i].Document, goals.Year, t.Project)
		if _, err := s.Attach(ctx, by, fmt.Sprintf("sim/evidence/%d", i),
			selfeval.File{Project: id, Name: "批复.txt", Content: []byte(paper)}); err != nil {
			return fmt.Errorf("evidence of goal %d: %w", i, err)
		}
	}
	return nil
}

// report writes what has been reached: by the measures in July, by what the departments say after the year. A project
// on which people have gone on is left to them.
func (l *life) report(ctx context.Context, goals evaluation.Goals, day civil.Date) error {
	projects, err := l.ofYear(ctx, goals.Year)
	if err != nil {
		return err
	}
	waits := false
	for _, p := range projects.Projects {
		waits = waits || p.Stage == evaluation.StageGoal || p.Stage == evaluation.StageMonitored
	}
	over := day > l.city.end()
	if over {
		if err := l.registerOutside(ctx, goals.Year, day); err != nil {
			return err
		}
	}
	if !waits {
		return l.review(ctx, goals, day)
	}
	tables, err := l.filled(ctx, goals)
	if err != nil {
		return err
	}
	by, s := staff(0, analyst, day), l.centre.SelfEvaluation
	for i, p := range projects.Projects {
		switch {
		case over && (p.Stage == evaluation.StageGoal || p.Stage == evaluation.StageMonitored):
			err = s.Write(ctx, by, fmt.Sprintf("sim/self/%d", i), p.ID, p.Versions, reported(tables[i]))
		case !over && p.Stage == evaluation.StageGoal:
			err = s.Monitor(ctx, by, fmt.Sprintf("sim/monitor/%d", i), p.ID, p.Versions, soFar(tables[i]))
		}
		if err != nil {
			return fmt.Errorf("project %d: %w", i, err)
		}
	}
	if !over {
		return nil
	}
	return l.review(ctx, goals, day)
}

// filled are the tables as the departments report by now: what they know by heart, and what they look up in the books.
func (l *life) filled(ctx context.Context, goals evaluation.Goals) ([]evaluation.FilledTable, error) {
	names := goals.Measures()
	figures, err := l.centre.Figures(ctx, goals.Year, names...)
	if err != nil {
		return nil, err
	}
	values := map[string]measure.Value{}
	for i, name := range names {
		values[name] = figures[i]
	}
	return evaluation.Fill(goals, evaluation.Default(), values), nil
}

func (l *life) ofYear(ctx context.Context, year int) (y selfeval.Year, err error) {
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		y, err = l.centre.SelfEvaluation.Year(tx, year)
		return err
	})
	return y, err
}

// review brings the project of the registration fees as far as the finance bureau: what was owed is handed in, what
// must be looked at is explained, and another reviews it. The two others are still being written. A project that people
// have gone on with is left to them.
func (l *life) review(ctx context.Context, goals evaluation.Goals, day civil.Date) error {
	const fees = 1
	y, err := l.ofYear(ctx, goals.Year)
	if err != nil || len(y.Projects) != len(duties) || y.Projects[fees].Versions != len(wayToSelf) {
		return err
	}
	p, s, by := y.Projects[fees], l.centre.SelfEvaluation, staff(0, analyst, day)
	if p.Stage == evaluation.StageSelf {
		if err := s.Fulfil(ctx, by, "sim/fulfil", p.ID, duties[fees].row); err != nil {
			return err
		}
		if err := l.explain(ctx, p, day); err != nil {
			return err
		}
		if err := s.Review(ctx, staff(0, lead, day), "sim/review", p.ID, "各行有据，同意报送"); err != nil {
			return err
		}
		p.Stage = evaluation.StageReviewed
	}
	if p.Stage != evaluation.StageReviewed {
		return nil
	}
	return s.Proceed(ctx, by, "sim/submit", p.ID, evaluation.Step{To: evaluation.StageSubmitted,
		Text: "示例市没有印章，未附签章扫描件"})
}

// wayToSelf are the steps that write a table, up to the self-evaluation.
var wayToSelf = []evaluation.Stage{evaluation.StageGoal, evaluation.StageMonitored, evaluation.StageSelf}

// explain explains what must be looked at on a table before it can be reviewed.
func (l *life) explain(ctx context.Context, p selfeval.Project, day civil.Date) error {
	var found []evaluation.Finding
	err := l.centre.Work.Read(ctx, func(tx unit.Tx) (err error) {
		found, err = l.centre.SelfEvaluation.Findings(tx, p.ID)
		return err
	})
	for _, f := range found {
		if err != nil || f.Severity != evaluation.Error || f.Kept() {
			continue
		}
		err = l.centre.SelfEvaluation.Explain(ctx, staff(0, analyst, day),
			fmt.Sprintf("sim/explain/%s/%d", f.ID, f.Row), p.ID, selfeval.Explanation{Version: p.Versions, Check: f.ID,
				Row: f.Row, Text: "已与贷款管理科按登记费台账逐笔核对，年内不改指标值，差异写入自评报告"})
	}
	return err
}

// soFar are the edits that report what the measures say by now.
func soFar(t evaluation.FilledTable) (edits []evaluation.Edit) {
	for i, ind := range t.Indicators {
		if text := t.Rows[i].Measured; text != "" {
			edits = append(edits, evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnActual, Text: text})
		}
	}
	return append(edits, evaluation.Edit{Column: evaluation.ColumnActual,
		Text: strings.TrimSuffix(t.Execution.Measured, t.MoneyUnit)})
}

// reported are the edits that report what the departments say.
func reported(t evaluation.FilledTable) (edits []evaluation.Edit) {
	for _, ind := range t.Indicators {
		edits = append(edits,
			evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnActual, Text: ind.Actual},
			evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnScore, Text: ind.ScoreText},
			evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnReason, Text: ind.Reason})
	}
	for i, f := range t.Funds[1:] {
		edits = append(edits, evaluation.Edit{Row: -1 - i, Column: evaluation.ColumnActual, Text: f.Executed})
	}
	total := t.TotalFund()
	return append(edits, evaluation.Edit{Column: evaluation.ColumnActual, Text: total.Executed},
		evaluation.Edit{Column: evaluation.ColumnScore, Text: total.Score},
		evaluation.Edit{Column: evaluation.ColumnGoalActual, Text: t.GoalActual})
}
