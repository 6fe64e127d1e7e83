package loan

import (
	"math/big"

	"guangsha/internal/base/money"
)

// Ceiling is what the amount of a loan may come to at most, test by test (可贷额度测算).
type Ceiling struct {
	ByCap           money.Fen // 最高额度
	ByBalance       money.Fen // 账户余额倍数
	ByLTV           money.Fen // 房价比例
	ByAffordability money.Fen // 还款能力
}

// LimitTerms are what the ceiling follows from. Months and Rate are those the loan would have.
type LimitTerms struct {
	Cap         money.Fen   // highest amount for this family
	Balances    []money.Fen // account balances of all borrowers
	Multiple    int         // of the balances
	Value       money.Fen   // price or appraisal, whichever is lower
	LTV         money.Rate  // share of the value (贷款成数)
	Income      money.Fen   // family income a month
	IncomeShare money.Rate  // share of the income that debt may take
	OtherDebt   money.Fen   // other instalments a month
	Rate        money.Rate
	Months      int
}

// CeilingOf makes the four tests. The affordable amount is the present value of what the family can pay each month,
// rounded half-up to the fen; it is zero when other debt takes all of it.
func CeilingOf(t LimitTerms) Ceiling {
	c := Ceiling{ByCap: t.Cap, ByLTV: t.Value.AtRate(t.LTV, money.HalfUp)}
	c.ByBalance = money.MulDiv(money.Sum(t.Balances...), int64(t.Multiple), 1, money.Truncate)
	if free := t.Income.AtRate(t.IncomeShare, money.Truncate) - t.OtherDebt; free > 0 {
		c.ByAffordability = affordable(free, t.Rate, t.Months)
	}
	return c
}

// Limit is the least of the four, cut down to a multiple of unit (取整).
func (c Ceiling) Limit(unit money.Fen) money.Fen {
	return min(c.ByCap, c.ByBalance, c.ByLTV, c.ByAffordability).RoundTo(unit, money.Truncate)
}

// affordable is the loan that a payment of free a month pays back: free·((1+i)ⁿ − 1) / (i·(1+i)ⁿ) with i = annual /
// 12, computed exactly and rounded half-up to the fen once. Without interest it is free × months.
func affordable(free money.Fen, annual money.Rate, months int) money.Fen {
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
