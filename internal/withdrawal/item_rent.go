package withdrawal

import "guangsha/internal/serviceitem"

// rentOffer offers withdrawing for rent (租房提取).
var rentOffer = offer{
	reason: rent, name: "租房提取住房公积金", who: "连续足额缴存、家庭在本地无自有住房且租房居住的缴存人",
	fields: []serviceitem.Field{
		{Code: "from", Label: "房租所属首月", Hint: "例如2024-06", Kind: serviceitem.Month},
		{Code: "months", Label: "月数", Kind: serviceitem.Count, Min: 1, Max: 12},
		{Code: "monthly", Label: "月租金（元）", Kind: serviceitem.Amount},
		{Code: "income", Label: "家庭月工资收入（元）", Hint: "2026年9月20日前受理的须填写", Kind: serviceitem.Amount,
			Optional: true},
		{Code: "children", Label: "未成年子女数", Kind: serviceitem.Count, Max: 9},
		{Code: "public", Label: "承租公共租赁住房", Kind: serviceitem.YesNo},
		{Code: "no_home", Label: "不动产登记核验：家庭在本地无自有住房", Kind: serviceitem.YesNo},
		spouseField,
	},
	claim: func(r *Request, f serviceitem.Form) {
		r.Rent = &RentClaim{From: f.Month("from"), Months: f.Count("months"), Monthly: f.Fen("monthly"),
			Income: f.Fen("income"), Children: f.Count("children"), Public: f.Yes("public"), NoHome: f.Yes("no_home"),
			Spouse: f.Member("spouse")}
	},
}
