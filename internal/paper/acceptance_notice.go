package paper

// acceptanceNotice says that an application was taken and until when it is decided (受理通知书).
var acceptanceNotice = Kind{
	Code: "acceptance-notice", Series: 3,
	Wordings: []Wording{{
		No: 1, Title: "受理通知书",
		Lead: "你提交的申请收悉。申请事项属于本中心职责范围，申请材料齐全、符合规定形式，现予受理。",
		Fields: []Field{
			{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"依据", Text}, {"受理日期", Text},
			{"承诺办结日期", Text},
		},
		Body: "凭业务流水号可以查询办理进度。需要补正或者依法中止的期间，不计入办理时限。",
	}},
}
