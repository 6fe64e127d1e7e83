package withdrawal

import (
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Repay is the code of withdrawing for what was repaid on a home loan (偿还住房贷款本息).
const Repay Code = "repay"

// RepayClaim is what a borrower says about a home loan.
type RepayClaim struct {
	Here     bool      // the loan is one of this centre, whose books say what was repaid
	Repaid   money.Fen // elsewhere: principal and interest repaid in the last twelve months (近12个月已还本息)
	Document string    // elsewhere: number of the repayment record (还款记录或征信报告编号)
}

// Parameters of the reason.
const (
	// RepayInterval is both how many months must pass between two applications and how far back repayments count.
	RepayInterval policy.Count = "withdraw.repay.interval_months"
)

var repay = Reason{
	Code: Repay, Title: "偿还住房贷款本息", Standard: "06", Interval: RepayInterval,
	WithLoan: func(a Application) bool { return a.Repay != nil && a.Repay.Here },
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条第一款第三项",
			Materials: []serviceitem.Material{serviceitem.Identity, repaidElsewhere},
			Limit:     repayLimit,
		},
		{
			Effective: regulation1999,
			Basis:     "《住房公积金管理条例》（2019年修订）第二十四条第一款第五项",
			Materials: []serviceitem.Material{serviceitem.Identity, fromEmployer, repaidElsewhere},
			Limit:     repayLimit,
		},
	},
}

// repayLimit is what was repaid since the last such withdrawal and in the last twelve months, penalties not counted.
func repayLimit(a Application, _ Terms) (money.Fen, error) {
	const basis = "《住房公积金管理条例》第二十四条"
	c := a.Repay
	switch {
	case c == nil:
		return 0, refusal.Bad("withdrawal.repay.claim-missing", "未填写还款情况")
	case c.Here && (c.Repaid != 0 || c.Document != ""):
		return 0, refusal.Bad("withdrawal.repay.claim", "本中心贷款的还款以本中心的账为准，不必填写还款额和还款记录")
	case c.Here && a.RepaidHere <= 0:
		return 0, refusal.New("withdrawal.repay.nothing", "上次提取以来没有已还的本中心贷款本息", basis, "请在还款后申请")
	case c.Here:
		return a.RepaidHere, nil
	case c.Document == "":
		return 0, refusal.New("withdrawal.repay.proof", "未提供还款记录", basis, "请提交借款合同和还款记录")
	case c.Repaid <= 0 || c.Repaid > maxHome:
		return 0, refusal.Bad("withdrawal.repay.claim", "近12个月已还本息须大于零，且不超过一亿元")
	}
	return c.Repaid, nil
}

const maxHome = 10_000 * money.Wan // no home costs a hundred million yuan: a slip of the pen
