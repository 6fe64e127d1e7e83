package paper

// withdrawalReceipt says to whom a withdrawal was paid (提取回单).
var withdrawalReceipt = Kind{
	Code: "withdrawal-receipt", Title: "住房公积金提取回单", Series: 2,
	Fields: []Field{
		{"业务流水号", Text}, {"姓名", Person}, {"个人账号", Text}, {"提取原因", Text}, {"提取金额", Amount},
		{"收款账号", Account}, {"付款日期", Text},
	},
}
