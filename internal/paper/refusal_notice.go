package paper

// objections is where to object to a decision. The times are those of 行政复议法 and 行政诉讼法.
const objections = "不服本决定的，可以自知道之日起六十日内依法申请行政复议，也可以自知道之日起六个月内依法提起行政诉讼。"

// refusalNotice says why an application is refused, what the item rests on, and where to object (不予批准通知书).
var refusalNotice = Kind{
	Code: "refusal-notice", Series: 5,
	Wordings: []Wording{{
		No: 1, Title: "不予批准通知书",
		Lead: "你提交的申请经审查不符合规定条件，本中心决定不予批准。",
		Fields: []Field{
			{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"理由", Private}, {"事项依据", Text},
			{"决定日期", Text},
		},
		Body: objections,
	}},
}
