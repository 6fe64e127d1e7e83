// Package accesstest opens the gate for tests of the rules that stand behind it. Tests of who may do what use the real
// gate, over a real store.
package accesstest

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
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
