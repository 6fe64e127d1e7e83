package opening

// employerTable is 缴存单位信息. 机构代码 and 付款账号 are this product's own.
var employerTable = Table{Code: "JCDWXX", Name: "缴存单位信息", Standard: "4.0.2", Staging: "employer", Key: "no",
	Owner: collecting, Need: true, Fields: []Field{
		{Code: "DWZH", Name: "单位账号", Column: "no", Kind: Text, Need: true},
		{Code: "DWMC", Name: "单位名称", Column: "name", Kind: Text, Need: true},
		{Code: "ZZJGDM", Name: "统一社会信用代码", Column: "uscc", Kind: Text, Need: true},
		{Code: "JGDM", Name: "机构代码", Column: "office", Kind: Text, Need: true},
		{Code: "DWSLRQ", Name: "设立日期", Column: "founded", Kind: Day},
		{Code: "DWKHRQ", Name: "开户日期", Column: "opened", Kind: Day, Need: true},
		{Code: "DWFXR", Name: "发薪日", Column: "pay_day", Kind: Whole, Need: true},
		{Code: "JBRXM", Name: "单位经办人", Column: "agent", Kind: Text},
		{Code: "JBRSJHM", Name: "经办人手机号码", Column: "agent_mobile", Kind: Mobile},
		{Code: "FKZHHM", Name: "付款账号", Column: "payer_account", Kind: Text},
	}}
