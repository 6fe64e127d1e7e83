package loan

import (
	"fmt"

	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// The keys of the limits of early repayments.
const (
	keyPrepayAfter    policy.Count = "loan.prepay.after_periods" // 最低已还期数
	keyPrepayPerMonth policy.Count = "loan.prepay.per_month"     // 每月最多次数
	keyPrepayQuiet    policy.Count = "loan.prepay.quiet_days"    // 还款日前后不办理的天数
	keyPrepayMin      policy.Fen   = "loan.prepay.min"           // 部分还款最低额
	keyPrepayStep     policy.Fen   = "loan.prepay.step"          // 部分还款的整数倍
)

const (
	basisPrepay         = "GB/T 51267-2017《住房公积金个人住房贷款业务规范》"
	basisPrepayInterest = "《中华人民共和国民法典》第六百七十七条"
)

// checkPrepayment refuses what no parameter could allow.
func checkPrepayment(p Prepayment, l Loan, r Running) error {
	partly := p.Way == ReducePayment || p.Way == ShortenTerm
	switch {
	case !partly && p.Way != PayOff, partly && p.Principal <= 0, p.Way == PayOff && p.Principal != 0:
		return refusal.Bad(CodeInput, "请选择提前还款方式：部分还款须填写提前归还的本金，提前结清不填")
	case !l.State.Running():
		return refusal.New(CodeState, fmt.Sprintf("贷款当前为“%s”，不能提前还款", l.State), "", "请核对贷款编号")
	case r.NextDue == 0:
		return refusal.New(CodeState, "贷款各期均已到期，没有可提前归还的本金", "", "请按逾期应还总额还款")
	case partly && p.Principal >= r.Balance:
		return refusal.New(CodePrepayTooMuch, fmt.Sprintf("提前归还的本金应少于剩余本金%s元", r.Balance.Grouped()), basisPrepay,
			"还清全部本金请办理提前结清")
	}
	return nil
}

// prepayLimits are the parameters of a day.
type prepayLimits struct {
	after, perMonth, quiet int
	least, step            money.Fen
}

func (s *Service) prepayLimits(tx unit.Tx, q PrepayQuote) (l prepayLimits, err error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return l, err
	}
	branch, on := q.loan.Branch, q.today
	for _, k := range []struct {
		key policy.Count
		to  *int
	}{{keyPrepayAfter, &l.after}, {keyPrepayPerMonth, &l.perMonth}, {keyPrepayQuiet, &l.quiet}} {
		if *k.to, err = k.key.On(set, branch, on); err != nil {
			return l, err
		}
	}
	if l.least, err = keyPrepayMin.On(set, branch, on); err != nil {
		return l, err
	}
	l.step, err = keyPrepayStep.On(set, branch, on)
	return l, err
}

// mayPrepay refuses, with every reason, what the parameters do not allow. A payoff has no least amount and takes
// overdue instalments with it.
func (s *Service) mayPrepay(tx unit.Tx, p Prepayment, q PrepayQuote) error {
	l, err := s.prepayLimits(tx, q)
	if err != nil {
		return err
	}
	times, err := s.Store.PrepaidSince(tx, p.Loan, q.today.Month().First())
	if err != nil {
		return err
	}
	reasons := l.timing(q, times)
	if p.Way != PayOff {
		reasons = append(reasons, l.amount(p, q.Before)...)
	}
	return refusal.Join(reasons...)
}

// timing is what speaks against this day. Until the instalment of a due date is booked, nobody can tell what is left.
func (l prepayLimits) timing(q PrepayQuote, times int) (list []*refusal.Refused) {
	r := q.Before
	if paid := r.Next - 1 - r.Unpaid; paid < l.after {
		list = append(list, refusal.New(CodePrepayEarly, fmt.Sprintf("已还%d期，还满%d期后方可提前还款", paid, l.after),
			basisPrepay, "请还满规定期数后办理"))
	}
	if times >= l.perMonth {
		list = append(list, refusal.New(CodePrepayOften, fmt.Sprintf("本月已提前还款%d次，每月最多%d次", times, l.perMonth),
			basisPrepay, "请于下月办理"))
	}
	if int(r.NextDue-q.today) <= l.quiet || int(q.today-r.lastDue()) <= l.quiet {
		list = append(list, refusal.New(CodePrepayQuiet, fmt.Sprintf("还款日前后%d天内不办理提前还款，下一还款日为%s", l.quiet,
			r.NextDue.Chinese()), basisPrepay, "请在还款日的扣款入账后办理"))
	}
	return list
}

// amount is what speaks against a part of the principal.
func (l prepayLimits) amount(p Prepayment, r Running) (list []*refusal.Refused) {
	if r.Unpaid > 0 {
		list = append(list, refusal.New(CodePrepayOverdue, fmt.Sprintf("贷款有%d期逾期未还", r.Unpaid), basisPrepay,
			"请先还清逾期本息，或办理提前结清"))
	}
	if p.Principal < l.least {
		list = append(list, refusal.New(CodePrepayTooLittle, fmt.Sprintf("提前归还的本金不少于%s元", l.least.Grouped()),
			basisPrepay, "请按规定金额办理"))
	}
	if l.step > 0 && p.Principal%l.step != 0 {
		list = append(list, refusal.New(CodePrepayStep, fmt.Sprintf("提前归还的本金应为%s元的整数倍", l.step.Grouped()),
			basisPrepay, "请按规定金额办理"))
	}
	return list
}
