package sqlstore

import (
	"context"
	"fmt"

	"guangsha/internal/audit"
)

// AuditLog is the port of the sealer.
func (s *Store) AuditLog() audit.Log { return auditLog{s} }

type auditLog struct{ *Store }

// Head implements audit.Log.
func (s auditLog) Head(ctx context.Context) (h audit.Head, err error) {
	err = s.engine.read(ctx, func(c conn) error {
		h, err = (&tx{ctx: ctx, store: s.Store, conn: c, readOnly: true}).auditHead()
		return err
	})
	return h, s.engine.translate(err)
}

func (t *tx) auditHead() (h audit.Head, err error) {
	var (
		size        int64
		link, peaks string
	)
	found, err := t.get(`SELECT size, link, peaks, txn, entry FROM audit_head`, nil, &size, &link, &peaks,
		&h.At.Txn, &h.At.Entry)
	if err == nil && !found {
		err = fmt.Errorf("%w: there is none", audit.ErrMoved)
	}
	if err != nil {
		return h, err
	}
	if h.Tree, err = audit.ParseTree(size, link, peaks); err != nil {
		return h, err
	}
	// The position is under no signature. One that was put forward would leave entries behind it for ever, without a
	// number and with nobody missing them.
	passed, err := t.passed(h.At)
	if err == nil && passed != size {
		err = fmt.Errorf("%w: it stands behind %d entries and has numbered %d", audit.ErrMoved, passed, size)
	}
	if err != nil {
		return h, err
	}
	placed, err := t.placed(h.At, size)
	if err == nil && !placed {
		err = fmt.Errorf("%w: it does not stand at the entry that it numbered last", audit.ErrMoved)
	}
	return h, err
}

// placed reports whether a position is that of the entry with the last seal, which the chain has. One that was put
// forward while nothing waited stands behind no other entry yet, and behind all that are to come.
func (t *tx) placed(at audit.Position, size int64) (bool, error) {
	var last audit.Position
	found, err := t.get(t.store.engine.placeQuery(), []any{size}, &last.Txn, &last.Entry)
	return found == (size > 0) && (!found || last == at), err
}

// strays are entries behind the sealer without a number, among the newest: they would never get one. That of each turn
// is a look at a few hundred of them; whoever makes entries pass for older ones than they are does it to all that come.
func (t *tx) strays(at audit.Position) error {
	var n int64
	_, err := t.get(t.store.engine.strayQuery(), []any{at.Txn, at.Entry}, &n)
	if err == nil && n > 0 {
		err = fmt.Errorf("%w: %d entries behind it have no number", audit.ErrMoved, n)
	}
	return err
}

// passed counts the entries at or before a position. It reads an index whole, once at every start.
func (t *tx) passed(at audit.Position) (n int64, err error) {
	_, err = t.get(t.store.engine.passedQuery(), []any{at.Txn, at.Entry}, &n)
	return n, err
}

// Unsealed implements audit.Log. It reads beside the units of work and holds up none: on PostgreSQL it takes no
// predicate locks.
func (s auditLog) Unsealed(ctx context.Context, after audit.Position, limit int) (
	list []audit.Committed, waiting audit.Position, err error) {
	horizon, err := s.engine.horizon(ctx)
	if err != nil {
		return nil, waiting, s.engine.translate(fmt.Errorf("units that run: %w", err))
	}
	err = s.engine.read(ctx, func(c conn) error {
		t := &tx{ctx: ctx, store: s.Store, conn: c, readOnly: true}
		if err := t.strays(after); err != nil {
			return err
		}
		return t.each(s.engine.unsealedQuery(), []any{after.Txn, after.Entry, int64(limit)},
			func(scan func(...any) error) error {
				var e audit.Committed
				if err := scan(&e.Txn, &e.Entry, &e.Canonical, &e.Leaf); err != nil {
					return err
				}
				switch {
				case waiting != audit.Position{}:
				case e.Txn >= horizon:
					waiting = e.Position
				default:
					list = append(list, e)
				}
				return nil
			})
	})
	return list, waiting, s.engine.translate(err)
}

// Seal implements audit.Log. It is a unit of its own without an audit entry: a log that told of its own sealing would
// never be sealed.
func (s auditLog) Seal(ctx context.Context, from, to audit.Head, seals []audit.Seal) error {
	rows := make([][]any, len(seals))
	for i, l := range seals {
		rows[i] = []any{l.N, l.Entry, l.Link.String()}
	}
	err := s.engine.do(ctx, func(ctx context.Context, c conn) error {
		t := &tx{ctx: ctx, store: s.Store, conn: c}
		n, err := t.exec(`UPDATE audit_head SET size = $1, link = $2, peaks = $3, txn = $4, entry = $5
			WHERE one = 1 AND size = $6 AND link = $7`, to.Size, to.Link.String(), to.PeaksText(), to.At.Txn, to.At.Entry,
			from.Size, from.Link.String())
		if err == nil && n != 1 {
			err = audit.ErrMoved
		}
		if err != nil {
			return err
		}
		return t.insert(`INSERT INTO audit_seal (n, entry, link)
			SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2 FROM json_each($1)`, rows)
	})
	return s.engine.translate(err)
}
