package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// loanDisbursed tells a borrower that the loan was paid out (贷款发放).
var loanDisbursed = Template{Code: "loan.disbursed", Kind: event.LoanDisbursed, Door: act.SMS,
	Registration: "SL-GJJ-0401", Title: "贷款发放",
	Text: "您尾号{账号}的公积金贷款合同{日期}放款{金额}元，已划付至合同约定账户。"}
