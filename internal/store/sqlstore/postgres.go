package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"slices"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

const (
	pgTries    = 8                // how often a unit is run before it is answered as busy
	pgFree     = 2                // how often it is run among others; then it runs alone
	pgLongest  = time.Minute      // a unit that takes longer has met a server that does not answer
	pgTidyTime = 10 * time.Second // for undoing a unit
)

// postgresEngine has a pool for units of work and one for reading. Both set the centre's schema when a
// connection is made, never later, so that no connection can serve two centres.
type postgresEngine struct {
	work   *pgxpool.Pool
	reads  *pgxpool.Pool
	schema string
	opened atomic.Bool // the server has answered: what breaks from now on was a connection
	closed atomic.Bool
	stats  *Stats

	presence *pgx.Conn // says to other processes that this one may have blocks of ids; nil where it only reads
}

func openPostgres(ctx context.Context, cfg Config, stats *Stats) (engine, error) {
	// A scan of a whole table, be it for a small one or to hash or merge it with a list of rows, takes a predicate lock
	// on the whole table; two units would then conflict that touch no common row.
	work, err := pgPool(ctx, cfg, 16, map[string]string{"enable_seqscan": "off", "enable_hashjoin": "off",
		"enable_mergejoin": "off", "jit": "off", "synchronous_commit": "on"})
	if err != nil {
		return nil, err
	}
	reads, err := pgPool(ctx, cfg, 4, map[string]string{"jit": "off"})
	if err != nil {
		work.Close()
		return nil, err
	}
	return &postgresEngine{work: work, reads: reads, schema: cfg.Schema, stats: stats}, nil
}

func pgPool(ctx context.Context, cfg Config, size int32, settings map[string]string) (*pgxpool.Pool, error) {
	c, err := parseAddress(cfg.DSN)
	if err != nil {
		return nil, err
	}
	c.MaxConns = size
	if cfg.ReadOnly {
		c.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	}
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

// parseAddress reads a connection string. What the driver says of a wrong one is English and may repeat a part of it.
func parseAddress(dsn string) (*pgxpool.Config, error) {
	c, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, refusal.New("store.address", "--db 给出的不是 PostgreSQL 连接串", "", "应如 postgres://用户@主机:5432/库")
	}
	return c, nil
}

// CheckAddress refuses what is no connection string of PostgreSQL. It connects to nothing.
func CheckAddress(dsn string) error {
	_, err := parseAddress(dsn)
	return err
}

func (e *postgresEngine) name() string { return "postgres" }

func (e *postgresEngine) do(ctx context.Context, run func(context.Context, conn) error) error {
	var last error
	for try := range pgTries {
		begin := pgBegin
		if try >= pgFree {
			begin = pgAlone
		}
		err := e.once(ctx, begin, run)
		if err == nil || !again(err) {
			return err
		}
		if last = err; isLost(err) {
			e.work.Reset() // the others of the pool are as dead: the next one is made anew, or says why it cannot
		}
		e.stats.Retries.Add(1)
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
	switch {
	case isLost(last):
		return fmt.Errorf("%w: %w", unit.ErrLost, last)
	case taken(last):
		return last // it met nobody the last times, so the key was there before
	}
	return unit.ErrBusy
}

// pgBegin takes the shared side of the day's fence before the transaction has a snapshot: a close that held the
// fence is then seen whole, or not at all.
const pgBegin = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE book IN ROW SHARE MODE"

// pgAlone takes the other side of the fence: it waits for the units that run and keeps new ones out, so that it meets
// nobody. Where an index is small, units that have no row in common read and write the same page of it, and would
// otherwise undo each other for as long as they keep coming.
const pgAlone = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE book IN EXCLUSIVE MODE"

// once runs a unit once, on a connection of its own. A caller that is cancelled ends the wait for a connection and
// for the fence; after that the unit runs to its end. A connection lost before COMMIT was sent left nothing; one lost
// during COMMIT leaves the outcome open: the caller asks again under its request key, which finds the first answer if
// there was one.
func (e *postgresEngine) once(ctx context.Context, begin string, run func(context.Context, conn) error) (err error) {
	c, err := e.acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	db := c.Conn()
	inside, cancel := context.WithTimeout(context.WithoutCancel(ctx), pgLongest)
	defer cancel()
	committing := false
	defer func() {
		if !committing && db.IsClosed() && ctx.Err() == nil && inside.Err() == nil {
			err = lost{err}
		}
		if db.PgConn().TxStatus() != 'I' && !db.IsClosed() {
			undo(ctx, db)
		}
	}()
	if _, err := db.PgConn().Exec(ctx, begin).ReadAll(); err != nil {
		return fmt.Errorf("begin: %w", cmp.Or(ctx.Err(), err))
	}
	if err := run(inside, &pgConn{db: db}); err != nil {
		return err
	}
	committing = true
	watch := elapsed.Start()
	done, err := db.PgConn().Exec(inside, "COMMIT").ReadAll()
	switch {
	case undone(err):
		return fmt.Errorf("commit: %w", err)
	case err != nil:
		return fmt.Errorf("%w: commit: %w", unit.ErrUnknown, err)
	case len(done) != 1 || done[0].CommandTag.String() != "COMMIT":
		return errors.New("sqlstore: the transaction had failed before it was committed")
	}
	e.stats.Commits.Add(1)
	e.stats.CommitNanos.Add(int64(watch.Elapsed()))
	return nil
}

func (e *postgresEngine) acquire(ctx context.Context) (*pgxpool.Conn, error) {
	c, err := e.work.Acquire(ctx)
	switch {
	case err == nil:
		return c, nil
	case e.closed.Load():
		return nil, unit.ErrStopped
	}
	return nil, fmt.Errorf("connect: %w", cmp.Or(ctx.Err(), err))
}

// undo ends a transaction that is not to be committed. When that fails, the pool drops the connection, and the server
// undoes it.
func undo(ctx context.Context, db *pgx.Conn) {
	tidy, cancel := context.WithTimeout(context.WithoutCancel(ctx), pgTidyTime)
	defer cancel()
	if _, err := db.PgConn().Exec(tidy, "ROLLBACK").ReadAll(); err != nil && !db.IsClosed() {
		_ = db.Close(tidy)
	}
}

// lost says that the connection broke before the unit was committed, so that it may be run again.
type lost struct{ error }

func (l lost) Unwrap() error { return l.error }

func isLost(err error) bool {
	_, ok := errors.AsType[lost](err)
	return ok
}

// undone says that the server itself answered that it did not commit.
func undone(err error) bool {
	p, ok := errors.AsType[*pgconn.PgError](err)
	return ok && p.SeverityUnlocalized == "ERROR"
}

// again says that a unit met another one, or lost its connection, and may be run again.
func again(err error) bool {
	if isLost(err) {
		return true
	}
	p, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (p.Code == "40001" || p.Code == "40P01") || taken(err)
}

// taken says that a unit met a key that no person's input makes: one that another unit took after this one had read
// that it is free. Run again, it reads what the other wrote.
func taken(err error) bool {
	p, ok := errors.AsType[*pgconn.PgError](err)
	return ok && p.Code == "23505" &&
		!slices.ContainsFunc(constraints, func(c constraint) bool { return c.name == p.ConstraintName })
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
	return e.inPool(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, f)
}

// inPool runs f on a connection of the readers. The pool's own word for being closed is nothing to a caller.
func (e *postgresEngine) inPool(ctx context.Context, how pgx.TxOptions, f func(conn) error) error {
	err := pgx.BeginTxFunc(ctx, e.reads, how, func(t pgx.Tx) error { return f(&pgConn{db: t}) })
	if err != nil && e.closed.Load() {
		return unit.ErrStopped
	}
	return err
}

// reserve uses a connection of its own, so that a unit that waits for ids holds up nobody.
func (e *postgresEngine) reserve(ctx context.Context, r reservation) (first int64, err error) {
	err = e.beside(ctx, func(ctx context.Context, c conn) error {
		first, err = reserveIDs(ctx, c, r.kind, r.n)
		return err
	})
	return first, err
}

func (e *postgresEngine) beside(ctx context.Context, f func(context.Context, conn) error) error {
	return e.inPool(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(c conn) error { return f(ctx, c) })
}

func (e *postgresEngine) join(ctx context.Context, c conn) error {
	_, err := c.exec(ctx, "LOCK TABLE book IN ROW SHARE MODE")
	return err
}

func (e *postgresEngine) fence(ctx context.Context, c conn) error {
	_, err := c.exec(ctx, "LOCK TABLE book IN EXCLUSIVE MODE")
	return err
}

func (e *postgresEngine) translate(err error) error {
	var p *pgconn.PgError
	switch {
	case errors.Is(err, unit.ErrUnknown) || errors.Is(err, unit.ErrLost):
		return err
	case !errors.As(err, &p):
		if e.opened.Load() && brokeOff(err) {
			return fmt.Errorf("%w: %w", unit.ErrLost, err)
		}
		return err
	}
	switch p.Code {
	case "23505", "23514":
		return translateConstraint(err, p.ConstraintName)
	case "53100":
		return fmt.Errorf("%w: %w", unit.ErrFull, err)
	case "3D000":
		return fmt.Errorf("%w: %w", unit.ErrNoDatabase, err)
	case "28000", "28P01":
		return fmt.Errorf("%w: %w", unit.ErrLogin, err)
	case "42501":
		return fmt.Errorf("%w: %w", unit.ErrRights, err)
	case "53300":
		return fmt.Errorf("%w: %w", unit.ErrCrowded, err)
	case "57P01", "57P02", "57P03": // the server goes down, or comes up
		return fmt.Errorf("%w: %w", unit.ErrLost, err)
	}
	return err
}

// brokeOff says that a connection ended, or that no other could be made in its place.
func brokeOff(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	network, connect := (*net.OpError)(nil), (*pgconn.ConnectError)(nil)
	return errors.As(err, &network) || errors.As(err, &connect) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}

func (e *postgresEngine) migrate(ctx context.Context, list []*goose.Migration, readOnly bool) (err error) {
	db := stdlib.OpenDBFromPool(e.work)
	defer func() { err = errors.Join(err, db.Close()) }()
	if !readOnly {
		unlock, err := e.makeSchema(ctx)
		if err != nil {
			return fmt.Errorf("make schema %s: %w", e.schema, err)
		}
		defer unlock()
	}
	if err := migrate(ctx, db, "postgres", list, readOnly); err != nil {
		return err
	}
	e.opened.Store(true)
	if readOnly {
		return nil
	}
	if err := e.countOn(ctx, db); err != nil {
		return err
	}
	return e.appear(ctx)
}

// makeSchema makes the centre's schema where it is missing. Until unlock, no other process makes or upgrades it.
func (e *postgresEngine) makeSchema(ctx context.Context) (unlock func(), err error) {
	c, err := e.work.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	unlock = func() {
		// Closing ends the session, and with it the lock.
		_ = c.Conn().Close(context.WithoutCancel(ctx))
		c.Release()
	}
	_, err = c.Exec(ctx, "SELECT pg_advisory_lock(hashtext($1))", "guangsha schema "+e.schema)
	if err == nil {
		_, err = c.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{e.schema}.Sanitize())
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

func (e *postgresEngine) close() error {
	e.closed.Store(true)
	e.work.Close()
	e.reads.Close()
	if e.presence == nil {
		return nil
	}
	return e.presence.Close(context.Background())
}

func (e *postgresEngine) sizeQuery() string {
	return `SELECT CAST(SUM(pg_total_relation_size(c.oid)) AS BIGINT) FROM pg_class c
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`
}

// stateQuery is the last transaction that changed something, and behind it those that began before it and are still
// open: entries of several processes commit in any order, and one that commits late is another state. One that belongs
// to another centre of the server is another state once, when it ends, and does no harm.
func (e *postgresEngine) stateQuery() string {
	return `WITH last AS (SELECT COALESCE((SELECT txn FROM audit_entry WHERE op NOT IN ($1, $2)
			ORDER BY txn DESC, id DESC LIMIT 1), 0) AS txn)
		SELECT CONCAT(last.txn, (SELECT STRING_AGG(CONCAT(' ', o.txn), '' ORDER BY o.txn)
			FROM (SELECT (SELECT base FROM audit_head) + CAST(CAST(x AS TEXT) AS BIGINT) AS txn
				FROM pg_snapshot_xip(pg_current_snapshot()) x) o WHERE o.txn < last.txn)) FROM last`
}
