package sqlstore

import (
	"context"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
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

// Tamper runs a statement behind the books' back.
func Tamper(ctx context.Context, s *Store, statement string) error {
	return s.Do(ctx, act.By{Actor: "tamperer"}, "tamper", func(u unit.Tx) error {
		s.Record(u, audit.Entry{Kind: "test.tampered"})
		_, err := s.tx(u).exec(statement)
		return err
	})
}
