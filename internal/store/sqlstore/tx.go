package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
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
	movements int64      // member movements written
	openDay   civil.Date // read once
	entries   []audit.Entry
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
		return 0, fmt.Errorf("%s: %w", brief(query), err)
	}
	t.wrote = t.wrote || n > 0
	return n, nil
}

// batch runs statements in order.
func (t *tx) batch(list []stmt) error {
	if t.readOnly {
		return errors.New("sqlstore: write in a reading unit")
	}
	t.wrote = true
	if err := t.conn.batch(t.ctx, list); err != nil {
		return fmt.Errorf("%s: %w", brief(list[0].query), err)
	}
	return nil
}

// get reads at most one row into dest and says whether there was one.
func (t *tx) get(query string, args []any, dest ...any) (bool, error) {
	r, err := t.conn.query(t.ctx, query, args...)
	if err != nil {
		return false, fmt.Errorf("%s: %w", brief(query), err)
	}
	found := false
	if r.Next() {
		found = true
		err = r.Scan(dest...)
	}
	if cerr := closeRows(r); err == nil {
		err = cerr
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", brief(query), err)
	}
	return found, nil
}

// all reads every row through scan.
func all[T any](t *tx, query string, args []any, scan func(func(...any) error) (T, error)) ([]T, error) {
	r, err := t.conn.query(t.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", brief(query), err)
	}
	var list []T
	for r.Next() {
		v, err := scan(r.Scan)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", brief(query), err), closeRows(r))
		}
		list = append(list, v)
	}
	if err := closeRows(r); err != nil {
		return nil, fmt.Errorf("%s: %w", brief(query), err)
	}
	return list, nil
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
func (t *tx) nextID(kind string) (int64, error) { return t.store.ids.take(kind) }

// finish writes what every unit of work ends with. A crash before the commit that follows leaves nothing.
func (t *tx) finish() error {
	if t.wrote && len(t.entries) == 0 {
		return unit.ErrNoAudit
	}
	for _, e := range t.entries {
		id, err := t.nextID("audit")
		if err != nil {
			return err
		}
		r := audit.Record{Entry: e, Seq: id, By: t.by, Op: t.op, At: t.store.cfg.Clock.Now()}
		body := r.Canonical()
		if _, err := t.exec(`INSERT INTO audit_entry (id, at, op, kind, ref, canonical, leaf)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, int64(r.At), t.op, e.Kind, e.ID, body, audit.Leaf(t.store.cfg.Leaf, body)); err != nil {
			return err
		}
	}
	return nil
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
