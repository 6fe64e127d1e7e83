package access

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// CodeBegun is the code of the refusal to begin where there are administrators, and CodeSetUpWrong that of a code that
// is not the set-up code.
const (
	CodeBegun      = "access.begun"
	CodeSetUpWrong = "access.set-up.code"
)

// Founder is one of the three administrators that a centre begins with.
type Founder struct{ Code, Name, IDNo, Office string }

// Founders are the three, no two of them one person.
type Founders struct{ Systems, Security, Auditing Founder }

// NewSetUp gives a new set-up code (初始设置码), and makes every earlier one void. It is the only way to the first
// administrators: there is no account from the start. It refuses with CodeBegun where there are administrators.
func (s *Service) NewSetUp(ctx context.Context, by act.By) (code string, err error) {
	ctx, err = Allow(ctx, gate{s}, by, BeginAccess)
	if err != nil {
		return "", err
	}
	if code, err = s.token(); err != nil {
		return "", err
	}
	err = s.work.Do(ctx, by, "access.set-up", func(tx unit.Tx) error {
		_, used, found, err := s.Store.SetUp(tx)
		if err != nil {
			return err
		}
		if found && used {
			return begun()
		}
		s.Audit.Record(tx, audit.Entry{Kind: "access.set-up"})
		return s.Store.SaveSetUp(tx, s.digest(code), false)
	})
	return code, err
}

// Begun reports whether there are administrators.
func (s *Service) Begun(ctx context.Context) (begun bool, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		_, begun, _, err = s.Store.SetUp(tx)
		return err
	})
	return begun, err
}

// Enrolled reports whether anybody has enrolled: until then nobody can sign in.
func (s *Service) Enrolled(ctx context.Context) (enrolled bool, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		enrolled, err = s.Store.Enrolled(tx)
		return err
	})
	return enrolled, err
}

// Begin makes the first three administrators with the set-up code, once, and gives the slips by which each of them
// enrols, in the order of Founders: whoever has the set-up code hands them out.
func (s *Service) Begin(ctx context.Context, by act.By, code string, f Founders) (slips [3]Slips, err error) {
	ctx, err = Allow(ctx, gate{s}, by, BeginAccess)
	if err != nil {
		return slips, err
	}
	for i := range slips {
		if slips[i], err = s.slipsOfNobody(); err != nil {
			return slips, err
		}
	}
	err = s.work.Do(ctx, by, "access.begin", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		digest, used, found, err := s.Store.SetUp(tx)
		switch {
		case err != nil:
			return err
		case found && used:
			return begun()
		case !found || !secret.Equal(digest, s.digest(code)):
			return refusal.New(CodeSetUpWrong, "初始设置码不正确或已失效", "", "请使用启动时显示的设置码；重新启动会得到新的设置码")
		}
		today := s.Clock.Now().Date()
		for i, one := range []struct {
			founder Founder
			role    string
		}{{f.Systems, RoleSystems}, {f.Security, RoleSecurity}, {f.Auditing, RoleAuditing}} {
			if err := s.found(tx, one.founder, one.role, slips[i], today); err != nil {
				return err
			}
		}
		return s.Store.SaveSetUp(tx, digest, true)
	})
	return slips, err
}

// found makes one of the first administrators. The second of two forms of one person is refused like any other's.
func (s *Service) found(tx unit.Tx, f Founder, role string, slips Slips, today civil.Date) error {
	w := Wanted{Kind: Join, Code: f.Code, Name: f.Name, IDNo: f.IDNo, Office: f.Office, Since: today,
		Posts: []Post{{Role: role}}}
	if err := w.check(s.Roles, today); err != nil {
		return err
	}
	p, err := s.subject(tx, w, today)
	if err != nil {
		return err
	}
	p.Version++
	if err := s.Store.SavePeople(tx, []Person{p}); err != nil {
		return err
	}
	a := Account{Person: p.ID, SlipSecurity: s.digest(slips.Security), SlipSystems: s.digest(slips.Systems)}
	if err := s.Store.SaveAccount(tx, a); err != nil {
		return err
	}
	s.record(tx, "access.founded", p, "role", role)
	return s.Store.SetPosts(tx, map[PersonID][]Post{p.ID: startingOn(w.Posts, today)})
}

func begun() *refusal.Refused {
	return refusal.New(CodeBegun, "已完成初始设置", "", "请由管理员登录办理")
}

// token is a secret text of 160 bits that somebody can type.
func (s *Service) token() (string, error) {
	var b [20]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// digest is what is kept of a secret text of full strength: under the centre's key, so that a reader of the database
// can neither use nor try it.
func (s *Service) digest(token string) []byte {
	return []byte(hex.EncodeToString(s.Index.Of("access-token", token)))
}
