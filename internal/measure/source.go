package measure

// sourceNames are the kinds of records behind figures.
var sourceNames = map[string]string{
	"voucher": "凭证", "loan": "贷款", "member": "个人账户", "employer": "单位", "list": "汇缴清册", "withdrawal": "提取办件",
	"case":    "办件",
	"payment": "付款", "budget": "预算批复", "bill": "水电暖物业缴费", "registry_item": "登记费明细", "pay_run": "工资批次",
	"pay_line": "工资明细", "training": "培训", "attendance": "培训签到", "staff": "职工", "print_order": "印刷业务",
	"service_report": "服务验收", "contract": "服务合同", "registry_bill": "登记费清单",
	"assessment": "等级保护测评", "survey": "问卷调查", "balance": "科目余额", "day": "日历日",
}

// SourceName is a kind of records in the officer's words, empty for one that nobody named.
func SourceName(source string) string { return sourceNames[source] }
