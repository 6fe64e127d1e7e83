package loan

import (
	"fmt"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/policy"
)

// candidate is an application with what is known of those who make it. The borrower comes first.
type candidate struct {
	Application
	people   []Borrower
	running  int // loans under way or not settled
	lifetime int // loans ever disbursed, of whoever had most
}

// lifetimeLoans is how many loans of the fund a family may have had before this one: at most two in all.
const lifetimeLoans = 1

// parameters are the values in force for one application.
type parameters struct {
	minMonths, maxYears, ageYears, multiple int
	cap, unit                               money.Fen
	ltv, share, rate                        money.Rate
}

// parametersOn reads the values for a day.
func parametersOn(set *policy.Set, a Application, on civil.Date) (p parameters, err error) {
	counts := []struct {
		key policy.Count
		to  *int
	}{{keyMinMonths, &p.minMonths}, {keyMaxYears, &p.maxYears}, {keyAgeYears, &p.ageYears}, {keyMultiple, &p.multiple}}
	for _, c := range counts {
		if *c.to, err = c.key.On(set, a.Branch, on); err != nil {
			return p, err
		}
	}
	ceiling, ltv := keyCapSingle, keyLTVFirst
	if a.Partner.ID > 0 {
		ceiling = keyCapCouple
	}
	if a.Home == SecondHome {
		ltv = keyLTVSecond
	}
	if p.cap, err = ceiling.On(set, a.Branch, on); err != nil {
		return p, err
	}
	if p.unit, err = keyLimitUnit.On(set, a.Branch, on); err != nil {
		return p, err
	}
	if p.ltv, err = ltv.On(set, a.Branch, on); err != nil {
		return p, err
	}
	if p.share, err = keyIncomeShare.On(set, a.Branch, on); err != nil {
		return p, err
	}
	p.rate, err = RateOn(set, a.Branch, a.Home, a.Months, on)
	return p, err
}

// judge names every reason against a candidate, in this order: account, months, ban, running loan, number of loans,
// term, amount. It is nil when there is none.
func (p parameters) judge(c candidate, on civil.Date) error {
	var no []*refusal.Refused
	add := func(code, text, next string) { no = append(no, refusal.New(code, text, basisBorrow, next)) }
	borrower := c.people[0]
	if !borrower.Normal {
		add(CodeNotNormal, "借款人个人账户不是正常缴存状态", "请恢复正常缴存后再申请")
	}
	if borrower.MonthsInFull < p.minMonths {
		add(CodeMonths, fmt.Sprintf("连续足额缴存%d个月，未满%d个月", borrower.MonthsInFull, p.minMonths),
			"请在连续足额缴存满规定月数后再申请")
	}
	if slices.ContainsFunc(c.people, func(b Borrower) bool { return on < b.BannedUntil }) {
		no = append(no, refusal.New(CodeBanned, "借款人或共同借款人在限制期内，不能申请住房公积金贷款",
			"《住房公积金管理条例》（2026年修订）第四十一条", "限制期满后可申请"))
	}
	if c.running > 0 {
		add(CodeRunningLoan, "借款人或配偶有在办或未结清的住房公积金贷款", "请结清原贷款后再申请")
	}
	if c.lifetime > lifetimeLoans {
		add(CodeTwoLoans, "借款人或配偶已使用过两次住房公积金贷款", "不能再次申请")
	}
	if most := p.longest(borrower, on); c.Months > most {
		add(CodeTerm, fmt.Sprintf("申请期限%d个月，最长可贷%d个月", c.Months, most), "请缩短贷款期限")
	}
	if limit := CeilingOf(p.limitTerms(c)).Limit(p.unit); c.Amount > limit {
		add(CodeOverLimit, fmt.Sprintf("申请金额%s元，可贷额度%s元", c.Amount.Grouped(), limit.Grouped()),
			"请在可贷额度内申请")
	}
	return refusal.Join(no...)
}

// longest is the longest term in months: the policy's, or whole years until the borrower's retirement and the years
// that may be added to it.
func (p parameters) longest(b Borrower, on civil.Date) int {
	most := p.maxYears * 12
	if b.Retires == 0 {
		return most
	}
	return max(0, min(most, wholeMonths(on, p.latest(b))/12*12))
}

// latest is the day by which a loan must be paid back: the borrower's retirement and the years that may be added.
func (p parameters) latest(b Borrower) civil.Date { return b.Retires.AddMonths(p.ageYears * 12) }

// wholeMonths is how many months from a day on end by another.
func wholeMonths(from, to civil.Date) int {
	months := int(to.Month() - from.Month())
	if from.AddMonths(months) > to {
		months--
	}
	return months
}

// limitTerms are the terms of the ceiling. Without proven income the contribution bases stand for it.
func (p parameters) limitTerms(c candidate) LimitTerms {
	t := LimitTerms{Cap: p.cap, Multiple: p.multiple, Value: c.value(), LTV: p.ltv, Income: c.Income,
		IncomeShare: p.share, OtherDebt: c.OtherDebt, Rate: p.rate, Months: c.Months,
		Method: c.Method}
	var bases money.Fen
	for _, b := range c.people {
		t.Balances = append(t.Balances, b.Balance)
		bases += b.Base
	}
	if t.Income == 0 {
		t.Income = bases
	}
	return t
}
