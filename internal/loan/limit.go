package loan

import "guangsha/internal/base/money"

// Ceiling is what the amount of a loan may come to at most, test by test (可贷额度测算).
type Ceiling struct {
	ByCap           money.Fen // 最高额度
	ByBalance       money.Fen // 账户余额倍数
	ByLTV           money.Fen // 房价比例
	ByAffordability money.Fen // 还款能力
}

// LimitTerms are what the ceiling follows from. Method, Months and Rate are those the loan would have.
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
	Method      Method
}

// CeilingOf makes the four tests. The affordable amount is the loan whose largest instalment is what the family can pay
// each month: of equal payments their present value, rounded half-up to the fen. It is zero when other debt takes all
// of it.
func CeilingOf(t LimitTerms) Ceiling {
	c := Ceiling{ByCap: t.Cap, ByLTV: t.Value.AtRate(t.LTV, money.HalfUp)}
	c.ByBalance = money.MulDiv(money.Sum(t.Balances...), int64(t.Multiple), 1, money.Truncate)
	if free := t.Income.AtRate(t.IncomeShare, money.Truncate) - t.OtherDebt; free > 0 {
		c.ByAffordability = t.Method.product().carries(free, t.Rate, t.Months)
	}
	return c
}

// Limit is the least of the four, cut down to a multiple of unit (取整).
func (c Ceiling) Limit(unit money.Fen) money.Fen {
	return min(c.ByCap, c.ByBalance, c.ByLTV, c.ByAffordability).RoundTo(unit, money.Truncate)
}
