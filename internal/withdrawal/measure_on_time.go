package withdrawal

import "guangsha/internal/measure"

// OnTime is the share of cases that were decided within the promised term (按时办结率).
var OnTime = measure.Measure{
	Name:  "fund.withdrawals.on_time",
	Title: "提取业务按时办结率",
	Definition: "承诺办结日期在期内的提取办件中，在承诺日期当日或之前办结（准予并入账，或不予批准）的件数占比；" +
		"期末仍未办结的计为未按时，申请人撤回的不计。",
	Unit: measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}
