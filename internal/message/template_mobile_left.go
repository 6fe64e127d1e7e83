package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// mobileLeft tells whoever has the number that was registered before that another one is now (手机号码变更).
var mobileLeft = Template{Code: "member.left", Kind: event.MobileLeft, Door: act.SMS, Former: true,
	Registration: "SL-GJJ-0502", Title: "登记手机号码变更",
	Text: "尾号{账号}的公积金账户{日期}起改用其他手机号码，本号不再接收通知。非本人办理的请速致电12329。"}
