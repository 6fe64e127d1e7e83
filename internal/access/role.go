package access

import (
	"fmt"
	"slices"

	"guangsha/internal/base/money"
)

// Role is a bundle of permissions that goes with a post (岗位角色). Roles are data of the centre's policies.
type Role struct {
	Code   string
	Title  string // 角色名称
	Kind   Kind   // of the people who may hold it
	May    []Permission
	Limits []Limit
}

// Limit is the largest amount of one document that a role may deal with (权限金额). A role without a limit for a
// permission has none.
type Limit struct {
	Permission string
	Branch     string // 机构 of the post it holds for; empty for all without a limit of their own
	Most       money.Fen
}

// Power is the power that a role gives: that of its permissions, or Shared.
func (r Role) Power() Power {
	for _, p := range r.May {
		if p.Power != Shared {
			return p.Power
		}
	}
	return Shared
}

func (r Role) may(p Permission) bool { return slices.Contains(r.May, p) }

// most is the largest amount that a post in a branch may deal with; false without a limit.
func (r Role) most(p Permission, branch string) (most money.Fen, limited bool) {
	for _, l := range r.Limits {
		if l.Permission != p.Code {
			continue
		}
		if l.Branch == branch {
			return l.Most, true
		}
		if l.Branch == "" {
			most, limited = l.Most, true
		}
	}
	return most, limited
}

// Roles are the roles of a centre by code.
type Roles map[string]Role

// NewRoles makes the roles of a centre. A role whose permissions are of two powers is an error: nobody could hold it.
func NewRoles(list []Role) (Roles, error) {
	roles := Roles{}
	for _, r := range list {
		if _, twice := roles[r.Code]; twice || r.Code == "" || r.Title == "" || len(r.May) == 0 {
			return nil, fmt.Errorf("access: role %q is there twice, or lacks code, title or permissions", r.Code)
		}
		for _, p := range r.May {
			if p.Power != Shared && p.Power != r.Power() {
				return nil, fmt.Errorf("access: role %s mixes %s and %s", r.Code, r.Power(), p.Power)
			}
		}
		roles[r.Code] = r
	}
	return roles, nil
}

// Roles that the program itself names. The others are the centre's own.
const (
	roleProgram  = "program"        // 系统自动
	rolePlatform = "platform"       // 政务服务平台收件
	roleSetUp    = "set-up"         // 初始设置
	roleVisitor  = "visitor"        // 演示访客
	roleGuest    = "guest"          // 未登录者
	roleAgent    = "agent"          // 单位经办人
	roleMember   = "member"         // 缴存人
	RoleSystems  = "systems-admin"  // 系统管理员
	RoleSecurity = "security-admin" // 安全管理员
	RoleAuditing = "auditing-admin" // 审计管理员
)
