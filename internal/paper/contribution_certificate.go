package paper

// contributionCertificate is what a member shows to others about the account (缴存证明).
var contributionCertificate = Kind{
	Code: "contribution-certificate", Series: 1,
	Wordings: []Wording{{
		No: 1, Title: "住房公积金缴存证明",
		Fields: []Field{
			{"姓名", Person}, {"身份证号码", Identity}, {"个人账号", Text}, {"缴存单位", Text}, {"账户状态", Text},
			{"缴至年月", Text}, {"月缴存额", Amount}, {"账户余额", Amount},
		},
		Body: "以上为出具之日账簿所载，之后的变动不在其内。",
	}},
}
