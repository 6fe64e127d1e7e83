package console

import "strings"

// EntryItem is an entry of the audit log in words (审计记录).
type EntryItem struct {
	ID      string       `json:"id" doc:"内部编号"`
	Number  int64        `json:"number" doc:"封存编号，未封存为0"`
	Sealed  bool         `json:"sealed" doc:"已封存"`
	Intact  bool         `json:"intact" doc:"与当时所记相符"`
	At      string       `json:"at" doc:"时间"`
	Actor   string       `json:"actor" doc:"人员"`
	Door    string       `json:"door" doc:"渠道"`
	Office  string       `json:"office" doc:"机构代码"`
	Kind    string       `json:"kind" doc:"种类代码"`
	What    string       `json:"what" doc:"做了什么"`
	Object  string       `json:"object" doc:"对象的内部编号，没有时为空"`
	Account string       `json:"account" doc:"对象是个人账户时的个人账号，否则为空"`
	Fields  []EntryField `json:"fields" doc:"内容"`
	Reason  string       `json:"reason" doc:"事由"`
	Trace   string       `json:"trace" doc:"跟踪号"`
}

// EntryField is one named value of an entry.
type EntryField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// inWords is what an entry holds, on one line.
func (e EntryItem) inWords() string {
	list := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		list[i] = f.Name + "：" + f.Value
	}
	return strings.Join(list, "；")
}

type entriesOf struct {
	Person  string `query:"person" maxLength:"40" doc:"人员的工号或编号"`
	Kind    string `query:"kind" maxLength:"60" doc:"种类代码"`
	Account string `query:"account" maxLength:"20" doc:"个人账号：对它做了什么，谁查看过它"`
	Object  int64  `query:"object" minimum:"0" doc:"对象的内部编号"`
	From    string `query:"from" maxLength:"10" doc:"首日"`
	To      string `query:"to" maxLength:"10" doc:"末日"`
	Paging
}

type unmaskingsOf struct {
	Person  string `query:"person" maxLength:"40" doc:"查看的人员的工号"`
	Account string `query:"account" maxLength:"20" doc:"被查看的个人账号"`
	Paging
}

// AuditState is how the sealing of the audit log does.
type AuditState struct {
	Running       bool     `json:"running" doc:"本程序正在封存；只读时不封存"`
	Sealed        int64    `json:"sealed" doc:"已封存的记录数"`
	Overdue       bool     `json:"overdue" doc:"有记录超过5秒未封存"`
	BehindSeconds int64    `json:"behindSeconds" doc:"最早的未封存记录已等了几秒"`
	Alarms        []string `json:"alarms" doc:"正在报的警"`
	Kinds         []choice `json:"kinds" doc:"记录的种类"`
}

// Verification is what a verification of the log found (核验结果).
type Verification struct {
	OK          bool     `json:"ok"`
	Entries     int64    `json:"entries" doc:"记录数"`
	Sealed      int64    `json:"sealed" doc:"已封存数，即链环数"`
	Unsealed    int64    `json:"unsealed" doc:"未封存数"`
	Link        string   `json:"link" doc:"最后一环的链值，重算所得"`
	Root        string   `json:"root" doc:"已封存记录的树根，重算所得"`
	Checkpoints int64    `json:"checkpoints" doc:"比对的检查点数"`
	LastAt      string   `json:"lastAt" doc:"最后一个检查点的时间，没有时为空"`
	LastSize    int64    `json:"lastSize" doc:"最后一个检查点到第几号"`
	Signer      string   `json:"signer" doc:"检查点签名密钥的指纹"`
	Found       int64    `json:"found" doc:"不符之处"`
	Findings    []string `json:"findings" doc:"不符之处，至多100条"`
}

type unmaskIn struct {
	MemberOf
	Body struct {
		Reason string `json:"reason" maxLength:"20" doc:"事由代码，见choices"`
		Words  string `json:"words" maxLength:"200" doc:"说明，4至200字，不写号码"`
	}
}

// Unmasked is what lists hide of a person (明文). It is answered once and never kept.
type Unmasked struct {
	IDNo   string `json:"idNo" doc:"证件号码"`
	Mobile string `json:"mobile" doc:"手机号码"`
}
