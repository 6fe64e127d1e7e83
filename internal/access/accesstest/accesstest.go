// Package accesstest opens the gate for tests of the rules that stand behind it. Tests of who may do what use the real
// gate, over a real store.
package accesstest

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// Everybody is a gate at which everybody may do everything, everywhere. That one person does not do two steps of one
// document is no matter of the gate, and holds all the same.
type Everybody struct{}

// Grant implements access.Gate.
func (Everybody) Grant(ctx context.Context, by act.By, now bool) (*access.Grant, error) {
	return At("").Grant(ctx, by, now)
}

// At is a gate at which everybody may do everything within one office (机构).
type At string

// Grant implements access.Gate.
func (at At) Grant(_ context.Context, by act.By, _ bool) (*access.Grant, error) {
	return &access.Grant{Person: access.Person{Code: by.Actor}, Posts: []access.Post{{Role: "all", Branch: string(at)}},
		Fixed: true, Roles: access.Roles{"all": {Code: "all", Title: "全部", May: access.Permissions}}}, nil
}

// Limited is a gate at which everybody may do everything everywhere, one thing of it up to an amount (权限金额).
type Limited access.Limit

// Grant implements access.Gate.
func (l Limited) Grant(ctx context.Context, by act.By, now bool) (*access.Grant, error) {
	g, err := At("").Grant(ctx, by, now)
	if err != nil {
		return nil, err
	}
	role := g.Roles["all"]
	role.Limits = []access.Limit{access.Limit(l)}
	g.Roles["all"] = role
	return g, nil
}

var (
	_ access.Gate = Everybody{}
	_ access.Gate = At("")
	_ access.Gate = Limited{}
)

// SignIn begins a session of a person without their password and device, unless it was begun, and gives its token,
// which begins with a text of the test. It makes what access makes of a session, so that the real gate resumes it.
func SignIn(tx unit.Tx, s *access.Service, code, text string, begun civil.Instant) (token string, err error) {
	p, found, err := s.Store.PersonByCode(tx, code)
	if err == nil && !found {
		err = errors.New("nobody is called " + code)
	}
	if err != nil {
		return "", err
	}
	token = fmt.Sprintf("%s.%d", text, p.ID)
	digest := []byte(hex.EncodeToString(s.Index.Of("access-token", token)))
	if _, _, there, err := s.Store.Session(tx, digest); err != nil || there {
		return token, err
	}
	return token, s.Store.AddSession(tx, access.Session{Digest: digest, Person: p.ID, Begun: begun})
}
