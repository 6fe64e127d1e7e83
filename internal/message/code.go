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

// SignInCode is the letter with a code, to nobody yet.
func SignInCode(signature, code string, minutes int) event.Letter {
	text := strings.NewReplacer("{验证码}", code, "{分钟}", strconv.Itoa(minutes)).Replace(signature + signInCode.Text)
	return event.Letter{Text: text, Segments: Segments(text), Registration: signInCode.Registration}
}
