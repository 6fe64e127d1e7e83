package withdrawal

import "guangsha/internal/measure"

// Amount is what was withdrawn (提取额).
var Amount = measure.Measure{
	Name:  "fund.withdrawals.amount",
	Title: "住房公积金提取额",
	Definition: "期内已入账的部分提取和销户提取的金额合计，含销户时一并支付的利息，冲账的从中扣除；" +
		"取自业务账201科目中提取凭证的借方分录，与个人账户明细逐张相等，按会计日期计入。",
	Unit: measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// RentAmount is what was withdrawn for rent (租房提取额).
var RentAmount = measure.Measure{
	Name:       "fund.withdrawals.rent.amount",
	Title:      "租房提取额",
	Definition: "期内办结并入账的无房租赁提取办件的提取金额合计，按办结日期计入。",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}
