package paper

// repaymentReceipt says what an early repayment came to, and what is owed after it (还款回单).
var repaymentReceipt = Kind{
	Code: "repayment-receipt", Series: 9,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金贷款还款回单",
		Fields: []Field{
			{"业务流水号", Text}, {"借款合同编号", Text}, {"借款人", Person}, {"还款方式", Text}, {"归还本金", Amount},
			{"支付利息", Amount}, {"支付罚息", Amount}, {"还款合计", Amount}, {"还款日期", Text}, {"剩余本金", Amount},
			{"剩余期数", Text},
		},
		Body: "以上款项本中心已经收到并入账，请与付款账户的记录核对。",
	}},
}
