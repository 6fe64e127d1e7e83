package console

import (
	"slices"

	"guangsha/internal/access"
)

// Scope says what the answers of a route are confined to (数据范围).
type Scope string

// The scopes.
const (
	Anything    Scope = "none"   // nothing in the answer belongs to an office or a person
	WholeCentre Scope = "centre" // 全中心: only for posts that reach all offices
	ByOffice    Scope = "office" // 机构: what lies in an office that the post does not reach is not there
	Oneself     Scope = "self"   // 本人
)

// Rate is the class of a route's limit (频次类别): how often one person, or one address that has not signed in, may ask.
type Rate string

// The classes.
const (
	Enquiry Rate = "enquiry" // 查询
	Entry   Rate = "entry"   // 登记、核验: each may cost a hash
	// Password counts whence, far more than people sign in; Factor counts for whom.
	Password Rate = "password" // 口令登录
	Passkey  Rate = "passkey"  // 通行密钥登录: who tries passwords from the same address keeps nobody from it
	Open     Rate = "open"     // 公开办理: answering a survey, checking a paper
	Code     Rate = "code"     // 验证码登录, whence

	Report Rate = "report" // 银行报送

	// Signed is of no route: whence signatures come, before anybody is known to have made them.
	Signed Rate = "signed" // 验签
	// These two are of no route, but of what its answer would let somebody guess.
	Identity Rate = "identity" // 核对证件号码不符、按号码查无此人, by whoever asks
	Factor   Rate = "factor"   // 动态验证码, by the account that it is tried on
	Change   Rate = "change"   // 变动
)

// Route is one route of the console. It is declared here and nowhere else; what an answer shows and a request may set
// are the fields of its handler's types, and nothing beside them is read.
type Route struct {
	Method, Path, ID, Summary string

	Permission access.Permission // 权限 that whoever asks must have
	Scope      Scope
	Public     bool // open to whoever has not signed in
	Members    bool // for members who have signed in for themselves, by their own session
	Rate       Rate
	// Step is what the route does to a document (环节); empty when it changes nothing.
	Step string
	// Repeats says that asking again changes nothing more (幂等): it reads, has a request key, or ends where it ended.
	Repeats bool
	// Event is the kind of the audit entry that a change leaves (审计事件); empty when it changes nothing.
	Event string
	// Seen is the kind of the audit entry that an answer about people leaves before it is shown (查询记录); empty when it
	// shows none.
	Seen string
	// Background says that pages ask by themselves: it does not keep a session alive.
	Background bool
}

// Routes is the one list of what the console answers under /api/.
var Routes = slices.Concat(ownRoutes, bookRoutes, evaluationRoutes, caseRoutes, accessRoutes)

// routeOf gives a route by its id. One that is not declared is a defect.
func routeOf(id string) Route {
	for _, r := range Routes {
		if r.ID == id {
			return r
		}
	}
	panic("console: route " + id + " is not declared")
}
