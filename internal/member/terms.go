package member

import (
	"errors"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/policy"
)

// Terms are the parameters of contribution (缴存政策) in force for an office on a day.
type Terms struct {
	Lower, Upper       money.Fen  // 月缴存基数下限、上限
	RatioMin, RatioMax money.Rate // 缴存比例下限、上限, each side
	RatioStep          money.Rate // 缴存比例最小单位
	Unit               money.Fen  // what the monthly amount of each side is rounded to
	Rounding           money.Rounding
	RegisterDays       int // days after its founding in which an employer registers (条例第十四条)
	RemitDays          int // days after payday in which it remits (条例第十九条)
}

const (
	baseLower    policy.Fen   = "contribution.base.lower"
	baseUpper    policy.Fen   = "contribution.base.upper"
	ratioMin     policy.Rate  = "contribution.ratio.min"
	ratioMax     policy.Rate  = "contribution.ratio.max"
	ratioStep    policy.Rate  = "contribution.ratio.step"
	roundUnit    policy.Word  = "contribution.round.unit"
	roundMode    policy.Word  = "contribution.round.mode"
	registerDays policy.Count = "contribution.register_days"
	remitDays    policy.Count = "contribution.remit_days"
)

// TermsOn reads the terms. A missing or malformed parameter is an error of the configuration.
func TermsOn(set *policy.Set, office string, day civil.Date) (Terms, error) {
	var t Terms
	var errs [9]error
	var unit, mode string
	t.Lower, errs[0] = baseLower.On(set, office, day)
	t.Upper, errs[1] = baseUpper.On(set, office, day)
	t.RatioMin, errs[2] = ratioMin.On(set, office, day)
	t.RatioMax, errs[3] = ratioMax.On(set, office, day)
	t.RatioStep, errs[4] = ratioStep.On(set, office, day)
	unit, errs[5] = roundUnit.On(set, office, day)
	mode, errs[6] = roundMode.On(set, office, day)
	t.RegisterDays, errs[7] = registerDays.On(set, office, day)
	t.RemitDays, errs[8] = remitDays.On(set, office, day)
	if err := errors.Join(errs[:]...); err != nil {
		return Terms{}, err
	}
	var knownUnit, knownMode bool
	t.Unit, knownUnit = map[string]money.Fen{"yuan": money.Yuan, "jiao": money.Jiao, "fen": 1}[unit]
	t.Rounding, knownMode = map[string]money.Rounding{
		"half_up": money.HalfUp, "truncate": money.Truncate, "up": money.Up}[mode]
	if !knownUnit || !knownMode {
		return Terms{}, fmt.Errorf("policy contribution.round: unit %q, mode %q", unit, mode)
	}
	return t, nil
}

// Base is the contribution base (缴存基数) of an average monthly wage: the wage within the bounds (建金〔2018〕45号).
func (t Terms) Base(wage money.Fen) money.Fen { return min(max(wage, t.Lower), t.Upper) }

// Part is what one side pays a month: base × ratio, rounded once to the unit in force. Each side is rounded by
// itself and the monthly amount is their sum, never a rounded sum.
func (t Terms) Part(base money.Fen, ratio money.Rate) money.Fen {
	units := money.MulDiv(base, int64(ratio), int64(money.RateOne)*int64(t.Unit), t.Rounding)
	return money.MulDiv(units, int64(t.Unit), 1, money.Truncate)
}

// AllowsRatio reports whether one side may pay at a ratio: within the bounds and a multiple of the step.
func (t Terms) AllowsRatio(r money.Rate) bool {
	return r >= t.RatioMin && r <= t.RatioMax && r%t.RatioStep == 0
}

// AverageWage is the average monthly wage of a calendar year (上一年度月平均工资): the wages of the year over the
// months worked, half up to the fen. Months outside 1 to 12 panic.
func AverageWage(total money.Fen, months int) money.Fen {
	if months < 1 || months > 12 {
		panic("member: average over other than 1 to 12 months")
	}
	return money.MulDiv(total, 1, int64(months), money.HalfUp)
}

// Deadline is the last day on which a contribution for a month is in time: RemitDays after the payday (条例第十九条).
// A payday that the month lacks is its last day.
func (t Terms) Deadline(month civil.Month, payDay int) civil.Date {
	return month.First().AddMonthsAnchored(0, payDay).AddDays(t.RemitDays)
}
