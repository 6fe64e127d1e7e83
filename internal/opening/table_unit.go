package opening

// unitTable is 单位账户.
var unitTable = Table{Code: "DWZHXX", Name: "单位账户", Standard: "5.0.2", Staging: "unit", Key: "no",
	Owner: collecting, Need: true, Fields: []Field{
		{Code: "DWZH", Name: "单位账号", Column: "no", Kind: Text, Need: true},
		{Code: "DWJCBL", Name: "单位缴存比例", Column: "employer_ratio", Kind: Percent, Need: true},
		{Code: "GRJCBL", Name: "个人缴存比例", Column: "member_ratio", Kind: Percent, Need: true},
		{Code: "DWJCRS", Name: "缴存人数", Column: "normal", Kind: Whole, Need: true},
		{Code: "DWFCRS", Name: "封存人数", Column: "sealed", Kind: Whole, Need: true},
		{Code: "DWZHYE", Name: "单位账户余额", Column: "balance", Kind: Amount, Need: true},
		{Code: "DWZHZT", Name: "单位账户状态", Column: "state", Kind: Code, Need: true,
			List: []string{"01 正常", "02 开户", "03 缓缴", "04 销户", "05 封存"}},
		{Code: "JZNY", Name: "缴至年月", Column: "paid_through", Kind: Month, Need: true},
	}}
