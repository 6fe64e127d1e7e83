package contribution

import "guangsha/internal/measure"

// OnTime is the share of monthly lists that were paid in time (按时汇缴率).
var OnTime = measure.Measure{
	Name:  "fund.contributions.on_time",
	Title: "按时汇缴率",
	Definition: "应缴期限（发薪日后五日）在期内的已生成汇缴清册中，款项在期限当日或之前到账并全额入账的份数占比；" +
		"未生成清册的月份不在其内。",
	Unit: measure.Share, Fold: measure.ShareOf, Grade: measure.Ledger,
}
