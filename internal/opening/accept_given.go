package opening

import (
	"context"

	"guangsha/internal/base/unit"
)

// Given gives the accounts that came into the books with their numbers there, some at a time.
func (s *Service) Given(ctx context.Context, f func([]GivenAccount) error) error {
	for after := int64(0); ; {
		var list []GivenAccount
		err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			list, err = s.Store.Given(tx, after, page)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		if err := f(list); err != nil {
			return err
		}
		after = list[len(list)-1].Ref
	}
}
