package sqlstore

import (
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
)

// Announce implements event.Outbox.
func (s *Store) Announce(u unit.Tx, events ...event.Event) {
	t := s.tx(u)
	t.events = append(t.events, events...)
}

var _ event.Outbox = (*Store)(nil)

// outboxRows writes the events of a unit, in one statement however many there are.
func (t *tx) outboxRows() (stmt, error) {
	at := int64(t.store.cfg.Clock.Now())
	rows := make([][]any, len(t.events))
	for i, e := range t.events {
		id, err := t.nextID("event")
		if err != nil {
			return stmt{}, err
		}
		rows[i] = []any{id, string(e.Kind), e.Ref, e.Part}
	}
	return stmt{query: `INSERT INTO outbox (id, kind, ref, part, at)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), $2
		FROM json_each($1)`, args: []any{rowsJSON(rows), at}, want: int64(len(rows)), miss: errRows}, nil
}
