package sim

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
	"guangsha/internal/spending"
)

// livedCity is the smallest city after its year, which people can go on with.
func livedCity(t *testing.T) (*app.Centre, civil.Date) {
	t.Helper()
	o, err := Expand(1, MinMembers)
	if err != nil {
		t.Fatal(err)
	}
	c := Build(o)
	clock, bank := civil.NewManual(civil.At(c.start(), 9, 0)), NewBank(c)
	centre, err := app.Open(context.Background(), app.Config{Data: t.TempDir(), Centre: app.DefaultCentre}, clock,
		rand.Reader, app.Outside{Bank: bank})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := centre.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := Live(context.Background(), c, centre, bank, clock, func(Progress) {}); err != nil {
		t.Fatal(err)
	}
	return centre, c.end() + 1
}

// A project that people register beside those of the city is computed as theirs are, and what they adjust, bind and
// write of it is what is computed from then on.
func TestAProjectThatIsRegisteredIsComputed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	centre, day := livedCity(t)
	by, s := staff(0, analyst, day), centre.SelfEvaluation
	computed := func() app.Evaluated {
		t.Helper()
		e, err := centre.Evaluated(ctx, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before := computed()
	row := func(class, name, target, weight string) evaluation.GoalIndicator {
		return evaluation.GoalIndicator{Class: class, Name: name, Target: target, Weight: weight}
	}
	goal := evaluation.Fill(evaluation.Goals{Year: 2024, Unit: before.Tables[0].Unit, Projects: []evaluation.Project{{
		Name: "贷款宣传项目", Layout: "G9", Initial: "1", Budget: "1", Indicators: []evaluation.GoalIndicator{
			row("数量指标", "发放贷款笔数", "9笔", "50"), row("社会效益指标", "提取金额", "≥1万元", "30"),
			row("服务对象满意度指标", "职工满意度", "≥95%", "10")}}}}, evaluation.Default(), nil)[0].Table
	id, err := s.Approve(ctx, by, "registered", selfeval.Goal{Kind: selfeval.ProjectSpending, Document: "示例财预〔2024〕9号",
		Table: goal})
	must(err)
	last := len(before.Projects)
	if after := computed(); len(after.Set.Tables) != last+1 || after.Set.Tables[last].Project != "贷款宣传项目" ||
		after.Set.Tables[last].Rows[0].Measured != "" || after.Set.Tables[last].Rows[0].Waiting == "" {
		t.Errorf("%d tables, the last %+v", len(after.Set.Tables), after.Set.Tables[last].Rows)
	}

	must(s.Bind(ctx, by, "bound", id, 1, "fund.loans.count"))
	must(s.Adjust(ctx, by, "adjusted", id, selfeval.Adjustment{Base: 1, Document: "示例财预〔2024〕30号",
		Dated: day, Reason: "贷款政策调整，按财政批复改写", Edits: []evaluation.Edit{
			{Row: 1, Column: evaluation.ColumnName, Text: "当年发放贷款笔数"},
			{Row: 1, Column: evaluation.ColumnTarget, Text: "≥2笔"}}}))
	must(s.Write(ctx, by, "written", id, 2, []evaluation.Edit{{Row: 1, Column: evaluation.ColumnActual, Text: "2笔"}}))
	figures, err := centre.Figures(ctx, 2024, "fund.loans.count")
	must(err)
	after := computed()
	ind, first := after.Set.Tables[last].Indicators[0], after.Set.Tables[last].Rows[0]
	if want := fmt.Sprintf("%d笔", figures[0].N); first.Measured != want || first.Reported != "2笔" ||
		ind.Target != "≥2笔" || ind.Name != "当年发放贷款笔数" || figures[0].N == 0 {
		t.Errorf("row 1 is %+v beside %+v, want %s measured", ind, first, want)
	}
	if !slices.EqualFunc(after.Set.Tables[:last], before.Set.Tables,
		func(a, b evaluation.FilledTable) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }) {
		t.Error("the tables of the other projects have changed")
	}
}

// Figures that were submitted are the same when they are computed anew, until something is entered for their year.
func TestWhatWasSubmittedIsComputedAnew(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	centre, day := livedCity(t)
	changed := func() (list []selfeval.Recomputed, all int) {
		t.Helper()
		e, err := centre.Evaluated(ctx, 2024)
		if err != nil {
			t.Fatal(err)
		}
		figures := e.Recomputed(e.Values)
		return slices.DeleteFunc(slices.Clone(figures), selfeval.Recomputed.Same), len(figures)
	}
	if list, all := changed(); len(list) != 0 || all < 8 {
		t.Errorf("of %d figures that were submitted with the year have changed %+v", all, list)
	}
	if _, err := centre.Spending.RecordSurvey(ctx, staff(0, clerk, day), "late", spending.Survey{
		Topic: spending.SurveyBorrowers, From: civil.DateOf(2024, 1, 1), To: civil.DateOf(2024, 12, 31), Held: day,
		Sent: 10, Valid: 10, Satisfied: 1, Document: "补充调查报告"}); err != nil {
		t.Fatal(err)
	}
	list, _ := changed()
	if len(list) != 1 || list[0].Measure != "spending.survey.borrowers" || list[0].Row != 9 ||
		!strings.Contains(strings.Join(list[0].Changes, "；"), "取数由"+list[0].Printed+"变为"+list[0].Now) ||
		!strings.Contains(strings.Join(list[0].Changes, "；"), "占比的分母由") {
		t.Errorf("after another survey have changed %+v", list)
	}
}
