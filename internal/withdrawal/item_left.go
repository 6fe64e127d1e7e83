package withdrawal

import "guangsha/internal/serviceitem"

// leftOffer offers the closing withdrawal half a year after leaving a job (离职提取).
var leftOffer = offer{
	reason: left, name: "离职封存满半年销户提取住房公积金", who: "与单位终止劳动关系、账户封存满半年且未在异地继续缴存的缴存人",
	fields: []serviceitem.Field{
		{Code: "document", Label: "终止劳动关系证明或声明编号", Kind: serviceitem.Text, Max: 60},
		{Code: "not_elsewhere", Label: "全国平台核验：未在异地缴存", Kind: serviceitem.YesNo},
		{Code: "not_reemployed", Label: "申请人声明：未重新就业", Kind: serviceitem.YesNo},
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Left = &LeftClaim{Document: f.Text("document"), NotElsewhere: f.Yes("not_elsewhere"),
			NotReemployed: f.Yes("not_reemployed")}
	},
}
