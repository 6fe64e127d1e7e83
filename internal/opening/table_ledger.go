package opening

// ledgerTable is 总账: what every account of the chart stood at before the first day.
var ledgerTable = Table{Code: "ZZ", Name: "总账", Standard: "8.0.3", Staging: "ledger", Key: "account",
	Owner: accounting, Need: true, Fields: []Field{
		{Code: "KMBH", Name: "科目编号", Column: "account", Kind: Whole, Need: true},
		{Code: "QMYE", Name: "期末余额", Column: "balance", Kind: Amount, Need: true, Most: mostOfAll},
		{Code: "QMYEFX", Name: "期末余额方向", Column: "side", Kind: Code, Need: true, List: []string{"01 借", "02 贷"}},
	}}
