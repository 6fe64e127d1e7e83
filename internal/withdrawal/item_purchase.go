package withdrawal

import "guangsha/internal/serviceitem"

// purchaseOffer offers withdrawing for a home that was bought (购房提取).
var purchaseOffer = offer{
	reason: purchase, name: "购买自住住房提取住房公积金", who: "购买自住住房的缴存人及其配偶",
	fields: []serviceitem.Field{
		{Code: "house", Label: "不动产单元号或备案合同编号", Kind: serviceitem.Text, Max: 40},
		{Code: "signed", Label: "合同备案或产权登记日期", Kind: serviceitem.Day},
		{Code: "price", Label: "房屋总价（元）", Kind: serviceitem.Amount},
		{Code: "loan", Label: "其中贷款金额（元）", Hint: "没有贷款的填0", Kind: serviceitem.Amount},
		{Code: "document", Label: "购房发票或收据编号", Kind: serviceitem.Text, Max: 60},
		spouseField,
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Purchase = &PurchaseClaim{House: f.Text("house"), Signed: f.Date("signed"), Price: f.Fen("price"),
			Loan: f.Fen("loan"), Document: f.Text("document"), Spouse: f.Member("spouse")}
	},
}
