package money

import (
	"math"
	"strconv"
	"strings"

	"guangsha/internal/base/refusal"
)

// Rate is a ratio or an annual interest rate (比例、年利率), counted in 1e-7.
type Rate int64

// RateOne is a rate of one, 100%.
const RateOne Rate = 10_000_000

const rateDecimals = 7

// ParseRate reads a rate as a decimal fraction with at most seven decimals, for example "0.0285" for 2.85% a year.
// An optional sign is allowed (a discount is negative). Anything else, a percent sign included, is refused.
func ParseRate(s string) (Rate, error) {
	sign, rest := cutSign(s)
	whole, frac, dotted := strings.Cut(rest, ".")
	if !allDigits(whole) || dotted && (!allDigits(frac) || len(frac) > rateDecimals) {
		return 0, refusal.Bad("rate.malformed", "比例或利率格式不正确，应为最多七位小数的数字，例如0.0285")
	}
	n, err := strconv.ParseInt(sign+whole+frac+strings.Repeat("0", rateDecimals-len(frac)), 10, 64)
	if err != nil {
		return 0, refusal.Bad("rate.range", "比例或利率超出可处理的范围")
	}
	return Rate(n), nil
}

// String gives the decimal fraction without trailing zeros, for example "0.0285". ParseRate reads it back.
func (r Rate) String() string { return trimZeros(fixed(int64(r), rateDecimals)) }

// Percent gives the rate in percent without trailing zeros, for example "2.85%".
func (r Rate) Percent() string { return trimZeros(fixed(int64(r), rateDecimals-2)) + "%" }

// AtRate is f·rate, rounded once.
func (f Fen) AtRate(rate Rate, r Rounding) Fen {
	return MulDiv(f, int64(rate), int64(RateOne), r)
}

// AtRateTo is the multiple of unit that the rounding chooses for f·rate, in one step: a contribution in whole yuan is
// base.AtRateTo(ratio, Yuan, HalfUp). Rounding to the fen first and to the yuan then would round 4.4995 to 5. A unit
// that is not positive panics.
func (f Fen) AtRateTo(rate Rate, unit Fen, r Rounding) Fen {
	if unit > math.MaxInt64/Fen(RateOne) {
		panic("money: unit of rounding too large")
	}
	return MulDiv(MulDiv(f, int64(rate), int64(RateOne)*int64(unit), r), int64(unit), 1, Truncate)
}

// trimZeros takes trailing zeros off a number that has decimals.
func trimZeros(s string) string { return strings.TrimRight(strings.TrimRight(s, "0"), ".") }
