package opening

// personTable is 个人信息.
var personTable = Table{Code: "GRXX", Name: "个人信息", Standard: "4.0.3", Staging: "person", Key: "no",
	Owner: collecting, Need: true, Fields: []Field{
		{Code: "GRZH", Name: "个人账号", Column: "no", Kind: Text, Need: true},
		{Code: "XingMing", Name: "姓名", Column: "name", Kind: Text, Need: true},
		{Code: "ZJLX", Name: "证件类型", Column: "id_kind", Kind: Code,
			List: []string{"01 身份证", "02 军官证", "03 护照", "04 外国人永久居留证", "99 其他"}},
		{Code: "ZJHM", Name: "证件号码", Column: "id_no", Kind: IDNo, Need: true},
		{Code: "SJHM", Name: "手机号码", Column: "mobile", Kind: Mobile},
	}}
