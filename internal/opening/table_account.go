package opening

// accountTable is 个人账户. 单位账号, 缴至年月, 连续缴存起始年月, 积数 and the two of sealing are this product's own: the
// standard keeps them in other tables or not at all.
var accountTable = Table{Code: "GRZHXX", Name: "个人账户", Standard: "5.0.4", Staging: "account", Key: "no",
	Owner: collecting, Need: true, Fields: []Field{
		{Code: "GRZH", Name: "个人账号", Column: "no", Kind: Text, Need: true},
		{Code: "DWZH", Name: "单位账号", Column: "employer", Kind: Text, Need: true},
		{Code: "GRZHZT", Name: "个人账户状态", Column: "state", Kind: Code, Need: true, List: []string{"01 正常", "02 封存",
			"03 合并销户", "04 外部转出销户", "05 提取销户", "06 冻结"}},
		{Code: "KHRQ", Name: "开户日期", Column: "opened", Kind: Day, Need: true},
		{Code: "GRJCJS", Name: "个人缴存基数", Column: "base", Kind: Amount, Need: true},
		{Code: "DWYJCE", Name: "单位月缴存额", Column: "employer_part", Kind: Amount, Need: true},
		{Code: "GRYJCE", Name: "个人月缴存额", Column: "member_part", Kind: Amount, Need: true},
		{Code: "GRZHYE", Name: "个人账户余额", Column: "balance", Kind: Amount, Need: true},
		{Code: "GRZHSNJZYE", Name: "上年结转余额", Column: "carried", Kind: Amount, Need: true},
		{Code: "GRZHDNGJYE", Name: "当年归集余额", Column: "current_part", Kind: Amount, Need: true},
		{Code: "JS", Name: "积数", Column: "product", Kind: Amount, Need: true, Most: 4 * mostAmount},
		{Code: "JZNY", Name: "缴至年月", Column: "paid_through", Kind: Month},
		{Code: "LXJCQSNY", Name: "连续缴存起始年月", Column: "since", Kind: Month},
		{Code: "FCQSNY", Name: "封存起始年月", Column: "sealed_from", Kind: Month},
		{Code: "FCYY", Name: "封存原因", Column: "seal_reason", Kind: Code, List: []string{"01 解除或终止劳动关系", "02 待退休",
			"03 停薪留职", "04 服兵役", "05 单位撤销", "06 死亡", "07 其他"}},
		{Code: "GRCKZHHM", Name: "个人存款账户号码", Column: "card", Kind: Card},
	}}
