package opening

// Reason is a kind of dirty data (问题类型).
type Reason struct {
	ID     string
	Title  string // 原因, as the work list says it
	Blocks bool   // nothing is accepted before it is put right
	Owner  string // 经办部门; empty for that of the row's table
	Query  bool   // found by a query over the staging area, of the same name
}

// Reasons that the load and the check find row by row.
const (
	reasonEmpty    = "empty"
	reasonFormat   = "format"
	reasonDate     = "date"
	reasonCode     = "code"
	reasonID       = "id"
	reasonOldID    = "id-15"
	reasonNoMobile = "mobile-missing"
	reasonMobile   = "mobile"
	reasonCard     = "card"
	reasonRule     = "rule"
	reasonOffice   = "office"
	reasonBank     = "bank-main"
	reasonChart    = "chart"
	reasonFirstDay = "first-day"
	reasonControl  = "control"
	reasonFormula  = "formula"
	reasonBase     = "base"
	reasonProduct  = "product" // of its query, and of all accounts together
)

// Reasons lists what may be wrong with a row. A reason with a query has its text in the store under its id.
var Reasons = []Reason{
	{ID: reasonEmpty, Title: "必填项为空", Blocks: true},
	{ID: reasonFormat, Title: "金额、数字或比例格式不正确", Blocks: true},
	{ID: reasonDate, Title: "日期或年月不正确", Blocks: true},
	{ID: reasonCode, Title: "代码不在代码表中", Blocks: true},
	{ID: reasonID, Title: "身份证件号码不正确，请按证件更正", Blocks: true},
	{ID: reasonOldID, Title: "15位身份证号码，已按GB 11643换算为18位，请按证件核对"},
	{ID: reasonNoMobile, Title: "没有手机号码，请在以后办理业务时补登"},
	{ID: reasonMobile, Title: "手机号码不是11位大陆手机号码，已按没有处理"},
	{ID: reasonCard, Title: "银行卡号不是8至32位数字，已按没有处理"},
	{ID: reasonFormula, Title: "单元格是公式而没有计算结果，请在 Excel 或 WPS 中打开、另存后再装入", Blocks: true},
	{ID: reasonRule, Title: "不符合办理规则", Blocks: true},

	{ID: "key-twice", Title: "编号重复", Blocks: true, Query: true},
	{ID: "centre", Title: "建账说明应恰有一行", Blocks: true, Query: true},
	{ID: reasonFirstDay, Title: "建账日期不能作为首个营业日", Blocks: true},
	{ID: "person-twice", Title: "同一人有两个未销户的账户，请合并或办理转移", Blocks: true, Query: true},
	{ID: "orphan", Title: "找不到所属的单位、个人、合同、贷款或银行专户", Blocks: true, Query: true},
	{ID: reasonOffice, Title: "机构代码不是本中心的机构", Blocks: true},
	{ID: "negative", Title: "金额为负数", Blocks: true, Query: true},
	{ID: "overdrawn", Title: "银行专户余额为负数，请按银行对账单更正", Blocks: true, Query: true},
	{ID: "split", Title: "余额不等于上年结转与当年归集之和", Blocks: true, Query: true},
	{ID: "frozen-state", Title: "状态为冻结：请在冻结登记中登记，账户状态填正常或封存", Blocks: true, Query: true},
	{ID: "closed-money", Title: "已销户的账户仍有余额", Blocks: true, Query: true},
	{ID: "months", Title: "缴至年月、起缴年月或封存年月互相矛盾", Blocks: true, Query: true},
	{ID: "days", Title: "日期晚于建账日，或先后颠倒", Blocks: true, Query: true},
	{ID: reasonProduct, Title: "有余额而积数为零，或积数超过余额自上年7月1日起能有的数；积数为零的，结息只从建账日起算", Query: true},
	{ID: "closed-owner", Title: "冻结的账户已销户，无处登记", Blocks: true, Query: true},
	{ID: "unit-total", Title: "单位账户余额不等于其职工账户余额之和", Blocks: true, Owner: collecting, Query: true},
	{ID: "unit-count", Title: "单位缴存人数或封存人数与个人账户不符", Blocks: true, Owner: collecting, Query: true},
	{ID: "method", Title: "还款方式不是等额本息或等额本金，本程序暂不能接续", Blocks: true, Query: true},
	{ID: "schedule", Title: "贷款余额、期次或应还日与合同不符", Blocks: true, Query: true},
	{ID: "overdue-total", Title: "贷款账户的逾期本金、期数与逾期登记不符", Blocks: true, Query: true},
	{ID: "payment", Title: "当期计划还款金额远高于按余额推算的数，或者按它还到末期也还不清本金，或合同金额与发放额相差过大，请核对", Query: true},
	{ID: "arrear", Title: "逾期登记的罚息超过所欠本息，或所欠本息超过当期计划还款金额的两倍，或没有利息，请核对", Query: true},
	{ID: "share", Title: "单位或个人月缴存额与缴存基数、单位的缴存比例相差超过1元，或基数为零，请核对", Query: true},
	{ID: reasonBase, Title: "缴存基数高于建账日的上限，或低于所在机构的下限，请核对"},
	{ID: "instalment", Title: "下一期次与发放日期、下次应还日推算的期次相差超过一年，请核对", Query: true},
	{ID: "rate", Title: "利率为零或超过10%，请核对是否少写了百分号", Blocks: true, Query: true},
	{ID: "suspense-owner", Title: "单位暂存没有写明单位账号，或单位已销户", Blocks: true, Query: true},
	{ID: "serial-twice", Title: "同一专户同一日的银行流水号重复", Blocks: true, Owner: accounting, Query: true},
	{ID: reasonBank, Title: "银行专户中没有本中心记账用的专户，或专户性质不符", Blocks: true},
	{ID: "term", Title: "定期存款的期限不是一年、两年或三年，或与日期不符", Blocks: true, Query: true},
	{ID: reasonControl, Title: "控制总数同一项有两个，或户数、笔数不是整数", Blocks: true},
	{ID: reasonChart, Title: "总账科目不在科目表中或不是末级科目", Blocks: true},
}

// reasonOf is the reason of an id.
func reasonOf(id string) Reason {
	for _, r := range Reasons {
		if r.ID == id {
			return r
		}
	}
	return Reason{ID: id, Title: id, Blocks: true}
}

// Describe gives what people read of a finding: why, who puts it right, and whether it blocks accepting.
func (f Finding) Describe() (why, owner string, blocks bool) {
	r := reasonOf(f.Reason)
	t, _ := tableByCode(f.Table)
	why, owner = r.Title, r.Owner
	if f.Detail != "" {
		why += "：" + f.Detail
	}
	if owner == "" {
		owner = t.Owner
	}
	return why, owner, r.Blocks
}
