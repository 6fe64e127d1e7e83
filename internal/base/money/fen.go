// Package money holds amounts, rates and the arithmetic between them, as integers throughout.
//
// An amount counts fen (分) and a rate counts 1e-7. Whatever is inexact takes a rounding, rounds once, and does so in
// this package or at a call that names the rounding. There is no floating point here, and a result that does not fit
// panics: it is a defect of the caller, never a smaller amount.
package money

import (
	"math"
	"strconv"
	"strings"

	"guangsha/internal/base/refusal"
)

// Fen is an amount of money in fen (分), a hundredth of a yuan. It may be negative.
type Fen int64

// Units of money, in fen.
const (
	Jiao Fen = 10        // 角
	Yuan Fen = 100       // 元
	Wan  Fen = 1_000_000 // 万元
)

// ParseYuan reads an amount in yuan: an optional sign, digits, either none or all of them grouped in thousands by
// commas, and at most two decimals, for example "1234.5" or "-1,234.50". Anything else, spaces and full-width digits
// included, is refused as malformed; an amount beyond int64 fen is refused as out of range.
func ParseYuan(s string) (Fen, error) {
	sign, rest := cutSign(s)
	whole, frac, dotted := strings.Cut(rest, ".")
	digits, ok := ungroup(whole)
	if !ok || dotted && (len(frac) > 2 || !allDigits(frac)) {
		return 0, refusal.Bad("money.malformed", "金额格式不正确，应为数字且最多两位小数，例如1234.50")
	}
	for len(frac) < 2 {
		frac += "0"
	}
	f, err := strconv.ParseInt(sign+digits+frac, 10, 64)
	if err != nil {
		return 0, refusal.Bad("money.range", "金额超出可处理的范围")
	}
	return Fen(f), nil
}

// String gives the amount in yuan with two decimals, for example "1234.50".
func (f Fen) String() string {
	sign, yuan, fen := f.split()
	return sign + yuan + "." + fen
}

// Grouped gives the amount in yuan with thousands separators (千分位) and two decimals, for example "1,234.50".
func (f Fen) Grouped() string {
	sign, yuan, fen := f.split()
	return sign + Separated(yuan) + "." + fen
}

// Separated puts thousands separators into digits.
func Separated(digits string) string {
	var b strings.Builder
	for i, c := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// InWan gives the amount in 万元 with 0 to 6 decimals, rounded half-up, for example "99.50". Another number of
// decimals panics.
func (f Fen) InWan(decimals int) string {
	if decimals < 0 || decimals > 6 {
		panic("money: InWan takes 0 to 6 decimals")
	}
	unit := int64(1)
	for range 6 - decimals {
		unit *= 10
	}
	n := int64(MulDiv(f, 1, unit, HalfUp))
	return fixed(n, decimals)
}

// Sum adds amounts and panics when the result does not fit.
func Sum(amounts ...Fen) Fen {
	var total Fen
	for _, a := range amounts {
		next := total + a
		if (a > 0) != (next > total) && a != 0 {
			panic("money: sum overflows")
		}
		total = next
	}
	return total
}

func (f Fen) split() (sign, yuan, fen string) {
	m := magnitude(int64(f))
	if f < 0 {
		sign = "-"
	}
	fen = strconv.FormatUint(m%100+100, 10)[1:]
	return sign, strconv.FormatUint(m/100, 10), fen
}

// fixed writes n divided by 10 to the power of decimals.
func fixed(n int64, decimals int) string {
	digits := strconv.FormatUint(magnitude(n), 10)
	if pad := decimals + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	if decimals > 0 {
		digits = digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
	}
	if n < 0 {
		return "-" + digits
	}
	return digits
}

// magnitude is the absolute value; unlike -n it is right for the least int64 too.
func magnitude(n int64) uint64 {
	if n == math.MinInt64 {
		return 1 << 63
	}
	if n < 0 {
		n = -n
	}
	return uint64(n)
}

func cutSign(s string) (sign, rest string) {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return s[:1], s[1:]
	}
	return "", s
}

// ungroup takes the thousands separators out of a whole number and reports whether they, and the digits, stood right.
func ungroup(s string) (digits string, ok bool) {
	groups := strings.Split(s, ",")
	for i, g := range groups {
		grouped := len(groups) > 1
		switch {
		case !allDigits(g):
			return "", false
		case grouped && i == 0 && len(g) > 3, grouped && i > 0 && len(g) != 3:
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
