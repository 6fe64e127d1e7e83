package paper

// settlementCertificate says that nothing of a loan is owed any more (贷款结清证明).
var settlementCertificate = Kind{
	Code: "settlement-certificate", Series: 10,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金贷款结清证明",
		Fields: []Field{
			{"借款人", Person}, {"借款人身份证号码", Identity}, {"共同借款人", Person}, {"借款合同编号", Text},
			{"贷款金额", Amount}, {"放款日期", Text}, {"结清日期", Text},
		},
		Body: "上述住房公积金贷款的本金、利息和罚息已经全部还清。",
	}},
}
