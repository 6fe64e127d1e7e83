package access

import (
	"context"
	"fmt"
	"strings"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Codes of the refusals of signing in.
const (
	CodeSignIn  = "access.sign-in"
	CodeLocked  = "access.locked"
	CodeExpired = "access.password.expired"
	CodeSession = "access.session"
)

// Credentials are what somebody signs in with. NewPassword replaces the password, and must when it has expired.
type Credentials struct {
	Code, Password, Factor string
	NewPassword            string
}

// Enter signs somebody in with password and second factor (登录) and gives the token of a session; an earlier session of
// the person ends.
//
// The code of the second factor comes first. A wrong one is refused without hashing anything or counting against the
// account: whoever has not the device can lock nobody out, however often they try. With a right one, which is spent by
// it, five wrong passwords lock the account for a quarter of an hour. Whatever is wrong is answered alike.
func (s *Service) Enter(ctx context.Context, by act.By, c Credentials) (token string, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return "", err
	}
	secret, err := s.token()
	if err != nil {
		return "", err
	}
	var a Account
	if err := s.work.Do(ctx, by, "access.enter", func(tx unit.Tx) (err error) {
		a, err = s.spendFactor(tx, c)
		return err
	}); err != nil {
		return "", err
	}
	if a.Person == 0 {
		return "", wrongCredentials()
	}
	right, err := s.matches(ctx, c.Password, a.Password)
	if err != nil {
		return "", err
	}
	change, err := s.renewed(ctx, right, c, a)
	if err != nil {
		return "", err
	}
	var answer error
	err = s.work.Do(ctx, by, "access.enter", func(tx unit.Tx) (err error) {
		token, answer, err = s.enter(tx, a.Person, right, change, secret)
		return err
	})
	if err == nil {
		err = answer
	}
	if err != nil {
		return "", err
	}
	return token, nil
}

// spendFactor gives the account that a code of the second factor belongs to, and spends the code; without person when
// it belongs to none. What was tried is kept either way.
func (s *Service) spendFactor(tx unit.Tx, c Credentials) (none Account, err error) {
	p, found, err := s.Store.PersonByCode(tx, c.Code)
	if err != nil {
		return none, err
	}
	if !found || p.Left != 0 || p.Kind != Staff {
		s.Audit.Record(tx, audit.Entry{Kind: "access.sign-in-failed"})
		return none, nil
	}
	a, err := s.Store.Account(tx, p.ID)
	if err != nil {
		return none, err
	}
	step, ok, err := s.factor(a, c.Factor)
	if err != nil {
		return none, err
	}
	if !ok || a.Password == "" {
		s.record(tx, "access.sign-in-failed", p, "why", "factor")
		return none, nil
	}
	a.Step = step
	s.record(tx, "access.factor-used", p)
	if err := s.Store.SaveAccount(tx, a); err != nil {
		return none, err
	}
	if s.Clock.Now() < a.LockedUntil {
		return none, refusal.New(CodeLocked, "口令连续输错，账号已临时锁定", "GB/T 22239-2019 8.1.4.1 b）", "请稍后再试")
	}
	return a, nil
}

// renewed is the hash of the new password, or nothing when none is wanted. One that has expired must be replaced.
func (s *Service) renewed(ctx context.Context, right bool, c Credentials, a Account) (string, error) {
	switch {
	case !right:
		return "", nil
	case c.NewPassword == "" && !s.Preset.expired(a.ChangedOn, s.Clock.Now().Date()):
		return "", nil
	case c.NewPassword == "":
		return "", refusal.New(CodeExpired, "口令已到期，须更换", s.Preset.Basis, "请同时填写新口令再登录")
	}
	if err := s.Preset.check(c.NewPassword, c.Code); err != nil {
		return "", err
	}
	if err := s.unused(ctx, c.NewPassword, a); err != nil {
		return "", err
	}
	return s.hash(ctx, c.NewPassword)
}

// enter writes how an attempt with a right second factor ended: the token of a session, or in answer what the person is
// told.
func (s *Service) enter(tx unit.Tx, id PersonID, right bool, change, secret string) (token string, answer, err error) {
	now := s.Clock.Now()
	p, _, err := s.Store.Person(tx, id)
	if err != nil {
		return "", nil, err
	}
	a, err := s.Store.Account(tx, id)
	if err != nil {
		return "", nil, err
	}
	if now < a.LockedUntil || p.Left != 0 {
		return "", wrongCredentials(), nil
	}
	if !right {
		if a.Failures++; a.Failures >= s.Preset.Failures {
			a.Failures, a.LockedUntil = 0, after(now, time.Duration(s.Preset.Locked)*time.Minute)
		}
		s.record(tx, "access.sign-in-failed", p, "why", "password")
		return "", wrongCredentials(), s.Store.SaveAccount(tx, a)
	}
	a.Failures = 0
	if change != "" {
		a = a.with(change, now.Date(), s.Preset)
		s.record(tx, "access.password-changed", p)
	}
	if err := s.Store.SaveAccount(tx, a); err != nil {
		return "", nil, err
	}
	s.record(tx, "access.signed-in", p)
	token, err = s.beginSession(tx, id, secret)
	return token, nil, err
}

// beginSession begins a session of a person in place of an earlier one, and gives its token.
func (s *Service) beginSession(tx unit.Tx, id PersonID, secret string) (token string, err error) {
	if err := s.Store.EndSessions(tx, id); err != nil {
		return "", err
	}
	token = sessionToken(secret, id)
	return token, s.Store.AddSession(tx, Session{Digest: s.digest(token), Person: id, Begun: s.Clock.Now()})
}

func wrongCredentials() *refusal.Refused {
	return refusal.New(CodeSignIn, "工号、口令或动态验证码不正确", "GB/T 22239-2019 8.1.4.1", "请核对后用新的验证码再试")
}

// after is an instant so much later.
func after(i civil.Instant, d time.Duration) civil.Instant {
	return i + civil.Instant(d/time.Microsecond)
}

// Session is what is kept of somebody who is signed in.
type Session struct {
	Digest []byte
	Person PersonID
	Begun  civil.Instant
}

// Resume says who is signed in with a token, and in which office they act. It refuses with CodeSession one that was not
// used for a quarter of an hour, is older than eight hours, or was ended by a change of rights; used says whether this
// is a use, which what a page asks by itself is not. When it was last used is known to this process only: to another
// one, or after a restart, a session is as old as its beginning.
func (s *Service) Resume(ctx context.Context, token string, used bool) (act.By, error) {
	digest := s.digest(token)
	var p Person
	var session Session
	err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		var found bool
		session, p, found, err = s.Store.Session(tx, digest)
		switch {
		case err != nil:
			return err
		case !found || !strings.HasSuffix(token, sessionToken("", p.ID)) || p.Left != 0 || p.Kind != Staff:
			return endedSession()
		}
		return nil
	})
	if err != nil {
		return act.By{}, err
	}
	if !s.seen.Still(digest, session.Begun, s.Clock.Now(), time.Duration(s.Preset.Idle)*time.Minute,
		time.Duration(s.Preset.Longest)*time.Hour, used) {
		return act.By{}, endedSession()
	}
	return act.By{Actor: p.Code, Door: act.Console, Branch: p.Office}, nil
}

// sessionToken is the token of a person's session: a secret, and whose it is. The row that is kept has a digest of both
// under the centre's key, so that whoever writes the database cannot make a session another person's.
func sessionToken(secret string, of PersonID) string { return fmt.Sprintf("%s.%d", secret, of) }

func endedSession() *refusal.Refused {
	return refusal.New(CodeSession, "尚未登录，或登录已失效", "GB/T 22239-2019 8.1.4.1 b）", "请重新登录")
}

// SignOut ends the sessions of whoever acts (退出).
func (s *Service) SignOut(ctx context.Context, by act.By) error {
	ctx, err := Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.sign-out", func(tx unit.Tx) error {
		p, found, err := s.Store.PersonByCode(tx, by.Actor)
		if err != nil || !found {
			return err
		}
		s.record(tx, "access.signed-out", p)
		return s.Store.EndSessions(tx, p.ID)
	})
}

// Denials keeps what signed-in people were refused (越权访问记录). It asks nobody for leave: who was refused cannot
// prevent that it is written down.
type Denials struct{ *Service }

// Note records that somebody was refused a permission.
func (d Denials) Note(ctx context.Context, by act.By, need Permission) error {
	return d.Service.Work.Do(ctx, by, "access.denied", func(tx unit.Tx) error {
		d.Audit.Record(tx, audit.Entry{Kind: "access.denied",
			Fields: []audit.Field{{Name: "permission", Value: need.Code}}})
		return nil
	})
}
