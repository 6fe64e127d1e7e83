package withdrawal

import (
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Left is the code of withdrawing half a year after leaving a job (离职封存满半年).
const Left Code = "left-employment"

// LeftClaim is what somebody without a job says.
type LeftClaim struct {
	Document      string // number of the proof that the employment ended (终止劳动关系证明), or of the declaration
	NotElsewhere  bool   // no centre of the country receives contributions for the person (全国平台核验无缴存)
	NotReemployed bool   // the person says so (未就业声明)
}

// LeftMonths is how many months an account must have been sealed (离职提取须封存的月数).
const LeftMonths policy.Count = "withdraw.left_job.sealed_months"

var left = Reason{
	Code: Left, Title: "离职封存满半年", Standard: "99", Closes: member.LeftEmployment,
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条，建金〔2018〕46号",
			Materials: []serviceitem.Material{serviceitem.Identity, employmentEnded},
			Limit:     leftLimit,
		},
		{
			Effective: notice2018,
			Basis:     "建金〔2018〕46号",
			Materials: []serviceitem.Material{serviceitem.Identity, employmentEnded},
			Limit:     leftLimit,
		},
	},
}

// leftLimit is the whole balance. The interest that goes with it is added when the account closes.
func leftLimit(a Application, t Terms) (money.Fen, error) {
	const basis = "建金〔2018〕46号"
	months, err := LeftMonths.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return 0, err
	}
	c := a.Left
	switch {
	case c == nil || c.Document == "" || !c.NotReemployed:
		return 0, refusal.New("withdrawal.left.proof", "未提供终止劳动关系证明或未就业声明", basis,
			"请提交终止劳动关系证明，或签署未就业声明")
	case a.SealedOn == 0 || a.SealReason != member.Resigned && a.SealReason != member.EmployerGone:
		return 0, refusal.New("withdrawal.left.not-sealed", "个人账户未因离职封存，不能办理离职提取", basis,
			"请由原单位办理封存")
	case !c.NotElsewhere:
		return 0, refusal.New("withdrawal.left.elsewhere", "在其他城市仍有缴存，或尚未核验，不能办理离职提取", basis,
			"请办理异地转移接续")
	}
	if first := a.SealedOn.AddMonths(months); t.On < first {
		return 0, refusal.New("withdrawal.left.too-early", "封存未满规定月数，"+first.String()+"起可申请", basis,
			"请在封存期满后申请")
	}
	return a.Balance, nil
}
