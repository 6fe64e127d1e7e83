package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
)

// Retire is the code of withdrawing on retirement (离退休).
const Retire Code = "retire"

// Retirement is the proof that the member has retired.
type Retirement struct {
	On       civil.Date // 退休日期
	Document string     // number of the approval, or of the answer from data sharing
}

var retire = Reason{
	Code: Retire, Title: "离休、退休", Standard: "03", Closes: member.Retired,
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条第一款第六项",
			Materials: []serviceitem.Material{serviceitem.Identity, retirement},
			Limit:     retireLimit,
		},
		{
			Effective: regulation1999,
			Basis:     "《住房公积金管理条例》（2019年修订）第二十四条第一款第二项",
			Materials: []serviceitem.Material{serviceitem.Identity, fromEmployer, retirement},
			Limit:     retireLimit,
		},
	},
}

// retireLimit is the whole balance. The interest that goes with it is added when the account closes.
func retireLimit(a Application, t Terms) (money.Fen, error) {
	p := a.Retired
	if p == nil || p.Document == "" {
		return 0, refusal.New("withdrawal.retire.proof", "未提供退休审批信息",
			"《住房公积金管理条例》第二十四条", "请提交退休证或退休审批表")
	}
	if p.On > t.On {
		return 0, refusal.New("withdrawal.retire.not-yet", "退休日期在受理日期之后，不能办理离退休提取",
			"《住房公积金管理条例》第二十四条", "请在退休后申请")
	}
	return a.Balance, nil
}
