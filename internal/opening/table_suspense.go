package opening

// suspenseTable is money whose place is not known yet, by payer (暂收暂存). The standard has no table for it.
var suspenseTable = Table{Code: "ZSZC", Name: "暂收暂存", Staging: "suspense", Key: "serial",
	Owner: accounting, Fields: []Field{
		{Code: "ZCLX", Name: "暂存类型", Column: "kind", Kind: Code, Need: true, List: []string{
			unallocated + " 单位暂存", "02 暂收"}},
		{Code: "DWZH", Name: "单位账号", Column: "employer", Kind: Text},
		{Code: "FKZHHM", Name: "付款账号", Column: "payer_account", Kind: Text},
		{Code: "FKZHMC", Name: "付款户名", Column: "payer_name", Kind: Text, Need: true},
		{Code: "FSE", Name: "发生额", Column: "amount", Kind: Amount, Need: true},
		{Code: "DZRQ", Name: "到账日期", Column: "arrived", Kind: Day, Need: true},
		{Code: "YHJSLSH", Name: "银行结算流水号", Column: "serial", Kind: Text, Need: true},
		{Code: "YHZHHM", Name: "银行专户号码", Column: "bank", Kind: Text, Need: true},
	}}

// unallocated is the code of money whose employer is known (单位暂存).
const unallocated = "01"
