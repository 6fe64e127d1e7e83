package access

// Permission is the right to do one kind of thing (权限). Its code stands in policy files, routes and audit entries for
// ever and is never reused.
type Permission struct {
	Code  string
	Title string // 权限名称
	Power Power
}

// Power is a kind of rights that no one person may hold together with another kind (互斥的权力). The three
// administrators are kept apart from each other and from the business (GB/T 22239-2019 8.1.4.2 d, 8.1.5).
type Power uint8

// The powers.
const (
	Business Power = iota + 1 // 业务
	Systems                   // 系统管理: accounts come into being and go
	Security                  // 安全管理: who may do what
	Auditing                  // 审计管理: who did what
	Shared                    // 不分权: goes with any of them
)

// String is the power in Chinese.
func (p Power) String() string {
	if p < Business || p > Shared {
		return ""
	}
	return [...]string{"业务", "系统管理", "安全管理", "审计管理", "不分权"}[p-Business]
}

// The permissions of the register of employers and members.
var (
	OpenEmployer = Permission{"employer.open", "单位缴存登记", Business}
	OpenMembers  = Permission{"member.open", "个人账户设立", Business}
	SealMembers  = Permission{"member.seal", "个人账户封存与启封", Business}
	MoveMembers  = Permission{"member.transfer", "个人账户内部转移", Business}
	AmendMembers = Permission{"member.amend", "个人信息变更复核", Business}
)

// The permissions of contribution.
var (
	PrepareLists    = Permission{"list.prepare", "编制、确认和撤回汇缴清册", Business}
	BookArrivals    = Permission{"arrival.book", "到账入账", Business}
	ReportArrivals  = Permission{"arrival.report", "报送本行专户的到账", Business}
	AssignArrivals  = Permission{"arrival.assign", "到账认领与分配", Business}
	ReverseArrivals = Permission{"arrival.reverse", "到账冲正", Business}
)

// The permissions of withdrawal.
var (
	TakeWithdrawals    = Permission{"withdrawal.take", "提取受理与撤回", Business}
	ApproveWithdrawals = Permission{"withdrawal.approve", "提取审批与付款", Business}
	BanWithdrawals     = Permission{"withdrawal.ban", "骗提限制登记", Business}
	FreezeAccounts     = Permission{"account.freeze", "冻结与解冻登记", Business}
)

// The permission of cases. What a case is about asks for its own besides: taking a withdrawal in, approving a loan.
var HandleCases = Permission{"case.handle", "办件受理与办理", Business}

// HandleOrders is for whoever answers what people told the government hotline (12345工单).
var HandleOrders = Permission{"order.handle", "处理12345工单", Business}

// SetDoors is for whoever says when a door takes an item in (渠道设置): in their office, or in the whole centre.
var SetDoors = Permission{"door.set", "设置渠道的开关、服务时间、暂停公告和限额", Business}

// HandleMessages is for whoever sees to messages that did not arrive.
var HandleMessages = Permission{"message.handle", "处理未送达的消息", Business}

// The permissions of lending.
var (
	TakeLoans     = Permission{"loan.take", "贷款受理、签约、抵押登记与作废", Business}
	ApproveLoans  = Permission{"loan.approve", "贷款审批", Business}
	DisburseLoans = Permission{"loan.disburse", "贷款发放与退票", Business}
	CollectLoans  = Permission{"loan.collect", "逾期和提前还款入账", Business}
	DebitLoans    = Permission{"loan.debit", "批量扣款", Business}
)

// The permissions of the treasury and of the books.
var (
	BeginBooks     = Permission{"books.begin", "建账", Business}
	RegisterBanks  = Permission{"bank.register", "银行账户登记", Business}
	ManageDeposits = Permission{"deposit.manage", "定期存款存入与支取", Business}
	CloseDays      = Permission{"day.close", "日终与年度结息", Business}
	TakeBooksOver  = Permission{"opening.take", "期初建账", Business}
)

// The permissions of the register of spending.
var (
	ManageBudgets    = Permission{"budget.manage", "预算项目与合同", Business}
	RegisterSpending = Permission{"spending.register", "经费事项登记", Business}
	AcceptServices   = Permission{"spending.accept", "服务与印刷验收、测评登记", Business}
	PaySpending      = Permission{"spending.pay", "经费支付", Business}
)

// The permissions of the self-evaluation.
var (
	ManageGoals  = Permission{"evaluation.goal", "登记批复和调整的绩效目标、分派责任科室", Business}
	WriteTables  = Permission{"evaluation.write", "填报监控和自评表、说明疑点、上传佐证", Business}
	ReviewTables = Permission{"evaluation.review", "审核自评表、人工认定", Business}
	SubmitTables = Permission{"evaluation.submit", "报送自评表，登记财政意见、公开和结果应用", Business}
)

// HandOutCodes is for whoever gives the people who were drawn their codes, and neither drew them nor counts on what
// they answer.
var HandOutCodes = Permission{"survey.hand-out", "查看抽中的人和问卷码，交给本人", Business}

// AnswerSurveys is for whoever was drawn and has a code; how they answer is told to nobody.
var AnswerSurveys = Permission{"survey.answer", "凭问卷码答卷", Shared}

// The permissions to read.
var (
	ReadCentre      = Permission{"read.centre", "查看本中心概况", Shared}
	ReadTables      = Permission{"read.tables", "查看自评表与取数项", Business}
	CheckTables     = Permission{"read.check", "检查自评表文件", Business}
	ReadBooks       = Permission{"read.books", "查看凭证、科目余额与会计日", Business}
	ReadMembers     = Permission{"read.members", "查看个人账户", Business}
	ReadEmployers   = Permission{"read.employers", "查看缴存单位", Business}
	ReadUnmasked    = Permission{"read.unmasked", "查看个人证件号码和手机号码明文", Business}
	ReadLoans       = Permission{"read.loans", "查看贷款", Business}
	ReadWithdrawals = Permission{"read.withdrawals", "查看提取办件", Business}
	ReadCases       = Permission{"read.cases", "查看办件", Business}
	ReadMessages    = Permission{"read.messages", "查看消息和模板", Business}
)

// These are for members who have signed in for themselves, about what is their own.
var (
	ReadOwn  = Permission{"own.read", "查看和导出本人信息", Shared}
	AmendOwn = Permission{"own.amend", "变更本人登记的手机号码", Shared}
)

// The permissions of the administrators, and of everybody about themselves.
var (
	BeginAccess    = Permission{"access.begin", "初始设置三名管理员", Shared}
	SignIn         = Permission{"access.sign-in", "登录与退出", Shared}
	MandateAgents  = Permission{"access.mandate", "单位经办人授权登记", Business}
	ProposeChanges = Permission{"access.propose", "拟定人员与岗位变动", Security}
	ConfirmChanges = Permission{"access.confirm", "确认人员与岗位变动", Systems}
	EndService     = Permission{"access.leave", "离职停用", Systems}
	ReadPeople     = Permission{"access.read", "查看人员与岗位", Shared}
	ReadAudit      = Permission{"audit.read", "查看和核验审计日志", Auditing}
)

// Permissions is the one list of what there is to be permitted, in the order in which it is shown.
var Permissions = []Permission{
	OpenEmployer, OpenMembers, SealMembers, MoveMembers, AmendMembers,
	PrepareLists, BookArrivals, ReportArrivals, AssignArrivals, ReverseArrivals,
	TakeWithdrawals, ApproveWithdrawals, BanWithdrawals, FreezeAccounts, HandleCases, HandleOrders, SetDoors,
	HandleMessages,
	TakeLoans, ApproveLoans, DisburseLoans, CollectLoans, DebitLoans,
	BeginBooks, RegisterBanks, ManageDeposits, CloseDays, TakeBooksOver,
	ManageBudgets, RegisterSpending, AcceptServices, PaySpending,
	ManageGoals, WriteTables, ReviewTables, SubmitTables, HandOutCodes, AnswerSurveys,
	ReadCentre, ReadTables, CheckTables, ReadBooks, ReadMembers, ReadUnmasked,
	ReadEmployers, ReadLoans, ReadWithdrawals, ReadCases, ReadMessages, ReadOwn, AmendOwn,
	BeginAccess, SignIn, MandateAgents, ProposeChanges, ConfirmChanges, EndService, ReadPeople, ReadAudit,
}

// FindPermission gives a permission by its code.
func FindPermission(code string) (Permission, bool) {
	for _, p := range Permissions {
		if p.Code == code {
			return p, true
		}
	}
	return Permission{}, false
}
