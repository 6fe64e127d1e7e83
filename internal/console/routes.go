package console

import (
	"net/http"

	"guangsha/internal/access"
)

// Scope says what the answers of a route are confined to (数据范围).
type Scope string

// The scopes.
const (
	Anything    Scope = "none"   // nothing in the answer belongs to an office or a person
	WholeCentre Scope = "centre" // 全中心: only for posts that reach all offices
	ByOffice    Scope = "office" // 机构: what lies in an office that the post does not reach is not there
	Oneself     Scope = "self"   // 本人
)

// Rate is the class of a route's limit (频次类别): how often one person, or one address that has not signed in, may ask.
type Rate string

// The classes.
const (
	Enquiry Rate = "enquiry" // 查询
	Entry   Rate = "entry"   // 登录、登记: each may cost a hash
	Change  Rate = "change"  // 变动
)

// Route is one route of the console. It is declared here and nowhere else; what an answer shows and a request may set
// are the fields of its handler's types, and nothing beside them is read.
type Route struct {
	Method, Path, ID, Summary string

	Permission access.Permission // 权限 that whoever asks must have
	Scope      Scope
	Public     bool // open to whoever has not signed in
	Rate       Rate
	// Step is what the route does to a document (环节); empty when it changes nothing.
	Step string
	// Repeats says that asking again changes nothing more (幂等): it reads, has a request key, or ends where it ended.
	Repeats bool
	// Event is the kind of the audit entry that a change leaves (审计事件); empty when it changes nothing.
	Event string
	// Seen is the kind of the audit entry that an answer about people leaves before it is shown (查询记录); empty when it
	// shows none.
	Seen string
	// Background says that pages ask by themselves: it does not keep a session alive.
	Background bool
}

// Routes is the one list of what the console answers under /api/.
var Routes = []Route{
	{Method: http.MethodGet, Path: "/api/centre", ID: "centre", Summary: "本中心",
		Permission: access.ReadCentre, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/choices", ID: "choices", Summary: "查询条件中可选的机构、状态和类型",
		Permission: access.ReadCentre, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/state", ID: "state", Background: true,
		Summary:    "账的状态标记，供打开着的页面知道账已变动",
		Permission: access.ReadCentre, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/trial-balance", ID: "trialBalance", Summary: "一日终了的科目余额表",
		Permission: access.ReadBooks, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/days", ID: "days", Summary: "一个年度的会计日",
		Permission: access.ReadBooks, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/employers", ID: "employers", Summary: "缴存单位，按单位账号",
		Permission: access.ReadEmployers, Scope: ByOffice, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/employers/xlsx", ID: "employersXlsx", Summary: "缴存单位的xlsx",
		Permission: access.ReadEmployers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/employers/{no}", ID: "employer", Summary: "一个缴存单位",
		Permission: access.ReadEmployers, Scope: ByOffice, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/employers/{no}/months", ID: "employerMonths",
		Summary:    "一个单位各月的汇缴，由近及远",
		Permission: access.ReadEmployers, Scope: ByOffice, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/evaluation/years", ID: "evaluationYears", Summary: "有自评表的年度",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/evaluation/published", ID: "publishedTables",
		Summary:    "随程序附带的三张已公开自评表，附复算和疑点",
		Permission: access.CheckTables, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/evaluation/{year}/tables", ID: "evaluationTables",
		Summary:    "一个年度的自评表清单",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/evaluation/{year}/tables/{id}", ID: "evaluationTable",
		Summary:    "一张自评表，填报、取数、按规则三值并列",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/evaluation/{year}/tables/{id}/xlsx", ID: "evaluationTableXlsx",
		Summary:    "一张自评表的xlsx",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/evaluation/{year}/xlsx", ID: "evaluationXlsx",
		Summary:    "一个年度全部自评表的xlsx",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/evaluation/{year}/three-values/xlsx", ID: "threeValuesXlsx",
		Summary:    "一个年度的三值对照表：三值、三分、证据和疑点",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodPost, Path: "/api/evaluation/check", ID: "checkFile",
		Summary:    "读出、复算并检查一个自评表文件（文本、docx或xlsx，至多5MB），不保存",
		Permission: access.CheckTables, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/evaluation/check-files", ID: "checkFiles",
		Summary:    "读出若干文件中的自评表，逐张检查并在各表之间核对（至多500个，共64MB），不保存",
		Permission: access.CheckTables, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/evaluation/write", ID: "writeForm",
		Summary:    "把一个文件中的自评表写成规定表样：文本、xlsx、docx或pdf，不保存",
		Permission: access.CheckTables, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/projects", ID: "projects", Summary: "一个年度的绩效项目：环节、截止日、疑点和进度",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/projects", ID: "approveProject", Summary: "登记批复的绩效目标表（文件）",
		Permission: access.ManageGoals, Scope: WholeCentre, Rate: Change, Step: "批复目标", Repeats: true,
		Event: "selfeval.approved"},
	{Method: http.MethodPost, Path: "/api/goals/check", ID: "checkGoal",
		Summary:    "登记前检查一张绩效目标表（文件），附取数、可检验性和前三年的建议，不保存",
		Permission: access.ManageGoals, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/projects/due", ID: "projectsDue", Summary: "将到期和已过期的绩效材料件数",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/public/{year}/{id}", ID: "publishedTable", Summary: "公开的绩效自评表，网页",
		Permission: access.SignIn, Scope: Anything, Public: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/projects/{id}/adjust", ID: "adjustProject", Summary: "凭文号调整绩效目标",
		Permission: access.ManageGoals, Scope: WholeCentre, Rate: Change, Step: "调整目标", Repeats: true,
		Event: "selfeval.adjusted"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/bind", ID: "bindRow", Summary: "给一行绑定或解除取数项",
		Permission: access.WriteTables, Scope: WholeCentre, Rate: Change, Step: "取数", Repeats: true,
		Event: "selfeval.bound"},
	{Method: http.MethodGet, Path: "/api/projects/{id}", ID: "project", Summary: "一个绩效项目：最新一版表、各环节、底稿和佐证",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/projects/{id}/compare", ID: "compareVersions", Summary: "两版表的不同之处",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/projects/{id}/check", ID: "checkProject",
		Summary: "填报时复算并检查，不保存", Permission: access.WriteTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/projects/{id}/write", ID: "writeProject", Summary: "填报自评表或年中监控，成为新的一版",
		Permission: access.WriteTables, Scope: WholeCentre, Rate: Change, Step: "填报", Repeats: true,
		Event: "selfeval.written"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/explain", ID: "explainFinding", Summary: "说明后保留一条疑点",
		Permission: access.WriteTables, Scope: WholeCentre, Rate: Change, Step: "说明", Repeats: true,
		Event: "selfeval.explained"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/judge", ID: "judgeRow", Summary: "人工认定一行",
		Permission: access.ReviewTables, Scope: WholeCentre, Rate: Change, Step: "认定", Repeats: true,
		Event: "selfeval.judged"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/review", ID: "reviewProject", Summary: "单位审核",
		Permission: access.ReviewTables, Scope: WholeCentre, Rate: Change, Step: "审核", Repeats: true,
		Event: "selfeval.reviewed"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/proceed", ID: "proceedProject", Summary: "报送、退回、复核、公开、结果应用",
		Permission: access.SubmitTables, Scope: WholeCentre, Rate: Change, Step: "报送", Repeats: true,
		Event: "selfeval.submitted"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/assign", ID: "assignRow", Summary: "分派责任科室和截止日",
		Permission: access.ManageGoals, Scope: WholeCentre, Rate: Change, Step: "分派", Repeats: true,
		Event: "selfeval.assigned"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/fulfil", ID: "fulfilRow", Summary: "登记某行的材料已提交",
		Permission: access.WriteTables, Scope: WholeCentre, Rate: Change, Step: "提交", Repeats: true,
		Event: "selfeval.fulfilled"},
	{Method: http.MethodPost, Path: "/api/projects/{id}/attachments", ID: "attachFile", Summary: "上传一行的佐证文件，至多5MB",
		Permission: access.WriteTables, Scope: WholeCentre, Rate: Change, Step: "佐证", Repeats: true,
		Event: "selfeval.attached"},
	{Method: http.MethodGet, Path: "/api/projects/{id}/attachments/{file}", ID: "openFile", Summary: "取回一个佐证文件",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/loans", ID: "loans", Summary: "贷款，由近及远",
		Permission: access.ReadLoans, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "loans.listed"},
	{Method: http.MethodGet, Path: "/api/loans/xlsx", ID: "loansXlsx", Summary: "贷款的xlsx",
		Permission: access.ReadLoans, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/loans/{no}", ID: "loan", Summary: "一笔贷款的约定、还款计划和还款明细",
		Permission: access.ReadLoans, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "loan.viewed"},
	{Method: http.MethodGet, Path: "/api/measures", ID: "measures", Summary: "全部取数项在一个年度的值",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/measures/{name}", ID: "measure", Summary: "一个取数项的口径和值",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/measures/{name}/rows", ID: "measureRows", Summary: "取数值所依据的记录",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "rows.listed"},
	{Method: http.MethodGet, Path: "/api/measures/{name}/rows/xlsx", ID: "measureRowsXlsx",
		Summary:    "取数值所依据的记录的xlsx",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/loans/fee-gaps", ID: "feeGaps",
		Summary:    "抵押登记费与放款核对：相差的贷款按原因分组",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "loans.listed"},
	{Method: http.MethodGet, Path: "/api/members", ID: "members", Summary: "个人账户，按个人账号",
		Permission: access.ReadMembers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "members.listed"},
	{Method: http.MethodGet, Path: "/api/members/xlsx", ID: "membersXlsx", Summary: "个人账户的xlsx",
		Permission: access.ReadMembers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodPost, Path: "/api/members/search", ID: "searchMembers",
		Summary:    "按个人账号或姓名查找个人账户；姓名不进网址，所以是POST",
		Permission: access.ReadMembers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "members.searched"},
	{Method: http.MethodGet, Path: "/api/members/{no}", ID: "member", Summary: "一个个人账户",
		Permission: access.ReadMembers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "member.viewed"},
	{Method: http.MethodGet, Path: "/api/members/{no}/statement", ID: "statement", Summary: "个人明细账",
		Permission: access.ReadMembers, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "statement.viewed"},
	{Method: http.MethodGet, Path: "/api/register/{kind}/{id}", ID: "registerEntry",
		Summary:    "中心自身支出台账中的一条记录",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/vouchers", ID: "vouchers", Summary: "凭证，由近及远",
		Permission: access.ReadBooks, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/vouchers/xlsx", ID: "vouchersXlsx", Summary: "凭证的xlsx",
		Permission: access.ReadBooks, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/vouchers/{number}", ID: "voucher", Summary: "一张凭证及其明细",
		Permission: access.ReadBooks, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "voucher.viewed"},
	{Method: http.MethodGet, Path: "/api/withdrawals", ID: "withdrawals", Summary: "提取办件，由近及远",
		Permission: access.ReadWithdrawals, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "withdrawals.listed"},
	{Method: http.MethodGet, Path: "/api/withdrawals/xlsx", ID: "withdrawalsXlsx", Summary: "提取办件的xlsx",
		Permission: access.ReadWithdrawals, Scope: ByOffice, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/late", ID: "late", Summary: "一个年度迟办的事",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/late/xlsx", ID: "lateXlsx", Summary: "迟办的事的xlsx",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true,
		Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/year/{year}/dashboard", ID: "dashboard", Summary: "一个年度的全景",
		Permission: access.ReadTables, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/members/{no}/unmask", ID: "unmask",
		Summary:    "查看一个人的证件号码和手机号码明文，须有事由",
		Permission: access.ReadUnmasked, Scope: ByOffice, Rate: Change, Seen: "member.unmasked"},
	{Method: http.MethodGet, Path: "/api/unmaskings", ID: "unmaskings", Summary: "查看明文的记录，由近及远",
		Permission: access.ReadAudit, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/audit/entries", ID: "auditEntries", Summary: "审计日志，由近及远",
		Permission: access.ReadAudit, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/audit/entries/xlsx", ID: "auditEntriesXlsx", Summary: "审计日志的xlsx",
		Permission: access.ReadAudit, Scope: WholeCentre, Rate: Enquiry, Repeats: true, Seen: "list.exported"},
	{Method: http.MethodGet, Path: "/api/audit/state", ID: "auditState", Background: true,
		Summary:    "审计日志的封存状态和记录种类",
		Permission: access.ReadAudit, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/audit/verify", ID: "verifyAudit",
		Summary:    "核验审计日志：重算每一环，与检查点比对",
		Permission: access.ReadAudit, Scope: WholeCentre, Rate: Entry, Repeats: true, Seen: "audit.verified"},
	{Method: http.MethodGet, Path: "/api/openapi.json", ID: "openapi", Summary: "接口说明，OpenAPI 3.1",
		Permission: access.SignIn, Scope: Anything, Public: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/docs", ID: "docs", Summary: "接口说明，供人阅读",
		Permission: access.SignIn, Scope: Anything, Public: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/me", ID: "me", Summary: "当前登录的人员和可用的权限",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Enquiry, Repeats: true, Background: true},
	{Method: http.MethodPost, Path: "/api/set-up", ID: "setUp",
		Summary:    "用初始设置码设立三名管理员，给出各自的登记凭条",
		Permission: access.BeginAccess, Scope: Anything, Public: true, Rate: Entry, Step: "初始设置",
		Event: "access.founded"},
	{Method: http.MethodPost, Path: "/api/enrol/factor", ID: "offerFactor", Summary: "凭两张凭条取得第二因素密钥",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Entry, Step: "登记",
		Event: "access.factor-offered"},
	{Method: http.MethodPost, Path: "/api/enrol", ID: "enrol", Summary: "凭两张凭条和动态验证码设立口令",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Entry, Step: "登记", Event: "access.enrolled"},
	{Method: http.MethodPost, Path: "/api/sign-in", ID: "signIn", Summary: "用工号、口令和动态验证码登录",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Entry, Step: "登录", Event: "access.signed-in"},
	{Method: http.MethodGet, Path: "/api/sign-in/challenge", ID: "passkeyChallenge", Summary: "取得用通行密钥登录的挑战",
		Permission: access.SignIn, Scope: Anything, Public: true, Rate: Entry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/sign-in/passkey", ID: "signInByPasskey", Summary: "用通行密钥登录",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Entry, Step: "登录", Event: "access.signed-in"},
	{Method: http.MethodGet, Path: "/api/passkeys", ID: "passkeys", Summary: "本人的通行密钥",
		Permission: access.SignIn, Scope: Oneself, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/passkeys/offer", ID: "offerPasskey", Summary: "凭动态验证码开始登记通行密钥",
		Permission: access.SignIn, Scope: Oneself, Rate: Entry, Step: "登记", Event: "access.factor-used"},
	{Method: http.MethodPost, Path: "/api/passkeys", ID: "addPasskey", Summary: "登记本人的通行密钥",
		Permission: access.SignIn, Scope: Oneself, Rate: Entry, Step: "登记", Event: "access.passkey-added"},
	{Method: http.MethodPost, Path: "/api/passkeys/{id}/remove", ID: "removePasskey", Summary: "移除本人的通行密钥",
		Permission: access.SignIn, Scope: Oneself, Rate: Change, Step: "移除", Event: "access.passkey-removed"},
	{Method: http.MethodPost, Path: "/api/sign-out", ID: "signOut", Summary: "退出登录",
		Permission: access.SignIn, Scope: Oneself, Rate: Entry, Step: "退出", Repeats: true,
		Event: "access.signed-out"},
	{Method: http.MethodGet, Path: "/api/roles", ID: "roles", Summary: "岗位角色及其权限和权限金额",
		Permission: access.ReadPeople, Scope: Anything, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/people", ID: "people", Summary: "人员及其岗位，按工号",
		Permission: access.ReadPeople, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/people/{code}/leave", ID: "leave", Summary: "离职停用，立即生效",
		Permission: access.EndService, Scope: WholeCentre, Rate: Change, Step: "停用", Repeats: true,
		Event: "access.left"},
	{Method: http.MethodPost, Path: "/api/people/{code}/slip/security", ID: "slipSecurity",
		Summary: "安全管理员开具登记凭条", Permission: access.ProposeChanges, Scope: WholeCentre, Rate: Change, Step: "凭条",
		Event: "access.slip"},
	{Method: http.MethodPost, Path: "/api/people/{code}/slip/systems", ID: "slipSystems",
		Summary: "系统管理员开具登记凭条", Permission: access.ConfirmChanges, Scope: WholeCentre, Rate: Change, Step: "凭条",
		Event: "access.slip"},
	{Method: http.MethodGet, Path: "/api/partner-keys", ID: "partnerKeys", Summary: "合作机构的签名密钥",
		Permission: access.ReadPeople, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/partner-keys", ID: "registerPartnerKey", Summary: "登记合作机构的签名密钥",
		Permission: access.ProposeChanges, Scope: WholeCentre, Rate: Change, Step: "登记", Repeats: true,
		Event: "access.partner-key-registered"},
	{Method: http.MethodPost, Path: "/api/partner-keys/{id}/confirm", ID: "confirmPartnerKey",
		Summary: "确认合作机构的签名密钥，立即生效", Permission: access.ConfirmChanges, Scope: WholeCentre, Rate: Change,
		Step: "确认", Repeats: true, Event: "access.partner-key-confirmed"},
	{Method: http.MethodPost, Path: "/api/partner-keys/{id}/end", ID: "endPartnerKey",
		Summary: "停用合作机构的签名密钥，立即生效", Permission: access.EndService, Scope: WholeCentre, Rate: Change,
		Step: "停用", Repeats: true, Event: "access.partner-key-ended"},
	{Method: http.MethodGet, Path: "/api/changes", ID: "changes", Summary: "人员变动，由近及远",
		Permission: access.ReadPeople, Scope: WholeCentre, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/changes", ID: "propose", Summary: "拟定人员变动：入职、调岗、代岗",
		Permission: access.ProposeChanges, Scope: WholeCentre, Rate: Change, Step: "拟定", Repeats: true,
		Event: "access.proposed"},
	{Method: http.MethodPost, Path: "/api/changes/{id}/confirm", ID: "confirm", Summary: "确认人员变动，立即生效",
		Permission: access.ConfirmChanges, Scope: WholeCentre, Rate: Change, Step: "确认", Repeats: true,
		Event: "access.changed"},
	{Method: http.MethodPost, Path: "/api/changes/{id}/drop", ID: "drop", Summary: "作废待确认的人员变动",
		Permission: access.ConfirmChanges, Scope: WholeCentre, Rate: Change, Step: "作废", Repeats: true,
		Event: "access.dropped"},
}

// routeOf gives a route by its id. One that is not declared is a defect.
func routeOf(id string) Route {
	for _, r := range Routes {
		if r.ID == id {
			return r
		}
	}
	panic("console: route " + id + " is not declared")
}
