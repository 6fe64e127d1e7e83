package console

// FieldOut is a field of a form (表单项).
type FieldOut struct {
	Code     string      `json:"code" doc:"代码"`
	Label    string      `json:"label" doc:"名称"`
	Hint     string      `json:"hint" doc:"怎样填，可为空"`
	Kind     string      `json:"kind" enum:"amount,day,month,count,yes-no,choice,member,card,text" doc:"填什么"`
	Optional bool        `json:"optional" doc:"可以不填"`
	Choices  []OptionOut `json:"choices" doc:"单选的各项"`
}

// OptionOut is an answer of a choice.
type OptionOut struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// FactOut is what the centre knows and nobody types (预填事实).
type FactOut struct {
	Label  string `json:"label"`
	Value  string `json:"value" doc:"已脱敏"`
	Source string `json:"source" doc:"来自哪里"`
	Wrong  bool   `json:"wrong" doc:"对申请不利"`
}

// ItemOut is a service item (事项).
type ItemOut struct {
	Code      string        `json:"code" doc:"事项代码"`
	Name      string        `json:"name" doc:"事项名称"`
	Who       string        `json:"who" doc:"服务对象"`
	Basis     string        `json:"basis" doc:"设定依据"`
	Materials []MaterialOut `json:"materials" doc:"申请材料"`
	Result    string        `json:"result" doc:"办理结果"`
	Fields    []FieldOut    `json:"fields" doc:"表单"`
	Steps     []string      `json:"steps" doc:"受理后的环节"`
	Papers    []string      `json:"papers" doc:"出具的文书"`
	Takes     string        `json:"takes" doc:"受理所需的权限代码"`
}

// MaterialOut is a material of an item (申请材料).
type MaterialOut struct {
	Code      string      `json:"code" doc:"材料代码"`
	Title     string      `json:"title" doc:"材料名称"`
	Optional  bool        `json:"optional" doc:"可以不交"`
	Condition string      `json:"condition" doc:"什么情形须交，一律须交的为空"`
	Shared    string      `json:"shared" doc:"由什么核验的免予提交，不能免的为空"`
	Verified  bool        `json:"verified" doc:"本人办理且已核验身份的不用交"`
	Accept    string      `json:"accept" doc:"所收的文件类型"`
	Pages     int         `json:"pages" doc:"至多几页"`
	Needed    bool        `json:"needed" doc:"办件须有这种材料"`
	Files     []HandedOut `json:"files" doc:"已交的"`
}

// HandedOut is something that was handed in (已交材料).
type HandedOut struct {
	ID     int64  `json:"id" doc:"材料序号"`
	Kind   string `json:"kind" enum:"jpeg,png,pdf,shared" doc:"格式"`
	What   string `json:"what" doc:"格式，文字"`
	Pages  int    `json:"pages" doc:"页数"`
	Size   int64  `json:"size" doc:"字节数"`
	Digest string `json:"digest" doc:"SM3摘要"`
	By     string `json:"by" doc:"经办人"`
	At     string `json:"at" doc:"时间"`
}

// SheetOut is an item as it lies before the clerk and the applicant (办事单).
type SheetOut struct {
	Item     ItemOut   `json:"item"`
	Facts    []FactOut `json:"facts"`
	InFlight string    `json:"inFlight" doc:"已有的同类在办件的业务流水号，没有时为空"`
	Closed   string    `json:"closed" doc:"现在不受理的原因和何时恢复，受理时为空"`
	id       int64
}

type sheetIn struct {
	MemberOf
	Item string `path:"item" maxLength:"40" doc:"事项代码"`
}

type applicationIn struct {
	Key       string            `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Item      string            `json:"item" maxLength:"40" doc:"事项代码"`
	Member    string            `json:"member" maxLength:"20" doc:"个人账号"`
	IDNo      string            `json:"idNo" maxLength:"18" doc:"读卡器读出或核验过的申请人证件号码"`
	Authority string            `json:"authority" required:"false" maxLength:"60" doc:"授权委托书编号，本人办理时不填"`
	Typed     map[string]string `json:"typed" doc:"表单，按表单项代码"`
	Draft     string            `json:"draft" required:"false" maxLength:"64" doc:"材料交在哪一份草稿下"`
}

type submitIn struct{ Body applicationIn }

// submitted is what came of an application.
type submitted struct {
	Number string `json:"number" doc:"业务流水号"`
	Due    string `json:"due" doc:"承诺办结日期"`
}

// WorkItem is a case on a list (办件).
type WorkItem struct {
	Number    string `json:"number" doc:"业务流水号"`
	Item      string `json:"item" doc:"事项名称"`
	Member    string `json:"member" doc:"个人账号"`
	Name      string `json:"name" doc:"姓名，脱敏"`
	State     int    `json:"state" doc:"办件状态代码"`
	StateName string `json:"stateName" doc:"办件状态"`
	Step      string `json:"step" doc:"等待的环节，没有时为空"`
	Office    string `json:"office" doc:"办理机构代码"`
	Holder    string `json:"holder" doc:"经办人，可为空"`
	Submitted string `json:"submitted" doc:"收件日期"`
	Due       string `json:"due" doc:"承诺办结日期，停表时为空"`
	DaysLeft  int    `json:"daysLeft" doc:"剩余工作日，负数为已超期；停表时为所余"`
	Runs      bool   `json:"runs" doc:"在计时"`
	Closed    string `json:"closed" doc:"办结日期，在办时为空"`
}

type workIn struct {
	Mine   bool   `query:"mine" doc:"只列等我办理的"`
	Office string `query:"office" maxLength:"2" doc:"机构代码，不填为全部"`
	State  int    `query:"state" minimum:"0" maximum:"9" doc:"办件状态代码，0为全部"`
	Item   string `query:"item" maxLength:"40" doc:"事项代码"`
	Member string `query:"member" maxLength:"20" doc:"个人账号，列其全部办件，由近及远"`
	Paging
}

// CaseOf names a case in an address.
type CaseOf struct {
	Number string `path:"number" maxLength:"24" doc:"业务流水号"`
}

// LineOut is one field of a form as it was handed in.
type LineOut struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// EntryOut is one thing that happened to a case (办理记录).
type EntryOut struct {
	No    int    `json:"no"`
	Title string `json:"title" doc:"做了什么"`
	By    string `json:"by" doc:"经办人"`
	Door  string `json:"door" doc:"渠道"`
	At    string `json:"at" doc:"时间"`
	State string `json:"state" doc:"此后的状态"`
	Words string `json:"words" doc:"所写的话"`
}

// ActOut is what may be done with a case as it stands (下一步).
type ActOut struct {
	Act     string     `json:"act" doc:"动作代码"`
	Title   string     `json:"title" doc:"名称"`
	Words   string     `json:"words" doc:"须写明什么，不须写时为空"`
	Fields  []FieldOut `json:"fields" doc:"须填的项"`
	Allowed bool       `json:"allowed" doc:"当前人员可办"`
	Why     string     `json:"why" doc:"不可办的原因"`
}

// CaseOut is everything about a case.
type CaseOut struct {
	WorkItem
	Handing   bool          `json:"handing" doc:"可以补充和移除材料"`
	Seen      int           `json:"seen" doc:"最后一条办理记录的序号，办理时交回"`
	StepCode  string        `json:"stepCode" doc:"等待的环节代码"`
	Basis     string        `json:"basis" doc:"依据，按收件日期"`
	Materials []MaterialOut `json:"materials" doc:"申请材料，附已交的"`
	Door      string        `json:"door" doc:"收件渠道"`
	Branch    string        `json:"branch" doc:"收件机构代码"`
	Accepted  string        `json:"accepted" doc:"受理日期"`
	Stopped   string        `json:"stopped" doc:"停表日期，计时中为空"`
	Until     string        `json:"until" doc:"补正期限，没有时为空"`
	Stars     int           `json:"stars" doc:"评价，1至5，0为未评价"`
	Lines     []LineOut     `json:"lines" doc:"申请内容"`
	Facts     []FactOut     `json:"facts" doc:"此刻的事实，已办结时为空"`
	Log       []EntryOut    `json:"log" doc:"办理过程"`
	Papers    []PaperOut    `json:"papers" doc:"已出具的文书"`
	File      FileOut       `json:"file" doc:"电子档案"`
	Platform  []PushOut     `json:"platform" doc:"向政务服务平台推送的情况，事项没有在平台上的为空"`
	Next      []ActOut      `json:"next" doc:"下一步"`
	id        int64
}

// PushOut is what the government service platform is told of an entry (政务服务平台推送).
type PushOut struct {
	Entry     int    `json:"entry" doc:"办理记录的序号"`
	Title     string `json:"title" doc:"推送什么"`
	State     int    `json:"state" doc:"推送状态代码，3为未推送成功"`
	StateName string `json:"stateName" doc:"推送状态"`
	Tries     int    `json:"tries" doc:"已试次数"`
	Answer    string `json:"answer" doc:"平台不接收的原因，没有时为空"`
}

type tellAgainIn struct {
	CaseOf
	Entry int    `path:"entry" minimum:"1" maximum:"100000" doc:"办理记录的序号"`
	Key   string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
}

type actIn struct {
	CaseOf
	Body struct {
		Key       string            `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Seen      int               `json:"seen" minimum:"1" maximum:"100000" doc:"所见最后一条办理记录的序号"`
		Act       string            `json:"act" maxLength:"20" doc:"动作代码"`
		Step      string            `json:"step" required:"false" maxLength:"40" doc:"环节代码"`
		Words     string            `json:"words" required:"false" maxLength:"2000" doc:"所写的话"`
		Typed     map[string]string `json:"typed" required:"false" doc:"须填的项，按代码"`
		To        string            `json:"to" required:"false" maxLength:"2" doc:"转交的机构代码"`
		Materials []string          `json:"materials" required:"false" maxItems:"30" doc:"要求补正的材料代码"`
		Stars     int               `json:"stars" required:"false" minimum:"0" maximum:"5" doc:"评价，1至5"`
	}
}
