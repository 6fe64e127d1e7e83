package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"guangsha/internal/base/civil"
	"guangsha/internal/ledger"
)

// Size is how many bytes the tables take on the disk.
func (s *Store) Size(ctx context.Context) (n int64, err error) {
	err = s.engine.read(ctx, func(c conn) error {
		t := &tx{ctx: ctx, store: s, conn: c, readOnly: true}
		_, err := t.get(s.engine.sizeQuery(), nil, &n)
		return err
	})
	return n, err
}

// Bare moves accounts and writes movements without voucher, request or audit entry, to measure what those cost. The
// books do not verify afterwards; it is for books that are thrown away.
func (s *Store) Bare(ctx context.Context, id ledger.VoucherID, day civil.Date, m ledger.MemberBatch) error {
	return s.engine.do(ctx, func(ctx context.Context, c conn) error {
		return c.batch(ctx, c.moveMembers(memberMove{voucher: ledger.Voucher{ID: id, Day: day}, batch: m}))
	})
}

// passing begins the name of every schema that may be dropped: books of a centre are never called so.
const passing = "guangsha_passing_"

// PassingSchema is the name of a schema for books that are thrown away.
func PassingSchema(name string) string { return passing + name }

// DropPassing throws away the books of a passing schema on a PostgreSQL server. Another schema is left alone.
func DropPassing(ctx context.Context, cfg Config) (err error) {
	if !strings.HasPrefix(cfg.Schema, passing) {
		return fmt.Errorf("sqlstore: schema %q is not a passing one", cfg.Schema)
	}
	c, err := pgx.Connect(ctx, cfg.DSN)
	if err != nil {
		return fmt.Errorf("drop a schema: %w", err)
	}
	defer func() { err = errors.Join(err, c.Close(ctx)) }()
	if _, err := c.Exec(ctx, "DROP SCHEMA IF EXISTS "+pgx.Identifier{cfg.Schema}.Sanitize()+" CASCADE"); err != nil {
		return fmt.Errorf("drop a schema: %w", err)
	}
	return nil
}
