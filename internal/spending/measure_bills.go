package spending

import "guangsha/internal/measure"

// MeasureBillMonths is in how many months every bill due was paid.
var MeasureBillMonths = measure.Measure{
	Name: "spending.bills.months", Title: "缴纳水电暖物业费次数",
	Definition: "期内各月，当月按缴费日历应缴的全部账单均已支付的月份数",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureBillsPaid is the share of bills that were paid.
var MeasureBillsPaid = measure.Measure{
	Name: "spending.bills.paid", Title: "水电暖物业费缴纳率",
	Definition: "到期日在期内的账单中，期末前已支付的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasureBillsOnTime is the share of bills paid by their day.
var MeasureBillsOnTime = measure.Measure{
	Name: "spending.bills.on_time", Title: "水电暖物业费按时缴纳率",
	Definition: "到期日在期内的账单中，支付日不晚于到期日的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}
