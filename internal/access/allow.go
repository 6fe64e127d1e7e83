package access

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
)

// Codes of the refusals of access. What a person may not do is told to them; that something exists, which they may not
// see, never is: a route answers CodeReach as if it were not there.
const (
	CodeUnknown  = "access.unknown"
	CodeDenied   = "access.denied"
	CodeReach    = "access.reach"
	CodeAmount   = "access.amount"
	CodeSameHand = "access.same-person"
)

// The clauses that refusals name (依据); SeparateSteps is that of incompatible steps (不相容岗位分离)
const (
	leastPrivilege = "GB/T 22239-2019 8.1.4.2 d）"
	SeparateSteps  = "《会计法》第二十七条；GB/T 22239-2019 8.1.4.2 d）"
)

// Grant is what a person may do as of one version of their rights. It is never changed.
type Grant struct {
	Person Person
	Posts  []Post
	Roles  Roles
	On     civil.Date // 日期 that posts are held on
	Fixed  bool       // a principal of the program itself, whose rights nobody changes
}

// Gate tells what whoever acts may do.
type Gate interface {
	// Grant gives what whoever acts may do. Unless now is asked for it may be of a moment ago: the unit of work has the
	// last word.
	Grant(ctx context.Context, by act.By, now bool) (*Grant, error)
}

// Object is what an act is about, as far as rights depend on it.
type Object struct {
	Branch string    // 机构 that it belongs to
	Unit   int64     // the employer it belongs to, or zero
	Amount money.Fen // 金额 of the document, or zero
}

// pass is what Allow leaves in a context: the permission that was asked for and the rights that gave it.
type pass struct {
	by    act.By
	need  Permission
	grant atomic.Pointer[Grant]
}

type passKey struct{}

func passOf(ctx context.Context) *pass {
	p, _ := ctx.Value(passKey{}).(*pass)
	return p
}

// Allow is the first line of every use case. It refuses whoever may not do this kind of thing in the office where they
// act, with CodeUnknown or CodeDenied, and gives the context in which the use case goes on: its units of work hold the
// right against the books at the end of each (Work), and Reach asks about the document once it is read.
func Allow(ctx context.Context, g Gate, by act.By, need Permission) (context.Context, error) {
	grant, err := g.Grant(ctx, by, false)
	if err == nil && grant.may(by, need) != nil {
		grant, err = g.Grant(ctx, by, true) // nobody is refused by rights of a moment ago
	}
	if err != nil {
		return ctx, err
	}
	if err := grant.may(by, need); err != nil {
		return ctx, err
	}
	p := &pass{by: by, need: need}
	p.grant.Store(grant)
	return context.WithValue(ctx, passKey{}, p), nil
}

// may refuses a kind of act in an office.
func (g *Grant) may(by act.By, need Permission) error {
	for _, p := range g.Posts {
		if p.On(g.On) && (p.Branch == "" || p.Branch == by.Branch) && g.Roles[p.Role].may(need) {
			return nil
		}
	}
	return lacking{refusal.New(CodeDenied, "没有“"+need.Title+"”的权限", leastPrivilege,
		"请由有权限的人员办理，或向安全管理员申请岗位"), need}
}

// lacking is the refusal of whoever has not a permission.
type lacking struct {
	error
	need Permission
}

// Unwrap gives the refusal.
func (l lacking) Unwrap() error { return l.error }

// Lacked is the permission for want of which somebody was refused.
func Lacked(err error) (need Permission, ok bool) {
	l, ok := errors.AsType[lacking](err)
	return l.need, ok
}

// Reach refuses an object that lies outside the posts of whoever acts in ctx: of another office or employer with
// CodeReach, of an amount above the limit with CodeAmount. Without a pass in ctx it refuses everything.
func Reach(ctx context.Context, o Object) error {
	p := passOf(ctx)
	if p == nil {
		return errNoPass
	}
	g := p.grant.Load()
	err := outOfReach(p.need)
	for _, post := range g.Posts {
		role := g.Roles[post.Role]
		if !post.On(g.On) || !role.may(p.need) || post.Branch != "" && post.Branch != o.Branch ||
			post.Unit != 0 && post.Unit != o.Unit {
			continue
		}
		most, limited := role.most(p.need, post.Branch)
		if !limited || o.Amount <= most {
			return nil
		}
		err = refusal.New(CodeAmount, fmt.Sprintf("金额%s元超过本岗位“%s”的权限%s元", o.Amount, p.need.Title, most),
			leastPrivilege, "请由有更高权限的人员办理")
	}
	return err
}

func outOfReach(need Permission) *refusal.Refused {
	return refusal.New(CodeReach, "不在本岗位“"+need.Title+"”的机构或单位范围内", leastPrivilege, "请由该机构的人员办理")
}

// Offices are the offices that whoever acts in ctx reaches with the permission they came by; everywhere is true for the
// whole centre.
func Offices(ctx context.Context) (codes []string, everywhere bool) {
	p := passOf(ctx)
	if p == nil {
		return nil, false
	}
	return p.grant.Load().offices(p.need)
}

// offices are those that somebody reaches with a permission.
func (g *Grant) offices(need Permission) (codes []string, everywhere bool) {
	for _, post := range g.Posts {
		if post.On(g.On) && g.Roles[post.Role].may(need) {
			if post.Branch == "" && post.Unit == 0 {
				return nil, true
			}
			codes = append(codes, post.Branch)
		}
	}
	return codes, false
}

// Done is a step of a document that somebody has done, by their code.
type Done struct {
	Step string // 环节, for example "受理"
	By   string
}

// Parted refuses a step to whoever did another step of the same document (不相容岗位分离). It goes by the person, so no
// change of role, post, cover or login between the steps lets one person do two.
func Parted(by act.By, step string, earlier ...Done) error {
	for _, d := range earlier {
		if d.By == by.Actor {
			return refusal.New(CodeSameHand, "同一办件的"+d.Step+"和"+step+"不能由同一人办理", SeparateSteps, "请由其他有权限的人员办理")
		}
	}
	return nil
}
