package opening

// drawnTable is what was withdrawn for a house by a family (购房提取记录), which later withdrawals are held against. The
// standard has no table for it.
var drawnTable = Table{Code: "GFTQ", Name: "购房提取记录", Staging: "drawn", Key: "account", Owner: collecting,
	Fields: []Field{
		{Code: "GRZH", Name: "个人账号", Column: "account", Kind: Text, Need: true},
		{Code: "TQYY", Name: "提取原因", Column: "reason", Kind: Code, Need: true, List: []string{"01 购买住房",
			"02 建造翻建大修", "03 离退休", "04 完全丧失劳动能力", "05 出境定居", "06 偿还购房贷款本息", "07 房租", "08 死亡",
			"09 大病医疗", "99 其他"}},
		{Code: "TQRQ", Name: "提取日期", Column: "day", Kind: Day, Need: true},
		{Code: "TQJE", Name: "提取金额", Column: "amount", Kind: Amount, Need: true},
		{Code: "FWBH", Name: "房屋标识", Column: "house", Kind: Text, Need: true},
		{Code: "JTBH", Name: "家庭标识", Column: "family", Kind: Text, Need: true},
	}}
