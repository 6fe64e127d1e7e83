package opening

// arrearTable is 逾期登记: the instalments that are owed. 应还日 and 罚息计至日 are this product's own.
var arrearTable = Table{Code: "YQDJ", Name: "逾期登记", Standard: "6.0.7", Staging: "arrear", Key: "loan",
	Owner: lending, Fields: []Field{
		{Code: "DKZH", Name: "贷款账号", Column: "loan", Kind: Text, Need: true},
		{Code: "YQQC", Name: "逾期期次", Column: "number", Kind: Whole, Need: true},
		{Code: "YHRQ", Name: "应还日", Column: "due", Kind: Day, Need: true},
		{Code: "YQBJ", Name: "逾期本金", Column: "principal", Kind: Amount, Need: true},
		{Code: "YQLX", Name: "逾期利息", Column: "interest", Kind: Amount, Need: true},
		{Code: "YQFX", Name: "逾期罚息", Column: "penalty", Kind: Amount, Need: true},
		{Code: "FXJZR", Name: "罚息计至日", Column: "since", Kind: Day},
	}}
