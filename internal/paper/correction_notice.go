package paper

// correctionNotice lists at once everything that an application lacks (一次性告知书).
var correctionNotice = Kind{
	Code: "correction-notice", Title: "一次性告知书", Series: 4,
	Fields: []Field{
		{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"需补正的内容", Text}, {"补正期限", Text},
	},
	Body: "以上为需要补正的全部内容。补正期间不计入办理时限。",
}
