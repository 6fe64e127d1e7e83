// Package sqlstore keeps a centre's books in SQL, written once for SQLite and PostgreSQL. It is the only place
// where SQL stands. A centre is one SQLite file or one PostgreSQL schema; no table carries a tenant.
//
// What the two engines do not share is in a dialect: how a unit of work begins and ends, when it is tried
// again, how an engine's error is called, and one statement, the posting batch. The common subset has neither
// modifying CTEs, nor FOR UPDATE, nor casts by ::, nor RETURNING of a joined table's column.
package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// Config says where a centre's database is and with which keys it works.
type Config struct {
	Path   string      // SQLite file; used when DSN is empty
	DSN    string      // PostgreSQL connection string
	Schema string      // PostgreSQL schema of the centre
	Clock  civil.Clock // instants of audit entries
	Leaf   secret.MAC  // key of audit leaves
	// ReadOnly opens beside a process that writes: no migration, no unit of work.
	ReadOnly bool
	// Passing is for books that are thrown away: a commit on SQLite does not wait for the disk.
	Passing bool
}

// Store is one centre's database. It is safe for concurrent use.
type Store struct {
	cfg    Config
	engine engine
	ids    ids
	// policies is the newest set read, shared by all units of work.
	policies atomic.Pointer[policy.Set]
	Stats    Stats
}

// Stats counts what the store did since it was opened.
type Stats struct {
	Commits     atomic.Int64 // durable commits; on SQLite each is one fsync of the log
	CommitNanos atomic.Int64 // time spent in them
	Units       atomic.Int64 // units of work made durable
	Retries     atomic.Int64 // units run again because of a conflict or a lost connection
	Movements   atomic.Int64 // member movements made durable
}

// engine is what a dialect must offer.
type engine interface {
	// name is "sqlite" or "postgres".
	name() string
	// do runs a unit of work and makes it durable. ctx may end the wait for its turn; once it has begun, its
	// statements run under the context that run is given.
	do(ctx context.Context, run func(context.Context, conn) error) error
	// read runs f on one consistent state.
	read(ctx context.Context, f func(conn) error) error
	// beside runs f in a transaction of its own that is no unit of work and waits for no fence, durable before it
	// returns. A statement sees what others have committed before it.
	beside(ctx context.Context, f func(context.Context, conn) error) error
	// reserve takes ids of a kind in a transaction of its own, durable before it returns.
	reserve(ctx context.Context, r reservation) (first int64, err error)
	// join takes the shared side of the day's fence, as a unit of work does first: the sealer waits for whoever holds
	// it.
	join(ctx context.Context, c conn) error
	// fence takes the exclusive side of the day's fence.
	fence(ctx context.Context, c conn) error
	// translate turns an engine's error into one of this package or a refusal.
	translate(err error) error
	// sizeQuery gives the bytes that the centre's tables take.
	sizeQuery() string
	// stateQuery gives a text that is another one after every commit.
	stateQuery() string
	// horizon is the first transaction that may still write an audit entry, or that has written one which a reader who
	// begins now may not see.
	horizon(ctx context.Context) (int64, error)
	// unsealedQuery gives up to $3 entries behind $1, $2 in the order of sealing: transaction, id, canonical bytes,
	// leaf.
	unsealedQuery() string
	// entryOrder is the order in which the entries of the log came to be, as columns: where two speak of one row, the
	// later one speaks of what it is.
	entryOrder() string
	// passedQuery counts the entries at or before a position of the order of sealing.
	passedQuery() string
	// placeQuery gives the position of the entry that has the seal $1.
	placeQuery() string
	// strayQuery counts, of the newest entries, those at or before a position that have no seal.
	strayQuery() string
	migrate(ctx context.Context, list []*goose.Migration, readOnly bool) error
	close() error
}

// conn runs statements inside a transaction.
type conn interface {
	exec(ctx context.Context, query string, args ...any) (int64, error)
	query(ctx context.Context, query string, args ...any) (rows, error)
	// batch runs statements in order, in one round trip where the engine has round trips.
	batch(ctx context.Context, list []stmt) error
	// moveMembers is the posting batch, the one statement that has a text for each engine. Its statements must touch
	// every account once.
	moveMembers(m memberMove) []stmt
}

// stmt is one statement of a batch. When it touches another number of rows than want, the batch fails with miss;
// a negative want takes any number.
type stmt struct {
	query string
	args  []any
	want  int64
	miss  error
}

// missed is the error of a statement that touched another number of rows than it must.
func (s stmt) missed(n int64) error {
	if s.miss != nil {
		return s.miss
	}
	return fmt.Errorf("sqlstore: %d rows instead of %d", n, s.want)
}

// rows is what database/sql and pgx have in common.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
}

// Open opens a centre's database, creating or upgrading its schema unless it is read only. A database newer
// than this program is refused.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	return open(ctx, cfg, 0)
}

// open is Open for a program that lacks so many of the last migrations.
func open(ctx context.Context, cfg Config, lacks int) (s *Store, err error) {
	s = &Store{cfg: cfg}
	if cfg.DSN != "" {
		s.engine, err = openPostgres(ctx, cfg, &s.Stats)
	} else {
		s.engine, err = openSQLite(ctx, cfg, &s.Stats)
	}
	if err != nil {
		return nil, err
	}
	list, err := migrations(s.engine.name())
	if err == nil {
		err = s.engine.migrate(ctx, list[:len(list)-lacks], cfg.ReadOnly)
	}
	if err != nil {
		return nil, closeAfter(s.engine, s.engine.translate(err))
	}
	return s, nil
}

func closeAfter(c interface{ close() error }, err error) error {
	if cerr := c.close(); cerr != nil {
		return fmt.Errorf("%w (and closing: %v)", err, cerr)
	}
	return err
}

// Close waits for the units of work that have begun and releases the database. Whatever comes later is answered with
// unit.ErrStopped. Closing twice is closing once.
func (s *Store) Close() error { return s.engine.close() }

// Engine is the name of the engine, "sqlite" or "postgres".
func (s *Store) Engine() string { return s.engine.name() }

// Callers is how many callers it serves well at once. SQLite's writer gathers what waits into one commit, and more
// callers make larger groups. On PostgreSQL units of different people read and write the same pages of small indexes;
// beyond eight at once on two cores they undo each other more than they gain (test/bench/README.md).
func (s *Store) Callers() int {
	if s.engine.name() == "sqlite" {
		return 32
	}
	return 8
}

// FsyncMean is the mean duration of a durable commit since the store was opened.
func (s *Store) FsyncMean() time.Duration {
	n := s.Stats.Commits.Load()
	if n == 0 {
		return 0
	}
	return time.Duration(s.Stats.CommitNanos.Load() / n)
}

// Do implements unit.Work.
func (s *Store) Do(ctx context.Context, by act.By, op string, f func(unit.Tx) error) error {
	if s.cfg.ReadOnly {
		return fmt.Errorf("%s: database is open for reading only", op)
	}
	movements := int64(0)
	err := s.numbered(ctx, s.engine.do, func(t *tx) error {
		t.by, t.op = by, op
		if err := f(t); err != nil {
			return err
		}
		movements = t.movements
		return t.finish()
	})
	if err != nil {
		return err
	}
	s.Stats.Units.Add(1)
	s.Stats.Movements.Add(movements)
	return nil
}

// numbered runs f in a transaction, anew with a block of ids when it ran out of them.
func (s *Store) numbered(ctx context.Context, run func(context.Context, func(context.Context, conn) error) error,
	f func(*tx) error) error {
	var had []takenID
	for {
		var t *tx
		err := run(ctx, func(inside context.Context, c conn) error {
			t = &tx{ctx: inside, store: s, conn: c, again: slices.Clone(had)}
			return f(t)
		})
		missing, ok := errors.AsType[exhausted](err)
		if !ok {
			return s.engine.translate(err)
		}
		if err := s.ids.reserve(ctx, s.engine, missing); err != nil {
			return s.engine.translate(err)
		}
		had = append(t.taken, t.again...)
	}
}

// Read implements unit.Work.
func (s *Store) Read(ctx context.Context, f func(unit.Tx) error) error {
	err := s.engine.read(ctx, func(c conn) error {
		return f(&tx{ctx: ctx, store: s, conn: c, readOnly: true})
	})
	return s.engine.translate(err)
}

var _ unit.Work = (*Store)(nil)
var _ io.Closer = (*Store)(nil)
