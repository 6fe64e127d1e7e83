package console

// ops are the acts under which vouchers are posted (业务动作) in words. One that is not listed is shown by its code.
var ops = map[string]string{
	"contribution.receive": "汇缴到账入账", "contribution.assign": "到账认领", "contribution.allocate": "暂存款转缴存",
	"contribution.reverse": "冲销汇缴", "contribution.take-receipts": "期初暂收款建账",
	"member.take-over": "期初个人账户建账", "member.transfer": "个人账户内部转移",
	"withdrawal.approve": "提取审批付款", "withdrawal.withdraw": "提取付款",
	"case.advance": "办件环节", "case.auto": "系统自动办结",
	"loan.open": "期初贷款建账", "loan.disburse": "贷款发放", "loan.debit-run": "批量扣款",
	"loan.collect-overdue": "收回逾期", "loan.prepay": "提前还款", "loan.disbursement-returned": "放款退回",
	"treasury.place-deposit": "定期存款存入", "treasury.draw-deposit": "定期存款支取",
	"treasury.take-balances": "期初科目余额建账", "treasury.take-deposit": "期初定期存款建账",
	"treasury.credit-interest": "个人账户结息", "treasury.time-deposit-interest": "计提定期存款利息",
	"treasury.bank-interest": "银行季度结息", "treasury.bank-fees": "计提手续费",
	"treasury.bank-fees-paid": "支付手续费", "treasury.interest-payable": "计提应付利息",
	"treasury.interest-payable-rest": "转出应付利息尾差", "treasury.carry-income": "结转业务收入",
	"treasury.carry-expense": "结转业务支出", "treasury.carry-surplus": "结转增值收益",
}

func opWords(code string) string {
	if words, known := ops[code]; known {
		return words
	}
	return code
}
