package opening

// centreTable says whose books they are and from which day on (建账说明). It has one row.
var centreTable = Table{Code: "JZSM", Name: "建账说明", Staging: "centre", Key: "name", Owner: technical, Need: true,
	Fields: []Field{
		{Code: "ZXMC", Name: "中心名称", Column: "name", Kind: Text, Need: true},
		{Code: "JZRQ", Name: "建账日期", Column: "day", Kind: Day, Need: true},
	}}
