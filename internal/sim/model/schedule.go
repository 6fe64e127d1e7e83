package model

import "math/big"

// Schedule is what is due of a principal over so many months (§6.5).
type Schedule struct {
	Principal Fen
	Rate      *big.Rat // annual
	Months    int
	Falling   bool // 等额本金; otherwise 等额本息
}

// Instalment is a row of a schedule: what is due, and the principal left after it.
type Instalment struct{ Principal, Interest, Left Fen }

// Payment is the equal monthly payment R2(P·i·(1+i)^n / ((1+i)^n − 1)), or the equal principal part R2(P/n).
func (s Schedule) Payment() Fen {
	i := per(s.Rate, 1, 12)
	if i.Sign() == 0 || s.Falling {
		return halfUp(per(new(big.Rat).SetInt(s.Principal), 1, int64(s.Months)))
	}
	factor, n := new(big.Rat).Add(big.NewRat(1, 1), i), big.NewInt(int64(s.Months))
	up, low := new(big.Int).Exp(factor.Num(), n, nil), new(big.Int).Exp(factor.Denom(), n, nil)
	top := exact(new(big.Int).Mul(s.Principal, up), i)
	return halfUp(top.Quo(top, new(big.Rat).SetInt(minus(up, low))))
}

// Rows walks the schedule up to and with its kth instalment.
func (s Schedule) Rows(k int) []Instalment { return s.Paying(s.Payment(), k) }

// Paying does the same with another payment, or another principal part. No instalment takes more than is left.
func (s Schedule) Paying(payment Fen, k int) []Instalment {
	left, i := s.Principal, per(s.Rate, 1, 12)
	rows := make([]Instalment, 0, k)
	for n := 1; n <= k; n++ {
		row := Instalment{Interest: halfUp(exact(left, i))}
		part := payment
		if !s.Falling {
			part = minus(payment, row.Interest)
		}
		row.Principal = least(part, left)
		if n == s.Months {
			row.Principal = left
		}
		left = minus(left, row.Principal)
		row.Left = left
		rows = append(rows, row)
	}
	return rows
}

// Penalty is R2(base × rate × factor / 360 × days) (LO-51).
func Penalty(base Fen, rate, factor *big.Rat, days int) Fen {
	return halfUp(per(exact(base, new(big.Rat).Mul(rate, factor)), int64(days), interestYear))
}

// AffordableFalling is the loan whose first instalment, the largest of equal principal, is a payment a month (LO-06).
func AffordableFalling(free, rate *big.Rat, months int) Fen {
	first := new(big.Rat).Add(big.NewRat(1, int64(months)), per(rate, 1, 12))
	return down(first.Quo(free, first), 1)
}

// Affordable is the loan that a payment a month carries (§6.2): the payments, each discounted to the day of the loan.
func Affordable(free, rate *big.Rat, months int) Fen {
	factor := new(big.Rat).Add(big.NewRat(1, 1), per(rate, 1, 12))
	// The sum of (low/up)^k over all months k, over the common denominator up^months.
	up, low := factor.Num(), factor.Denom()
	total, power := new(big.Int), big.NewInt(1)
	for range months {
		power = new(big.Int).Mul(power, low)
		total = sum(new(big.Int).Mul(total, up), power)
	}
	present := new(big.Rat).SetFrac(total, new(big.Int).Exp(up, big.NewInt(int64(months)), nil))
	return halfUp(present.Mul(present, free))
}
