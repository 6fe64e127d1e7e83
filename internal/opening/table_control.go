package opening

// controlTable is what the old system says its books come to (控制总数), against which the staging area is reconciled.
// 项目 is an item of the reconciliation, 对象 what it is counted for, or empty for the whole centre.
var controlTable = Table{Code: "KZZS", Name: "控制总数", Staging: "control", Key: "item", Owner: accounting, Need: true,
	Fields: []Field{
		{Code: "XM", Name: "项目", Column: "item", Kind: Text, Need: true},
		{Code: "DX", Name: "对象", Column: "object", Kind: Text},
		{Code: "SZ", Name: "数值", Column: "value", Kind: Amount, Need: true, Most: 100 * mostOfAll},
	}}
