package model

import (
	"math/big"
	"regexp"
	"strings"
)

// Target is what a row of a table should reach (年度指标值): a number, and whether less is better.
type Target struct {
	AtMost bool
	Is     *big.Rat
	Unit   string
}

var targetForm = regexp.MustCompile(`^(≥|≤)?([0-9.]+)(\D*)$`)

// ReadTarget reads a target, of which every row that is measured has one. Another cell panics.
func ReadTarget(text string) Target {
	part := targetForm.FindStringSubmatch(text)
	if part == nil {
		panic("model: no target: " + text)
	}
	return Target{AtMost: part[1] == "≤", Is: Rate(part[2]), Unit: part[3]}
}

// The units of money in tables, in fen, and the shares.
const (
	tenThousandYuan = "万元"
	oneYuan         = "元"
	hundredths      = "%"
)

var inMoney = map[string]int64{tenThousandYuan: 1_000_000, oneYuan: 100}

// in is a figure in the unit of a cell, and the unit: money is told in the wanted unit of money, or in 万元; a share in
// per cent; and things by the wanted word for counting them. Nothing is rounded.
func (f Figure) in(wanted string) (*big.Rat, string) {
	switch n := new(big.Rat).SetInt(f.N); {
	case f.Unit == inFen && inMoney[wanted] == 0:
		return f.in(tenThousandYuan)
	case f.Unit == inFen:
		return per(n, 1, inMoney[wanted]), wanted
	case f.Unit == inParts:
		return per(n, 1, 100), hundredths
	case wanted == "" || wanted == hundredths || inMoney[wanted] != 0:
		return n, f.Unit
	default:
		return n, wanted
	}
}

// Cell is a figure as a table prints it beside a target of a unit. What has no answer is empty.
func (f Figure) Cell(wanted string) string {
	if !f.Known {
		return ""
	}
	if f.Unit == aDate {
		return Day(f.N.Int64()).String()
	}
	n, unit := f.in(wanted)
	if unit == oneYuan {
		return n.FloatString(2) + unit // to the fen
	}
	return decimal(n) + unit
}

// decimal writes a number of at most ten decimals exactly.
func decimal(n *big.Rat) string {
	text := n.FloatString(10)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Score is the part of a weight that a figure earns beside a target, in hundredths of a point: all of it when the
// target is reached, else as far as it is (财政部2020年办法).
func (f Figure) Score(weight string, target Target) Fen {
	is, _ := f.in(target.Unit)
	ratio := new(big.Rat)
	switch {
	case target.Is.Sign() == 0 || target.AtMost && is.Cmp(target.Is) <= 0:
		ratio.SetInt64(1)
	case target.AtMost:
		ratio.Quo(target.Is, is)
	case is.Sign() > 0:
		ratio.Quo(is, target.Is)
	}
	full := per(Rate(weight), 100, 1)
	if ratio.Cmp(big.NewRat(1, 1)) >= 0 {
		return halfUp(full)
	}
	return halfUp(full.Mul(full, ratio))
}
