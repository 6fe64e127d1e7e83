package sqlstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/member"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// measures are those of all capabilities.
var measures = slices.Concat(member.Measures, contribution.Measures, withdrawal.Measures, loan.Measures,
	treasury.Measures, spending.Measures, cases.Measures)

func TestEveryMeasureHasOneQueryAndEveryQueryAMeasure(t *testing.T) {
	t.Parallel()
	var names []string
	for _, m := range measures {
		if slices.Contains(names, m.Name) {
			t.Errorf("%s is the name of two measures", m.Name)
		}
		names = append(names, m.Name)
		if m.Title == "" || m.Definition == "" || m.Unit == "" || m.Fold == 0 || m.Grade == "" {
			t.Errorf("%s is not described: %+v", m.Name, m)
		}
	}
	queries, err := sqlstore.MeasureNames()
	if err != nil || len(queries) == 0 {
		t.Fatal(queries, err)
	}
	for _, q := range queries {
		if !slices.Contains(names, q) {
			t.Errorf("%s.sql belongs to no measure", q)
		}
	}
	for _, n := range names {
		if !slices.Contains(queries, n) {
			t.Errorf("%s has no query", n)
		}
	}
}

// folded is the figure of rows, in plain loops.
func folded(m measure.Measure, rows []measure.Row) (n int64, known bool) {
	var part, all int64
	ns := make([]int64, len(rows))
	for i, r := range rows {
		ns[i] = r.N
		switch m.Fold {
		case measure.SumN:
			part += r.N
		case measure.RowsN:
			part++
		case measure.ShareOf:
			all++
			if r.N != 0 {
				part++
			}
		case measure.RatioOf:
			part += r.N
			all += r.Of
		}
	}
	slices.Sort(ns)
	switch {
	case m.Fold < measure.MaxN:
	case len(ns) == 0:
		return 0, false
	case m.Fold == measure.MaxN:
		return ns[len(ns)-1], true
	case m.Fold == measure.MedianN:
		return rounded(ns[(len(ns)-1)/2 : len(ns)/2+1]), true
	case m.Fold == measure.MeanN:
		return rounded(ns), true
	}
	if m.Fold == measure.SumN || m.Fold == measure.RowsN {
		return part, true
	}
	if all == 0 {
		return 0, false
	}
	return (2*part*10_000 + all) / (2 * all), true
}

// rounded is the mean of numbers, a half away from zero.
func rounded(ns []int64) int64 {
	var sum int64
	for _, n := range ns {
		sum += n
	}
	n := int64(len(ns))
	if sum < 0 {
		return -((n - 2*sum) / (2 * n))
	}
	return (2*sum + n) / (2 * n)
}

// listed reads the rows behind a measure, a page at a time.
func listed(tx unit.Tx, s *sqlstore.Store, m measure.Measure, p measure.Period, page int) (
	rows []measure.Row, err error) {
	after := measure.Row{Day: -1 << 30}
	for {
		got, err := s.Rows(tx, m, p, after, page)
		rows = append(rows, got...)
		if err != nil || len(got) < page {
			return rows, err
		}
		after = got[len(got)-1]
	}
}

// agrees holds a measure's figure against its rows, in whatever pages they come.
func agrees(t *testing.T, s *sqlstore.Store, m measure.Measure, p measure.Period) (rows int) {
	t.Helper()
	err := s.Read(context.Background(), func(tx unit.Tx) error {
		v, err := s.Value(tx, m, p)
		if err != nil {
			return err
		}
		list, err := listed(tx, s, m, p, 7)
		if err != nil {
			return err
		}
		rows = len(list)
		if n, known := folded(m, list); n != v.N || known != v.Known || int64(len(list)) != v.Rows {
			t.Errorf("%s from %s to %s: %d of %d rows (known %v), its %d rows give %d (%v)", m.Name, p.From, p.To,
				v.N, v.Rows, v.Known, len(list), n, known)
		}
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", m.Name, err)
	}
	return rows
}

func TestMeasuresOfEmptyBooksAreNothing(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		for _, m := range measures {
			rows := agrees(t, w.Store, m, measure.Year(2024))
			if rows != 0 && m.Name != spending.MeasureDaysCovered.Name { // whose rows are the days of the calendar
				t.Errorf("%s has %d rows", m.Name, rows)
			}
		}
	})
}

// TestTheRowsBehindAFigureGiveIt fills every table with rows that mean nothing in particular, and asks for random
// periods.
func TestTheRowsBehindAFigureGiveIt(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 7))
	members := int64(0)
	if err := sqlstore.Scribble(context.Background(), w.Store, 400, func(table, column, kind string) any {
		if table == "member" && column == "id" { // of no two homes the same, as ids are given
			members++
			return members
		}
		return scribble(r, table, column, kind)
	}); err != nil {
		t.Fatal(err)
	}
	silent := 0
	for _, m := range measures {
		rows := agrees(t, w.Store, m, measure.Year(2024))
		if rows == 0 {
			silent++
		}
		from := civil.DateOf(2023, 12, 1).AddDays(r.IntN(400))
		agrees(t, w.Store, m, measure.Period{From: from, To: from.AddDays(r.IntN(100))})
		agrees(t, w.Store, m, measure.Period{From: from, To: from.AddDays(-1)})
	}
	t.Logf("%d of %d measures had rows", len(measures)-silent, len(measures))
	if silent > len(measures)/2 {
		t.Errorf("%d of %d measures had no row", silent, len(measures))
	}
}

// scribble is a value for a column: references within a few hundred, days about 2024, small codes.
func scribble(r *rand.Rand, table, column, kind string) any {
	switch {
	case column == "account" && (table == "line" || table == "holder_movement" || table == "gl_balance"):
		return int64(ledger.Chart[r.IntN(len(ledger.Chart))].Code)
	case kind == "INTEGER":
		return int64(r.IntN(13))
	case kind == "TEXT":
		return fmt.Sprint("示例", r.IntN(1000))
	case kind == "BYTEA":
		return []byte{1}
	case slices.ContainsFunc([]string{"day", "_on", "_by", "date", "due", "since", "accepted", "decided", "signed",
		"disbursed", "settled", "prepared", "delivered", "amount"},
		func(s string) bool { return strings.Contains(column, s) }):
		if r.IntN(8) == 0 {
			return int64(0)
		}
		return int64(civil.DateOf(2023, 12, 1).AddDays(r.IntN(430)))
	}
	return int64(r.IntN(300))
}
