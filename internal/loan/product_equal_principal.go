package loan

import "guangsha/internal/base/money"

var equalPrincipal = product{name: "等额本金", code: "02",
	equal: func(balance money.Fen, _ money.Rate, months int) money.Fen { return equalPart(balance, months) },
	step:  equalPrincipalStep, carries: equalPrincipalCarries,
	anew: func(part, _ money.Fen, _ money.Rate, _ int) money.Fen { return part },
	within: func(due, balance money.Fen, rate money.Rate) money.Fen {
		return max(due-balance.MonthInterest(rate), 0)
	}}

// equalPart is the principal of each instalment of an equal-principal loan (等额本金): the balance over the instalments
// that are left, half-up to the fen.
func equalPart(balance money.Fen, months int) money.Fen {
	return money.MulDiv(balance, 1, int64(months), money.HalfUp)
}

// equalPrincipalStep is instalment k of a running schedule, from the balance before it: the same principal each month,
// and interest that falls with the balance. The last one takes whatever is left.
func equalPrincipalStep(balance money.Fen, rate money.Rate, part money.Fen, k, months int) Instalment {
	i := Instalment{Number: k, Interest: balance.MonthInterest(rate), Principal: min(part, balance)}
	if k == months {
		i.Principal = balance
	}
	i.Balance = balance - i.Principal
	return i
}

// equalPrincipalCarries is the loan whose first instalment, the largest, is a payment of free a month:
// free / (1/n + annual/12), cut down to the fen.
func equalPrincipalCarries(free money.Fen, annual money.Rate, months int) money.Fen {
	const year = 12
	n, one := int64(months), int64(money.RateOne)
	return money.MulDiv(free, year*n*one, year*one+n*int64(annual), money.Truncate)
}
