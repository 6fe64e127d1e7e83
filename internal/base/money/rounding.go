package money

import (
	"math"
	"math/bits"
)

// Rounding says what becomes of the part that does not fit (进位方式).
type Rounding uint8

// The roundings in use. They treat an amount and its negative alike.
const (
	HalfUp   Rounding = iota // 四舍五入: a half goes away from zero
	Truncate                 // 舍去: toward zero
	Up                       // 进一: away from zero
)

// MulDiv is a·num/den, exact to 128 bits and rounded once. It panics when den is not positive, when the rounding is
// none of the three, or when the result does not fit.
func MulDiv(a Fen, num, den int64, r Rounding) Fen {
	if den <= 0 {
		panic("money: divisor not positive")
	}
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(num))
	if hi >= uint64(den) {
		panic("money: result overflows")
	}
	quotient, rest := bits.Div64(hi, lo, uint64(den))
	var carry uint64
	if r.raises(rest, uint64(den)) {
		carry = 1
	}
	negative := (a < 0) != (num < 0)
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	if quotient > limit-carry {
		panic("money: result overflows")
	}
	quotient += carry
	if negative {
		return -Fen(quotient) // for the least int64 both the conversion and the sign wrap, to the right value
	}
	return Fen(quotient)
}

// RoundTo is the multiple of unit that the rounding chooses for f, for example of Yuan for a contribution in whole
// yuan. A unit that is not positive panics.
func (f Fen) RoundTo(unit Fen, r Rounding) Fen {
	return MulDiv(MulDiv(f, 1, int64(unit), r), int64(unit), 1, Truncate)
}

// raises reports whether a quotient with this rest goes up by one. den is at most the greatest int64, so that twice
// the rest does not overflow.
func (r Rounding) raises(rest, den uint64) bool {
	switch r {
	case HalfUp:
		return rest*2 >= den
	case Truncate:
		return false
	case Up:
		return rest > 0
	}
	panic("money: unknown rounding")
}
