package selfeval_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

// recomputed are the figures of the year's submissions, held against what the store measures now.
func (u *unitOf) recomputed() (list []selfeval.Recomputed) {
	u.t.Helper()
	u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
		y, err := u.s.Year(tx, 2024)
		if err != nil {
			return err
		}
		values := map[string]measure.Value{}
		for _, name := range y.Measures() {
			m, _ := u.s.Measures.Named(name)
			if values[name], err = u.s.Measures.Value(tx, m, measure.Year(2024)); err != nil {
				return err
			}
		}
		list = y.Recomputed(values)
		return nil
	}))
	return list
}

// sent takes the project to the bureau with its first row bound.
func (u *unitOf) sent() {
	u.t.Helper()
	u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, bound))
	u.must(u.write(writer, u.filled()...))
	u.explainAll(writer)
	u.must(u.s.Review(ctx, lead, u.key(), u.id, "各行有据，同意报送"))
	u.must(u.proceed(evaluation.StageSubmitted, "", "示例单位没有印章，未附签章扫描件"))
}

// What is measured at a submission is kept, and of several submissions the latest counts. The store has lent nothing,
// so that the figure is none of nothing; the city of package sim has figures that change.
func TestASubmissionKeepsWhatWasMeasured(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.sent()
		want := selfeval.Figure{Project: u.id, Step: len(u.whole().Steps), Row: 1, Measure: bound, Known: true,
			Definition: "期内发放的贷款", Version: u.recomputed()[0].Version, Printed: "0次", On: "2024-01-02"}
		if kept := u.recomputed(); len(kept) != 1 || kept[0].Figure != want || !kept[0].Same() ||
			kept[0].Now != "0次" ||
			len(want.Version) != 8 {
			t.Fatalf("kept are %+v, want %+v", kept, want)
		}
		u.must(u.proceed(evaluation.StageReturned, "", "第1行请按年末数重报"))
		if len(u.recomputed()) != 1 {
			t.Error("returned, the table has lost what was submitted")
		}
		u.must(u.write(writer, evaluation.Edit{Row: 1, Column: evaluation.ColumnReason, Text: "年末补记"}))
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, ""))
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 2, bound))
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "已按退回意见核对"))
		u.must(u.proceed(evaluation.StageSubmitted, "", "示例单位没有印章，未附签章扫描件"))
		if again := u.recomputed(); len(again) != 1 || again[0].Row != 2 || again[0].Step <= want.Step {
			t.Errorf("submitted again: %+v", again)
		}
	})
}

// A report that is not what was measured is a doubt about the table, which is explained and kept as any other.
func TestAReportThatIsNotWhatWasMeasuredIsExplained(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, bound))
		u.must(u.write(writer, u.filled()...))
		found := func() (f evaluation.Finding) {
			t.Helper()
			u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
				all, err := u.s.Findings(tx, u.id)
				if i := slices.IndexFunc(all, func(f evaluation.Finding) bool { return f.ID == "G04" }); i >= 0 {
					f = all[i]
				}
				return err
			}))
			return f
		}
		if f := found(); f.Row != 1 || f.Severity != evaluation.Warning || f.Kept() ||
			!strings.Contains(f.Message, "系统取数0次，两者不一致") {
			t.Fatalf("found is %+v", f)
		}
		explain := func(row int) func() error {
			return func() error {
				return u.s.Explain(ctx, writer, u.key(), u.id, selfeval.Explanation{Version: u.whole().Versions,
					Check: "G04", Row: row, Text: "本年没有放款，填报的是受理次数，见受理台账"})
			}
		}
		u.refused(selfeval.CodeFinding, explain(2))
		u.must(explain(1)())
		if f := found(); !f.Kept() {
			t.Errorf("explained, it is %+v", f)
		}
	})
}

// between runs something after the figures were measured and before the submission is written.
type between struct {
	unit.Work
	run func()
}

func (b *between) Read(ctx context.Context, f func(unit.Tx) error) error {
	err := b.Work.Read(ctx, f)
	if run := b.run; run != nil {
		b.run = nil
		run()
	}
	return err
}

// Figures of a table that somebody changes while it is measured are not taken for those of the one that is submitted.
func TestFiguresOfAnotherVersionAreNotSubmitted(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 1, bound))
		u.must(u.write(writer, u.filled()...))
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "各行有据，同意报送"))
		before, deps := u.s, u.s.Deps
		deps.Work = &between{deps.Work, func() { u.must(before.Bind(ctx, writer, u.key(), u.id, 1, "")) }}
		u.s = selfeval.New(deps)
		if err := u.proceed(evaluation.StageSubmitted, "", "示例单位没有印章，未附签章扫描件"); err == nil ||
			!strings.Contains(err.Error(), "没有报送") {
			t.Errorf("got %v", err)
		}
		if stage := u.whole().Stage; stage != evaluation.StageReviewed || len(u.recomputed()) != 0 {
			t.Errorf("the project stands at %s, kept are %v", stage, u.recomputed())
		}
	})
}

func TestWhatHasChangedOfAFigureIsSaid(t *testing.T) {
	m := measure.Measure{Name: bound, Definition: "期内发放的贷款", Unit: measure.Loans}
	value := func(n, rows, of int64, known bool) measure.Value {
		return measure.Value{Measure: m, N: n, Rows: rows, Of: of, Version: "1a", Known: known}
	}
	versioned := value(3, 3, 0, true)
	versioned.Version = "2b"
	other := value(3, 3, 0, true)
	other.Measure.Definition = "期内发放并已抵押的贷款"
	for _, tc := range []struct {
		now  measure.Value
		says []string
	}{
		{value(3, 3, 0, true), nil},
		{value(4, 4, 0, true), []string{"取数由3笔变为4笔", "依据的记录由3条变为4条"}},
		{value(3, 5, 0, true), []string{"依据的记录由3条变为5条"}},
		{value(3, 3, 9, true), []string{"占比的分母由0变为9"}},
		{value(0, 0, 0, false), []string{"取数由3笔变为没有可计的业务", "依据的记录由3条变为0条"}},
		{versioned, []string{
			"取数口径的文字没有变，算法改了：报送时是版本1a，现在是版本2b"}},
		{other, []string{"取数口径已改，报送时是“期内发放的贷款”，现在是“期内发放并已抵押的贷款”"}},
		{measure.Value{}, []string{"取数项“fund.loans.count”已不在目录中，无法重算"}},
	} {
		y := selfeval.Year{Projects: []selfeval.Project{{ID: 7}}, Tables: []evaluation.Table{{}},
			Figures: []selfeval.Figure{{Project: 7, Row: 1, Measure: bound,
				Definition: m.Definition, Version: "1a", Known: true,
				N: 3, Rows: 3, Printed: "3笔"}}}
		got := y.Recomputed(map[string]measure.Value{bound: tc.now})[0]
		if !slices.Equal(got.Changes, tc.says) || got.Same() != (len(tc.says) == 0) {
			t.Errorf("%+v: %q, want %q", tc.now, got.Changes, tc.says)
		}
	}
}
