package sqlstore

import (
	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
)

// Announce implements event.Outbox.
func (s *Store) Announce(u unit.Tx, events ...event.Event) {
	t := s.tx(u)
	t.events = append(t.events, events...)
}

var _ event.Outbox = (*Store)(nil)

// outboxRows writes the events of a unit, in one statement however many there are, and gives the digests of their rows.
func (t *tx) outboxRows() (stmt, []audit.Field, error) {
	at := int64(t.store.cfg.Clock.Now())
	rows := make([][]any, len(t.events))
	for i, e := range t.events {
		id, err := t.nextID("event")
		if err != nil {
			return stmt{}, nil, err
		}
		rows[i] = []any{id, string(e.Kind), e.Ref, e.Part}
		t.write("outbox", id, string(e.Kind), e.Ref, e.Part, at, int64(1))
	}
	return stmt{query: `INSERT INTO outbox (id, kind, ref, part, at, state)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), $2, 1
		FROM json_each($1)`, args: []any{rowsJSON(rows), at}, want: int64(len(rows)), miss: errRows},
		t.written["outbox"], nil
}
