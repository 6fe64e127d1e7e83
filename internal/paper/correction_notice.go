package paper

// correctionNotice lists at once everything that an application lacks (一次性告知书).
var correctionNotice = Kind{
	Code: "correction-notice", Series: 4,
	Wordings: []Wording{{
		No: 1, Title: "一次性告知书",
		Lead: "你提交的申请需要补正。需要补正的全部内容一次告知如下。",
		Fields: []Field{
			{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"需补正的内容", Private}, {"补正期限", Text},
		},
		Body: "请在补正期限前补正。补正期间不计入办理时限；逾期没有补正的，本中心可以终止办理，之后可以重新申请。",
	}},
}
