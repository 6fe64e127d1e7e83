package console

// MemberItem is a member on a list. What identifies a person is masked.
type MemberItem struct {
	No           string `json:"no" doc:"个人账号"`
	Name         string `json:"name" doc:"姓名，脱敏"`
	IDNo         string `json:"idNo" doc:"证件号码，脱敏"`
	Mobile       string `json:"mobile" doc:"手机号码，脱敏"`
	Employer     string `json:"employer" doc:"单位账号"`
	EmployerName string `json:"employerName" doc:"单位名称"`
	Office       string `json:"office" doc:"机构代码"`
	State        int    `json:"state" doc:"个人账户状态代码"`
	StateName    string `json:"stateName" doc:"个人账户状态"`
	Balance      int64  `json:"balance" doc:"余额，分"`
	PaidThrough  string `json:"paidThrough" doc:"缴至年月，从未缴存时为空"`
	id           int64  // of the account, for the record of who looked at it
}

// member is a member's account.
type member struct {
	MemberItem
	Base         int64      `json:"base" doc:"缴存基数，分"`
	EmployerPart int64      `json:"employerPart" doc:"单位月缴存额，分"`
	MemberPart   int64      `json:"memberPart" doc:"个人月缴存额，分"`
	Carried      int64      `json:"carried" doc:"余额中上年结转的部分，分"`
	FirstMonth   string     `json:"firstMonth" doc:"连续缴存的首月"`
	MonthsInRow  int        `json:"monthsInRow" doc:"连续足额缴存月数"`
	OpenedOn     string     `json:"openedOn" doc:"开户日期"`
	SealedOn     string     `json:"sealedOn" doc:"封存日期，未封存时为空"`
	ClosedOn     string     `json:"closedOn" doc:"销户日期，未销户时为空"`
	Loans        []LoanItem `json:"loans" doc:"本人为借款人或共同借款人的贷款"`
}

// statement is a page of a member's statement (个人明细账).
type statement struct {
	No      string          `json:"no" doc:"个人账号"`
	From    string          `json:"from"`
	To      string          `json:"to"`
	Begins  bool            `json:"begins" doc:"所问期间早于建账日，明细从建账日起"`
	Opening int64           `json:"opening" doc:"期初余额，分"`
	Closing int64           `json:"closing" doc:"期末余额，分"`
	Items   []statementLine `json:"items" doc:"由早到晚"`
	Next    string          `json:"next" doc:"下一页的游标，没有下一页时为空"`
	id      int64           // of the account
}

type statementLine struct {
	Day      string `json:"day"`
	Kind     int    `json:"kind" doc:"业务类型代码"`
	KindName string `json:"kindName" doc:"业务类型"`
	Summary  string `json:"summary" doc:"摘要"`
	Voucher  string `json:"voucher" doc:"/api/vouchers/{number}"`
	Number   string `json:"number" doc:"凭证号，日结前为空"`
	Amount   int64  `json:"amount" doc:"发生额，分，减少为负"`
	Balance  int64  `json:"balance" doc:"余额，分"`
}

// memberSearch stands in a body, because neither a name nor a number of somebody must stand in an address.
type memberSearch struct {
	Body struct {
		Number string `json:"number,omitempty" maxLength:"40" doc:"完整的个人账号，或户主完整的公民身份号码、手机号码"`
		Name   string `json:"name,omitempty" maxLength:"60" doc:"姓名或其开头，至少一个字"`
		Office string `json:"office,omitempty" maxLength:"2" doc:"机构代码，不填为全部"`
		Cursor string `json:"cursor,omitempty" maxLength:"400" doc:"上一页给出的游标"`
		Sort   string `json:"sort,omitempty" enum:"no,-no,balance,-balance,paid,-paid" default:"no" doc:"排序，-为由大到小"`
		Limit  int    `json:"limit,omitempty" minimum:"1" maximum:"200" default:"50" doc:"每页行数"`
	}
}

type membersOf struct {
	Office string `query:"office" maxLength:"2" doc:"机构代码，不填为全部"`
	Sort   string `query:"sort" enum:"no,-no,balance,-balance,paid,-paid" default:"no" doc:"排序，-为由大到小"`
	Paging
}

// MemberOf is the member in an address.
type MemberOf struct {
	No string `path:"no" maxLength:"20" doc:"个人账号"`
}

type statementOf struct {
	MemberOf
	From string `query:"from" maxLength:"10" doc:"首日，不填为十年前"`
	To   string `query:"to" maxLength:"10" doc:"末日，不填为当前营业日"`
	Paging
}
