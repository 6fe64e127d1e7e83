package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// listPosted tells a member that a month was credited (汇缴入账).
var listPosted = Template{Code: "contribution.posted", Kind: event.ListPosted, Door: act.SMS,
	Registration: "SL-GJJ-0101", Title: "汇缴入账",
	Text: "您尾号{账号}的公积金账户{日期}入账{月份}汇缴{金额}元，余额{余额}元。"}
