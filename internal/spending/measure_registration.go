package spending

import "guangsha/internal/measure"

// MeasureRegistrationLoans is for how many loans a fee was paid.
var MeasureRegistrationLoans = measure.Measure{
	Name: "spending.registration.loans", Title: "支付抵押登记费的贷款笔数",
	Definition: "期内支付的登记费票据所列贷款，每笔计一次",
	Unit:       measure.Loans, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureRegistrationAmount is what the items of paid bills come to.
var MeasureRegistrationAmount = measure.Measure{
	Name: "spending.registration.amount", Title: "支付抵押登记费金额",
	Definition: "期内支付的登记费票据各条明细金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureRegistrationOnTime is the share of items paid within the term.
var MeasureRegistrationOnTime = measure.Measure{
	Name: "spending.registration.on_time", Title: "抵押登记费及时支付率",
	Definition: "付款期限在期内的登记费明细中，支付日不晚于付款期限的占比；期限为票据日后规定的工作日",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasureRegistrationInYear is the share of items billed in the period that were paid in it.
var MeasureRegistrationInYear = measure.Measure{
	Name: "spending.registration.in_year", Title: "抵押登记费当年支付率",
	Definition: "票据日在期内的登记费明细中，期内支付的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasureRegistrationLastDay is the day of the year's last payment.
var MeasureRegistrationLastDay = measure.Measure{
	Name: "spending.registration.last_day", Title: "抵押登记费最后支付日",
	Definition: "期内支付的登记费明细中最晚的支付日",
	Unit:       measure.Date, Fold: measure.MaxN, Grade: measure.Register,
}

// MeasureRegistrationMedianDays is how long a bill usually waits.
var MeasureRegistrationMedianDays = measure.Measure{
	Name: "spending.registration.median_days", Title: "抵押登记费支付天数中位数",
	Definition: "期内支付的登记费明细，自票据日至支付日的天数（日历天）的中位数",
	Unit:       measure.Days, Fold: measure.MedianN, Grade: measure.Register,
}
