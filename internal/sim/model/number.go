package model

import "math/big"

// Fen is an amount in fen (分). It is never changed once it exists: every operation makes a new one.
type Fen = *big.Int

// NewFen is a number of fen.
func NewFen(n int64) Fen { return big.NewInt(n) }

var zero = new(big.Int)

func sum(amounts ...Fen) Fen {
	total := new(big.Int)
	for _, a := range amounts {
		total.Add(total, a)
	}
	return total
}

func minus(a, b Fen) Fen { return new(big.Int).Sub(a, b) }

func times(a Fen, n int64) Fen { return new(big.Int).Mul(a, big.NewInt(n)) }

func least(amounts ...Fen) Fen {
	low := amounts[0]
	for _, a := range amounts[1:] {
		if a.Cmp(low) < 0 {
			low = a
		}
	}
	return low
}

func most(a, b Fen) Fen {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// Rate reads a decimal fraction, for example "0.0150". A malformed one panics: rates are written down, never typed in.
func Rate(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("model: no rate: " + text)
	}
	return r
}

// exact is a × r, not rounded.
func exact(a Fen, r *big.Rat) *big.Rat { return new(big.Rat).Mul(new(big.Rat).SetInt(a), r) }

// per is r × num / den.
func per(r *big.Rat, num, den int64) *big.Rat { return new(big.Rat).Mul(r, big.NewRat(num, den)) }

// halfUp rounds to a whole number, halves away from zero (四舍五入, G-03).
func halfUp(r *big.Rat) Fen {
	size := new(big.Rat).Abs(r)
	size.Add(size, big.NewRat(1, 2))
	whole := new(big.Int).Quo(size.Num(), size.Denom())
	if r.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole
}

// down cuts an amount of no less than zero to a multiple of unit.
func down(r *big.Rat, unit int64) Fen {
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	return times(whole.Quo(whole, big.NewInt(unit)), unit)
}
