package paper

// loanReceipt says that a loan was paid out, and from when it is repaid (放款回单).
var loanReceipt = Kind{
	Code: "loan-receipt", Series: 8,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金贷款放款回单",
		Fields: []Field{
			{"业务流水号", Text}, {"借款合同编号", Text}, {"借款人", Person}, {"放款金额", Amount}, {"放款日期", Text},
			{"执行年利率", Text}, {"贷款期限", Text}, {"还款方式", Text}, {"首次应还日", Text}, {"首次应还本息", Amount},
		},
		Body: "以上贷款已由本中心划入借款合同约定的收款监管账户，自放款之日起计息。",
	}},
}
