package sqlstore

import (
	"context"

	"guangsha/internal/base/unit"
)

// Count gives the number of rows of a table.
func Count(ctx context.Context, s *Store, table string) (n int64, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		_, err := s.tx(u).get("SELECT COUNT(*) FROM "+table, nil, &n)
		return err
	})
	return n, err
}
