package console

import (
	"net/http"

	"guangsha/internal/access"
)

// ownRoutes are those of members who have signed in for themselves, and how they do.
var ownRoutes = []Route{
	{Method: http.MethodPost, Path: "/api/my/code", ID: "askOwnCode",
		Summary:    "凭个人账号或公民身份号码和登记的手机号码获取登录验证码；是否相符，答复都一样",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Code, Step: "获取验证码", Event: "own.code-asked"},
	{Method: http.MethodPost, Path: "/api/my/sign-in", ID: "ownSignIn", Summary: "用短信验证码登录",
		Permission: access.SignIn, Scope: Oneself, Public: true, Rate: Code, Step: "登录", Event: "own.signed-in"},
	{Method: http.MethodPost, Path: "/api/my/sign-out", ID: "ownSignOut", Summary: "缴存人退出登录",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Entry, Step: "退出", Repeats: true,
		Event: "own.signed-out"},
	{Method: http.MethodGet, Path: "/api/my", ID: "own", Summary: "本人登记的信息和个人账户",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/my/accounts/{no}", ID: "ownAccount", Summary: "本人的一个个人账户",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/my/accounts/{no}/statement", ID: "ownStatement", Summary: "本人的个人明细账",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/my/cases", ID: "ownCases", Summary: "本人的办件",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodPost, Path: "/api/my/mobile/codes", ID: "askMobileCodes",
		Summary:    "获取变更登记手机号码的两个验证码：一个发到现在登记的号码，一个发到新号码",
		Permission: access.AmendOwn, Scope: Oneself, Members: true, Rate: Code, Step: "获取验证码",
		Event: "own.mobile-asked"},
	{Method: http.MethodPost, Path: "/api/my/mobile", ID: "changeMobile",
		Summary:    "凭两个验证码变更本人登记的手机号码；此前的登录全部失效",
		Permission: access.AmendOwn, Scope: Oneself, Members: true, Rate: Code, Step: "变更手机号码",
		Event: "person.amended"},
	{Method: http.MethodGet, Path: "/api/my/lookers", ID: "lookers",
		Summary:    "谁查看过本人的信息：什么岗位、在哪个机构、什么时候、看了什么、为什么",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true},
	{Method: http.MethodGet, Path: "/api/my/export/xlsx", ID: "ownExport", Summary: "本中心保存的本人信息的xlsx",
		Permission: access.ReadOwn, Scope: Oneself, Members: true, Rate: Enquiry, Repeats: true, Seen: "own.exported"},
}
