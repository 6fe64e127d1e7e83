package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// loanPrepaid tells a borrower that an early repayment was booked (提前还款入账).
var loanPrepaid = Template{Code: "loan.prepaid", Kind: event.LoanPrepaid, Door: act.SMS,
	Registration: "SL-GJJ-0405", Title: "提前还款入账",
	Text: "您尾号{账号}的公积金贷款{日期}提前还款{金额}元，剩余本金{余额}元。"}
