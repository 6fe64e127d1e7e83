package selfeval_test

import (
	"slices"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

func TestAGoalIsAdjustedByADocumentWithAReasonAndKeepsTheSumOfItsWeights(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		goal := u.year().Tables[0]
		var dated civil.Date
		adjust := func(document, reason string, edits ...evaluation.Edit) func() error {
			return func() error {
				return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: u.whole().Versions,
					Document: document, Dated: dated, Reason: reason, Edits: edits})
			}
		}
		target := evaluation.Edit{Row: 1, Column: "target", Text: "10次"}
		const paper, why = "示例财预〔2024〕21号", "年中压减预算，发放次数相应减少"
		for _, day := range []civil.Date{0, civil.DateOf(2024, 1, 3)} { // without a day, and of a day to come
			dated = day
			u.refused(selfeval.CodeInput, adjust(paper, why, target))
		}
		dated = civil.DateOf(2024, 1, 1)
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, bound))
		u.refused("evaluation.way.document", adjust("", why, target))
		u.refused("evaluation.way.why", adjust(paper, "无", target))
		u.refused("evaluation.adjust.nothing", adjust(paper, why))
		u.refused("evaluation.adjust.sum", adjust(paper, why, evaluation.Edit{Row: 1, Column: "weight", Text: "1"}))
		u.refused("evaluation.adjust.weight", adjust(paper, why, evaluation.Edit{Row: 1, Column: "weight", Text: "-1"}))
		u.refused("evaluation.adjust.row", adjust(paper, why, evaluation.Edit{Row: 99, Column: "target", Text: "1"}))
		u.refused("evaluation.adjust.empty", adjust(paper, why, evaluation.Edit{Row: 1, Column: "name", Text: " "}))
		u.refused("evaluation.adjust.column", adjust(paper, why, evaluation.Edit{Row: 1, Column: "actual", Text: "1"}))
		u.must(adjust(paper, why, target, evaluation.Edit{Row: 1, Column: "name", Text: "按月发放次数"})())

		whole, now := u.whole(), u.year().Tables[0]
		last := whole.Steps[len(whole.Steps)-1]
		if whole.Goal != 2 || last.Document != paper+"（2024-01-01）" || last.Text != why {
			t.Errorf("version %d counts after %+v", whole.Goal, last)
		}
		if changes := evaluation.Compare(goal, now); len(changes) == 0 || now.Indicators[0].Target != "10次" {
			t.Errorf("%v", changes)
		}
		if b := whole.Bound; b.Indicators[0].Name != "按月发放次数" || b.Indicators[0].Measure != bound {
			t.Errorf("a row that was renamed has lost its measure: %+v", b.Indicators[0])
		}
		u.refused(selfeval.CodeStale, func() error {
			return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: 1, Document: paper, Dated: dated,
				Reason: why, Edits: []evaluation.Edit{target}})
		})
	})
}

func TestAGoalThatNobodyCouldEvaluateIsNotRegistered(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		register := func(edit func(ind *evaluation.Indicator)) func() error {
			return func() error {
				g := u.goal(1)
				g.Table.Indicators = slices.Clone(g.Table.Indicators)
				edit(&g.Table.Indicators[0])
				_, err := u.s.Approve(ctx, writer, u.key(), g)
				return err
			}
		}
		u.refused(evaluation.CodeGoal, register(func(ind *evaluation.Indicator) { ind.Weight += 100 }))
		u.refused(evaluation.CodeGoal, register(func(ind *evaluation.Indicator) { ind.Target = "若干公里" }))
		u.must(register(func(*evaluation.Indicator) {})())
	})
}

// A form that only sets goals (绩效目标申报表) has no column for what is reported, and no points for the execution.
func TestAFormThatOnlySetsGoalsIsRegisteredWithRoomForTheReport(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		g := u.goal(1)
		g.Table.Columns = []string{"一级指标", "二级指标", "三级指标", "指标值", "权重"}
		g.Table.Funds = slices.Clone(g.Table.Funds)
		g.Table.TotalFund().Weight = ""
		id, err := u.s.Approve(ctx, writer, u.key(), g)
		u.must(err)
		u.must(u.s.Write(ctx, writer, u.key(), id, 1, []evaluation.Edit{{Row: 1, Column: "actual", Text: "625笔"}}))
		got := u.year().Tables[1]
		want := []string{"一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "权重", "得分", "偏差原因分析及改进措施"}
		if !slices.Equal(got.Columns, want) || got.TotalFund().Weight != "10" || got.Indicators[0].Actual != "625笔" {
			t.Errorf("%q %+v", got.Columns, got.TotalFund())
		}
	})
}

// A row marked 无 that carries points is put right while the table is written: the rest of the goal stays frozen, what
// was reported stays, and the project stays where it is. Once the table is reviewed it must be returned first.
func TestAGoalIsAdjustedWhileItsTableIsWritten(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.s.Write(ctx, writer, u.key(), u.id, 1, u.filled()))
		adjust := func(edits ...evaluation.Edit) error {
			return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: u.whole().Versions,
				Document: "示例财绩〔2025〕3号", Dated: civil.DateOf(2024, 1, 2), Reason: "生态效益指标不适用，分值调给经济效益指标",
				Edits: edits})
		}
		weight := func(row int, text string) evaluation.Edit {
			return evaluation.Edit{Row: row, Column: evaluation.ColumnWeight, Text: text}
		}
		before := u.year().Tables[0]
		from, to := before.Indicators[0], before.Indicators[1]
		moved := (from.Weight - 100).Short()
		u.must(adjust(weight(from.Row, moved), weight(to.Row, (to.Weight+100).Short())))
		whole, after := u.whole(), u.year().Tables[0]
		if whole.Stage != evaluation.StageSelf || whole.Goal != 3 || whole.Versions != 3 {
			t.Errorf("the project stands at %s, the goal is version %d of %d", whole.Stage, whole.Goal, whole.Versions)
		}
		if ind := after.Indicators[0]; ind.WeightText != moved || ind.Actual != from.Actual || ind.Score != from.Score {
			t.Errorf("row 1 was %+v and is %+v", from, ind)
		}
		if changes := evaluation.Compare(before, after); len(changes) != 2 {
			t.Errorf("changed besides the two weights: %v", changes)
		}
		// What is written next is held against the adjusted goal.
		u.must(u.s.Write(ctx, writer, u.key(), u.id, 3, []evaluation.Edit{
			{Row: from.Row, Column: evaluation.ColumnScore, Text: moved}}))
		u.refused("evaluation.edit.score", func() error {
			return u.s.Write(ctx, writer, u.key(), u.id, 4, []evaluation.Edit{
				{Row: from.Row, Column: evaluation.ColumnScore, Text: from.Weight.Short()}})
		})
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "各行有据，同意报送"))
		u.refused("evaluation.way.order", func() error {
			return adjust(weight(from.Row, from.Weight.Short()), weight(to.Row, to.Weight.Short()))
		})
	})
}

func TestARowOfAProjectFromAFileIsBoundToAMeasure(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		bind := func(row int, measure string) func() error {
			return func() error { return u.s.Bind(ctx, writer, u.key(), u.id, row, measure) }
		}
		u.refused(selfeval.CodeInput, bind(1, "no.such.measure"))
		u.refused(selfeval.CodeUnknown, bind(99, bound))
		u.must(bind(0, bound)())
		u.must(bind(2, bound)())
		b := u.whole().Bound
		if b == nil || b.Spent.Measure != bound || b.Indicators[1].Measure != bound ||
			b.Indicators[0].Measure != "" || b.Name != u.whole().Name {
			t.Fatalf("%+v", b)
		}
		u.must(bind(2, "")())
		if got := u.whole().Bound.Indicators[1].Measure; got != "" {
			t.Errorf("taken away, %s is still there", got)
		}
	})
}
