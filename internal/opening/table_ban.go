package opening

// banTable is the list of persons who may neither withdraw nor borrow after a fraud (限制名单). The standard has no table
// for it.
var banTable = Table{Code: "XZMD", Name: "限制名单", Staging: "ban", Key: "account", Owner: collecting, Fields: []Field{
	{Code: "GRZH", Name: "个人账号", Column: "account", Kind: Text, Need: true},
	{Code: "CLRQ", Name: "处理日期", Column: "decided", Kind: Day, Need: true},
	{Code: "XZZRQ", Name: "限制止日期", Column: "until", Kind: Day, Need: true},
	{Code: "CLWH", Name: "处理决定书文号", Column: "document", Kind: Text, Need: true},
}}
