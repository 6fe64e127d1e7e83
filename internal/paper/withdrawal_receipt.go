package paper

// withdrawalReceipt says to whom a withdrawal was paid, and how much of it was interest (提取回单).
var withdrawalReceipt = Kind{
	Code: "withdrawal-receipt", Series: 2,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金提取回单",
		Fields: []Field{
			{"业务流水号", Text}, {"姓名", Person}, {"个人账号", Text}, {"提取原因", Private}, {"提取本金", Amount},
			{"结付利息", Amount}, {"付款合计", Amount}, {"收款人", Person}, {"收款账号", Account}, {"付款日期", Text},
		},
		Body: "以上款项已由本中心付出，请与收款账户的入账记录核对。",
	}},
}
