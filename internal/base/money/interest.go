package money

import (
	"math/big"
	"math/bits"
)

const (
	daysPerYear   = 360 // actual days over 360 (算头不算尾)
	monthsPerYear = 12
)

// DayProduct is a sum of end-of-day balances (积数), in fen·days.
type DayProduct int64

// Days is the day-product of a balance that stood for a number of days. It panics when it does not fit.
func Days(f Fen, days int) DayProduct {
	return DayProduct(MulDiv(f, int64(days), 1, Truncate))
}

// Interest is the interest on a day-product at an annual rate: product × rate / 360, half-up to the fen.
func (p DayProduct) Interest(rate Rate) Fen {
	return MulDiv(Fen(p), int64(rate), daysPerYear*int64(RateOne), HalfUp)
}

// Segment is a part of an interest period with a rate of its own (分段计息).
type Segment struct {
	Product DayProduct
	Rate    Rate
}

// SegmentInterest is the interest on the segments together: the sum of product × rate, divided by 360 and rounded
// half-up to the fen once.
func SegmentInterest(segments ...Segment) Fen {
	sum := new(big.Int)
	for _, s := range segments {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(s.Product)), big.NewInt(int64(s.Rate))))
	}
	den := big.NewInt(daysPerYear * int64(RateOne))
	if sum.Sign() < 0 {
		return -halfUp(sum.Neg(sum), den)
	}
	return halfUp(sum, den)
}

// DayInterest is the interest on f for a number of days at an annual rate: f × rate × days / 360, half-up to the fen.
func (f Fen) DayInterest(annual Rate, days int) Fen {
	hi, lo := bits.Mul64(magnitude(int64(annual)), magnitude(int64(days)))
	if hi != 0 || lo > 1<<62 {
		panic("money: rate times days overflows")
	}
	return MulDiv(f, int64(annual)*int64(days), daysPerYear*int64(RateOne), HalfUp)
}

// MonthInterest is the interest on f for one whole month at an annual rate: f × rate / 12, half-up to the fen.
func (f Fen) MonthInterest(annual Rate) Fen {
	return MulDiv(f, int64(annual), monthsPerYear*int64(RateOne), HalfUp)
}

// Annuity is the equal monthly instalment (等额本息月还款额) of a loan: P·i·(1+i)ⁿ / ((1+i)ⁿ − 1) with i = annual / 12,
// computed exactly and rounded half-up to the fen once. At a rate of 0 it is principal / months. It panics when the
// principal or the rate is negative or months is not positive.
func Annuity(principal Fen, annual Rate, months int) Fen {
	if principal < 0 || annual < 0 || months <= 0 {
		panic("money: annuity of a negative loan or of no months")
	}
	if annual == 0 {
		return MulDiv(principal, 1, int64(months), HalfUp)
	}
	// With i = a/d the instalment is P·a·(d+a)ⁿ / (d·((d+a)ⁿ − dⁿ)): integers only.
	a := big.NewInt(int64(annual))
	d := big.NewInt(monthsPerYear * int64(RateOne))
	n := big.NewInt(int64(months))
	grown := new(big.Int).Exp(new(big.Int).Add(d, a), n, nil)
	num := new(big.Int).Mul(big.NewInt(int64(principal)), a)
	num.Mul(num, grown)
	den := new(big.Int).Sub(grown, new(big.Int).Exp(d, n, nil))
	den.Mul(den, d)
	return halfUp(num, den)
}

// halfUp is num/den, a half going up; num is not negative and den is positive.
func halfUp(num, den *big.Int) Fen {
	num.Lsh(num, 1).Add(num, den)
	quotient := num.Quo(num, new(big.Int).Lsh(den, 1))
	if !quotient.IsInt64() {
		panic("money: result overflows")
	}
	return Fen(quotient.Int64())
}
