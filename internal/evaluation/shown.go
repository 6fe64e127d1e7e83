package evaluation

import (
	"math/big"
	"strings"

	fen "guangsha/internal/base/money"
)

// exactUnit is the unit in which money is exact.
const exactUnit = "元"

// Shown is a measured cell as people read it: digits in groups of three, money with two decimals, half up, and the unit
// apart from the number. Money that is less than its unit and has further decimals is told in yuan, since little would
// be left of it. What is no plain amount, such as a date, stands as it is.
func Shown(cell string) string {
	a, plain := plainAmount(cell)
	if !plain {
		return cell
	}
	switch a.dimension() {
	case Money:
		if a.small() {
			return a.exact()
		}
		return grouped(atPlaces(a.Number.rat, 2).FloatString(2)) + " " + a.Unit
	case Counted:
		return grouped(a.Number.String()) + " " + a.Unit
	}
	return cell
}

// Exact is the money of a measured cell in yuan and fen where Shown says it in a larger unit; empty for all else.
func Exact(cell string) string {
	a, plain := plainAmount(cell)
	if !plain || a.dimension() != Money || a.Unit == exactUnit || a.small() {
		return ""
	}
	return a.exact()
}

// small reports whether two decimals would not tell an amount that is less than its unit.
func (a Amount) small() bool {
	return a.Number.rat.Cmp(big64(1)) < 0 && a.Number.rat.Cmp(big64(-1)) > 0 &&
		atPlaces(a.Number.rat, 2).Cmp(a.Number.rat) != 0
}

// exact is money in yuan and fen.
func (a Amount) exact() string {
	yuan := new(big.Rat).Mul(a.inBase().rat, big.NewRat(10_000, 1)) // the base is 万元
	return grouped(yuan.FloatString(2)) + " " + exactUnit
}

// plainAmount reads a cell that is a number and then its unit.
func plainAmount(cell string) (Amount, bool) {
	unit := strings.TrimLeft(cell, "-0123456789.")
	n, ok := readNumber(strings.TrimSuffix(cell, unit))
	return Amount{Number: n, Unit: unit}, ok
}

// grouped puts separators into the digits before the point.
func grouped(number string) string {
	whole, part, point := strings.Cut(number, ".")
	digits, negative := strings.CutPrefix(whole, "-")
	text := fen.Separated(digits)
	if negative {
		text = "-" + text
	}
	if point {
		text += "." + part
	}
	return text
}
