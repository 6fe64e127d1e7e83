package measure

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func figure(f Fold, rows ...Row) (n int64, known bool) {
	t := Tally{Fold: f}
	for _, r := range rows {
		t.Add(r)
	}
	return t.Figure()
}

func TestRowsFoldToTheFigure(t *testing.T) {
	some := []Row{{N: 3, Of: 8}, {N: 0, Of: 4}, {N: 10, Of: 11}, {N: -2}}
	for _, tc := range []struct {
		fold  Fold
		rows  []Row
		n     int64
		known bool
	}{
		{SumN, some, 11, true}, {RowsN, some, 4, true}, {ShareOf, some, 7500, true}, {RatioOf, some, 4783, true},
		{MaxN, some, 10, true}, {MeanN, some, 3, true}, {MedianN, some, 2, true}, {MedianN, some[:3], 3, true},
		{SumN, nil, 0, true}, {RowsN, nil, 0, true}, {ShareOf, nil, 0, false}, {RatioOf, nil, 0, false},
		{MaxN, nil, 0, false}, {MeanN, nil, 0, false}, {MedianN, nil, 0, false}, {0, some, 0, false},
		{MaxN, []Row{{N: -5}, {N: -7}}, -5, true}, {MeanN, []Row{{N: -1}, {N: -2}}, -2, true},
		{SumN, []Row{{N: math.MaxInt64}, {N: 1}}, 0, false}, {RatioOf, []Row{{N: math.MaxInt64, Of: 1}}, 0, false},
	} {
		if n, known := figure(tc.fold, tc.rows...); n != tc.n || known != tc.known {
			t.Errorf("fold %d of %d rows: %d, %v; want %d, %v", tc.fold, len(tc.rows), n, known, tc.n, tc.known)
		}
	}
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.Custom(func(t *rapid.T) Row {
			n := rapid.Int64Range(0, 1000).Draw(t, "n")
			return Row{N: n, Of: n + rapid.Int64Range(0, 1000).Draw(t, "more")}
		})
		rows := rapid.SliceOfN(row, 1, 30).Draw(t, "rows")
		other := rapid.Permutation(rows).Draw(t, "other")
		for fold := SumN; fold <= MeanN; fold++ {
			n, known := figure(fold, rows...)
			if m, also := figure(fold, other...); n != m || known != also {
				t.Fatalf("fold %d: %d and %d", fold, n, m)
			}
		}
	})
}
