package paper

// declineNotice says why an application is not taken at all, and where to object (不予受理通知书).
var declineNotice = Kind{
	Code: "decline-notice", Series: 6,
	Wordings: []Wording{{
		No: 1, Title: "不予受理通知书",
		Lead: "你提交的申请收悉，本中心不予受理。",
		Fields: []Field{
			{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"理由", Private}, {"决定日期", Text},
		},
		Body: objections,
	}},
}
