package withdrawal

import "guangsha/internal/serviceitem"

// rights are what the right of heirs or legatees rests on, by what a form calls it.
var rights = map[string]Right{"notary": ByNotary, "court": ByCourt, "declaration": ByDeclaration}

// deathOffer offers the closing withdrawal to heirs and legatees (死亡销户提取). They are paid to a card of their own, which
// is the one card that is ever typed.
var deathOffer = offer{
	reason: death, others: true, name: "缴存人死亡销户提取住房公积金", who: "缴存人的继承人、受遗赠人",
	fields: []serviceitem.Field{
		{Code: "died", Label: "死亡日期", Kind: serviceitem.Day},
		{Code: "certificate", Label: "死亡证明编号或数据共享核验编号", Kind: serviceitem.Text, Max: 60},
		{Code: "right", Label: "继承权利的依据", Kind: serviceitem.Choice, Choices: []serviceitem.Option{
			{Value: "notary", Label: "公证书"}, {Value: "court", Label: "法院文书"},
			{Value: "declaration", Label: "声明（小额）"}}},
		{Code: "document", Label: "该文书的编号", Kind: serviceitem.Text, Max: 60},
		{Code: "verified", Label: "已核验继承人身份及其银行账户", Kind: serviceitem.YesNo},
		{Code: "card", Label: "继承人的银行卡号", Kind: serviceitem.Card},
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Card = f.Text("card")
		r.Inherits = &InheritClaim{Died: f.Date("died"), Certificate: f.Text("certificate"),
			Right: rights[f.Text("right")], Document: f.Text("document"), Verified: f.Yes("verified")}
	},
}
