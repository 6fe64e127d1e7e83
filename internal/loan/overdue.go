package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Arrear is one instalment that was not paid on its day (逾期记录), with what is still owed of it.
type Arrear struct {
	Number    int        // 期次
	Due       civil.Date // 应还日
	Principal money.Fen
	Interest  money.Fen
	Penalty   money.Fen  // penalty up to and without Since that is not yet paid
	Since     civil.Date // first day whose penalty is not in Penalty: the due date, or the last payment
	Moved     bool       // its principal stands under 122 逾期贷款
}

// Owed is what the arrear comes to without further penalty.
func (a Arrear) Owed() money.Fen { return money.Sum(a.Principal, a.Interest, a.Penalty) }

// PenaltyTerms are what the penalty (罚息) follows from.
type PenaltyTerms struct {
	Rate   money.Rate // annual contract rate
	Factor money.Rate // multiple of it, for example 1.5 (银发〔2003〕251号 allows 1.3 to 1.5)
}

const dayBase = 360 // actual days over 360

// Penalty is the penalty on what is owed for a number of days: owed × rate × factor × days / 360, rounded half-up
// once. It is simple: penalty bears no penalty.
func (t PenaltyTerms) Penalty(owed money.Fen, days int) money.Fen {
	one := int64(money.RateOne)
	return money.MulDiv(owed, int64(t.Rate)*int64(t.Factor)*int64(days), dayBase*one*one, money.HalfUp)
}

// AccruedTo is the arrear as it stands on a day: the penalty of the days since, on principal and interest both, is
// added. The first day counts and the last does not.
func (a Arrear) AccruedTo(on civil.Date, t PenaltyTerms) Arrear {
	if on > a.Since {
		a.Penalty += t.Penalty(a.Principal+a.Interest, int(on-a.Since))
		a.Since = on
	}
	return a
}

// Share is what one arrear gets of a payment, and what is left of it.
type Share struct {
	Number    int
	Penalty   money.Fen
	Interest  money.Fen
	Principal money.Fen
	Left      Arrear
}

// Paid is the sum of the share.
func (s Share) Paid() money.Fen { return money.Sum(s.Penalty, s.Interest, s.Principal) }

// Allocate spreads a payment over arrears that are in the order of their instalments: the oldest first, and in it
// penalty, then interest, then principal. Arrears that get nothing are not in the answer. rest is what nobody owed.
func Allocate(arrears []Arrear, paid money.Fen, on civil.Date, t PenaltyTerms) (shares []Share, rest money.Fen) {
	rest = paid
	take := func(owed *money.Fen) money.Fen {
		part := min(*owed, rest)
		*owed -= part
		rest -= part
		return part
	}
	for _, a := range arrears {
		if rest == 0 {
			break
		}
		left := a.AccruedTo(on, t)
		s := Share{Number: a.Number}
		s.Penalty = take(&left.Penalty)
		s.Interest = take(&left.Interest)
		s.Principal = take(&left.Principal)
		s.Left = left
		shares = append(shares, s)
	}
	return shares, rest
}

// RiskClass is the five-level class of a loan (贷款风险等级): 1 正常, 2 关注, 3 次级, 4 可疑, 5 损失.
type RiskClass uint8

// RiskBands are the largest numbers of unpaid instalments of the first four classes.
type RiskBands [4]int

// Class is the class of a loan with so many unpaid instalments (逾期期数).
func (b RiskBands) Class(unpaid int) RiskClass {
	for i, most := range b {
		if unpaid <= most {
			return RiskClass(i + 1)
		}
	}
	return RiskClass(len(b) + 1)
}
