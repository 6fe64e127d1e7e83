package selfeval_test

import (
	"slices"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

const paid = "spending.operations.executed"

// payments has one measure of money, of which a store without payments knows that none were made.
type payments struct{ measure.Store }

func (payments) Named(name string) (measure.Measure, bool) {
	return measure.Measure{Name: paid, Title: "执行数", Definition: "支付之和", Unit: measure.Fen, Fold: measure.SumN,
		Grade: measure.Register}, name == paid
}

func stated(number, amount string, fen int64) evaluation.Outside {
	return evaluation.Outside{Paper: "部门决算", Number: number, Dated: "2024-01-01", Item: "支出", Measure: paid,
		Amount: amount, Fen: fen}
}

func (u *unitOf) outside() (list []evaluation.Outside) {
	u.t.Helper()
	u.must(u.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = u.s.Outside(tx, 2024)
		return err
	}))
	return list
}

// evidence is what stands behind 全年执行数, as the year is evaluated.
func (u *unitOf) evidence() (row evaluation.FilledRow) {
	u.t.Helper()
	u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
		y, err := u.s.Year(tx, 2024)
		if err != nil {
			return err
		}
		values, err := u.s.Values(tx, 2024, y.Measures())
		if err != nil {
			return err
		}
		row = y.Filled(values)[0].Execution
		return nil
	}))
	return row
}

func (u *unitOf) has(id string) bool {
	u.t.Helper()
	var found []evaluation.Finding
	u.must(u.Store.Read(ctx, func(tx unit.Tx) (err error) {
		found, err = u.s.Findings(tx, u.id)
		return err
	}))
	return slices.ContainsFunc(found, func(f evaluation.Finding) bool { return f.ID == id })
}

func TestWhatAPaperFromOutsideStatesStandsBesideTheFigureAndCountsAsItWasRegisteredLast(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.s.Measures = payments{w.Store}
		u.must(u.s.Bind(ctx, writer, u.key(), u.id, 0, paid))
		if row := u.evidence(); row.Grade != measure.Register || len(row.Outside) != 0 {
			t.Fatalf("before any paper it is %+v", row)
		}
		register := func(key string, list ...evaluation.Outside) {
			t.Helper()
			_, err := u.s.RegisterOutside(ctx, lead, key, 2024, list)
			u.must(err)
		}
		first := []evaluation.Outside{stated("1号", "5.00万元", 5_000_000), stated("2号", "0.00元", 0)}
		register("first", first...)
		row := u.evidence()
		if len(row.Outside) != 2 || row.Grade != measure.Register || row.Outside[0].Difference != -5_000_000 ||
			row.Outside[0].By != "lead" || !u.has("G05") {
			t.Errorf("beside a paper that says otherwise it is %+v", row)
		}
		register("second", stated("1号", "0.00万元", 0))
		register("first", first...) // asked again
		if row := u.evidence(); len(row.Outside) != 2 || row.Grade != measure.Imported || u.has("G05") {
			t.Errorf("once the paper was registered as it is, it is %+v", row)
		}
		if list := u.outside(); len(list) != 2 || list[0].Number != "2号" || list[1].Amount != "0.00万元" {
			t.Errorf("registered are %+v", list)
		}
	})
}

func TestAPaperOfADayToComeOrAYearToComeIsRefused(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		late := stated("1号", "5.00万元", 5_000_000)
		late.Dated = "2024-01-03"
		for _, c := range []struct {
			year int
			list []evaluation.Outside
		}{{2024, []evaluation.Outside{late}}, {2100, []evaluation.Outside{stated("1号", "1元", 100)}},
			{1989, []evaluation.Outside{stated("1号", "1元", 100)}}, {2024, nil}} {
			u.refused(selfeval.CodeInput, func() error {
				_, err := u.s.RegisterOutside(ctx, lead, u.key(), c.year, c.list)
				return err
			})
		}
	})
}
