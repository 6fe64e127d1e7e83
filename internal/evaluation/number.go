package evaluation

import (
	"math/big"
	"strings"
)

// Number is an exact decimal with the number of decimals it was printed with.
type Number struct {
	rat    *big.Rat
	places int
}

// maxDigits bounds the digits of a number. A longer row of digits in a cell is no amount but an identifier.
const maxDigits = 18

var hundred = big.NewRat(100, 1)

// readNumber reads digits with an optional sign, thousands separators and decimals, and nothing else.
func readNumber(text string) (Number, bool) {
	digits, places, point := 0, 0, false
	plain := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
			if point {
				places++
			}
			plain = append(plain, c)
		case c == '.' && !point && digits > 0:
			point = true
			plain = append(plain, c)
		case c == '-' && i == 0:
			plain = append(plain, c)
		case c == ',' && digits > 0 && !point && i+3 < len(text):
		default:
			return Number{}, false
		}
		if digits > maxDigits {
			return Number{}, false
		}
	}
	if digits == 0 || plain[len(plain)-1] == '.' {
		return Number{}, false
	}
	r, ok := new(big.Rat).SetString(string(plain))
	return Number{rat: r, places: places}, ok
}

// String is the number with its printed decimals.
func (n Number) String() string {
	if n.rat == nil {
		return ""
	}
	return n.rat.FloatString(n.places)
}

func (n Number) cmp(other Number) int { return n.rat.Cmp(other.rat) }
func (n Number) zero() bool           { return n.rat.Sign() == 0 }
func (n Number) times(f *big.Rat) Number {
	return Number{rat: new(big.Rat).Mul(n.rat, f), places: n.places}
}

// telling reports whether two that state this number are likely to mean one fact: it has three digits or more and is
// not a round one such as 100 or 1500.
func (n Number) telling() bool {
	digits := strings.TrimLeft(strings.ReplaceAll(n.String(), ".", ""), "-0")
	other := strings.TrimRight(digits, "0")
	return len(digits) >= 3 && len(other) > 1 && (len(digits) == 3 || n.places > 0 || len(other) > 2)
}

// isInt reports whether the value is this whole number.
func (n Number) isInt(v int64) bool { return n.rat != nil && n.rat.Cmp(big.NewRat(v, 1)) == 0 }

// agrees reports whether two printed numbers can be the same value: the one with more decimals, rounded half up to
// the decimals of the other, equals it.
func (n Number) agrees(other Number) bool {
	places := min(n.places, other.places)
	return atPlaces(n.rat, places).Cmp(atPlaces(other.rat, places)) == 0
}

// cutTo reports whether other is n with its decimals cut off or rounded away, and not n itself.
func (n Number) cutTo(other Number) bool {
	if n.cmp(other) == 0 || n.places <= other.places {
		return false
	}
	diff := new(big.Rat).Sub(n.rat, other.rat)
	step := new(big.Rat).SetFrac(big.NewInt(1), pow10(other.places))
	return diff.Abs(diff).Cmp(step) < 0
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// atPlaces rounds half up (away from zero) to a number of decimals.
func atPlaces(r *big.Rat, places int) *big.Rat {
	scale := new(big.Rat).SetInt(pow10(places))
	whole := new(big.Rat).SetInt(wholeHalfUp(new(big.Rat).Mul(r, scale)))
	return whole.Quo(whole, scale)
}

func wholeHalfUp(r *big.Rat) *big.Int {
	num := new(big.Int).Lsh(new(big.Int).Abs(r.Num()), 1)
	num.Add(num, r.Denom())
	whole := num.Quo(num, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole
}

// roundHalfUp rounds to a whole number that fits an int64; a larger one is cut to the largest number of points that
// a table can hold, so that nonsense stays visibly nonsense.
func roundHalfUp(r *big.Rat) int64 {
	const most = 1_000_000_000
	whole := wholeHalfUp(r)
	if !whole.IsInt64() || whole.Int64() > most || whole.Int64() < -most {
		return int64(r.Sign()) * most
	}
	return whole.Int64()
}

// percent writes a ratio as per cent with the given number of decimals at most, without trailing zeros.
func percent(r *big.Rat, places int) string {
	return plainDecimal(new(big.Rat).Mul(r, hundred), places)
}

// plainDecimal writes a number with at most so many decimals and no trailing zeros.
func plainDecimal(r *big.Rat, places int) string {
	s := atPlaces(r, places).FloatString(places)
	if places > 0 {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}
