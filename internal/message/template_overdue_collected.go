package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// overdueCollected tells a borrower that overdue money came (逾期还款入账).
var overdueCollected = Template{Code: "loan.collected", Kind: event.OverdueCollected, Door: act.SMS,
	Registration: "SL-GJJ-0404", Title: "逾期还款入账",
	Text: "您尾号{账号}的公积金贷款{日期}收到逾期还款{金额}元，剩余本金{余额}元。"}
