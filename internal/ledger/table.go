package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/audit"
)

// Table is a table of a register (登记簿) that the audit log holds whole: an entry of one of its kinds carries a keyed
// digest of what the table has of each record that the act wrote, as its unit of work ends (GB/T 39786-2021, 重要数据
// 存储完整性). A column that is changed behind the program's back, a row that is taken away and one that nobody entered
// differ from the latest digest. What a list of contributions is and becomes is said field by field in Registers
// instead.
type Table struct {
	Name  string            // of the table and of the store's query
	Title string            // 登记簿, as people are shown it
	Kinds map[string]string // kinds of entries that write rows, and the link in the store's query that leads to them
}

// Links. Any other is the names of an entry's fields whose values lead to rows; a name that is no field is its id.
const (
	LinkID  = "id"  // the id is that of the record; when the table has no more of it, the entry says so
	LinkAll = "all" // the whole table is one record, 0
	// LinkWritten leads to the rows that the unit wrote, as it wrote them: reading them back would lock, on PostgreSQL,
	// pages that the units beside it write. A unit that wrote none is led to the record of the entry's id.
	LinkWritten = "written"
)

// anyKind stands for every kind of entry, where many acts write a table: the first entry of a unit carries the records
// that the unit wrote, each by its id.
const anyKind = "*"

// held gives any kind of entry, together with those of other links.
func held(others map[string]string) map[string]string { return entered(others, anyKind) }

// entered gives kinds of entries whose ids are those of the rows, together with those of other links.
func entered(others map[string]string, kinds ...string) map[string]string {
	all := map[string]string{}
	for k, link := range others {
		all[k] = link
	}
	for _, k := range kinds {
		all[k] = LinkID
	}
	return all
}

// resealed leads from sealing a table anew to its rows.
func resealed(table string) map[string]string {
	return map[string]string{table + ".resealed": "first last"}
}

// pays leads from a payment to what it pays for.
var pays = map[string]string{"spending.paid": "payment"}

// byFile leads from a file of a debit run to the loans that it changed: those that were paid and those that owe since.
const byFile = "first last voucher due"

// debited leads to loans from the voucher that takes them over, and from the files that they are in.
var debited = map[string]string{"loan.taken-over": "voucher", "loan.debited": byFile}

// evaluated are the acts on a project of the self-evaluation, each of which has the project's id.
var evaluated = entered(nil, "selfeval.approved", "selfeval.adjusted", "selfeval.bound", "selfeval.monitored",
	"selfeval.written", "selfeval.reviewed", "selfeval.submitted", "selfeval.returned", "selfeval.rechecked",
	"selfeval.published", "selfeval.used", "selfeval.explained", "selfeval.judged", "selfeval.assigned",
	"selfeval.fulfilled", "selfeval.attached")

// Tables lists them.
var Tables = []Table{
	{"policy_row", "政策参数", entered(nil, "policy.installed", "policy.changed")},
	{"policy_change", "政策参数调整", entered(nil, "policy.changed")},
	{"employer", "单位", entered(map[string]string{"employer.resealed": "first last", "list.posted": "employer",
		"list.reversed": "employer"}, "employer.opened")},
	{"person", "职工", map[string]string{"members.opened": "opening employer", "person.taken-over": "first last",
		"person.resealed": "first last", "person.amended": "person"}},
	{"person_amendment", "个人信息变更", held(resealed("person_amendment"))},
	{"member", "个人账户", entered(map[string]string{"members.opened": "opening employer"},
		"member.seal", "member.unseal", "member.transferred", "member.closed")},
	{"remittance_line", "汇缴清册明细", entered(nil, "list.confirmed", "list.reopened")},
	{"receipt", "到账", map[string]string{"receipt.booked": LinkWritten, "receipt.assigned": LinkWritten,
		"receipt.reversed": LinkWritten, "receipts.taken-over": LinkWritten}},
	{"treasury_bank", "银行专户", entered(nil, "bank.registered", "bank.interest-through")},
	{"treasury_deposit", "定期存款", entered(nil, "deposit.placed", "deposit.taken-over", "deposit.drawn",
		"deposit.accrued")},
	{"treasury_chunk", "年度结息批次", entered(nil, "interest.credited")},
	{"withdrawal_case", "提取", entered(resealed("withdrawal_case"),
		"withdrawal.accepted", "withdrawal.rescheduled", "withdrawal.decided")},
	{"withdrawal_before", "期初提取记录", map[string]string{"withdrawals.taken-over": LinkWritten}},
	{"withdrawal_ban", "限制名单", entered(nil, "withdrawal.banned", "withdrawal.ban-taken-over")},
	{"withdrawal_freeze", "冻结", entered(nil, "account.frozen", "account.unfrozen")},
	{"loan", "贷款", entered(debited, "loan.applied", "loan.rescheduled", "loan.approved", "loan.rejected",
		"loan.cancelled", "loan.signed", "loan.registered", "loan.disbursed", "loan.disbursement-returned",
		"loan.prepaid", "loan.overdue-collected")},
	{"loan_registration", "抵押登记", entered(nil, "loan.registered", "loan.registration-converted")},
	{"loan_running", "贷款还款计划", entered(map[string]string{"loan.repriced": "first last",
		"loan.taken-over": "voucher", "loan.debited": byFile},
		"loan.disbursed", "loan.disbursement-returned", "loan.prepaid", "loan.overdue-collected")},
	{"loan_repayment", "贷款还款", map[string]string{"loan.debited": "voucher", "loan.prepaid": "voucher",
		"loan.overdue-collected": "voucher"}},
	{"loan_arrear", "逾期", entered(map[string]string{"loan.taken-over": "voucher", "loan.repriced": "first last",
		"loan.debited": "first last"}, "loan.prepaid", "loan.overdue-collected")},
	{"spending_project", "预算项目", entered(nil, "spending.project-opened")},
	{"spending_budget", "项目预算", entered(nil, "spending.project-opened", "spending.budget-adjusted")},
	{"spending_payment", "经费支付", entered(nil, "spending.paid")},
	{"spending_staff", "聘用人员", map[string]string{"spending.staff-entered": LinkAll}},
	{"spending_pay_run", "工资批次", entered(pays, "spending.pay-run-opened")},
	{"spending_pay_line", "工资明细", entered(pays, "spending.pay-run-opened")},
	{"spending_training", "培训", entered(nil, "spending.training-planned", "spending.training-held")},
	{"spending_attendance", "培训签到", entered(nil, "spending.training-planned", "spending.training-held")},
	{"spending_print_order", "印刷业务", entered(pays, "spending.printing-ordered", "spending.printing-accepted")},
	{"spending_bill", "费用账单", entered(pays, "spending.bill-planned")},
	{"spending_registry_bill", "登记费账单", entered(pays, "spending.registry-bill-received")},
	{"spending_registry_item", "登记费明细", entered(nil, "spending.registry-bill-received")},
	{"spending_contract", "服务合同", entered(nil, "spending.contract-signed")},
	{"spending_service_report", "服务验收", entered(nil, "spending.service-accepted")},
	{"spending_assessment", "等保测评", entered(nil, "spending.assessment-recorded")},
	{"spending_survey", "满意度调查", entered(nil, "spending.survey-recorded")},
	{"selfeval_project", "绩效项目", evaluated},
	{"selfeval_version", "自评表版本", evaluated},
	{"selfeval_step", "自评流程", evaluated},
	{"selfeval_said", "底稿", evaluated},
	{"selfeval_figure", "报送时取数", entered(nil, "selfeval.submitted")},
	{"selfeval_figure_also", "报送时佐证取数", entered(nil, "selfeval.submitted")},
	{"selfeval_figure_version", "报送时口径版本", entered(nil, "selfeval.submitted")},
	{"selfeval_outside", "外部文件所列数", entered(nil, "selfeval.outside-registered")},
	{"selfeval_duty", "自评分工", evaluated},
	{"selfeval_attachment", "佐证材料", evaluated},
	// Who did what about a request, and with which words: its way through the house is evidence too.
	{"service_case", "办件", held(resealed("service_case"))},
	{"service_case_entry", "办理记录", held(nil)},
	{"case_applied", "政务服务平台收件", held(nil)},
	{"work_order", "12345工单", held(resealed("work_order"))},
	// What a centre has given out, with the digests that its codes are found and its files are proved by.
	{"paper", "文书", held(nil)},
	{"paper_file", "电子档案", held(resealed("paper_file"))},
	// What people are told: an event that is taken away is told nobody, a message that is changed tells somebody else.
	{"outbox", "待告知事项", held(nil)},
	{"message", "消息", held(nil)},
	{"message_round", "消息发送记录", held(nil)},
	// Never what an answer writes: digests of before and after would tell who holds the key what each person answered.
	{"selfeval_survey", "问卷调查", entered(nil, "selfeval.survey-drawn", "selfeval.survey-closed")},
	{"selfeval_invitation", "问卷名单", entered(nil, "selfeval.survey-drawn", "selfeval.survey-closed")},
	// Who may do what, and how they show that it is they. What each sign-in moves on stands apart: it must not have the
	// log hold a password anew.
	{"access_person", "人员", held(resealed("access_person"))},
	{"access_post", "岗位", held(nil)},
	{"access_change", "人员变动", held(nil)},
	{"access_account", "登录凭据", held(resealed("access_account"))},
	{"access_tries", "登录失败与锁定", held(nil)},
	{"access_passkey", "通行密钥", held(nil)},
	{"access_passkey_use", "通行密钥使用次数", held(nil)},
	{"access_partner_key", "合作机构密钥", held(nil)},
	{"access_set_up", "初始设置", held(nil)},
}

// tablesOf are the tables of each kind of entry.
var tablesOf = func() map[string][]Table {
	of := map[string][]Table{}
	for _, t := range Tables {
		for kind := range t.Kinds {
			of[kind] = append(of[kind], t)
		}
	}
	return of
}()

// TablesOf are the tables that the act of an entry writes, in the order of Tables.
func TablesOf(kind string) []Table { return tablesOf[kind] }

// rowsField begins the name of a field that holds the digest of rows.
const rowsField = "rows "

// Rows is the field that says the digest of what a table has of a record; an empty one says that it has nothing.
func (t Table) Rows(id int64, digest string) audit.Field {
	return audit.Field{Name: rowsField + t.Name + " " + strconv.FormatInt(id, 10), Value: digest}
}

// RowsOf reads the name of a field of Rows.
func RowsOf(field string) (t Table, id int64, ok bool) {
	text, ok := strings.CutPrefix(field, rowsField)
	if !ok {
		return t, 0, false
	}
	name, number, _ := strings.Cut(text, " ")
	id, err := strconv.ParseInt(number, 10, 64)
	for _, t := range Tables {
		if t.Name == name && err == nil {
			return t, id, true
		}
	}
	return t, 0, false
}

// Link is how an entry of TablesOf leads to rows of the table, and the values of the link.
func (t Table) Link(e audit.Entry) (link string, values []any, err error) {
	link = t.Kinds[e.Kind]
	switch link {
	case LinkAll:
		return link, nil, nil
	case LinkWritten:
		return link, []any{e.ID}, nil
	}
	for _, name := range strings.Fields(link) {
		value := e.ID
		for _, f := range e.Fields {
			if f.Name != name {
				continue
			}
			if value, err = strconv.ParseInt(f.Value, 10, 64); err != nil {
				return "", nil, fmt.Errorf("field %s of entry %s: %w", name, e.Kind, err)
			}
		}
		values = append(values, value)
	}
	return link, values, nil
}

// hearRows notes the digests of an entry. The latest comes last.
func (s *entries) hearRows(r audit.Record) {
	for _, f := range r.Fields {
		if request, ok := ClaimOf(f.Name); ok {
			s.claims[request] = f.Value
			continue
		}
		if t, id, ok := RowsOf(f.Name); ok {
			s.records[t.Name][id] = f.Value
		}
	}
}
