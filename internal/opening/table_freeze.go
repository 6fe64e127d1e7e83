package opening

// freezeTable is the register of freezes by courts and other authorities (冻结登记). An amount of nothing is the whole
// account. The standard has no table for it.
var freezeTable = Table{Code: "DJDJ", Name: "冻结登记", Staging: "freeze", Key: "account", Owner: collecting,
	Fields: []Field{
		{Code: "GRZH", Name: "个人账号", Column: "account", Kind: Text, Need: true},
		{Code: "DJJE", Name: "冻结金额", Column: "amount", Kind: Amount, Need: true},
		{Code: "DJQRQ", Name: "冻结起日期", Column: "since", Kind: Day, Need: true},
		{Code: "DJZRQ", Name: "冻结止日期", Column: "until", Kind: Day, Need: true},
		{Code: "DJJG", Name: "冻结机关", Column: "authority", Kind: Text, Need: true},
		{Code: "WSBH", Name: "文书编号", Column: "document", Kind: Text, Need: true},
	}}
