package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// withdrawalPaid tells a member that a withdrawal was paid (提取到账).
var withdrawalPaid = Template{Code: "withdrawal.paid", Kind: event.WithdrawalPaid, Door: act.SMS,
	Registration: "SL-GJJ-0201", Title: "提取到账",
	Text: "您尾号{账号}的公积金账户{日期}提取{金额}元，已划付至申请时登记的银行卡，账户余额{余额}元。如非本人办理，请致电12329。"}
