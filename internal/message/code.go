package message

import (
	"strconv"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/event"
)

// signInCode tells a member the code to sign in with (登录验证码). It is told of no event: whoever waits for it gets it at
// once, in quiet hours too, and it is kept nowhere (ADR 0042).
var signInCode = Template{Code: "own.code", Door: act.SMS, Registration: "SL-GJJ-0001", Title: "登录验证码",
	Text: "登录验证码{验证码}，{分钟}分钟内有效。工作人员不会向您索要，请勿告诉任何人。如非本人操作，请忽略。"}

// mobileCode tells a member one of the two codes to change their mobile with (变更手机号码验证码), likewise.
var mobileCode = Template{Code: "own.mobile", Door: act.SMS, Registration: "SL-GJJ-0002", Title: "变更手机号码验证码",
	Text: "变更公积金登记手机号码的验证码{验证码}，{分钟}分钟内有效。请勿告诉任何人。非本人操作请致电12329。"}

// SignInCode is the letter with a code, to nobody yet.
func SignInCode(signature, code string, minutes int) event.Letter {
	return signInCode.coded(signature, code, minutes)
}

// MobileCode is the letter with one of the two codes of a change of mobile, to nobody yet.
func MobileCode(signature, code string, minutes int) event.Letter {
	return mobileCode.coded(signature, code, minutes)
}

func (t Template) coded(signature, code string, minutes int) event.Letter {
	text := strings.NewReplacer("{验证码}", code, "{分钟}", strconv.Itoa(minutes)).Replace(signature + t.Text)
	return event.Letter{Text: text, Segments: Segments(text), Registration: t.Registration}
}
