package console

// ItemRow is a service item on the list of all (事项).
type ItemRow struct {
	Code     string    `json:"code" doc:"事项代码"`
	Name     string    `json:"name" doc:"事项名称"`
	Who      string    `json:"who" doc:"服务对象"`
	Term     int       `json:"term" doc:"承诺办结的工作日数，没有时为0"`
	InFlight int       `json:"inFlight" doc:"在办的办件数，限本岗位的机构"`
	Doors    []DoorNow `json:"doors" doc:"各渠道现在是否办理"`
}

// DoorNow is whether a door takes an item in now (渠道状况).
type DoorNow struct {
	Code    string      `json:"code" doc:"渠道代码"`
	Name    string      `json:"name" doc:"渠道"`
	Offices []OfficeNow `json:"offices" doc:"各机构"`
}

// OfficeNow is whether a door of an office takes an item in now.
type OfficeNow struct {
	Office string `json:"office" doc:"机构代码"`
	Open   bool   `json:"open" doc:"现在办理"`
	Says   string `json:"says" doc:"不办理的原因，办理时为空"`
	Next   string `json:"next" doc:"何时恢复，办理时为空"`
}

// ItemPage is everything about a service item.
type ItemPage struct {
	ItemOut
	Term     int       `json:"term" doc:"承诺办结的工作日数，没有时为0"`
	InFlight int       `json:"inFlight" doc:"在办的办件数，限本岗位的机构"`
	Doors    []DoorOut `json:"doors" doc:"各渠道的设置"`
	Limited  bool      `json:"limited" doc:"可以设每笔限额"`
	Alone    []FactOf  `json:"alone" doc:"自动办结所据的事实，不能自动办结的为空"`
}

// FactOf is a fact that a decision without a person rests on (自动办结所据的事实).
type FactOf struct {
	Label  string `json:"label"`
	Source string `json:"source" doc:"由什么数据核验"`
}

// DoorOut is a door of an item with everything that is set of it (渠道设置).
type DoorOut struct {
	DoorNow
	Seen   int64    `json:"seen" doc:"设置的版本，改设置时交回"`
	Values []SetOut `json:"values" doc:"现在和将来的设置"`
}

// SetOut is a value that holds at a door, or will (渠道设置的取值).
type SetOut struct {
	What   string     `json:"what" enum:"switch,hours,pauses,most,auto" doc:"设置什么"`
	All    bool       `json:"all" doc:"渠道全部事项"`
	Office string     `json:"office" doc:"机构代码，全中心为空"`
	Words  string     `json:"words" doc:"取值"`
	From   string     `json:"from" doc:"自何日起"`
	Holds  bool       `json:"holds" doc:"现在有效；否则将生效"`
	Basis  string     `json:"basis" doc:"依据"`
	By     string     `json:"by" doc:"设置人，随参数文件启用的为空"`
	At     string     `json:"at" doc:"设置时间，同上"`
	Reason string     `json:"reason" doc:"原因，同上"`
	Pauses []PauseOut `json:"pauses" doc:"未结束的暂停"`
}

// PauseOut is an announced pause (暂停公告).
type PauseOut struct {
	From string `json:"from" doc:"开始"`
	To   string `json:"to" doc:"结束"`
	Why  string `json:"why" doc:"公告"`
	Runs bool   `json:"runs" doc:"正在暂停"`
}

// ItemOf names a service item in an address.
type ItemOf struct {
	Item string `path:"item" maxLength:"40" doc:"事项代码"`
}

type setDoorIn struct {
	ItemOf
	Door string `path:"door" maxLength:"20" doc:"渠道代码"`
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Body struct {
		Seen      int64  `json:"seen" doc:"所见设置的版本"`
		What      string `json:"what" enum:"switch,hours,pauses,most,auto" doc:"设置什么"`
		All       bool   `json:"all" doc:"渠道全部事项"`
		Office    string `json:"office" maxLength:"2" doc:"机构代码，全中心为空"`
		Value     string `json:"value" required:"false" maxLength:"200" doc:"开关和自动办结on、off，服务时间或限额"`
		From      string `json:"from" required:"false" maxLength:"10" doc:"自何日起，今天的不填"`
		PauseFrom string `json:"pauseFrom" required:"false" maxLength:"16" doc:"暂停开始，立即的不填"`
		PauseTo   string `json:"pauseTo" required:"false" maxLength:"16" doc:"暂停结束"`
		Why       string `json:"why" required:"false" maxLength:"200" doc:"暂停公告"`
		Lift      bool   `json:"lift" required:"false" doc:"提前解除这次暂停"`
		Basis     string `json:"basis" maxLength:"200" doc:"依据：文号或公告"`
		Reason    string `json:"reason" maxLength:"400" doc:"原因，不写个人信息"`
	}
}
