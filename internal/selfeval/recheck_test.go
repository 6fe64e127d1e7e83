package selfeval_test

import (
	"testing"

	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

// submitted takes a table as far as the bureau, with row 1 judged by the unit.
func (u *unitOf) submitted() {
	u.t.Helper()
	u.must(u.write(writer, u.filled()...))
	u.explainAll(writer)
	u.must(u.s.Judge(ctx, lead, u.key(), u.id, selfeval.Judgement{Version: u.whole().Versions, Row: 1,
		Kind: evaluation.JudgedScore, Value: "1", Text: "第1行按2024年台账第12页认定"}))
	u.must(u.s.Review(ctx, lead, u.key(), u.id, "经审核，同意报送"))
	u.must(u.proceed(evaluation.StageSubmitted, "", "印章送审，扫描件随后补齐"))
}

// accepted is what is accepted of a row, or of the whole table in row 0.
func (u *unitOf) accepted(row int) (by string, score evaluation.Points) {
	u.t.Helper()
	y := u.year()
	set, err := evaluation.EvaluateBy([]evaluation.FilledTable{evaluation.Reported(y.Tables[0])},
		evaluation.Context{Paper: y.Paper})
	u.must(err)
	u.must(set.Judge(y.Paper))
	if row == 0 {
		return "", set.Scored[0].Accepted
	}
	if a := set.Scored[0].Rows[row-1].Accepted; a != nil {
		return a.By, a.Score
	}
	return "", evaluation.NoPoints
}

func TestTheBureausScoreStandsInPlaceOfTheUnits(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.submitted()
		if by, score := u.accepted(1); by != "lead" || score != 100 {
			t.Fatalf("the unit's judgement: %q %s", by, score)
		}
		rows := []selfeval.RecheckedRow{
			{Row: 1, Score: "2.5", Reviewer: "示例市财政局甲", Text: "现场核对签到表，4场有记录"},
			{Row: 2, Score: "0", Reviewer: "示例市财政局甲", Text: "未见2024年第三季度验收单"}}
		recheck := func(document string) error { return u.s.Recheck(ctx, sender, u.key(), u.id, document, rows) }
		rows[1].Score = "900"
		u.refused("evaluation.judge.score", func() error { return recheck("示例财绩〔2025〕1号") })
		rows[1].Score, rows[1].Reviewer = "0", " "
		u.refused(selfeval.CodeInput, func() error { return recheck("示例财绩〔2025〕1号") })
		rows[1].Reviewer, rows[1].Row = "示例市财政局甲", 1
		u.refused(selfeval.CodeInput, func() error { return recheck("示例财绩〔2025〕1号") })
		rows[1].Row = 2
		before := u.year().Tables[0]
		u.must(recheck("示例财绩〔2025〕1号"))
		for row, want := range map[int]evaluation.Points{1: 250, 2: 0} {
			if by, score := u.accepted(row); by != "示例市财政局甲" || score != want {
				t.Errorf("row %d: %q %s, want %s", row, by, score, want)
			}
		}
		if _, score := u.accepted(3); score.Printed() {
			t.Errorf("row 3, which nobody looked at, is accepted with %s", score)
		}
		whole := u.whole()
		if whole.Stage != evaluation.StageRechecked || whole.Said[len(whole.Said)-1].By != "sender" {
			t.Errorf("%s, said by %q", whole.Stage, whole.Said[len(whole.Said)-1].By)
		}
		if len(evaluation.Compare(before, u.year().Tables[0])) > 0 {
			t.Error("the recheck changed the table itself")
		}
	})
}

func TestTheUnitDoesNotSpeakForTheBureau(t *testing.T) {
	u := newUnit(t, opentest.SQLite(t))
	u.must(u.write(writer, u.filled()...))
	u.refused(selfeval.CodeInput, func() error {
		return u.s.Judge(ctx, lead, u.key(), u.id, selfeval.Judgement{Version: u.whole().Versions, Row: 1,
			Kind: evaluation.JudgedRecheck, Value: "1", Text: "第1行按2024年台账第12页认定"})
	})
}
