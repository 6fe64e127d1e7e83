package withdrawal

import "guangsha/internal/serviceitem"

// repayOffer offers withdrawing for what was repaid of a home loan (还贷提取).
var repayOffer = offer{
	reason: repay, name: "偿还住房贷款本息提取住房公积金", who: "偿还住房贷款本息的借款人、共同借款人及其配偶",
	fields: []serviceitem.Field{
		{Code: "here", Label: "贷款是本中心的住房公积金贷款", Hint: "是本中心贷款的，已还本息由账务取得", Kind: serviceitem.YesNo},
		{Code: "repaid", Label: "近12个月已还本息（元）", Hint: "仅其他贷款填写", Kind: serviceitem.Amount, Optional: true},
		{Code: "document", Label: "还款记录或征信报告编号", Hint: "仅其他贷款填写", Kind: serviceitem.Text, Max: 60,
			Optional: true},
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Repay = &RepayClaim{Here: f.Yes("here"), Repaid: f.Fen("repaid"), Document: f.Text("document")}
	},
}
