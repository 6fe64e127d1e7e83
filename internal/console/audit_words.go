package console

import (
	"strings"

	"guangsha/internal/audit"
	members "guangsha/internal/member"
	papers "guangsha/internal/paper"
)

// kinds are the kinds of audit entries in words, in the order in which they are offered. One that is not listed is
// shown by its code.
var kinds = []struct{ code, words string }{
	{"member.unmasked", "查看证件号码和手机号码明文"}, {"member.viewed", "查看个人账户"},
	{"statement.viewed", "查看个人明细账"}, {"statement.exported", "导出个人明细账"},
	{"members.searched", "查找个人账户"}, {"members.listed", "查看个人账户清单"},
	{"loan.viewed", "查看一笔贷款"}, {"loans.listed", "查看贷款清单"}, {"withdrawals.listed", "查看提取清单"},
	{"cases.listed", "查看办件清单"}, {"case.viewed", "查看一个办件"}, {"sheet.viewed", "查看办事单"},
	{"messages.listed", "查看消息清单"}, {"message.resent", "重新发送消息"}, {"message.closed", "关闭未送达的消息"},
	{"message.moved", "消息投递"},
	{"voucher.viewed", "查看凭证及其个人明细"}, {"rows.listed", "查看取数的明细"}, {"list.exported", "导出清单"},
	{"audit.verified", "核验审计日志"}, {"look.nothing", "查询未找到或不在范围内"},
	{"own.code-asked", "缴存人获取验证码"}, {"own.signed-in", "缴存人登录"}, {"own.sign-in-failed", "缴存人登录失败"},
	{"own.signed-out", "缴存人退出登录"}, {"own.looked", "缴存人查询本人信息"}, {"own.exported", "缴存人导出本人信息"},
	{"own.mobile-asked", "缴存人获取变更手机号码的验证码"}, {"own.mobile-refused", "变更手机号码的验证码不符"},
	{"person.amended", "个人信息变更"},
	{"access.signed-in", "登录"}, {"access.signed-out", "退出登录"}, {"access.sign-in-failed", "登录失败"},
	{"access.denied", "越权访问被拒绝"}, {"access.factor-used", "使用第二因素"},
	{"access.factor-offered", "领取第二因素密钥"}, {"access.enrolled", "登记口令和第二因素"},
	{"access.passkey-added", "登记通行密钥"}, {"access.passkey-removed", "移除通行密钥"},
	{"access.passkey-refused", "登记通行密钥被拒绝"},
	{"access.password-changed", "更换口令"}, {"access.slip", "开具登记凭条"},
	{"access.slip-reissued", "在服务器上补发登记凭条"}, {"access.set-up", "生成初始设置码"},
	{"selfeval.approved", "登记批复的绩效目标"}, {"selfeval.adjusted", "调整绩效目标"}, {"selfeval.monitored", "绩效运行监控"},
	{"selfeval.written", "填报自评表"}, {"selfeval.explained", "说明后保留疑点"}, {"selfeval.judged", "人工认定"},
	{"selfeval.reviewed", "单位审核自评表"}, {"selfeval.submitted", "报送自评表"}, {"selfeval.returned", "登记退回修改"},
	{"selfeval.rechecked", "登记财政复核"}, {"selfeval.published", "公开自评表"}, {"selfeval.used", "登记结果应用"},
	{"selfeval.assigned", "分派自评材料"}, {"selfeval.fulfilled", "登记材料已提交"}, {"selfeval.attached", "上传佐证材料"},
	{"selfeval.bound", "绑定取数项"}, {"selfeval.outside-registered", "登记外部文件所列数"},
	{"selfeval.survey-drawn", "发起抽样调查"}, {"selfeval.survey-answered", "收到一份答卷"},
	{"selfeval.survey-closed", "登记调查结果"}, {"survey.viewed", "查看抽中的人和问卷码"},
	{"partner.requested", "合作机构签名请求"}, {"access.partner-key-registered", "登记合作机构密钥"},
	{"access.partner-key-confirmed", "合作机构密钥生效"}, {"access.partner-key-ended", "停用合作机构密钥"},
	{"access.founded", "设立管理员"}, {"access.proposed", "拟定人员变动"}, {"access.changed", "人员变动生效"},
	{"access.dropped", "作废人员变动"}, {"access.left", "离职停用"},
	{"access.cover-ended", "提前结束代岗"}, {"access.mandated", "单位经办人授权"},
	{"voucher.posted", "记账"}, {"list.prepared", "编制汇缴清册"}, {"list.confirmed", "确认汇缴清册"},
	{"list.posted", "汇缴清册入账"}, {"receipt.booked", "到账入账"}, {"receipt.assigned", "到账认领"},
	{"employer.opened", "单位缴存登记"}, {"members.opened", "个人账户设立"}, {"member.seal", "个人账户封存"}, {"member.unseal", "个人账户启封"},
	{"member.transferred", "个人账户内部转移"}, {"member.closed", "个人账户销户"}, {"account.frozen", "冻结登记"},
	{"account.unfrozen", "解冻登记"}, {"withdrawal.accepted", "受理提取"}, {"withdrawal.rescheduled", "提取办结期限顺延"},
	{"withdrawal.decided", "提取审批"},
	{"withdrawal.banned", "骗提限制登记"}, {"case.submitted", "提交申请"}, {"case.repeated", "重复提交"},
	{"identity.mistaken", "核对证件号码不符"},
	{"case.accept", "受理办件"}, {"case.decline", "不予受理"}, {"case.advance", "办理环节"}, {"case.refuse", "不予批准"},
	{"case.auto", "系统自动办结"}, {"case.push-again", "重新推送"},
	{"orders.listed", "查看12345工单清单"}, {"order.viewed", "查看12345工单"},
	{"order.received", "收到12345工单"}, {"order.returned", "12345工单退回重办"}, {"order.overtaken", "12345工单再次交办"},
	{"order.tied", "关联或转交12345工单"}, {"order.answered", "答复12345工单"}, {"order.told", "回传12345工单答复"},
	{"order.refused", "12345未接收答复"}, {"work_order.resealed", "12345工单重新加密"},
	{"platform.received", "政务服务平台收件"}, {"platform.turned-down", "政务服务平台收件未受理"},
	{"case.correct", "要求补正"}, {"case.supply", "补正完成"}, {"case.suspend", "中止办件"}, {"case.resume", "恢复办件"},
	{"case.withdraw", "申请人撤回"}, {"case.end", "逾期未补正终止"}, {"case.tell", "给申请人留言"},
	{"case.opine", "写办理意见"}, {"case.hand-over", "转交办件"}, {"case.rate", "评价"},
	{"queue.taken", "取号"}, {"queue.called", "叫号"}, {"queue.moved", "过号、转业务或办完"},
	{"material.staged", "上传申请材料"}, {"material.filed", "收存申请材料"}, {"material.removed", "移除申请材料"},
	{"material.viewed", "查看申请材料"}, {"loan.applied", "受理贷款"}, {"loan.rescheduled", "贷款审批时限顺延"},
	{"loan.approved", "贷款审批"},
	{"loan.rejected", "贷款审核不通过"}, {"loan.cancelled", "贷款作废"}, {"loan.disbursement-returned", "放款退票"},
	{"paper.issued", "出具文书"}, {"paper.printed", "打印文书"}, {"paper.filed", "电子档案归档"},
	{"archive.exported", "取出电子档案"},
	{"loan.signed", "贷款签约"}, {"loan.registered", "抵押登记"}, {"loan.registration-converted", "预告登记转正式登记"},
	{"loan.disbursed", "贷款发放"}, {"loan.debited", "批量扣款"}, {"loan.overdue-collected", "收回逾期"},
	{"loan.prepaid", "提前还款"}, {"loan.repriced", "贷款利率调整"}, {"bank.registered", "银行账户登记"},
	{"bank.interest-through", "银行存款结息"}, {"deposit.accrued", "定期存款计提利息"},
	{"deposit.placed", "定期存款存入"}, {"deposit.drawn", "定期存款支取"}, {"interest.credited", "结息"},
	{"interest.none", "无息可结"}, {"day.opened", "开日"}, {"day.closing", "日终开始"}, {"day.step", "日终一步"},
	{"day.closed", "日终完成"}, {"accounts.opened", "设立账户"}, {"accounts.carried", "余额转入"},
	{"account.closed", "账户销户"}, {"spending.project-opened", "预算项目立项"}, {"spending.contract-signed", "签订合同"},
	{"spending.paid", "经费支付"},
	{"spending.bills-planned", "费用账单计划"}, {"spending.bill-planned", "费用账单"}, {"spending.pay-run-opened", "工资批次"},
	{"spending.registry-bill-received", "收到登记费账单"}, {"spending.printing-ordered", "印刷下单"},
	{"spending.printing-accepted", "印刷验收"}, {"spending.service-accepted", "服务验收"},
	{"spending.training-planned", "培训计划"}, {"spending.training-held", "培训举办"},
	{"spending.assessment-recorded", "登记测评"}, {"spending.survey-recorded", "登记满意度调查"},
	{"spending.staff-entered", "登记人员编制"}, {"policy.installed", "政策参数更新"},
	{"policy.changed", "调整渠道开关、服务时间、暂停公告或限额"}, {"keys.bound", "账与密钥绑定"},
	{"keys.rotated", "全部个人信息已换用新的字段密钥"},
	{"person_amendment.resealed", "变更前的个人信息重新加密"}, {"person.resealed", "职工信息重新加密"}, {"employer.resealed", "单位信息重新加密"},
	{"withdrawal_case.resealed", "提取收款账号重新加密"}, {"access_person.resealed", "人员姓名重新加密"},
	{"access_account.resealed", "第二因素密钥重新加密"}, {"service_case.resealed", "申请表重新加密"},
	{"case_material_content.resealed", "申请材料重新加密"}, {"paper.resealed", "文书重新加密"}, {"paper_file.resealed", "电子档案重新加密"},
	{"selfeval_content.resealed", "佐证材料重新加密"}, {"selfeval_invitation.resealed", "问卷码重新加密"},
	{"opening_employer.resealed", "期初单位信息重新加密"}, {"opening_person.resealed", "期初职工信息重新加密"},
	{"opening_account.resealed", "期初账户信息重新加密"},
	{"opening.given", "期初材料交入"}, {"opening.loading", "期初材料载入开始"}, {"opening.loaded", "期初材料载入"},
	{"opening.cleared", "期初材料清理"},
	{"opening.checking", "期初核对开始"}, {"opening.checked", "期初核对"}, {"opening.accepting", "期初入账开始"},
	{"opening.rows", "期初入账一批"}, {"opening.done", "期初建账完成"}, {"balances.taken-over", "期初科目余额"},
	{"members.taken-over", "期初个人账户"}, {"person.taken-over", "期初已销户人员"},
	{"loan.taken-over", "期初贷款"},
	{"receipts.taken-over", "期初暂收"}, {"deposit.taken-over", "期初定期存款"},
	{"withdrawals.taken-over", "期初提取记录"}, {"withdrawal.ban-taken-over", "期初骗提限制"},
}

// aboutAccounts are the kinds of entries whose record is a member's account.
var aboutAccounts = []string{members.KindUnmasked, "member.viewed", "sheet.viewed", "statement.viewed",
	"statement.exported", "members.searched", "member.closed", "member.seal", "member.unseal", "member.transferred",
	"own.code-asked", "own.signed-in", "own.sign-in-failed", "own.looked", "own.exported",
	"own.mobile-asked", "own.mobile-refused", "person.amended"}

func kindWords(code string) string {
	for _, k := range kinds {
		if k.code == code {
			return k.words
		}
	}
	return code
}

// fields are the names of fields in words.
var fields = map[string]string{
	"rows": "行数", "list": "清单", "of": "对象", "name-digest": "所查姓名的摘要", "number-digest": "所查号码的摘要",
	"asked-digest": "所查地址的摘要",
	"conditions":   "查询条件", "reason": "事由",
	"permission": "权限", "person": "人员", "change": "变动", "kind": "类型", "posts": "岗位", "maker": "拟定人",
	"unit": "单位", "why": "原因", "amended": "变更的内容", "by": "方式", "passkey": "通行密钥",
	"paper": "文书编号", "paper-kind": "文书种类", "print": "第几次打印", "items": "件数", "catalogue": "目录校验值",
	"material": "材料", "format": "格式", "size": "字节数", "digest": "摘要", "case": "办件",
	"parameter": "参数", "branch": "机构", "from": "自何日起", "value": "取值", "document": "依据",
	"sent": "是否发出", "since": "自何时起", "own-account": "查看账户次数", "own-statement": "查看明细次数",
	"own-cases": "查看办件次数", "own-lookers": "查看谁看过的次数",
	"key": "密钥", "role": "岗位角色", "request": "请求的摘要",
}

func fieldWords(name string) string {
	if w, known := fields[name]; known {
		return w
	}
	return name
}

// valueWords says a value that is a code of a list.
func valueWords(f audit.Field) string {
	switch f.Name {
	case "reason":
		if r, known := members.FindUnmaskReason(f.Value); known {
			return r.Title
		}
	case "paper-kind":
		if k, err := papers.KindOf(f.Value); err == nil {
			return k.Wordings[0].Title
		}
	case "list":
		for _, r := range Routes {
			if r.ID == f.Value {
				return strings.TrimSuffix(r.Summary, "的xlsx")
			}
		}
	}
	return f.Value
}
