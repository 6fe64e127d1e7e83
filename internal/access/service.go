// Package access knows who may do what (人员、岗位与权限): people, the posts they hold, what these permit, and how that
// changes. Its Allow is the first line of every use case.
//
// It knows permissions, offices, employers by number and amounts, and nothing else of the business. It never gives
// one person two exclusive powers, and no right that one administrator alone has given.
package access

import (
	"context"
	"io"
	"strconv"
	"strings"
	"sync"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Deps is what the service is made of. Work opens units without asking about rights: asking is what this package is.
type Deps struct {
	Work   unit.Work
	Store  Store
	Audit  audit.Recorder
	Clock  civil.Clock
	Roles  Roles
	Cipher secret.Cipher
	Index  secret.BlindIndex
	Random io.Reader
	Preset Preset // Protection unless set
}

// Service holds the use cases of people and roles, and knows what everybody may do.
type Service struct {
	Deps
	work Work // for its own use cases, which are no exception

	mu    sync.RWMutex
	known map[string]*Grant // by code; what was read last of each person

	seen Presence

	hashing chan struct{} // holds as many as hash passwords at once
}

// New makes the service.
func New(d Deps) *Service {
	if d.Preset == (Preset{}) {
		d.Preset = Protection
	}
	s := &Service{Deps: d, known: map[string]*Grant{},
		hashing: make(chan struct{}, hashesAtOnce)}
	s.work = Work{d.Work, s}
	return s
}

// Guarded is how capabilities open their units of work.
func (s *Service) Guarded() Work { return s.work }

// Codes of those who act and are nobody's colleague. No person may have one of them.
const (
	codeProgram = "system"
	// CodePlatform is whoever hands in what people applied for on the government service platform.
	CodePlatform = "platform"
	CodeSetUp    = "set-up"  // whoever holds the set-up code before there is an administrator
	CodeVisitor  = "visitor" // whoever looks at the demonstration city
	CodeGuest    = "guest"   // whoever has not signed in yet
)

// fixed are the principals of the program itself, by code and door, with their one role.
var fixed = map[string]struct {
	door act.Door
	kind Kind
	role string
}{
	codeProgram:  {act.System, Program, roleProgram},
	CodePlatform: {act.Platform, Program, rolePlatform},
	CodeSetUp:    {act.Console, Program, roleSetUp},
	CodeVisitor:  {act.Console, Program, roleVisitor},
	CodeGuest:    {act.Console, Program, roleGuest},
}

// memberCode begins what members are called who have signed in for themselves; no code of a person has a slash.
const memberCode = "member/"

// MemberCode is what a member is called who has signed in for themselves, by the id of the person in the register.
func MemberCode(person int64) string { return memberCode + strconv.FormatInt(person, 10) }

// MemberID is the id in the register of a member who has signed in for themselves, or zero for anybody else.
func MemberID(by act.By) int64 {
	text, found := strings.CutPrefix(by.Actor, memberCode)
	id, err := strconv.ParseInt(text, 10, 64)
	if !found || err != nil || by.Door != act.OnlineHall {
		return 0
	}
	return id
}

// Gate is what capabilities ask first.
func (s *Service) Gate() Gate { return gate{s} }

// gate answers from what is kept in mind.
type gate struct{ *Service }

// Grant implements Gate. A member who has signed in for themselves has the one role of all members. What it read of a
// person once it gives again without asking the books, as of today, unless now is asked for: the unit of work compares
// its version.
func (s gate) Grant(ctx context.Context, by act.By, now bool) (*Grant, error) {
	today := s.Clock.Now().Date()
	if f, ok := fixed[by.Actor]; ok && f.door == by.Door {
		return &Grant{Person: Person{Code: by.Actor, Kind: f.kind}, Posts: []Post{{Role: f.role}}, Roles: s.Roles,
			On: today, Fixed: true}, nil
	}
	if MemberID(by) != 0 {
		return &Grant{Person: Person{Code: by.Actor, Kind: Member}, Posts: []Post{{Role: roleMember}}, Roles: s.Roles,
			On: today, Fixed: true}, nil
	}
	s.mu.RLock()
	g, found := s.known[by.Actor]
	s.mu.RUnlock()
	if !found || now {
		var err error
		if g, err = s.read(ctx, by.Actor); err != nil {
			return nil, err
		}
	}
	dated := *g
	dated.On = today
	return &dated, nil
}

// most is how many people's rights are kept in mind; beyond it all are read again.
const most = 20_000

// read reads the rights of a person from the books and keeps them in mind.
func (s *Service) read(ctx context.Context, code string) (*Grant, error) {
	g := &Grant{Roles: s.Roles}
	err := s.Work.Read(ctx, func(tx unit.Tx) error {
		p, found, err := s.Store.PersonByCode(tx, code)
		switch {
		case err != nil:
			return err
		case !found || p.Left != 0:
			return refusal.New(CodeUnknown, "没有这个人员，或已停用", leastPrivilege, "请联系安全管理员")
		}
		g.Person = p
		g.Posts, err = s.Store.Posts(tx, p.ID)
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		delete(s.known, code)
		return nil, err
	}
	if len(s.known) >= most {
		clear(s.known)
	}
	s.known[code] = g
	return g, nil
}
