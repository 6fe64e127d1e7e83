package selfeval_test

import (
	"testing"

	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

func TestAGoalIsAdjustedByADocumentWithAReasonAndKeepsTheSumOfItsWeights(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		goal := u.year().Tables[0]
		adjust := func(document, reason string, edits ...evaluation.Edit) func() error {
			return func() error {
				return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: u.whole().Versions,
					Document: document, Reason: reason, Edits: edits})
			}
		}
		target := evaluation.Edit{Row: 1, Column: "target", Text: "10次"}
		const paper, why = "示例财预〔2024〕21号", "年中压减预算，发放次数相应减少"
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, "loan.paid.count"))
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
		if whole.Goal != 2 || last.Document != paper || last.Text != why {
			t.Errorf("version %d counts after %+v", whole.Goal, last)
		}
		if changes := evaluation.Compare(goal, now); len(changes) == 0 || now.Indicators[0].Target != "10次" {
			t.Errorf("%v", changes)
		}
		if b := whole.Bound; b.Indicators[0].Name != "按月发放次数" || b.Indicators[0].Measure != "loan.paid.count" {
			t.Errorf("a row that was renamed has lost its measure: %+v", b.Indicators[0])
		}
		u.refused(selfeval.CodeStale, func() error {
			return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: 1, Document: paper, Reason: why,
				Edits: []evaluation.Edit{target}})
		})
		u.must(u.s.Write(ctx, writer, u.key(), u.id, 2, u.filled()))
		u.refused("evaluation.way.order", adjust(paper, why, target))
	})
}

func TestARowOfAProjectFromAFileIsBoundToAMeasure(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		bind := func(row int, measure string) func() error {
			return func() error { return u.s.Bind(ctx, writer, u.key(), u.id, row, measure) }
		}
		u.refused(selfeval.CodeInput, bind(1, "no.such.measure"))
		u.refused(selfeval.CodeUnknown, bind(99, "loan.paid.count"))
		u.must(bind(0, "loan.paid.count")())
		u.must(bind(2, "loan.paid.count")())
		b := u.whole().Bound
		if b == nil || b.Spent.Measure != "loan.paid.count" || b.Indicators[1].Measure != "loan.paid.count" ||
			b.Indicators[0].Measure != "" || b.Name != u.whole().Name {
			t.Fatalf("%+v", b)
		}
		u.must(bind(2, "")())
		if got := u.whole().Bound.Indicators[1].Measure; got != "" {
			t.Errorf("taken away, %s is still there", got)
		}
	})
}
