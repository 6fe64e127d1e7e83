package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/unit"
)

// Limits of one group of units that share a commit. Nobody waits for a group to fill: it ends when the queue is empty.
// Five lists of a thousand rows fill one by themselves. With a fifth of the rows and of the time, a year of 20,000
// members took a third more commits and a twentieth more of the processor.
const (
	groupUnits = 256
	groupRows  = 5000
	groupTime  = 10 * time.Millisecond
)

// logPages is how many pages of 4 KiB the log beside the file holds before they move into the file. The log takes that
// room again and again; five times as many make postings in lists no faster.
const logPages = "4000"

// cacheSize is 32 MiB of pages for each connection; the system's own cache holds the rest. SQLite walks the whole table
// of its cached pages at every commit in which a page was split, so that a cache of 256 MiB takes an eighth of the time
// of a year of 20,000 members.
const cacheSize = "cache_size(-32768)"

// readers is how many may read at once.
const readers = 4

// sqliteEngine has one writer goroutine that owns the writing connection, and a pool of readers.
type sqliteEngine struct {
	writer  *sql.DB
	readers *sql.DB
	turns   chan struct{} // one for each who may still begin to read
	conn    *sqliteConn
	queue   chan *job
	ended   chan struct{}
	once    sync.Once
	closing chan struct{} // closed when nobody may begin to read any more
	stats   *Stats

	mu      sync.Mutex
	resting []*sqliteConn // open for reading and lent to nobody; the last is lent first, whose pages are the newest
	stopped error         // set once a failure of the disk left the file's state open
}

// job is a unit of work waiting for the writer.
type job struct {
	ctx      context.Context
	run      func(context.Context, conn) error
	done     chan error
	panicked any
	err      error
}

func openSQLite(ctx context.Context, cfg Config, stats *Stats) (engine, error) {
	e := &sqliteEngine{queue: make(chan *job, groupUnits), ended: make(chan struct{}), stats: stats,
		turns: make(chan struct{}, readers), closing: make(chan struct{})}
	pragmas := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(1)", cacheSize, "temp_store(2)"}}
	if !cfg.ReadOnly {
		// FULL: a commit is on the disk before it is answered. NORMAL loses acknowledged postings on a power cut.
		durable := "synchronous(FULL)"
		if cfg.Passing {
			durable = "synchronous(OFF)"
		}
		write := url.Values{"_pragma": append([]string{"journal_mode(WAL)", durable,
			"wal_autocheckpoint(" + logPages + ")"}, pragmas["_pragma"]...)}
		db, err := sql.Open("sqlite", sqliteURI(cfg.Path, write))
		if err != nil {
			return nil, fmt.Errorf("open database: %w", err)
		}
		db.SetMaxOpenConns(1)
		c, err := db.Conn(ctx)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open database: %w", e.translate(err)), db.Close())
		}
		e.writer, e.conn = db, &sqliteConn{db: c, prepared: map[string]*sql.Stmt{}}
		// What a process left that was killed, or whose disk was full, moves into the file first: the log would
		// otherwise grow on from there, and need room that the disk may not have.
		if err := e.conn.control("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			return nil, errors.Join(fmt.Errorf("open database: %w", e.translate(err)), e.conn.close(), db.Close())
		}
	}
	pragmas.Set("mode", "ro")
	var err error
	if e.readers, err = sql.Open("sqlite", sqliteURI(cfg.Path, pragmas)); err != nil {
		return nil, fmt.Errorf("open database for reading: %w", err)
	}
	for range readers {
		e.turns <- struct{}{}
	}
	if e.writer == nil {
		close(e.ended)
	} else {
		go e.write()
	}
	return e, nil
}

// sqliteURI names a file whose path may hold the marks that a URI is cut at.
func sqliteURI(path string, query url.Values) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(path) + "?" + query.Encode()
}

func (e *sqliteEngine) name() string { return "sqlite" }

func (e *sqliteEngine) do(ctx context.Context, run func(context.Context, conn) error) error {
	j := &job{ctx: ctx, run: run, done: make(chan error, 1)}
	select {
	case e.queue <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-e.ended:
		return unit.ErrStopped
	}
	var err error
	select {
	case err = <-j.done:
	case <-e.ended:
		// The writer answers every job it took before it ends.
		select {
		case err = <-j.done:
		default:
			return unit.ErrStopped
		}
	}
	if j.panicked != nil {
		panic(j.panicked)
	}
	return err
}

// write is the writer: it groups the units that are waiting into one commit.
func (e *sqliteEngine) write() {
	defer close(e.ended)
	for first := range e.queue {
		if first == nil {
			return
		}
		if err := e.failure(); err != nil {
			first.done <- err
			continue
		}
		if e.group(first) {
			return
		}
	}
}

// group runs units until the group is full or nobody waits, and commits them together. It reports whether the
// engine was asked to end.
//
// A crash before COMMIT returns leaves none of them; the callers then hear nothing and ask again under their
// request keys. A failed COMMIT leaves their outcome open, and the engine stops; a full disk stops it too, but leaves
// nothing open.
func (e *sqliteEngine) group(first *job) (end bool) {
	watch := elapsed.Start()
	c := e.conn
	if err := c.control("BEGIN IMMEDIATE"); err != nil {
		if broken(err) {
			e.stop(err)
			err = e.failure()
		}
		first.done <- err
		return false
	}
	c.touched = 0
	group := []*job{}
	for j := first; j != nil; {
		group = append(group, j)
		if j.err = e.one(j); j.err != nil && broken(j.err) {
			e.abandon(group, j.err)
			return false
		}
		if len(group) == groupUnits || c.touched >= groupRows || watch.Elapsed() > groupTime {
			break
		}
		select {
		case j = <-e.queue:
			end = j == nil
		default:
			j = nil
		}
	}
	e.commit(group)
	return end
}

// one runs a unit inside a savepoint, so that a refusal undoes only itself.
func (e *sqliteEngine) one(j *job) (err error) {
	if j.ctx.Err() != nil {
		return j.ctx.Err()
	}
	if err := e.conn.control("SAVEPOINT unit"); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			j.panicked, err = p, errors.New("sqlstore: unit of work panicked")
		}
		if err != nil && !broken(err) {
			if rerr := e.conn.control("ROLLBACK TO unit"); rerr != nil {
				err = fmt.Errorf("%w: undo: %w", unit.ErrStopped, rerr)
			}
		}
		if !broken(err) {
			if rerr := e.conn.control("RELEASE unit"); rerr != nil {
				err = fmt.Errorf("%w: release: %w", unit.ErrStopped, rerr)
			}
		}
	}()
	// A unit that has begun is not interrupted: SQLite answers an interrupted statement by undoing the whole
	// transaction, and with it the units that share it. It ends by itself within its 50 ms.
	return j.run(context.WithoutCancel(j.ctx), e.conn)
}

// commit makes a group durable and answers its units.
func (e *sqliteEngine) commit(group []*job) {
	anything := false
	for _, j := range group {
		anything = anything || j.err == nil
	}
	end := "ROLLBACK"
	if anything {
		end = "COMMIT"
	}
	watch := elapsed.Start()
	err := e.conn.control(end)
	if anything {
		e.stats.Commits.Add(1)
		e.stats.CommitNanos.Add(int64(watch.Elapsed()))
	}
	if err != nil {
		e.stop(err)
		// The frame that commits is the last one written to the log: where there was no room, it is not there.
		if full(err) {
			err = e.failure()
		} else {
			err = fmt.Errorf("%w: commit: %w", unit.ErrUnknown, err)
		}
	}
	for _, j := range group {
		if j.err == nil {
			j.err = err
		}
		j.done <- j.err
	}
}

// abandon undoes a whole group after a failure of the disk and stops the engine: the handle is not used again.
func (e *sqliteEngine) abandon(group []*job, cause error) {
	rerr := e.conn.control("ROLLBACK")
	e.stop(errors.Join(cause, rerr))
	for _, j := range group {
		j.done <- e.failure()
	}
}

// stop keeps every later unit out. They are told why, but not with the outcome of the unit that failed: nothing of
// theirs was begun.
func (e *sqliteEngine) stop(cause error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.stopped != nil:
	case full(cause):
		e.stopped = fmt.Errorf("%w: %w: %v", unit.ErrStopped, unit.ErrFull, cause)
	default:
		e.stopped = fmt.Errorf("%w: %v", unit.ErrStopped, cause)
	}
}

func (e *sqliteEngine) failure() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stopped
}

// read lends a reading connection. Each keeps its statements prepared; one that could not end its transaction is
// not lent again.
func (e *sqliteEngine) read(ctx context.Context, f func(conn) error) (err error) {
	select {
	case <-e.closing:
		return unit.ErrStopped
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	select {
	case <-e.turns:
	case <-e.closing:
		return unit.ErrStopped
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.turns <- struct{}{} }()
	c, err := e.lend(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if rerr := c.control("ROLLBACK"); rerr != nil {
			err = errors.Join(err, rerr, c.close())
			return
		}
		e.mu.Lock()
		e.resting = append(e.resting, c)
		e.mu.Unlock()
	}()
	if err := c.control("BEGIN"); err != nil {
		return err
	}
	return f(c)
}

// lend gives the reading connection that came to rest last, or opens one. SQLite drops a connection's pages with every
// commit of the writer: the fewer are in use, the more of them are read again by nobody.
func (e *sqliteEngine) lend(ctx context.Context) (*sqliteConn, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if last := len(e.resting) - 1; last >= 0 {
		c := e.resting[last]
		e.resting = e.resting[:last]
		return c, nil
	}
	db, err := e.readers.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open database for reading: %w", err)
	}
	return &sqliteConn{db: db, prepared: map[string]*sql.Stmt{}}, nil
}

// beside takes its turn among the units: there is one writer, and no fence to wait for.
func (e *sqliteEngine) beside(ctx context.Context, f func(context.Context, conn) error) error {
	return e.do(ctx, f)
}

// reserve runs beside the queue's units, as a unit of its own. The folder's lock keeps every other process that could
// have a block out, so that one may go on where the ids of the rows end.
func (e *sqliteEngine) reserve(ctx context.Context, r reservation) (first int64, err error) {
	err = e.do(ctx, func(ctx context.Context, c conn) error {
		if query := numbered[r.kind]; r.goOn && query != "" {
			if _, err := c.exec(ctx, `UPDATE id_block SET next = (`+query+`) WHERE kind = $1`, r.kind); err != nil {
				return fmt.Errorf("go on with ids: %w", err)
			}
		}
		first, err = reserveIDs(ctx, c, r.kind, r.n)
		return err
	})
	return first, err
}

func (e *sqliteEngine) join(context.Context, conn) error { return nil }

func (e *sqliteEngine) fence(context.Context, conn) error { return nil }

// close waits for the units that were taken and the readers that still read. The writer goes last: with the last
// connection SQLite moves its log into the file, so that the file by itself is the whole ledger.
func (e *sqliteEngine) close() error {
	var errs []error
	e.once.Do(func() {
		close(e.closing)
		if e.writer != nil {
			e.queue <- nil
			<-e.ended
		}
		for range cap(e.turns) {
			<-e.turns
		}
		for _, c := range e.resting {
			errs = append(errs, c.close())
		}
		errs = append(errs, e.readers.Close())
		if e.writer != nil {
			errs = append(errs, e.conn.close(), e.writer.Close())
		}
	})
	return errors.Join(errs...)
}

// broken says that an error leaves the file or the transaction in a state this process may not go on with.
func broken(err error) bool {
	if errors.Is(err, unit.ErrStopped) {
		return true
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB,
		sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return true
	}
	return false
}

// full says that an error is a disk without room. The index of the log beside the file, which is shared memory, is made
// larger by a write that SQLite has a code of its own for.
func full(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE)
}

func (e *sqliteEngine) translate(err error) error {
	var se *sqlite.Error
	if errors.Is(err, unit.ErrUnknown) || !errors.As(err, &se) {
		return err
	}
	switch {
	case full(err):
		return fmt.Errorf("%w: %w", unit.ErrFull, err)
	case se.Code()&0xff == sqlite3.SQLITE_CORRUPT, se.Code()&0xff == sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", unit.ErrDamaged, err)
	case se.Code()&0xff == sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%w: another process writes to the database: %w", unit.ErrBusy, err)
	case se.Code() == sqlite3.SQLITE_CONSTRAINT_CHECK || se.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE ||
		se.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return translateConstraint(err, se.Error())
	}
	return err
}

func (e *sqliteEngine) migrate(ctx context.Context, list []*goose.Migration, readOnly bool) error {
	if readOnly {
		return migrate(ctx, e.readers, "sqlite", list, true)
	}
	// The writer's connection is the only one that may change the schema; it is free until the first unit.
	db := e.writer
	db.SetMaxOpenConns(2)
	defer db.SetMaxOpenConns(1)
	return migrate(ctx, db, "sqlite", list, false)
}

func (e *sqliteEngine) sizeQuery() string {
	return `SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)`
}

// stateQuery is exact: one writer takes the ids of entries in the order of its commits, and every commit has one. It
// goes back from the end over what was only looked at since.
func (e *sqliteEngine) stateQuery() string {
	return `SELECT CAST(COALESCE((SELECT id FROM audit_entry WHERE op NOT IN ($1, $2) ORDER BY id DESC LIMIT 1), 0) AS TEXT)`
}

// horizon holds nothing back: one writer takes the ids of entries in the order of its commits.
func (e *sqliteEngine) horizon(context.Context) (int64, error) { return math.MaxInt64, nil }

// One process writes at a time, whose blocks of numbers go upward.
func (e *sqliteEngine) entryOrder() string { return "id" }

// passedQuery goes through an index that has ids and little else: the key leads to the entries whole, thirty times as
// many pages.
func (e *sqliteEngine) passedQuery() string {
	return `SELECT COUNT(*) FROM audit_entry WHERE $1 = $1 AND +id <= $2`
}

func (e *sqliteEngine) placeQuery() string {
	return `SELECT h.txn, s.entry FROM audit_seal s, audit_head h WHERE s.n = $1`
}

func (e *sqliteEngine) strayQuery() string {
	return `SELECT COUNT(*) FROM (SELECT id FROM audit_entry ORDER BY at DESC, id DESC LIMIT 256) e
		WHERE $1 = $1 AND e.id <= $2 AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry = e.id)`
}

func (e *sqliteEngine) unsealedQuery() string {
	return `SELECT CAST($1 AS BIGINT), id, canonical, leaf FROM audit_entry WHERE id > $2 ORDER BY id LIMIT $3`
}
