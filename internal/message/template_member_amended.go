package message

import (
	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// memberAmended tells a member, at the number that is registered now, that what is registered of them was changed
// (个人信息变更).
var memberAmended = Template{Code: "member.amended", Kind: event.MemberAmended, Door: act.SMS,
	Registration: "SL-GJJ-0501", Title: "个人信息变更",
	Text: "您尾号{账号}的公积金账户登记信息{日期}已变更。非本人办理的请速致电12329。"}
