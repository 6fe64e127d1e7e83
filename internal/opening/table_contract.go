package opening

// contractTable is 借款合同. 房屋套数 is this product's own.
var contractTable = Table{Code: "JKHT", Name: "借款合同", Standard: "6.0.2", Staging: "contract", Key: "no",
	Owner: lending, Fields: []Field{
		{Code: "JKHTBH", Name: "借款合同编号", Column: "no", Kind: Text, Need: true},
		{Code: "JKRGJJZH", Name: "借款人公积金账号", Column: "account", Kind: Text, Need: true},
		{Code: "DKHKFS", Name: "贷款还款方式", Column: "method", Kind: Code, Need: true,
			List: []string{"01 等额本息", "02 等额本金", "03 一次还款付息", "04 自由还款", "99 其他"}},
		{Code: "DKLX", Name: "贷款类型", Column: "kind", Kind: Code,
			List: []string{"01 公积金贷款", "02 组合贷款", "03 贴息贷款", "99 其他"}},
		{Code: "HTDKJE", Name: "合同贷款金额", Column: "amount", Kind: Amount, Need: true},
		{Code: "DKQS", Name: "贷款期数", Column: "months", Kind: Whole, Need: true},
		{Code: "YDHKR", Name: "约定还款日", Column: "due_day", Kind: Whole, Need: true},
		{Code: "JKHTQDRQ", Name: "借款合同签订日期", Column: "signed", Kind: Day},
		{Code: "FWTS", Name: "房屋套数", Column: "homes", Kind: Code, List: []string{"1 首套", "2 二套"}},
	}}
