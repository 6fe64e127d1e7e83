package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/policy"
)

// HomeClass counts the homes of the family with this one (房屋套数认定).
type HomeClass uint8

// The classes that can be lent for; there is no loan for a third home.
const (
	FirstHome  HomeClass = iota + 1 // 首套
	SecondHome                      // 二套
)

// longTerm is the first number of months of the upper band: the State sets one rate up to five years (含) and one
// above. The band is fixed by the contract term.
const longTerm = 61

// The keys of the loan rates (个人住房公积金贷款利率), annual, by home and band.
const (
	keyFirstShort  policy.Rate = "loan.rate.first.short"
	keyFirstLong   policy.Rate = "loan.rate.first.long"
	keySecondShort policy.Rate = "loan.rate.second.short"
	keySecondLong  policy.Rate = "loan.rate.second.long"
)

// RateOn is the annual rate that a loan of this class and term gets on a day. The day of disbursement decides.
func RateOn(set *policy.Set, branch string, class HomeClass, months int, on civil.Date) (money.Rate, error) {
	key := keyFirstShort
	switch {
	case class == FirstHome && months >= longTerm:
		key = keyFirstLong
	case class == SecondHome && months < longTerm:
		key = keySecondShort
	case class == SecondHome:
		key = keySecondLong
	}
	return key.On(set, branch, on)
}
