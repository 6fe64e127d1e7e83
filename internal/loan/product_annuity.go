package loan

import (
	"math/big"

	"guangsha/internal/base/money"
)

var annuity = product{name: "等额本息", code: "01", equal: money.Annuity, step: annuityStep, carries: annuityCarries,
	anew: func(_, balance money.Fen, rate money.Rate, months int) money.Fen {
		return money.Annuity(balance, rate, months)
	},
	within: func(due, _ money.Fen, _ money.Rate) money.Fen { return due }}

// annuityStep is instalment k of a running schedule of equal payments (等额本息), from the balance before it. Interest is
// one twelfth of the annual rate on the balance, half-up to the fen; principal is the rest of the payment and never
// exceeds that balance. The last one takes whatever is left, so that the rounding of all months ends in it.
func annuityStep(balance money.Fen, rate money.Rate, payment money.Fen, k, months int) Instalment {
	i := Instalment{Number: k, Interest: balance.MonthInterest(rate)}
	i.Principal = min(payment-i.Interest, balance)
	if k == months {
		i.Principal = balance
	}
	i.Balance = balance - i.Principal
	return i
}

// annuityCarries is the loan that a payment of free a month pays back: free·((1+i)ⁿ − 1) / (i·(1+i)ⁿ) with i = annual /
// 12, computed exactly and rounded half-up to the fen once. Without interest it is free × months.
func annuityCarries(free money.Fen, annual money.Rate, months int) money.Fen {
	if annual == 0 {
		return money.MulDiv(free, int64(months), 1, money.Truncate)
	}
	// With i = a/d the value is free·d·((d+a)ⁿ − dⁿ) / (a·(d+a)ⁿ): integers only.
	a, d := big.NewInt(int64(annual)), big.NewInt(12*int64(money.RateOne))
	n := big.NewInt(int64(months))
	grown := new(big.Int).Exp(new(big.Int).Add(d, a), n, nil)
	num := new(big.Int).Sub(grown, new(big.Int).Exp(d, n, nil))
	num.Mul(num, d).Mul(num, big.NewInt(int64(free)))
	den := grown.Mul(grown, a)
	num.Lsh(num, 1).Add(num, den)
	return money.Fen(num.Quo(num, den.Lsh(den, 1)).Int64())
}
