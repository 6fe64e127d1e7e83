package sqlstore

import (
	"embed"
	"fmt"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Each invariant is one query that gives, for every row it speaks of, the row's id (ref) and 1 or 0 (ok).
//
//go:embed invariants/*.sql
var invariantFiles embed.FS

var _ ledger.Verifier = (*Store)(nil)

// CheckInvariant implements ledger.Verifier.
func (s *Store) CheckInvariant(u unit.Tx, id string) (rows, violations int64, samples []int64, err error) {
	text, err := invariantFiles.ReadFile("invariants/" + strings.ToLower(id) + ".sql")
	if err != nil {
		return 0, 0, nil, fmt.Errorf("no query for invariant %s: %w", id, err)
	}
	t := s.tx(u)
	if _, err := t.get(`SELECT COUNT(*), CAST(COALESCE(SUM(1 - ok), 0) AS BIGINT) FROM (`+string(text)+`) x`, nil,
		&rows, &violations); err != nil || violations == 0 {
		return rows, 0, nil, err
	}
	samples, err = all(t, `SELECT ref FROM (`+string(text)+`) x WHERE ok = 0 ORDER BY ref LIMIT 10`, nil,
		func(scan func(...any) error) (ref int64, err error) { return ref, scan(&ref) })
	return rows, violations, samples, err
}

// EachVoucher implements ledger.Verifier.
func (s *Store) EachVoucher(u unit.Tx, f func(ledger.Voucher, []ledger.HolderRow) error) error {
	t := s.tx(u)
	const page = 1000
	for after := int64(0); ; {
		ids, err := all(t, `SELECT id FROM voucher WHERE id > $1 ORDER BY id LIMIT 1000`, []any{after},
			func(scan func(...any) error) (id int64, err error) { return id, scan(&id) })
		if err != nil {
			return err
		}
		for _, id := range ids {
			v, _, err := s.Voucher(u, ledger.VoucherID(id))
			if err != nil {
				return err
			}
			holders, err := t.holders(v.ID)
			if err != nil {
				return err
			}
			if err := f(v, holders); err != nil {
				return err
			}
			after = id
		}
		if len(ids) < page {
			return nil
		}
	}
}

// EachMovement implements ledger.Verifier. It reads the table once, in its own order.
func (s *Store) EachMovement(u unit.Tx, f func(ledger.KeptMovement) error) error {
	return s.tx(u).each(`SELECT voucher, day, year, kind, carried, home, account, amount FROM movement`, nil,
		func(scan func(...any) error) error {
			var m ledger.KeptMovement
			if err := scan(&m.Voucher, &m.Day, &m.Year, &m.Kind, &m.Carried, &m.Account.Home, &m.Account.ID,
				&m.Amount); err != nil {
				return err
			}
			return f(m)
		})
}

// EachEntry implements ledger.Verifier.
func (s *Store) EachEntry(u unit.Tx, f func(e audit.Stored, r audit.Record, intact bool) error) error {
	return s.tx(u).each(`SELECT id, at, op, kind, ref, actor, canonical, leaf FROM audit_entry ORDER BY `+
		s.engine.entryOrder(), nil,
		func(scan func(...any) error) error {
			var e audit.Stored
			if err := scan(&e.Seq, &e.At, &e.Op, &e.Kind, &e.ID, &e.Actor, &e.Canonical, &e.Leaf); err != nil {
				return err
			}
			r, err := e.Check(s.cfg.Leaf)
			return f(e, r, err == nil)
		})
}
