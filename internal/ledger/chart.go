package ledger

import "slices"

// Account is a code of the chart of accounts (会计科目). A longer code is a detail of the shorter one it
// begins with: 4010301 belongs to 40103, and that to 401.
type Account int32

// The chart of 住房公积金会计核算办法 (财会字〔1999〕33号), with the details this product posts to.
const (
	FundDeposits        Account = 101     // 住房公积金存款
	FundDemand          Account = 10101   // 住房公积金存款 活期
	FundTime            Account = 10102   // 住房公积金存款 定期
	SurplusDeposits     Account = 102     // 增值收益存款
	SurplusDemand       Account = 10201   // 增值收益存款 活期
	InterestReceivable  Account = 111     // 应收利息
	OtherReceivables    Account = 119     // 其他应收款
	EntrustedLoans      Account = 121     // 委托贷款
	PersonalLoans       Account = 12101   // 委托贷款 个人
	OverdueLoans        Account = 122     // 逾期贷款
	PersonalOverdue     Account = 12201   // 逾期贷款 个人
	HousingFund         Account = 201     // 住房公积金
	InterestPayable     Account = 211     // 应付利息
	SpecialPayables     Account = 214     // 专项应付款
	ManagementPayable   Account = 21401   // 专项应付款 管理费用
	SupplementPayable   Account = 21402   // 专项应付款 城市廉租住房(公共租赁住房)建设补充资金
	OtherPayables       Account = 219     // 其他应付款
	EmployerUnallocated Account = 21901   // 其他应付款 单位暂存
	Suspense            Account = 21902   // 其他应付款 暂收
	FeesPayable         Account = 21904   // 其他应付款 手续费
	LoanRiskReserve     Account = 301     // 贷款风险准备
	Surplus             Account = 311     // 增值收益
	SurplusDistribution Account = 321     // 增值收益分配
	Undistributed       Account = 32104   // 增值收益分配 待分配增值收益
	Income              Account = 401     // 业务收入
	FundInterestIncome  Account = 40101   // 业务收入 住房公积金利息收入
	SurplusInterest     Account = 40102   // 业务收入 增值收益利息收入
	LoanIncome          Account = 40103   // 业务收入 委托贷款利息收入
	LoanInterestIncome  Account = 4010301 // 业务收入 委托贷款利息收入 利息
	LoanPenaltyIncome   Account = 4010302 // 业务收入 委托贷款利息收入 罚息
	OtherIncome         Account = 40105   // 业务收入 其他收入
	Expense             Account = 411     // 业务支出
	DepositInterest     Account = 41101   // 业务支出 住房公积金利息支出
	CollectionFees      Account = 41102   // 业务支出 归集手续费支出
	LoanFees            Account = 41103   // 业务支出 委托贷款手续费支出
	OtherExpense        Account = 41104   // 业务支出 其他支出
)

// Nature is the kind of an account (科目属性).
type Nature uint8

// The natures, in the order of the statements.
const (
	Asset       Nature = iota + 1 // 资产
	Liability                     // 负债
	NetAsset                      // 净资产
	IncomeKind                    // 收入
	ExpenseKind                   // 支出
)

// Control says what stands beneath an account: its movements (明细) must add up to every line posted to it.
type Control uint8

// What may stand beneath an account.
const (
	NoControl     Control = iota // nothing: the lines are all there is
	MemberControl                // member accounts (个人账户), with running balances
	HolderControl                // one holder per row: a loan, a payer, a bank account
)

// AccountInfo describes an account of the chart.
type AccountInfo struct {
	Code    Account
	Name    string // 科目名称
	Nature  Nature
	Control Control
	Posted  bool // lines may name it; otherwise only its details
}

// Chart is the chart of accounts (科目表) in the order of its codes.
var Chart = []AccountInfo{
	{FundDeposits, "住房公积金存款", Asset, NoControl, false},
	{FundDemand, "住房公积金存款—活期", Asset, HolderControl, true},
	{FundTime, "住房公积金存款—定期", Asset, HolderControl, true},
	{SurplusDeposits, "增值收益存款", Asset, NoControl, false},
	{SurplusDemand, "增值收益存款—活期", Asset, HolderControl, true},
	{InterestReceivable, "应收利息", Asset, NoControl, true},
	{OtherReceivables, "其他应收款", Asset, NoControl, true},
	{EntrustedLoans, "委托贷款", Asset, NoControl, false},
	{PersonalLoans, "委托贷款—个人", Asset, HolderControl, true},
	{OverdueLoans, "逾期贷款", Asset, NoControl, false},
	{PersonalOverdue, "逾期贷款—个人", Asset, HolderControl, true},
	{HousingFund, "住房公积金", Liability, MemberControl, true},
	{InterestPayable, "应付利息", Liability, NoControl, true},
	{SpecialPayables, "专项应付款", Liability, NoControl, false},
	{ManagementPayable, "专项应付款—管理费用", Liability, NoControl, true},
	{SupplementPayable, "专项应付款—城市廉租住房(公共租赁住房)建设补充资金", Liability, NoControl, true},
	{OtherPayables, "其他应付款", Liability, NoControl, false},
	{EmployerUnallocated, "其他应付款—单位暂存", Liability, HolderControl, true},
	{Suspense, "其他应付款—暂收", Liability, HolderControl, true},
	{FeesPayable, "其他应付款—手续费", Liability, NoControl, true},
	{LoanRiskReserve, "贷款风险准备", NetAsset, NoControl, true},
	{Surplus, "增值收益", NetAsset, NoControl, true},
	{SurplusDistribution, "增值收益分配", NetAsset, NoControl, false},
	{Undistributed, "增值收益分配—待分配增值收益", NetAsset, NoControl, true},
	{Income, "业务收入", IncomeKind, NoControl, false},
	{FundInterestIncome, "业务收入—住房公积金利息收入", IncomeKind, NoControl, true},
	{SurplusInterest, "业务收入—增值收益利息收入", IncomeKind, NoControl, true},
	{LoanIncome, "业务收入—委托贷款利息收入", IncomeKind, NoControl, false},
	{LoanInterestIncome, "业务收入—委托贷款利息收入—利息", IncomeKind, NoControl, true},
	{LoanPenaltyIncome, "业务收入—委托贷款利息收入—罚息", IncomeKind, NoControl, true},
	{OtherIncome, "业务收入—其他收入", IncomeKind, NoControl, true},
	{Expense, "业务支出", ExpenseKind, NoControl, false},
	{DepositInterest, "业务支出—住房公积金利息支出", ExpenseKind, NoControl, true},
	{CollectionFees, "业务支出—归集手续费支出", ExpenseKind, NoControl, true},
	{LoanFees, "业务支出—委托贷款手续费支出", ExpenseKind, NoControl, true},
	{OtherExpense, "业务支出—其他支出", ExpenseKind, NoControl, true},
}

// Info gives the entry of the chart for code, and whether there is one.
func Info(code Account) (AccountInfo, bool) {
	i, ok := slices.BinarySearchFunc(chartByCode, code, func(a AccountInfo, c Account) int { return int(a.Code - c) })
	if !ok {
		return AccountInfo{}, false
	}
	return chartByCode[i], true
}

// Under reports whether a is code or a detail of it.
func (a Account) Under(code Account) bool {
	for a > code {
		a /= 10
	}
	return a == code
}

var chartByCode = slices.SortedFunc(slices.Values(Chart), func(a, b AccountInfo) int { return int(a.Code - b.Code) })
