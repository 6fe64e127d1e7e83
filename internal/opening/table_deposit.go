package opening

// depositTable is 定期存款. 已计提利息 is this product's own.
var depositTable = Table{Code: "DQCK", Name: "定期存款", Standard: "8.0.7", Staging: "deposit", Key: "no",
	Owner: accounting, Fields: []Field{
		{Code: "DQCKBH", Name: "定期存款编号", Column: "no", Kind: Text, Need: true},
		{Code: "ZHHM", Name: "账户号码", Column: "bank", Kind: Text, Need: true},
		{Code: "LiLv", Name: "利率", Column: "rate", Kind: Percent, Need: true},
		{Code: "BJJE", Name: "本金金额", Column: "amount", Kind: Amount, Need: true},
		{Code: "CRRQ", Name: "存入日期", Column: "placed", Kind: Day, Need: true},
		{Code: "DQRQ", Name: "到期日期", Column: "due", Kind: Day, Need: true},
		{Code: "CKQX", Name: "存款期限", Column: "months", Kind: Whole, Need: true},
		{Code: "YJTLX", Name: "已计提利息", Column: "accrued", Kind: Amount, Need: true},
	}}
