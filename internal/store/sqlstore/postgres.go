package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/unit"
)

// pgTries is how often a unit is run before it is answered as busy.
const pgTries = 12

// postgresEngine has a pool for units of work and one for reading. Both set the centre's schema when a
// connection is made, never later, so that no connection can serve two centres.
type postgresEngine struct {
	work  *pgxpool.Pool
	reads *pgxpool.Pool
	stats *Stats
}

func openPostgres(ctx context.Context, cfg Config, stats *Stats) (engine, error) {
	// Small tables are read by sequential scans, whose predicate lock covers the whole table; two postings would
	// then conflict that touch no common row.
	work, err := pgPool(ctx, cfg, 16, map[string]string{"enable_seqscan": "off", "jit": "off"})
	if err != nil {
		return nil, err
	}
	reads, err := pgPool(ctx, cfg, 4, map[string]string{"jit": "off"})
	if err != nil {
		work.Close()
		return nil, err
	}
	if !cfg.ReadOnly {
		if _, err := work.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{cfg.Schema}.Sanitize()); err != nil {
			work.Close()
			reads.Close()
			return nil, fmt.Errorf("open database: %w", err)
		}
	}
	return &postgresEngine{work: work, reads: reads, stats: stats}, nil
}

func pgPool(ctx context.Context, cfg Config, size int32, settings map[string]string) (*pgxpool.Pool, error) {
	c, err := pgxpool.ParseConfig(cfg.DSN)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	c.MaxConns = size
	c.ConnConfig.RuntimeParams["search_path"] = pgx.Identifier{cfg.Schema}.Sanitize()
	for k, v := range settings {
		c.ConnConfig.RuntimeParams[k] = v
	}
	p, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return p, nil
}

func (e *postgresEngine) name() string { return "postgres" }

func (e *postgresEngine) do(ctx context.Context, run func(conn) error) error {
	c, err := e.work.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer c.Release()
	for try := range pgTries {
		err := e.once(ctx, c.Conn(), run)
		if err == nil || !again(err) {
			return err
		}
		e.stats.Retries.Add(1)
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
	return unit.ErrBusy
}

// pgBegin takes the shared side of the day's fence before the transaction has a snapshot: a close that held the
// fence is then seen whole, or not at all.
const pgBegin = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE book IN ROW SHARE MODE"

// once runs a unit once. A connection lost during COMMIT leaves the outcome open: the caller asks again under
// its request key, which finds the first answer if there was one.
func (e *postgresEngine) once(ctx context.Context, c *pgx.Conn, run func(conn) error) (err error) {
	if _, err := c.PgConn().Exec(ctx, pgBegin).ReadAll(); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if done {
			return
		}
		if _, rerr := c.PgConn().Exec(context.WithoutCancel(ctx), "ROLLBACK").ReadAll(); rerr != nil && err == nil {
			err = rerr
		}
	}()
	if err := run(&pgConn{db: c}); err != nil {
		return err
	}
	watch := elapsed.Start()
	_, err = c.PgConn().Exec(ctx, "COMMIT").ReadAll()
	done = err == nil || !again(err)
	if err != nil && !again(err) {
		return fmt.Errorf("%w: commit: %w", unit.ErrUnknown, err)
	}
	if err == nil {
		e.stats.Commits.Add(1)
		e.stats.CommitNanos.Add(int64(watch.Elapsed()))
	}
	return err
}

// again says that a unit met another one and may be run again.
func again(err error) bool {
	var p *pgconn.PgError
	return errors.As(err, &p) && (p.Code == "40001" || p.Code == "40P01")
}

// pause waits a little longer each time, with a random part so that the units that met do not meet again.
func pause(ctx context.Context, try int) error {
	most := int64(200*time.Microsecond) << min(try, 8)
	t := time.NewTimer(time.Duration(most/2 + rand.Int64N(most)))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *postgresEngine) read(ctx context.Context, f func(conn) error) error {
	return pgx.BeginTxFunc(ctx, e.reads, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly},
		func(t pgx.Tx) error { return f(&pgConn{db: t}) })
}

// reserve uses a connection of its own, so that a unit that waits for ids holds up nobody.
func (e *postgresEngine) reserve(ctx context.Context, kind string, n int64) (first int64, err error) {
	err = pgx.BeginFunc(ctx, e.reads, func(t pgx.Tx) error {
		first, err = reserveIDs(ctx, &pgConn{db: t}, kind, n)
		return err
	})
	return first, err
}

func (e *postgresEngine) fence(ctx context.Context, c conn) error {
	_, err := c.exec(ctx, "LOCK TABLE book IN EXCLUSIVE MODE")
	return err
}

func (e *postgresEngine) translate(err error) error {
	var p *pgconn.PgError
	if !errors.As(err, &p) {
		return err
	}
	switch p.Code {
	case "23505", "23514":
		return translateConstraint(err, p.ConstraintName)
	case "53100":
		return fmt.Errorf("%w: %w", unit.ErrFull, err)
	}
	return err
}

func (e *postgresEngine) migrate(ctx context.Context, readOnly bool) (err error) {
	db := stdlib.OpenDBFromPool(e.work)
	defer func() { err = errors.Join(err, db.Close()) }()
	return migrate(ctx, db, "postgres", readOnly)
}

func (e *postgresEngine) close() error {
	e.work.Close()
	e.reads.Close()
	return nil
}

func (e *postgresEngine) sizeQuery() string {
	return `SELECT CAST(SUM(pg_total_relation_size(c.oid)) AS BIGINT) FROM pg_class c
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`
}
