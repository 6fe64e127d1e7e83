package app

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
)

// NewSetUpCode gives a new set-up code (初始设置码), or nothing where there are administrators.
func (c *Centre) NewSetUpCode(ctx context.Context) (string, error) {
	code, err := c.Access.NewSetUp(ctx, act.Auto(Demonstration.Offices[0].Code, "app/set-up"))
	if refusal.Is(err, access.CodeBegun) {
		return "", nil
	}
	return code, err
}

// Reissue gives an administrator the slips that no other administrator can give (补发凭条).
func (c *Centre) Reissue(ctx context.Context, code string) (access.Slips, error) {
	return c.Access.Reissue(ctx, act.Auto(Demonstration.Offices[0].Code, "app/reissue"), code)
}
