package sqlstore

import (
	"context"

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
