package paper

// refusalNotice says why an application is refused, after which clause, and where to object (不予批准通知书). The
// times are those of 行政复议法 article 20 and 行政诉讼法 article 46.
var refusalNotice = Kind{
	Code: "refusal-notice", Title: "不予批准通知书", Series: 5,
	Fields: []Field{
		{"业务流水号", Text}, {"申请人", Person}, {"申请事项", Text}, {"理由", Text}, {"依据", Text},
	},
	Body: "不服本决定的，可以自知道之日起六十日内依法申请行政复议，或者六个月内依法提起行政诉讼。",
}
