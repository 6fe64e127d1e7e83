package console

// ownCodeIn is what a member asks for a code with. It stands in a body, as all numbers of somebody do.
type ownCodeIn struct {
	Body struct {
		Number string `json:"number" maxLength:"40" doc:"个人账号或公民身份号码"`
		Mobile string `json:"mobile" maxLength:"40" doc:"在本中心登记的手机号码"`
	}
}

// ownTicket is what whoever asked for a code gets, whether one was sent or not.
type ownTicket struct {
	Ticket  string `json:"ticket" doc:"登录时与验证码一并提交"`
	Minutes int    `json:"minutes" doc:"验证码有效的分钟数"`
}

type ownSignInIn struct {
	Body struct {
		Ticket string `json:"ticket" maxLength:"64" doc:"获取验证码时给出的"`
		Code   string `json:"code" maxLength:"20" doc:"短信中的6位数字"`
	}
}

// mobileCodesIn is the number that a member wants to be registered with.
type mobileCodesIn struct {
	Body struct {
		Mobile string `json:"mobile" maxLength:"40" doc:"新的手机号码"`
	}
}

type changeMobileIn struct {
	Body struct {
		Ticket string `json:"ticket" maxLength:"64" doc:"获取验证码时给出的"`
		Mobile string `json:"mobile" maxLength:"40" doc:"新的手机号码"`
		Old    string `json:"old" maxLength:"20" doc:"现登记号码收到的6位数字"`
		New    string `json:"new" maxLength:"20" doc:"新号码收到的6位数字"`
	}
}

// ownSigned carries the session of a member to the browser.
type ownSigned struct {
	Cookie string `header:"Set-Cookie"`
	Body   done
}

// Own is what the register has of the member who asks. What identifies them is masked (L2).
type Own struct {
	Name     string       `json:"name" doc:"姓名，脱敏"`
	IDNo     string       `json:"idNo" doc:"证件号码，脱敏"`
	Mobile   string       `json:"mobile" doc:"手机号码，脱敏"`
	Level    string       `json:"level" doc:"实名核验等级"`
	Accounts []MemberItem `json:"accounts" doc:"个人账户，已销户的也在内"`
}

// OwnAccount is one account of the member who asks.
type OwnAccount struct {
	MemberItem
	Base         int64     `json:"base" doc:"缴存基数，分"`
	EmployerPart int64     `json:"employerPart" doc:"单位月缴存额，分"`
	MemberPart   int64     `json:"memberPart" doc:"个人月缴存额，分"`
	MonthsInRow  int       `json:"monthsInRow" doc:"连续足额缴存月数"`
	OpenedOn     string    `json:"openedOn" doc:"开户日期"`
	SealedOn     string    `json:"sealedOn" doc:"封存日期，未封存时为空"`
	ClosedOn     string    `json:"closedOn" doc:"销户日期，未销户时为空"`
	Loans        []OwnLoan `json:"loans" doc:"本人为借款人或共同借款人的贷款"`
}

// OwnLoan is a loan of the member who asks.
type OwnLoan struct {
	Contract  string `json:"contract" doc:"借款合同编号，签订前为空"`
	StateName string `json:"stateName" doc:"贷款状态"`
	Amount    int64  `json:"amount" doc:"贷款金额，分"`
	Balance   int64  `json:"balance" doc:"未到期本金，分"`
	NextDue   string `json:"nextDue" doc:"下一应还日，没有时为空"`
	id        int64
}

// OwnStatement is a page of the statement of an account of the member who asks.
type OwnStatement struct {
	From    string    `json:"from"`
	To      string    `json:"to"`
	Begins  bool      `json:"begins" doc:"所问期间早于建账日，明细从建账日起"`
	Opening int64     `json:"opening" doc:"期初余额，分"`
	Closing int64     `json:"closing" doc:"期末余额，分"`
	Items   []OwnLine `json:"items" doc:"由早到晚"`
	Next    string    `json:"next" doc:"下一页的游标，没有下一页时为空"`
}

// OwnLine is what moved on the account.
type OwnLine struct {
	Day      string `json:"day"`
	KindName string `json:"kindName" doc:"业务"`
	Summary  string `json:"summary" doc:"摘要"`
	Amount   int64  `json:"amount" doc:"发生额，分"`
	Balance  int64  `json:"balance" doc:"余额，分"`
}

// OwnCase is a case of the member who asks.
type OwnCase struct {
	Number    string `json:"number" doc:"业务流水号"`
	Item      string `json:"item" doc:"事项"`
	StateName string `json:"stateName" doc:"办理状态"`
	Submitted string `json:"submitted" doc:"收件日期"`
	Due       string `json:"due" doc:"承诺办结日期，没有时为空"`
	Closed    string `json:"closed" doc:"办结日期，在办时为空"`
	id        int64
}

// Looker says who has looked at something of the member who asks.
type Looker struct {
	At    string `json:"at" doc:"时间"`
	Who   string `json:"who" doc:"岗位"`
	Place string `json:"place" doc:"机构"`
	What  string `json:"what" doc:"看了什么"`
	About string `json:"about" doc:"哪个账户、办件或贷款"`
	Why   string `json:"why" doc:"事由，普通办理时为空"`
}

// LookersOut is the record of who looked.
type LookersOut struct {
	Items []Looker `json:"items" doc:"由近及远"`
	More  bool     `json:"more" doc:"更早的还有，没有列出"`
}
