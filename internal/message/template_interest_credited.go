package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// interestCredited tells a member of the interest of a year (年度结息).
var interestCredited = Template{Code: "interest.credited", Kind: event.InterestCredited, Door: act.SMS,
	Registration: "SL-GJJ-0301", Title: "年度结息",
	Text: "您尾号{账号}的公积金账户{年度}年度结息{金额}元，余额{余额}元。"}
