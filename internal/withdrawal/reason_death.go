package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Death is the code of withdrawing what somebody who has died left on the account (死亡或者被宣告死亡).
const Death Code = "death"

// Right says what the heirs' or legatees' right rests on (继承权利证明).
type Right uint8

// The grounds of a right.
const (
	ByNotary      Right = iota + 1 // 公证书
	ByCourt                        // 法院生效文书
	ByDeclaration                  // 全体继承人声明和亲属关系证明, for small balances
)

// InheritClaim is what the heirs or legatees hand in.
type InheritClaim struct {
	Died        civil.Date // 死亡日期
	Certificate string     // number of the death certificate, or of the answer from data sharing
	Right       Right
	Document    string // number of what the right rests on
	Verified    bool   // the door has verified who asks and that the card is theirs (继承人身份及账户已核验)
}

// DeathSmall is the most that is paid out on a declaration alone (继承人可凭声明办理的余额上限).
const DeathSmall policy.Fen = "withdraw.death.small_amount"

var death = Reason{
	Code: Death, Title: "死亡或者被宣告死亡", Standard: "08", Closes: member.Death, ByHeirs: true,
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条",
			Materials: []serviceitem.Material{heirIdentity, died, heirRight},
			Limit:     deathLimit,
		},
		{
			Effective: regulation1999,
			Basis:     "《住房公积金管理条例》（2019年修订）第二十四条第三款",
			Materials: []serviceitem.Material{heirIdentity, died, heirRight},
			Limit:     deathLimit,
		},
	},
}

// deathLimit is the whole balance. The interest that goes with it is added when the account closes.
func deathLimit(a Application, t Terms) (money.Fen, error) {
	const basis = "《住房公积金管理条例》第二十四条"
	small, err := DeathSmall.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return 0, err
	}
	c := a.Inherits
	switch {
	case c == nil || !c.Verified:
		return 0, refusal.New("withdrawal.death.heirs", "申请人身份未核验，或收款账户不属于继承人、受遗赠人", basis,
			"请由继承人或受遗赠人持身份证件和本人银行卡办理")
	case c.Certificate == "" || c.Died == 0 || c.Died > t.On:
		return 0, refusal.New("withdrawal.death.proof", "未提供死亡证明，或死亡日期在受理日期之后", basis, "请提交死亡证明")
	case c.Document == "" || c.Right < ByNotary || c.Right > ByDeclaration:
		return 0, refusal.New("withdrawal.death.right", "未提供继承权或受遗赠权证明", basis,
			"请提交公证书、法院生效文书，或全体继承人声明")
	case c.Right == ByDeclaration && a.Balance > small:
		return 0, refusal.New("withdrawal.death.declaration", "账户余额超过"+small.Grouped()+"元，不能凭声明办理", basis,
			"请提交公证书或法院生效文书")
	}
	return a.Balance, nil
}
