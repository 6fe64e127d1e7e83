package console

// PostItem is a post as pages show it (任岗).
type PostItem struct {
	Role     string `json:"role" maxLength:"40" doc:"岗位角色代码"`
	RoleName string `json:"roleName" required:"false" maxLength:"40" doc:"岗位角色名称"`
	Branch   string `json:"branch" maxLength:"2" doc:"机构代码，空为全中心"`
	Since    string `json:"since" required:"false" maxLength:"10" doc:"起始日"`
	Until    string `json:"until" required:"false" maxLength:"10" doc:"最后一日，仍在任为空"`
	Covers   string `json:"covers" required:"false" maxLength:"20" doc:"代岗时被代的人的工号，否则为空"`
	Now      bool   `json:"now" required:"false" doc:"今天在任"`
}

// Me is who is signed in.
type Me struct {
	State       string     `json:"state" enum:"set-up,signed-out,visitor,signed-in,alone" doc:"未初始设置、未登录、演示访客、已登录、单机版"`
	Closed      bool       `json:"closed" doc:"示例账，没有人登记过口令，也不能再登记：谁都不能登录"`
	Code        string     `json:"code" doc:"工号，未登录时为空"`
	Office      string     `json:"office" doc:"所在机构代码"`
	Today       string     `json:"today" doc:"中心的今天；浏览器所在时区可能是另一天"`
	Posts       []PostItem `json:"posts" doc:"今天的岗位"`
	Permissions []string   `json:"permissions" doc:"可用的权限代码；只对全中心岗位开放的，限于有全中心岗位的人"`
}

// PersonItem is somebody of the staff on the list.
type PersonItem struct {
	Code     string     `json:"code" doc:"工号"`
	Name     string     `json:"name" doc:"姓名，脱敏"`
	Office   string     `json:"office" doc:"所在机构代码"`
	Left     string     `json:"left" doc:"离职日，在职为空"`
	Enrolled bool       `json:"enrolled" doc:"已设立口令和第二因素"`
	Posts    []PostItem `json:"posts" doc:"岗位，含已结束的"`
}

// RoleItem is a role with what it permits.
type RoleItem struct {
	Code    string   `json:"code"`
	Title   string   `json:"title" doc:"名称"`
	Kind    string   `json:"kind" doc:"身份"`
	Power   string   `json:"power" doc:"互斥的权力"`
	Staff   bool     `json:"staff" doc:"可由工作人员任岗"`
	Partner bool     `json:"partner" doc:"合作机构的权限范围"`
	May     []string `json:"may" doc:"权限名称"`
	Limits  []string `json:"limits" doc:"权限金额"`
}

// ChangeItem is a change of somebody's rights on the list (人员变动).
type ChangeItem struct {
	ID      string     `json:"id"`
	Kind    string     `json:"kind" doc:"变动类型"`
	State   string     `json:"state" doc:"状态"`
	Open    bool       `json:"open" doc:"待确认"`
	Person  string     `json:"person" doc:"工号"`
	Posts   []PostItem `json:"posts"`
	Since   string     `json:"since" doc:"生效日"`
	Covers  string     `json:"covers" doc:"被代岗人员的工号，不是代岗为空"`
	Until   string     `json:"until" doc:"代岗最后一日，否则为空"`
	Reason  string     `json:"reason" doc:"事由"`
	Maker   string     `json:"maker" doc:"拟定人"`
	Checker string     `json:"checker" doc:"确认或作废的人"`
	Day     string     `json:"day" doc:"拟定日"`
}

type founderIn struct {
	Code   string `json:"code" maxLength:"20" doc:"工号"`
	Name   string `json:"name" maxLength:"100" doc:"姓名"`
	IDNo   string `json:"idNo" maxLength:"18" doc:"公民身份号码"`
	Office string `json:"office" maxLength:"2" doc:"机构代码"`
}

type setUpIn struct {
	Body struct {
		Code     string    `json:"code" maxLength:"64" doc:"启动时显示的初始设置码"`
		Systems  founderIn `json:"systems" doc:"系统管理员"`
		Security founderIn `json:"security" doc:"安全管理员"`
		Auditing founderIn `json:"auditing" doc:"审计管理员"`
	}
}

// slips are the two halves by which somebody enrols (登记凭条).
type slips struct {
	Code     string `json:"code" doc:"工号"`
	Security string `json:"security" doc:"凭条一"`
	Systems  string `json:"systems" doc:"凭条二"`
}

type enrolIn struct {
	Body struct {
		Code     string `json:"code" maxLength:"20" doc:"工号"`
		Security string `json:"security" maxLength:"64" doc:"凭条一"`
		Systems  string `json:"systems" maxLength:"64" doc:"凭条二"`
		Password string `json:"password" required:"false" maxLength:"128" doc:"口令"`
		Factor   string `json:"factor" required:"false" maxLength:"6" doc:"动态验证码"`
	}
}

// factor is the secret of a second factor, shown once.
type factor struct {
	Secret  string `json:"secret" doc:"手动输入的密钥"`
	Address string `json:"address" doc:"otpauth 地址"`
}

type signInIn struct {
	Body struct {
		Code        string `json:"code" maxLength:"20" doc:"工号"`
		Password    string `json:"password" maxLength:"128" doc:"口令"`
		Factor      string `json:"factor" maxLength:"6" doc:"动态验证码"`
		NewPassword string `json:"newPassword" required:"false" maxLength:"128" doc:"更换口令时的新口令"`
	}
}

// signedIn carries the session to the browser.
type signedIn struct {
	Cookie string `header:"Set-Cookie"`
	Body   Me
}

// done is the answer of a change that has nothing more to say.
type done struct {
	OK bool `json:"ok"`
}

type peopleOf struct {
	After string `query:"after" maxLength:"20" doc:"上一页最后一个工号"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"200" doc:"每页行数"`
}

type changesOf struct {
	Before int64 `query:"before" minimum:"0" doc:"上一页最后一笔的编号，第一页不填"`
	Limit  int   `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"每页行数"`
}

// PersonOf is the person in an address.
type PersonOf struct {
	Code string `path:"code" maxLength:"20" doc:"工号"`
}

type leaveIn struct {
	PersonOf
	Body struct {
		Reason string `json:"reason" maxLength:"200" doc:"事由"`
	}
}

type endCoverIn struct {
	PersonOf
	Covers string `path:"covers" maxLength:"20" doc:"被代岗人员的工号"`
	Body   struct {
		Reason string `json:"reason" maxLength:"200" doc:"事由"`
	}
}

type proposeIn struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Body struct {
		Kind   int        `json:"kind" minimum:"1" maximum:"3" doc:"1入职，2调岗，3代岗"`
		Code   string     `json:"code" maxLength:"20" doc:"工号"`
		Name   string     `json:"name" required:"false" maxLength:"100" doc:"姓名，入职时填"`
		IDNo   string     `json:"idNo" required:"false" maxLength:"18" doc:"公民身份号码，入职时填"`
		Office string     `json:"office" required:"false" maxLength:"2" doc:"所在机构，入职和调岗时填"`
		Posts  []PostItem `json:"posts" required:"false" maxItems:"12" doc:"岗位，入职和调岗时填"`
		Covers string     `json:"covers" required:"false" maxLength:"20" doc:"被代岗人员的工号，代岗时填"`
		Since  string     `json:"since" maxLength:"10" doc:"生效日"`
		Until  string     `json:"until" required:"false" maxLength:"10" doc:"代岗最后一日"`
		Reason string     `json:"reason" required:"false" maxLength:"200" doc:"事由"`
	}
}

type changeOf struct {
	ID int64 `path:"id" minimum:"1" doc:"变动编号"`
}
