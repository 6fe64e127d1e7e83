package sqlstore

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"guangsha/internal/ledger"
)

// pgQuerier is what a connection and a transaction of pgx have in common.
type pgQuerier interface {
	Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// pgConn runs statements on a connection that is inside a transaction.
type pgConn struct{ db pgQuerier }

func (c *pgConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	tag, err := c.db.Exec(ctx, query, args...)
	return tag.RowsAffected(), err
}

func (c *pgConn) query(ctx context.Context, query string, args ...any) (rows, error) {
	return c.db.Query(ctx, query, args...)
}

func (c *pgConn) batch(ctx context.Context, list []stmt) (err error) {
	b := &pgx.Batch{}
	for _, s := range list {
		b.Queue(s.query, s.args...)
	}
	r := c.db.SendBatch(ctx, b)
	defer func() { err = errors.Join(err, r.Close()) }()
	for _, s := range list {
		tag, err := r.Exec()
		if err != nil {
			return err
		}
		if s.want >= 0 && tag.RowsAffected() != s.want {
			return s.missed(tag.RowsAffected())
		}
	}
	return nil
}

// pgMove moves accounts and writes movements in one statement; its command tag counts the movements. The same
// conditions as moveAccounts hold.
const pgMove = `WITH v(home, id, n) AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])),
	moved AS (
		UPDATE member_account a SET
			product = product + CASE WHEN $4 >= last_day THEN balance * ($4 - last_day) ELSE v.n * (last_day - $4) END,
			last_day = CASE WHEN $4 >= last_day THEN $4 ELSE last_day END,
			balance = balance + v.n, carried = carried + $5 + $10 * v.n, seq = seq + 1,
			paid_through = CASE WHEN $6 > paid_through THEN $6 WHEN $6 < 0 THEN -$6 ELSE paid_through END
		FROM v
		WHERE a.home = v.home AND a.id = v.id AND closed = 0
			AND balance + v.n >= 0 AND carried + $5 + $10 * v.n BETWEEN 0 AND balance + v.n
		RETURNING a.home, a.id, a.seq, v.n, a.balance)
	INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
	SELECT home, $7, id, seq, $8, $4, $9, n, $5 + $10 * n, balance FROM moved`

func (c *pgConn) moveMembers(m memberMove) []stmt {
	n := len(m.batch.Rows)
	homes, ids, amounts := make([]int64, n), make([]int64, n), make([]int64, n)
	for i, r := range m.batch.Rows {
		homes[i], ids[i], amounts[i] = r.Account.Home, r.Account.ID, int64(r.Amount)
	}
	return []stmt{{query: pgMove, args: []any{homes, ids, amounts, int64(m.voucher.Day), int64(m.batch.Carried),
		m.paidThrough(), int64(m.voucher.Day.Year()), int64(m.voucher.ID), int64(m.batch.Kind), m.whole()},
		want: int64(n), miss: ledger.NotPostable()}}
}
