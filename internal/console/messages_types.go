package console

// MessageItem is a message to a person (消息).
type MessageItem struct {
	ID        string `json:"id" doc:"消息编号"`
	Title     string `json:"title" doc:"模板名称"`
	Number    string `json:"number" doc:"手机号码，已脱敏；还没有发送过时为空"`
	Text      string `json:"text" doc:"内容"`
	Segments  int    `json:"segments" doc:"计费条数"`
	State     int    `json:"state" doc:"状态代码"`
	StateName string `json:"stateName" doc:"状态"`
	Dead      bool   `json:"dead" doc:"未送达，可以处理"`
	Happened  string `json:"happened" doc:"业务发生的时间"`
	Sent      string `json:"sent" doc:"最近一次发送的时间，没有时为空"`
	Reported  string `json:"reported" doc:"收到回执的时间，没有时为空"`
	Rounds    int    `json:"rounds" doc:"发送次数"`
	Cause     string `json:"cause" doc:"未送达的原因，没有时为空"`
	ClosedBy  string `json:"closedBy" doc:"关闭的人，没有时为空"`
	Remark    string `json:"remark" doc:"关闭的原因，没有时为空"`
}

type messagesIn struct {
	State    int    `query:"state" minimum:"0" maximum:"6" doc:"状态代码，0为全部"`
	Template string `query:"template" maxLength:"40" doc:"模板代码，不填为全部"`
	Paging
}

// TemplateItem is a template of messages (消息模板).
type TemplateItem struct {
	Code         string `json:"code" doc:"模板代码"`
	Title        string `json:"title" doc:"名称"`
	Registration string `json:"registration" doc:"报备号"`
	Door         string `json:"door" doc:"渠道"`
	Text         string `json:"text" doc:"内容，花括号中是填入的项"`
	Sample       string `json:"sample" doc:"样例，带签名"`
	Segments     int    `json:"segments" doc:"样例的计费条数"`
	On           bool   `json:"on" doc:"启用"`
}

// TemplatesOut are the templates and the rules by which messages are delivered (投递规则).
type TemplatesOut struct {
	Items  []TemplateItem `json:"items"`
	States []OptionOut    `json:"states" doc:"消息的状态"`
	Rules  []string       `json:"rules" doc:"投递规则，每条一句"`
}

// MessageOf names a message in an address.
type MessageOf struct {
	ID  string `path:"id" maxLength:"64" doc:"消息编号"`
	Key string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
}

type closeMessageIn struct {
	MessageOf
	Body struct {
		Reason string `json:"reason" maxLength:"100" doc:"关闭的原因，不写个人信息"`
	}
}
