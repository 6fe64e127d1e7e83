package paper

// acceptanceNotice says that an application was taken and until when it is decided (受理通知书).
var acceptanceNotice = Kind{
	Code: "acceptance-notice", Title: "受理通知书", Series: 3,
	Fields: []Field{
		{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"受理日期", Text}, {"办结期限", Text},
	},
	Body: "凭业务流水号可查询办理进度。",
}
