package console

// LoanItem is a loan on a list.
type LoanItem struct {
	Ref       string `json:"ref" doc:"/api/loans/{no}"`
	Contract  string `json:"contract" doc:"借款合同编号，签订前为空"`
	Borrower  string `json:"borrower" doc:"借款人，脱敏"`
	State     int    `json:"state" doc:"贷款状态代码"`
	StateName string `json:"stateName" doc:"贷款状态"`
	Branch    string `json:"branch" doc:"机构代码"`
	Amount    int64  `json:"amount" doc:"贷款金额，分"`
	Balance   int64  `json:"balance" doc:"未到期本金，分"`
	Months    int    `json:"months" doc:"总期数"`
	Disbursed string `json:"disbursed" doc:"放款日期，未放款时为空"`
	NextDue   string `json:"nextDue" doc:"下一应还日，没有时为空"`
	Unpaid    int    `json:"unpaid" doc:"逾期期数"`
}

// loan is a loan with its schedule and its history.
type loan struct {
	LoanItem
	id            int64
	Member        string         `json:"member" doc:"借款人的个人账号"`
	Purpose       string         `json:"purpose" doc:"贷款用途"`
	HomeClass     string         `json:"homeClass" doc:"第几套住房"`
	Price         int64          `json:"price" doc:"房价，分"`
	Rate          string         `json:"rate" doc:"执行年利率，如2.85%；未放款时为空"`
	Method        string         `json:"method" doc:"还款方式"`
	Payment       int64          `json:"payment" doc:"下一期还款额，分；各期均已到期时为0"`
	Accepted      string         `json:"accepted" doc:"受理日期"`
	DecideBy      string         `json:"decideBy" doc:"审批时限"`
	Decided       string         `json:"decided" doc:"审批日期"`
	Signed        string         `json:"signed" doc:"合同签订日期"`
	DisburseBy    string         `json:"disburseBy" doc:"承诺放款日"`
	Opening       bool           `json:"opening" doc:"期初贷款，建账前发放"`
	Voucher       string         `json:"voucher" doc:"放款凭证，/api/vouchers/{number}"`
	Schedule      []instalment   `json:"schedule" doc:"尚未到期的各期，按现行利率"`
	Repayments    []repayment    `json:"repayments" doc:"还款明细，由早到晚"`
	Arrears       []arrear       `json:"arrears" doc:"尚未还清的欠款"`
	Registrations []registration `json:"registrations" doc:"抵押登记"`
	Fees          []loanFee      `json:"fees" doc:"登记机构就这笔贷款出的票据，由早到晚"`
	FeeGap        string         `json:"feeGap" doc:"放款当年未付登记费的原因，已付或建账前放款时为空"`
}

type instalment struct {
	Number    int    `json:"number" doc:"期次"`
	Due       string `json:"due" doc:"应还日"`
	Principal int64  `json:"principal" doc:"本金，分"`
	Interest  int64  `json:"interest" doc:"利息，分"`
	Payment   int64  `json:"payment" doc:"本息，分"`
	Balance   int64  `json:"balance" doc:"还后本金余额，分"`
}

type repayment struct {
	Number    int    `json:"number" doc:"期次；提前还款为0"`
	Due       string `json:"due" doc:"应还日"`
	Day       string `json:"day" doc:"实还日"`
	Overdue   bool   `json:"overdue" doc:"逾期后收回"`
	Principal int64  `json:"principal" doc:"本金，分"`
	Interest  int64  `json:"interest" doc:"利息，分"`
	Penalty   int64  `json:"penalty" doc:"罚息，分"`
	Voucher   string `json:"voucher" doc:"/api/vouchers/{number}"`
}

type arrear struct {
	Number    int    `json:"number" doc:"期次"`
	Due       string `json:"due" doc:"应还日"`
	Principal int64  `json:"principal" doc:"欠本金，分"`
	Interest  int64  `json:"interest" doc:"欠利息，分"`
	Penalty   int64  `json:"penalty" doc:"罚息，分，计至since"`
	Since     string `json:"since" doc:"罚息计至日"`
}

type registration struct {
	Certificate string `json:"certificate" doc:"不动产登记证明号"`
	Kind        string `json:"kind" doc:"登记种类"`
	Day         string `json:"day" doc:"登记日期"`
	Office      string `json:"office" doc:"登记机构"`
	Fee         int64  `json:"fee" doc:"应付登记费，分"`
	Document    string `json:"document" doc:"免缴的依据"`
}

// loanFee is what the registry charged for a loan, with its bill and the payment of that.
type loanFee struct {
	Document    string `json:"document" doc:"票据号"`
	Registry    string `json:"registry" doc:"登记机构"`
	Certificate string `json:"certificate" doc:"不动产登记证明号"`
	Registered  string `json:"registered" doc:"登记日期"`
	Billed      string `json:"billed" doc:"票据开具日"`
	PayBy       string `json:"payBy" doc:"应付日"`
	Paid        string `json:"paid" doc:"支付日，尚未支付时为空"`
	Amount      int64  `json:"amount" doc:"登记费，分"`
	Treasury    string `json:"treasury" doc:"国库支付凭证号，尚未支付时为空"`
	Bill        *link  `json:"bill" doc:"台账中的票据"`
	Payment     *link  `json:"payment,omitempty" doc:"台账中的付款，尚未支付时没有"`
}

type loansOf struct {
	State    int    `query:"state" minimum:"0" maximum:"10" doc:"贷款状态代码，0为全部"`
	Year     int    `query:"year" minimum:"0" maximum:"2100" doc:"放款年度，0为全部"`
	Month    string `query:"month" maxLength:"7" doc:"放款月份，2024-06"`
	Office   string `query:"office" maxLength:"2" doc:"机构代码，不填为全部"`
	Contract string `query:"contract" maxLength:"40" doc:"借款合同编号，或其开头"`
	Overdue  bool   `query:"overdue" doc:"只看有逾期的"`
	Sort     string `query:"sort" enum:"no,-no,disbursed,-disbursed,amount,-amount,balance,-balance,due,-due,unpaid,-unpaid" default:"-no" doc:"排序，-为由大到小；no为受理先后"`
	Paging
}

type loanOf struct {
	No string `path:"no" maxLength:"40" doc:"借款合同编号，或未签合同贷款的ref"`
}
