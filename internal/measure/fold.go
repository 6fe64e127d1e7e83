package measure

import (
	"math/bits"
	"slices"
)

// Tally folds rows to a figure one by one, in plain arithmetic. The store folds in SQL; who holds only the rows, such
// as a reviewer, comes to the same figure here.
type Tally struct {
	Fold Fold
	Rows int64
	Of   int64 // sum of of over a RatioOf
	sum  int64
	hits int64
	ns   []int64 // of the folds that need every n
	over bool    // a sum left the range of its type
}

// Add takes a row in.
func (t *Tally) Add(r Row) {
	t.Rows++
	t.sum = t.plus(t.sum, r.N)
	if r.N != 0 {
		t.hits++
	}
	switch t.Fold {
	case RatioOf:
		t.Of = t.plus(t.Of, r.Of)
	case MaxN, MedianN:
		t.ns = append(t.ns, r.N)
	}
}

func (t *Tally) plus(a, b int64) int64 {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		t.over = true
	}
	return sum
}

// Figure is what the rows come to, and whether the fold has an answer.
func (t *Tally) Figure() (n int64, known bool) {
	if t.over {
		return 0, false
	}
	switch t.Fold {
	case SumN:
		return t.sum, true
	case RowsN:
		return t.Rows, true
	case ShareOf:
		return quotient(t.hits, 10_000, t.Rows)
	case RatioOf:
		return quotient(t.sum, 10_000, t.Of)
	case MeanN:
		return quotient(t.sum, 1, t.Rows)
	case MaxN:
		if len(t.ns) == 0 {
			return 0, false
		}
		return slices.Max(t.ns), true
	case MedianN:
		if len(t.ns) == 0 {
			return 0, false
		}
		ns := slices.Sorted(slices.Values(t.ns))
		low, high := ns[(len(ns)-1)/2], ns[len(ns)/2]
		if t.plus(low, high); t.over {
			return 0, false
		}
		return quotient(low+high, 1, 2)
	}
	return 0, false
}

// quotient is a × b ÷ c, a half away from zero. There is none of nothing, and none that leaves the type.
func quotient(a, b, c int64) (n int64, known bool) {
	if c <= 0 {
		return 0, false
	}
	size := uint64(a)
	if a < 0 {
		size = -size
	}
	high, low := bits.Mul64(size, uint64(b))
	low, carry := bits.Add64(low, uint64(c)/2, 0)
	high += carry
	if high >= uint64(c) {
		return 0, false
	}
	q, _ := bits.Div64(high, low, uint64(c))
	if q > 1<<63-1 {
		return 0, false
	}
	if a < 0 {
		return -int64(q), true
	}
	return int64(q), true
}
