package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// loanOverdue tells a borrower that an instalment was not paid (逾期提醒).
var loanOverdue = Template{Code: "loan.overdue", Kind: event.LoanOverdue, Door: act.SMS,
	Registration: "SL-GJJ-0403", Title: "逾期提醒",
	Text: "您尾号{账号}的公积金贷款{日期}应还{金额}元未足额扣到，已逾期，请尽快存入还款卡，以免影响您的信用记录。"}
