// Package act says who acts (经办人), through which door (办理渠道) and why. Every use case takes a By
// from its first line on, so that no change of the books is ever without an author.
//
// The package carries facts only; whether somebody may do something is decided elsewhere.
package act

// Door is the way by which a request came in (办理渠道).
type Door string

// The doors of a centre. The six public channels stand beside the counter, the staff console, what other
// authorities hand on and the program itself.
const (
	Counter    Door = "counter"     // 柜面
	Console    Door = "console"     // 业务后台
	OnlineHall Door = "online_hall" // 网上业务大厅
	Website    Door = "website"     // 网站
	MobileApp  Door = "mobile_app"  // 手机 APP
	WeChat     Door = "wechat"      // 微信公众号
	Hotline    Door = "hotline"     // 12329 热线
	SMS        Door = "sms"         // 12329 短信
	Platform   Door = "platform"    // 政务服务平台
	Gateway    Door = "gateway"     // 银行等外联系统
	System     Door = "system"      // 系统自动
)

// By names the person or program that acts.
type By struct {
	Actor  string // 经办人: an account name, never a personal number
	Door   Door   // 渠道
	Branch string // 机构: code of the office
	Trace  string // 跟踪号: ties log lines, audit entries and answers together
	Reason string // 事由: why personal data is read or a rule set aside; empty for ordinary work
}

// Auto is the program acting by itself for a branch, under a trace.
func Auto(branch, trace string) By {
	return By{Actor: "system", Door: System, Branch: branch, Trace: trace}
}
