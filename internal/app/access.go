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
