package opening

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
)

// Rehearse accepts the staged set on passing books alone, whatever stands on the work list.
func (s *Service) Rehearse(ctx context.Context, by act.By, tell func(Progress)) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	return s.rehearse(ctx, by, tell)
}
