package treasury

import "guangsha/internal/measure"

// DepositBalance is what members have with the fund at the end of a period (缴存余额).
var DepositBalance = measure.Measure{
	Name:       "fund.deposit.balance",
	Title:      "住房公积金缴存余额",
	Definition: "期末个人账户余额合计，取自业务账201科目：截至期末最后一个已日结日的余额，加其后至期末的分录。",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// InterestCredited is the interest that members were credited (个人账户结息额).
var InterestCredited = measure.Measure{
	Name:  "fund.interest.credited",
	Title: "个人账户结息额",
	Definition: "期内年度结息和销户结息记入个人账户的利息合计，" +
		"取自业务账201科目中结息凭证和销户凭证的贷方分录，与个人账户明细逐张相等，按会计日期计入。",
	Unit: measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}
