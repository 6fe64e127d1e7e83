package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Purchase is the code of withdrawing for a home that was bought (购买自住住房).
const Purchase Code = "purchase"

// PurchaseClaim is what a family says about the home it bought.
type PurchaseClaim struct {
	House    string          // 房屋: number of its unit of real estate or of the registered contract
	Signed   civil.Date      // 购房合同备案或不动产权登记日期
	Price    money.Fen       // 房屋总价
	Loan     money.Fen       // of it lent by a bank or a centre (贷款金额); zero without a loan
	Document string          // number of the invoice or receipt (发票或收据编号)
	Spouse   number.MemberNo // 配偶的个人账号; empty without one here
}

// Parameters of the reason.
const (
	PurchaseWindow   policy.Count = "withdraw.purchase.window_months"   // 购房后多少个月内可以提取
	PurchaseInterval policy.Count = "withdraw.purchase.interval_months" // 两次申请的间隔月数
)

var purchase = Reason{
	Code: Purchase, Title: "购买自住住房", Standard: "01", Interval: PurchaseInterval,
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条第一款第二项",
			Materials: []serviceitem.Material{serviceitem.Identity, boughtHome, boughtBy},
			Limit:     purchaseLimit,
		},
		{
			Effective: regulation1999,
			Basis:     "《住房公积金管理条例》（2019年修订）第二十四条第一款第一项",
			Materials: []serviceitem.Material{serviceitem.Identity, fromEmployer, boughtHome, boughtBy},
			Limit:     purchaseLimit,
		},
	},
}

// purchaseLimit is what the family paid itself, price less loan, less all that it has had for the home.
func purchaseLimit(a Application, t Terms) (money.Fen, error) {
	c := a.Purchase
	if c == nil {
		return 0, refusal.Bad("withdrawal.purchase.claim-missing", "未填写购房情况")
	}
	window, err := PurchaseWindow.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return 0, err
	}
	const basis = "《住房公积金管理条例》第二十四条"
	var reasons []*refusal.Refused
	if c.House == "" || c.Price <= 0 || c.Price > maxHome || c.Loan < 0 || c.Loan >= c.Price {
		reasons = append(reasons, refusal.Bad("withdrawal.purchase.claim",
			"请填写房屋编号；总价须大于零且不超过一亿元，贷款金额须小于总价"))
	}
	if c.Document == "" {
		reasons = append(reasons, refusal.New("withdrawal.purchase.proof", "未提供购房发票或收据", basis,
			"请提交购房发票或收据"))
	}
	if c.Signed == 0 || c.Signed > t.On || c.Signed.AddMonths(window) < t.On {
		reasons = append(reasons, refusal.New("withdrawal.purchase.window", "购房合同备案或产权登记日期不在可提取的期限内", basis,
			"请核对合同或不动产权证"))
	}
	if a.HouseTaken {
		reasons = append(reasons, refusal.New("withdrawal.purchase.taken", "该房屋已由他人申请提取，同一套房屋只能由同一家庭提取",
			"建金〔2018〕46号", "请由人工核实购房情况"))
	}
	if r := refusal.Join(reasons...); r != nil {
		return 0, r
	}
	if left := c.Price - c.Loan - a.HouseTotal; left > 0 {
		return left, nil
	}
	return 0, refusal.New("withdrawal.purchase.used", "家庭为该房屋累计提取的金额已达到自付房款", basis, "如还有贷款，可按偿还贷款申请")
}
