package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// tx is a unit of work on this store. It gathers audit entries and writes them last, so that an entry can never
// outlive or precede what it tells.
type tx struct {
	ctx       context.Context
	store     *Store
	conn      conn
	by        act.By
	op        string
	readOnly  bool
	wrote     bool       // rows were written
	amended   bool       // rows of policy were written
	movements int64      // member movements written
	openDay   civil.Date // read once
	taken     []takenID  // ids taken
	again     []takenID  // ids that an earlier run of this unit had taken when it was undone
	failed    error      // first statement that failed: the unit can only be undone
	entries   []audit.Entry
	written   map[string][]audit.Field // digests of rows that ledger.LinkWritten leads to, by table
	events    []event.Event
	request   ledger.RequestName // the latest that the unit claimed
	claims    []audit.Field      // those of all requests that it claimed
	held      map[string][]int64 // records that it wrote, of tables that many acts write
}

// UnitOfWork marks tx as a unit.Tx.
func (t *tx) UnitOfWork() {}

// tx gives the unit of work behind a unit.Tx. Handing in another store's Tx is a defect and panics.
func (s *Store) tx(u unit.Tx) *tx {
	t, ok := u.(*tx)
	if !ok || t.store != s {
		panic(fmt.Sprintf("sqlstore: %T does not belong to this store", u))
	}
	return t
}

// exec runs a statement that writes and gives the number of rows it touched.
func (t *tx) exec(query string, args ...any) (int64, error) {
	if t.readOnly {
		return 0, errors.New("sqlstore: write in a reading unit")
	}
	n, err := t.conn.exec(t.ctx, query, args...)
	if err != nil {
		return 0, t.fail(query, err)
	}
	t.wrote = t.wrote || n > 0
	return n, nil
}

// fail names the statement in its error and remembers it. A statement that failed may have left a part of its work,
// and PostgreSQL takes no other after it, so a use case that forgets the error cannot make the unit durable.
func (t *tx) fail(query string, err error) error {
	err = fmt.Errorf("%s: %w", brief(query), err)
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// batch runs statements in order.
func (t *tx) batch(list []stmt) error {
	if t.readOnly {
		return errors.New("sqlstore: write in a reading unit")
	}
	t.wrote = true
	if err := t.conn.batch(t.ctx, list); err != nil {
		return t.fail(list[0].query, err)
	}
	return nil
}

// get reads at most one row into dest and says whether there was one.
func (t *tx) get(query string, args []any, dest ...any) (found bool, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		if found {
			return nil
		}
		found = true
		return scan(dest...)
	})
	return found && err == nil, err
}

// each hands every row to f. The result is closed whatever f does, a panic included: it would hold the connection.
func (t *tx) each(query string, args []any, f func(scan func(...any) error) error) (err error) {
	r, err := t.conn.query(t.ctx, query, args...)
	if err != nil {
		return t.fail(query, err)
	}
	defer func() {
		if cerr := closeRows(r); err == nil && cerr != nil {
			err = t.fail(query, cerr)
		}
	}()
	for r.Next() {
		if err := f(r.Scan); err != nil {
			return fmt.Errorf("%s: %w", brief(query), err)
		}
	}
	return nil
}

// all reads every row through scan.
func all[T any](t *tx, query string, args []any, scan func(func(...any) error) (T, error)) (list []T, err error) {
	err = t.each(query, args, func(row func(...any) error) error {
		v, err := scan(row)
		list = append(list, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// first reads the first row through scan; found is false where there is none.
func first[T any](t *tx, query string, args []any, scan func(func(...any) error) (T, error)) (
	v T, found bool, err error) {
	list, err := all(t, query, args, scan)
	if err != nil || len(list) == 0 {
		return v, false, err
	}
	return list[0], true, nil
}

// closeRows ends a result on either engine and gives the error it met.
func closeRows(r rows) error {
	switch c := r.(type) {
	case interface{ Close() error }:
		return errors.Join(r.Err(), c.Close())
	case interface{ Close() }:
		c.Close()
	}
	return r.Err()
}

// nextID takes an id of a kind.
func (t *tx) nextID(kind string) (int64, error) {
	for i, a := range t.again {
		if a.kind == kind {
			t.again = slices.Delete(t.again, i, i+1)
			t.taken = append(t.taken, a)
			return a.id, nil
		}
	}
	id, ok := t.store.ids.take(kind)
	if !ok {
		return 0, exhausted{kind, int64(len(t.taken))}
	}
	t.taken = append(t.taken, takenID{kind, id})
	return id, nil
}

// finish writes what every unit of work ends with. A crash before the commit that follows leaves nothing.
func (t *tx) finish() error {
	if t.failed != nil {
		return t.failed
	}
	if (t.wrote || len(t.events) > 0) && len(t.entries) == 0 {
		return unit.ErrNoAudit
	}
	list := make([]stmt, 0, len(t.entries)+1)
	var announced []audit.Field
	if len(t.events) > 0 {
		rows, fields, err := t.outboxRows()
		if err != nil {
			return err
		}
		list, announced = append(list, rows), fields
	}
	for i, e := range t.entries {
		if i == 0 {
			held, err := t.heldRows()
			if err != nil {
				return err
			}
			e.Fields = slices.Concat(e.Fields, t.claims, announced, held)
		}
		id, err := t.nextID("audit")
		if err != nil {
			return err
		}
		if e, err = t.withRows(e); err != nil {
			return err
		}
		r := audit.Record{Entry: e, Seq: id, By: t.by, Op: t.op, At: t.store.cfg.Clock.Now()}
		body := r.Canonical()
		list = append(list, stmt{query: `INSERT INTO audit_entry (id, at, op, kind, ref, actor, canonical, leaf)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, args: []any{id, int64(r.At), t.op, e.Kind, e.ID, t.by.Actor, body,
			audit.Leaf(t.store.cfg.Leaf, body)}, want: 1, miss: errRows})
	}
	if len(list) == 0 {
		return nil
	}
	return t.batch(list)
}

// Record implements audit.Recorder.
func (s *Store) Record(u unit.Tx, e audit.Entry) {
	t := s.tx(u)
	t.entries = append(t.entries, e)
}

var _ audit.Recorder = (*Store)(nil)

// brief names a statement in an error without its text.
func brief(query string) string {
	const most = 60
	line := make([]byte, 0, most)
	for i := 0; i < len(query) && len(line) < most; i++ {
		c := query[i]
		if c == '\n' || c == '\t' || c == ' ' {
			if len(line) > 0 && line[len(line)-1] != ' ' {
				line = append(line, ' ')
			}
			continue
		}
		line = append(line, c)
	}
	return string(line)
}
