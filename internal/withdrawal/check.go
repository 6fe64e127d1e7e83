package withdrawal

import (
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
)

// Examine decides whether an application may be granted and gives what it entitles to, in fen. When it may not, the
// error is a *refusal.Refused that names everything that speaks against it, in the order of the checks below; any
// other error is a failure. Examine is pure.
func Examine(a Application, t Terms) (money.Fen, error) {
	reason, known := Find(a.Reason)
	reasons := standing(a, reason, t)
	regime, inForce := reason.On(t.On)
	if !known || !inForce {
		return 0, refusal.Join(append(reasons, refusal.New(CodeReasonNotAvailable, "该提取原因在受理日期不可办理",
			"《住房公积金管理条例》第二十四条", "请选择其他提取原因"))...)
	}
	limit, err := regime.Limit(a, t)
	lacking := refusal.Of(err)
	if err != nil && lacking == nil {
		return 0, err
	}
	reasons = append(reasons, lacking)
	early, err := tooEarly(a, reason, t)
	if err != nil {
		return 0, err
	}
	reasons = append(reasons, early)
	amounts, err := amount(a, reason, regime, t, limit, lacking == nil)
	if err != nil {
		return 0, err
	}
	reasons = append(append(reasons, amounts...), last(a, reason)...)
	if r := refusal.Join(reasons...); r != nil {
		return 0, r
	}
	return limit, nil
}

// Codes of the refusals that hold for all reasons, in the order of the checks.
const (
	CodeNotOwner           = "withdrawal.not-owner"
	CodeFrozen             = "withdrawal.frozen"
	CodeBanned             = "withdrawal.banned"
	CodeInProgress         = "withdrawal.in-progress"
	CodeReasonNotAvailable = "withdrawal.reason-not-available"
	CodeTooEarly           = "withdrawal.too-early"
	CodeAmount             = "withdrawal.amount"
	CodeMustLeaveBalance   = "withdrawal.must-leave-balance"
	CodeKindMismatch       = "withdrawal.kind-mismatch"
	CodeLoanOpen           = "withdrawal.loan-open"
	CodePayee              = "withdrawal.payee"
)

// standing checks who asks and what state the account is in.
func standing(a Application, r Reason, t Terms) []*refusal.Refused {
	var reasons []*refusal.Refused
	add := func(fails bool, code, text, basis, next string) {
		if fails {
			reasons = append(reasons, refusal.New(code, text, basis, next))
		}
	}
	add(!r.ByHeirs && (a.Applicant == 0 || a.Applicant != a.Owner && a.Authority == ""), CodeNotOwner,
		"申请人身份未核验，或不是账户所有人及其受托人", "", "请由本人或持授权委托书的受托人办理")
	add(a.Closed, CodeFrozen, "个人账户已销户", "", "请核对个人账号")
	add(!a.Closed && (a.FrozenWhole || a.Amount <= a.Balance && a.Amount > a.Available() || a.Closing && a.Frozen > 0),
		CodeFrozen, "个人账户已被冻结，冻结部分不能提取", "", "请向作出冻结决定的机关查询")
	add(t.On < a.BannedUntil, CodeBanned, "在限制期内，不能提取住房公积金",
		"《住房公积金管理条例》（2026年修订）第四十一条", "限制期满后可申请")
	if a.InProgress {
		reasons = append(reasons, InProgress())
	}
	return reasons
}

// tooEarly checks how long ago the same reason was last used.
func tooEarly(a Application, r Reason, t Terms) (*refusal.Refused, error) {
	if r.Interval == "" || a.LastAccepted == 0 {
		return nil, nil
	}
	months, err := r.Interval.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return nil, err
	}
	if next := a.LastAccepted.AddMonths(months); t.On < next {
		return refusal.New(CodeTooEarly, "距上次同一原因提取未满规定间隔，"+next.String()+"起可再申请", "",
			"请在间隔期满后申请"), nil
	}
	return nil, nil
}

// amount checks what is asked for against the entitlement, if there is one, and against what must stay.
func amount(a Application, r Reason, g Regime, t Terms, limit money.Fen, entitled bool) ([]*refusal.Refused, error) {
	if r.ClosesAccount() {
		if a.Balance > 0 && (a.Amount == 0 || a.Amount == a.Balance) {
			return nil, nil
		}
		return []*refusal.Refused{refusal.New(CodeAmount, "销户提取须提取全部余额，且余额须大于零", g.Basis,
			"请按账户余额申请")}, nil
	}
	keep, err := KeepMin.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return nil, err
	}
	available := a.Available()
	switch {
	case a.Amount <= 0:
		return []*refusal.Refused{refusal.Bad(CodeAmount, "提取金额须大于零")}, nil
	case entitled && a.Amount > limit:
		most := max(min(limit, available-keep), 0)
		return []*refusal.Refused{refusal.New(CodeAmount, "提取金额超过可提取额度"+most.Grouped()+"元", g.Basis,
			"请在可提取额度内申请")}, nil
	case a.Amount > a.Balance:
		return []*refusal.Refused{refusal.New(CodeAmount, "提取金额超过账户余额", "", "请在账户余额内申请")}, nil
	case a.Amount <= available && a.Amount > available-keep:
		return []*refusal.Refused{refusal.New(CodeMustLeaveBalance,
			"部分提取不能取空账户，至少保留"+keep.Grouped()+"元", "", "符合销户条件的请办理销户提取")}, nil
	}
	return nil, nil
}

// last checks the kind of withdrawal, the loan and the payee.
func last(a Application, r Reason) []*refusal.Refused {
	var reasons []*refusal.Refused
	if a.Closing != r.ClosesAccount() {
		text := "该提取原因只能办理部分提取，不能销户"
		if r.ClosesAccount() {
			text = "该提取原因须办理销户提取"
		}
		reasons = append(reasons, refusal.New(CodeKindMismatch, text, "《住房公积金管理条例》第二十四条", "请更正提取类型"))
	}
	if a.OpenLoan && (r.WithLoan == nil || !r.WithLoan(a)) {
		reasons = append(reasons, refusal.New(CodeLoanOpen, "有未结清的住房公积金贷款，只能提取用于偿还该贷款", "",
			"请在贷款结清后申请"))
	}
	if !a.OwnsCard && !r.ByHeirs {
		reasons = append(reasons, refusal.New(CodePayee, "收款银行账户须为本人名下并已登记的账户", "", "请登记本人银行卡后申请"))
	}
	return reasons
}

// InProgress refuses because another application of the account is undecided.
func InProgress() *refusal.Refused {
	return refusal.New(CodeInProgress, "该账户另有业务正在办理", "", "请待在办业务办结后再申请")
}
