package contribution

import "guangsha/internal/measure"

// Amount is what was paid in (缴存额).
var Amount = measure.Measure{
	Name:  "fund.contributions.amount",
	Title: "住房公积金缴存额",
	Definition: "期内已记入个人账户的汇缴和补缴金额合计，冲账的从中扣除，不含期初余额、结息和单位暂存、暂收；" +
		"取自业务账201科目中汇缴和暂存转缴存凭证的分录，与个人账户明细逐张相等，按会计日期计入。",
	Unit: measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}
