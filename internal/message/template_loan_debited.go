package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// loanDebited tells a borrower that an instalment was paid (扣款还款).
var loanDebited = Template{Code: "loan.debited", Kind: event.LoansDebited, Door: act.SMS,
	Registration: "SL-GJJ-0402", Title: "扣款还款",
	Text: "您尾号{账号}的公积金贷款{日期}扣款还款{金额}元，剩余本金{余额}元。"}
