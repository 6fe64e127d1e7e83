package evaluation

import (
	"math/big"
	"strings"
)

// Dimension tells which numbers may be compared (量纲).
type Dimension string

// The dimensions. Things that are counted are each of their own kind: 人 and 人次 differ.
const (
	Bare    Dimension = ""        // no unit
	Money   Dimension = "money"   // 元, 万元, 亿元
	Share   Dimension = "share"   // %, ‰
	Counted Dimension = "counted" // 次, 户, 笔, 人
)

// moneyUnits in 万元, the unit of the form. Longer names stand first.
var moneyUnits = []struct {
	name   string
	factor *big.Rat
}{
	{"百万元", big.NewRat(100, 1)}, {"千万元", big.NewRat(1000, 1)}, {"万亿元", big.NewRat(100_000_000, 1)},
	{"亿元", big.NewRat(10_000, 1)}, {"万元", big.NewRat(1, 1)}, {"千元", big.NewRat(1, 10)},
	{"元", big.NewRat(1, 10_000)},
}

// moneyFactor converts a money unit to 万元. A unit price such as 元/户 is no amount of money.
func moneyFactor(unit string) (*big.Rat, bool) {
	for _, m := range moneyUnits {
		if unit == m.name {
			return m.factor, true
		}
	}
	return nil, false
}

// perYear is a suffix that says nothing in a table of one year.
func perYear(unit string) string {
	for _, suffix := range []string{"/年", "每年", "/年度"} {
		unit = strings.TrimSuffix(unit, suffix)
	}
	return unit
}

func dimensionOf(unit string) Dimension {
	switch unit = perYear(unit); {
	case unit == "":
		return Bare
	case unit == "%" || unit == "‰":
		return Share
	}
	if _, ok := moneyFactor(unit); ok {
		return Money
	}
	return Counted
}

// countWords are the counter words met in names of indicators, longer ones first. A number in prose is an amount
// only before one of them.
var countWords = []string{
	"%", "‰", "万亿元", "百万元", "千万元", "亿元", "万元", "千元", "元",
	"万人次", "人次", "万人", "万户", "万笔", "万件", "人", "户", "笔", "次", "个", "件", "套", "家", "项", "种", "条", "份", "台",
	"期", "场", "处", "间", "所", "名", "位", "批", "篇", "册", "辆", "户次", "天", "小时", "平方米", "公里", "米", "吨", "亩",
}

// Amount is a number with a unit.
type Amount struct {
	Number Number
	Unit   string
}

// String is the amount as one writes it.
func (a Amount) String() string { return a.Number.String() + a.Unit }

func (a Amount) dimension() Dimension { return dimensionOf(a.Unit) }

// inBase is the number in the base of its kind: money in 万元, shares in per cent, counts in ones (万户 counts 10,000).
func (a Amount) inBase() Number {
	unit := perYear(a.Unit)
	if f, ok := moneyFactor(unit); ok {
		return a.Number.times(f)
	}
	if unit == "‰" {
		return a.Number.times(big.NewRat(1, 10))
	}
	switch {
	case strings.HasPrefix(unit, "亿"):
		return a.Number.times(big64(100_000_000))
	case strings.HasPrefix(unit, "万"):
		return a.Number.times(big64(10_000))
	}
	return a.Number
}

// thing is what a counter word counts, without its 万 or 亿.
func thing(unit string) string {
	return strings.TrimPrefix(strings.TrimPrefix(perYear(unit), "亿"), "万")
}

// sameUnit reports whether two amounts count the same thing, so that their numbers may be compared.
func (a Amount) sameUnit(b Amount) bool {
	da, db := a.dimension(), b.dimension()
	if da != db {
		return false
	}
	return da != Counted || thing(a.Unit) == thing(b.Unit)
}

// in gives the amount in the unit of another of the same kind, with the decimals it had.
func (a Amount) in(unit string) Number {
	other := Amount{Number: Number{rat: big.NewRat(1, 1)}, Unit: unit}
	if a.Unit == unit || a.dimension() != other.dimension() {
		return a.Number
	}
	factor := new(big.Rat).Quo(a.inBase().rat, other.inBase().rat)
	if a.Number.zero() {
		factor = new(big.Rat)
	}
	return Number{rat: factor, places: decimalsOf(factor)}
}

// decimalsOf is how many decimals a number needs, at most eight.
func decimalsOf(r *big.Rat) int {
	for places := range 8 {
		if atPlaces(r, places).Cmp(r) == 0 {
			return places
		}
	}
	return 8
}
