package console

import "guangsha/internal/base/civil"

// dashboard is what a year looks like.
type dashboard struct {
	Year     int           `json:"year"`
	Months   []monthFlow   `json:"months" doc:"一月至十二月"`
	Balances []monthEnd    `json:"balances" doc:"各月末余额，只到最近一个已日结的月末"`
	Surplus  surplus       `json:"surplus" doc:"增值收益"`
	Projects []projectYear `json:"projects" doc:"项目执行"`
	Late     []lateThing   `json:"late" doc:"迟办日历，由早到晚，至多200件"`
	LateAll  int64         `json:"lateAll" doc:"迟办的总件数"`
	LateDays []lateDay     `json:"lateDays" doc:"迟办日历：各应办日迟了几件，由早到晚，没有的日子不列"`

	ContributionKinds []int `json:"contributionKinds" doc:"归集额所在的凭证类型"`
	ContributedTo     []int `json:"contributedTo" doc:"归集额所在的科目"`
	RepaymentKinds    []int `json:"repaymentKinds" doc:"收回贷款本金所在的凭证类型"`
	RepaidTo          []int `json:"repaidTo" doc:"收回贷款本金所在的科目"`
	ResultKinds       []int `json:"resultKinds" doc:"增值收益所在的凭证类型：结转之外的全部类型"`
}

type monthFlow struct {
	Month         string         `json:"month" doc:"2024-06"`
	Contributions int64          `json:"contributions" doc:"归集额，分"`
	Withdrawals   []reasonAmount `json:"withdrawals" doc:"提取额，按原因"`
	LoansCount    int64          `json:"loansCount" doc:"放款笔数"`
	Loans         int64          `json:"loans" doc:"放款额，分"`
	Repaid        int64          `json:"repaid" doc:"收回贷款本金，分"`
}

type reasonAmount struct {
	Code   string `json:"code" doc:"提取原因代码"`
	Reason string `json:"reason" doc:"提取原因"`
	Count  int64  `json:"count" doc:"笔数"`
	Amount int64  `json:"amount" doc:"分"`
}

type monthEnd struct {
	Month    string `json:"month"`
	Day      string `json:"day" doc:"月末日"`
	Fund     int64  `json:"fund" doc:"缴存余额（201），分"`
	Loans    int64  `json:"loans" doc:"贷款余额（121、122），分"`
	Deposits int64  `json:"deposits" doc:"银行存款余额（101、102），分"`
}

type surplus struct {
	Income  []accountAmount `json:"income" doc:"业务收入，按科目"`
	Expense []accountAmount `json:"expense" doc:"业务支出，按科目"`
	Total   int64           `json:"total" doc:"增值收益，分"`
	Measure string          `json:"measure" doc:"对应的取数项"`
}

type accountAmount struct {
	Account string `json:"account" doc:"科目代码"`
	Name    string `json:"name" doc:"科目名称"`
	Amount  int64  `json:"amount" doc:"分"`
}

type projectYear struct {
	Project string      `json:"project" doc:"项目名称"`
	Measure string      `json:"measure" doc:"全年支付对应的取数项"`
	Planned string      `json:"planned" doc:"全年预算对应的取数项"`
	Budget  int64       `json:"budget" doc:"全年预算，分"`
	Paid    int64       `json:"paid" doc:"全年支付，分"`
	Months  []monthPaid `json:"months"`
}

type monthPaid struct {
	Month string `json:"month"`
	Paid  int64  `json:"paid" doc:"当月支付，分"`
}

// lateDay is how much that was due on a day was late.
type lateDay struct {
	Day   string `json:"day"`
	Count int64  `json:"count" doc:"件数"`
}

// lateThing is something that was done after the day it was due, or is not done yet.
type lateThing struct {
	Date     string `json:"date" doc:"应办结日"`
	Done     string `json:"done" doc:"办结日，至今未办时为空"`
	What     string `json:"what" doc:"什么事"`
	DaysLate int    `json:"daysLate" doc:"迟了几天；至今未办的算到当前营业日"`
	Ref      string `json:"ref" doc:"编号"`
	Kind     string `json:"kind" enum:"remittance,withdrawal,decision,loan,bill,registry,pay" doc:"事项种类"`
	Link     *link  `json:"link,omitempty" doc:"这件事在哪里"`

	due civil.Date
	key string // which record it is
}

type lateIn struct {
	InYear
	Kind string `query:"kind" enum:",remittance,withdrawal,decision,loan,bill,registry,pay" doc:"事项种类，不填为全部"`
	Day  string `query:"day" maxLength:"10" doc:"应办结日，2024-06-30，不填为全年"`
	Sort string `query:"sort" enum:"date,-date,days,-days" default:"date" doc:"排序，-为由大到小；days为迟的天数"`
	Paging
}

// choice is one of several that a form offers.
type choice struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// choices is what the forms of the lists offer.
type choices struct {
	Offices       []choice `json:"offices" doc:"机构"`
	LoanStates    []choice `json:"loanStates" doc:"贷款状态"`
	VoucherKinds  []choice `json:"voucherKinds" doc:"凭证类型"`
	UnmaskReasons []choice `json:"unmaskReasons" doc:"查看明文的事由"`
	LateKinds     []choice `json:"lateKinds" doc:"会迟办的事项"`
	Reasons       []choice `json:"reasons" doc:"提取原因"`
	CaseStates    []choice `json:"caseStates" doc:"提取办件的状态"`
	WayStates     []choice `json:"wayStates" doc:"办件的状态"`
	Items         []choice `json:"items" doc:"事项"`
}
