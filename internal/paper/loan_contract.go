package paper

// loanContract is what a borrower and the centre agree on (借款合同): the terms that are agreed for this loan, above those
// that hold for every one.
var loanContract = Kind{
	Code: "loan-contract", Series: 7,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金借款合同",
		Lead: "借款人因购买、建造、翻建或大修自住住房，向本中心申请住房公积金个人住房贷款，双方约定如下。",
		Fields: []Field{
			{"借款合同编号", Text}, {"业务流水号", Text}, {"借款人", Person}, {"借款人身份证号码", Identity},
			{"共同借款人", Person}, {"贷款用途", Text}, {"房屋总价或工程造价", Amount}, {"贷款金额", Amount},
			{"贷款期限", Text}, {"还款方式", Text}, {"签订日年利率", Text}, {"担保方式", Text}, {"合同签订日期", Text},
		},
		Body: "一、贷款自放款之日起计息，执行放款之日的住房公积金个人住房贷款利率；期限一年以上的，利率调整时自次年一月一日起按新利率执行。\n" +
			"二、借款人自放款次月起按月偿还本息；未按期偿还的，自应还之日起按规定计收罚息。\n" +
			"三、借款人可以按规定提前偿还部分或者全部贷款。\n" +
			"四、借款人以所购住房为贷款提供抵押，未经本中心同意不得再行处分。\n" +
			"五、贷款全部结清后，双方办理抵押权注销登记。\n" +
			"借款人（签名）：＿＿＿＿＿＿＿＿　　共同借款人（签名）：＿＿＿＿＿＿＿＿",
	}},
}
