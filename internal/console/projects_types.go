package console

// projectItem is a project on the list.
type projectItem struct {
	ID        int64         `json:"id" doc:"项目编号"`
	Name      string        `json:"name" doc:"项目名称"`
	Unit      string        `json:"unit" doc:"实施单位"`
	Kind      string        `json:"kind" doc:"表种"`
	Stage     string        `json:"stage" doc:"环节"`
	StageText string        `json:"stageText" doc:"环节，文字"`
	Version   int           `json:"version" doc:"最新一版"`
	Goal      int           `json:"goal" doc:"批复的绩效目标是第几版"`
	Reported  mark          `json:"reported" doc:"填报总分"`
	ByRule    mark          `json:"byRule" doc:"按规则复算总分"`
	Findings  findingCounts `json:"findings" doc:"疑点数"`
	Rows      int           `json:"rows" doc:"有指标的行数"`
	Done      int           `json:"done" doc:"其中已填完成值的行数"`
	Executed  string        `json:"executed" doc:"预算执行率，没有执行数时为空"`
	Lags      []string      `json:"lags" doc:"进度滞后的提醒"`
	Due       string        `json:"due" doc:"最近一个未交的截止日，没有时为空"`
	Office    string        `json:"office" doc:"该截止日的责任科室"`
	Late      bool          `json:"late" doc:"已过截止日"`
	Soon      bool          `json:"soon" doc:"将到截止日"`
	Weight    mark          `json:"weight" doc:"指标分值合计"`
	Filled    mark          `json:"filled" doc:"其中已填完成值的分值"`
	Evidenced mark          `json:"evidenced" doc:"其中有佐证文件或系统取数的分值"`
}

// dueItem is something that a department owes, on the calendar.
type dueItem struct {
	Project int64  `json:"project" doc:"项目编号"`
	Name    string `json:"name" doc:"项目名称"`
	Row     int    `json:"row" doc:"行次，0为整张表"`
	What    string `json:"what" doc:"指标名称，整张表时为空"`
	Office  string `json:"office" doc:"责任科室"`
	Due     string `json:"due" doc:"截止日"`
	Done    string `json:"done" doc:"提交日，未交为空"`
	By      string `json:"by" doc:"提交人"`
	Late    bool   `json:"late" doc:"已过截止日而未交，或迟交"`
	Soon    bool   `json:"soon" doc:"未交而将到截止日"`
}

// projectList is the projects of a year.
type projectList struct {
	Year   int           `json:"year" doc:"年度"`
	Years  []int         `json:"years" doc:"有项目的年度，由近及远"`
	Today  string        `json:"today" doc:"营业日，未开账时为今天"`
	Items  []projectItem `json:"items" doc:"按所要的环节和次序"`
	All    []int64       `json:"all" doc:"这个年度全部项目的编号，涉及几张表的疑点以其中的序号指表"`
	Stages []stageItem   `json:"stages" doc:"这个年度的项目所处的环节"`
	Due    []dueItem     `json:"due" doc:"按截止日"`
	Across []finding     `json:"across" doc:"涉及几张表的疑点"`
}

// stageItem is a stage that projects are in.
type stageItem struct {
	Code string `json:"code" doc:"环节"`
	Text string `json:"text" doc:"环节，文字"`
}

// projectStep is a step that was taken.
type projectStep struct {
	Stage    string `json:"stage"`
	Text     string `json:"text" doc:"环节，文字"`
	By       string `json:"by" doc:"经办人工号"`
	On       string `json:"on" doc:"日期"`
	Document string `json:"document" doc:"文号"`
	Opinion  string `json:"opinion" doc:"意见"`
	Version  int    `json:"version" doc:"当时的表是第几版"`
}

// nextStep is a step that may follow.
type nextStep struct {
	Stage      string `json:"stage"`
	Action     string `json:"action" doc:"按钮上的字"`
	Permission string `json:"permission" doc:"所需权限"`
	Document   bool   `json:"document" doc:"须有文号"`
	Opinion    bool   `json:"opinion" doc:"须写意见"`
}

// saidItem is an entry of the working paper.
type saidItem struct {
	Kind    string `json:"kind" doc:"说明后保留或人工认定"`
	Check   string `json:"check" doc:"核对规则编号"`
	Row     int    `json:"row" doc:"行次，0为整张表"`
	Value   string `json:"value" doc:"认定的值"`
	Text    string `json:"text" doc:"说明"`
	By      string `json:"by"`
	On      string `json:"on"`
	Version int    `json:"version" doc:"所说的是第几版"`
}

// attachmentItem is a file of evidence.
type attachmentItem struct {
	ID     int64  `json:"id"`
	Row    int    `json:"row" doc:"行次，0为整张表"`
	Name   string `json:"name" doc:"文件名"`
	Digest string `json:"digest" doc:"SHA-256"`
	Size   int64  `json:"size" doc:"字节"`
	By     string `json:"by"`
	On     string `json:"on"`
	ScanOf int    `json:"scanOf" doc:"是第几版的签章扫描件，其他佐证为0"`
}

// project is a project with its latest table and all that was done to it.
type project struct {
	Item        projectItem      `json:"item"`
	Table       table            `json:"table" doc:"最新一版"`
	Writable    bool             `json:"writable" doc:"这一环节可以填报"`
	Adjustable  bool             `json:"adjustable" doc:"这一环节可以调整绩效目标"`
	Bound       []boundRow       `json:"bound" doc:"各行绑定的取数项"`
	Public      string           `json:"public" doc:"公开的网址，未公开为空"`
	Next        []nextStep       `json:"next" doc:"可以接着办的环节"`
	Steps       []projectStep    `json:"steps"`
	Said        []saidItem       `json:"said" doc:"底稿"`
	Due         []dueItem        `json:"due" doc:"责任科室与截止日"`
	Attachments []attachmentItem `json:"attachments" doc:"佐证材料"`
}

// boundRow is a row that a measure gives the actual of.
type boundRow struct {
	Row     int    `json:"row" doc:"行次，0为全年执行数"`
	Measure string `json:"measure" doc:"取数项"`
}

// cellChange is a cell in which two versions differ.
type cellChange struct {
	Row    int    `json:"row" doc:"行次，0为表头和资金"`
	Name   string `json:"name"`
	Column string `json:"column"`
	From   string `json:"from"`
	To     string `json:"to"`
}

type projectsOf struct {
	Year  int    `query:"year" minimum:"1990" maximum:"2100" doc:"年度"`
	Stage string `query:"stage" maxLength:"20" doc:"只看这个环节的"`
	Sort  string `query:"sort" enum:"due,-due,name,-name,done,-done,evidenced,-evidenced,doubts,-doubts" default:"due" doc:"排序，-为由大到小"`
}

// ProjectOf is the project in an address.
type ProjectOf struct {
	ID int64 `path:"id" minimum:"1" doc:"项目编号"`
}

type versionsOf struct {
	ProjectOf
	From int `query:"from" minimum:"1" maximum:"1000" default:"1" doc:"较早的一版"`
	To   int `query:"to" minimum:"0" maximum:"1000" doc:"较晚的一版，0为最新"`
}

type approveIn struct {
	Key      string `query:"key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Document string `query:"document" maxLength:"100" doc:"批复文号"`
	Kind     int    `query:"kind" minimum:"1" maximum:"2" default:"1" doc:"1项目支出，2部门整体支出"`
	Name     string `query:"name" maxLength:"200" doc:"文件名，只用于提示"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

type editIn struct {
	Row    int    `json:"row" minimum:"-9" maximum:"500" doc:"行次，0为表头和年度资金总额，负数为其下的资金来源"`
	Column string `json:"column" maxLength:"20" doc:"actual、score、reason或goal-actual"`
	Text   string `json:"text" maxLength:"2000"`
}

type checkIn struct {
	ProjectOf
	Body struct {
		Edits []editIn `json:"edits" maxItems:"2000"`
	}
}

type writeIn struct {
	ProjectOf
	Body struct {
		Key     string   `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Base    int      `json:"base" minimum:"1" maximum:"1000" doc:"所改的是第几版"`
		Monitor bool     `json:"monitor" required:"false" doc:"存为年中监控，而不是自评"`
		Edits   []editIn `json:"edits" maxItems:"2000"`
	}
}

type explainIn struct {
	ProjectOf
	Body struct {
		Key     string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Version int    `json:"version" minimum:"1" maximum:"1000" doc:"所说的是第几版"`
		Check   string `json:"check" maxLength:"8" doc:"核对规则编号"`
		Row     int    `json:"row" minimum:"0" maximum:"500" doc:"行次，0为整张表"`
		Text    string `json:"text" maxLength:"2000" doc:"说明"`
	}
}

type judgeIn struct {
	ProjectOf
	Body struct {
		Key     string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Version int    `json:"version" minimum:"1" maximum:"1000" doc:"所说的是第几版"`
		Row     int    `json:"row" minimum:"1" maximum:"500" doc:"行次"`
		Kind    string `json:"kind" enum:"grade,target-too-low,score" doc:"认定什么"`
		Value   string `json:"value" required:"false" maxLength:"40" doc:"档位或得分"`
		Text    string `json:"text" maxLength:"2000" doc:"依据"`
	}
}

type stepIn struct {
	ProjectOf
	Body struct {
		Key      string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		To       string `json:"to" required:"false" maxLength:"20" doc:"下一环节，审核时不填"`
		Document string `json:"document" required:"false" maxLength:"100" doc:"文号"`
		Text     string `json:"text" required:"false" maxLength:"2000" doc:"意见"`
		// Rechecked is read at a recheck only.
		Rechecked []recheckedRow `json:"rechecked" required:"false" maxItems:"500" doc:"财政复核逐行认定，未列的行按填报"`
	}
}

// recheckedRow is what the finance bureau accepts of a row.
type recheckedRow struct {
	Row      int    `json:"row" minimum:"1" maximum:"500" doc:"行次"`
	Score    string `json:"score" maxLength:"10" doc:"认定得分"`
	Reviewer string `json:"reviewer" maxLength:"40" doc:"复核人"`
	Text     string `json:"text" maxLength:"2000" doc:"依据"`
}

type dutyIn struct {
	ProjectOf
	Body struct {
		Key    string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Row    int    `json:"row" minimum:"0" maximum:"500" doc:"行次，0为整张表"`
		Office string `json:"office" required:"false" maxLength:"60" doc:"责任科室，提交时不填"`
		Due    string `json:"due" required:"false" maxLength:"10" doc:"截止日，提交时不填"`
	}
}

type attachIn struct {
	ProjectOf
	Key     string `query:"key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Row     int    `query:"row" minimum:"0" maximum:"500" doc:"行次，0为整张表"`
	Name    string `query:"name" maxLength:"200" doc:"文件名"`
	Scan    bool   `query:"scan" doc:"是审核后签章的扫描件"`
	RawBody []byte `contentType:"application/octet-stream"`
}

type fileOf struct {
	ProjectOf
	File int64 `path:"file" minimum:"1" doc:"佐证文件编号"`
}

// registered is the answer to a goal that was registered.
type registered struct {
	ID     int64    `json:"id" doc:"项目编号"`
	Doubts []string `json:"doubts" doc:"已登记，仍须核对之处"`
}

// entered is the answer to a new entry.
type entered struct {
	ID int64 `json:"id" doc:"编号"`
}
