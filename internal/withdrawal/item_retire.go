package withdrawal

import "guangsha/internal/serviceitem"

// retireOffer offers the closing withdrawal on retirement (退休销户提取).
var retireOffer = offer{
	reason: retire, name: "离休、退休销户提取住房公积金", who: "离休、退休的缴存人",
	fields: []serviceitem.Field{
		{Code: "on", Label: "退休日期", Kind: serviceitem.Day},
		{Code: "document", Label: "退休审批编号或数据共享核验编号", Kind: serviceitem.Text, Max: 60},
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Retired = &Retirement{On: f.Date("on"), Document: f.Text("document")}
	},
}
