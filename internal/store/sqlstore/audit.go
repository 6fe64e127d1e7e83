package sqlstore

import (
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/unit"
)

// AuditRows is the port of the verifier of the audit log. It hands out what the tables hold, and judges nothing.
func (s *Store) AuditRows() auditverify.Source { return auditRows{s} }

type auditRows struct{ *Store }

// EachSeal implements auditverify.Source.
func (s auditRows) EachSeal(u unit.Tx, f func(n, entry int64, link string, e *audit.Stored) error) error {
	return s.tx(u).each(`SELECT s.n, s.entry, s.link, e.id, e.at, e.op, e.kind, e.ref, e.actor, e.canonical, e.leaf
		FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry ORDER BY s.n`, nil,
		func(scan func(...any) error) error {
			var (
				n, entry    int64
				link        string
				id, at, ref *int64
				op, kind    *string
				actor       *string
				e           audit.Stored
			)
			if err := scan(&n, &entry, &link, &id, &at, &op, &kind, &ref, &actor, &e.Canonical, &e.Leaf); err != nil {
				return err
			}
			if id == nil {
				return f(n, entry, link, nil)
			}
			e.Seq, e.At, e.Op, e.Kind, e.ID = *id, civil.Instant(*at), *op, *kind, *ref
			e.Actor = *actor
			return f(n, entry, link, &e)
		})
}

// EachEntryID implements auditverify.Source.
func (s auditRows) EachEntryID(u unit.Tx, f func(id int64) error) error {
	return s.tx(u).each(`SELECT id FROM audit_entry ORDER BY id`, nil, func(scan func(...any) error) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		return f(id)
	})
}

// Entry implements auditverify.Source.
func (s auditRows) Entry(u unit.Tx, id int64) (e audit.Stored, found bool, err error) {
	found, err = s.tx(u).get(`SELECT id, at, op, kind, ref, actor, canonical, leaf FROM audit_entry WHERE id = $1`,
		[]any{id},
		&e.Seq, &e.At, &e.Op, &e.Kind, &e.ID, &e.Actor, &e.Canonical, &e.Leaf)
	return e, found, err
}

// Passed implements auditverify.Source.
func (s auditRows) Passed(u unit.Tx) (n int64, placed bool, err error) {
	var at audit.Position
	var size int64
	t := s.tx(u)
	if _, err = t.get(`SELECT size, txn, entry FROM audit_head`, nil, &size, &at.Txn, &at.Entry); err != nil {
		return 0, false, err
	}
	if n, err = t.passed(at); err != nil {
		return 0, false, err
	}
	placed, err = t.placed(at, size)
	return n, placed, err
}

// SealedHead implements auditverify.Source.
func (s auditRows) SealedHead(u unit.Tx) (size int64, link, peaks string, err error) {
	_, err = s.tx(u).get(`SELECT size, link, peaks FROM audit_head`, nil, &size, &link, &peaks)
	return size, link, peaks, err
}

// AuditReader is what screens read of the log.
func (s *Store) AuditReader() audit.Reader { return auditRows{s} }

// Entries implements audit.Reader.
func (s auditRows) Entries(u unit.Tx, f audit.Filter, p listing.Page[int64]) ([]audit.Listed, error) {
	query, args, err := entriesQuery(f, p)
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), query, args, func(scan func(...any) error) (l audit.Listed, err error) {
		return l, scan(&l.Seq, &l.At, &l.Op, &l.Kind, &l.ID, &l.Actor, &l.Canonical, &l.Leaf, &l.Number)
	})
}

// entriesQuery reads a page of the log.
func entriesQuery(f audit.Filter, p listing.Page[int64]) (query string, args []any, err error) {
	where := "e.at >= $1"
	args = []any{int64(f.From)}
	narrow := func(condition string, arg any) {
		args = append(args, arg)
		where += fmt.Sprintf(" AND "+condition, len(args))
	}
	if f.Until != 0 {
		narrow("e.at < $%d", int64(f.Until))
	}
	if f.Actor != "" {
		narrow("e.actor = $%d", f.Actor)
	}
	if f.ID != 0 {
		narrow("e.ref = $%d", f.ID)
	}
	if len(f.Kinds) > 0 {
		list := make([]string, len(f.Kinds))
		for i, k := range f.Kinds {
			args = append(args, k)
			list[i] = fmt.Sprintf("$%d", len(args))
		}
		where += " AND e.kind IN (" + strings.Join(list, ", ") + ")"
		// A person's entries and those of a record are few, and have indexes of their own.
		if f.Actor == "" && f.ID == 0 && !slices.Contains(f.Kinds, "voucher.posted") {
			where += " AND e.kind <> 'voucher.posted'" // what the index audit_entry_kind has
		}
	}
	_, end, args, err := ordered(orders{audit.ByInstant: "e.at"}, "e.id", p, args...)
	return `SELECT e.id, e.at, e.op, e.kind, e.ref, e.actor, e.canonical, e.leaf, COALESCE(s.n, 0)
		FROM audit_entry e LEFT JOIN audit_seal s ON s.entry = e.id WHERE ` + where + end, args, err
}

// SealedSince says whether an entry has got a number above the one given.
func (s *Store) SealedSince(u unit.Tx, entry, number int64) (bool, error) {
	var n int64
	return s.tx(u).get(`SELECT n FROM audit_seal WHERE n > $1 AND entry = $2`, []any{number, entry}, &n)
}
