package opening

// loanTable is 贷款账户. 下一期次 and 下次应还日 are this product's own.
var loanTable = Table{Code: "DKZHXX", Name: "贷款账户", Standard: "6.0.5", Staging: "loan", Key: "no",
	Owner: lending, Fields: []Field{
		{Code: "DKZH", Name: "贷款账号", Column: "no", Kind: Text, Need: true},
		{Code: "JKHTBH", Name: "借款合同编号", Column: "contract", Kind: Text, Need: true},
		{Code: "DKFFE", Name: "贷款发放额", Column: "lent", Kind: Amount, Need: true},
		{Code: "DKFFRQ", Name: "贷款发放日期", Column: "disbursed", Kind: Day, Need: true},
		{Code: "DKYE", Name: "贷款余额", Column: "balance", Kind: Amount, Need: true},
		{Code: "DKLL", Name: "贷款利率", Column: "rate", Kind: Percent, Need: true},
		{Code: "DQJHHKJE", Name: "当期计划还款金额", Column: "payment", Kind: Amount},
		{Code: "DQQC", Name: "下一期次", Column: "next", Kind: Whole, Need: true},
		{Code: "XCYHRQ", Name: "下次应还日", Column: "next_due", Kind: Day, Need: true},
		{Code: "YQBJZE", Name: "逾期本金总额", Column: "overdue", Kind: Amount, Need: true},
		{Code: "LJYQQS", Name: "逾期期数", Column: "unpaid", Kind: Whole, Need: true},
	}}
