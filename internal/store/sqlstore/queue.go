package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/queue"
)

// queueStore keeps the queue of the counter.
type queueStore struct{ *Store }

// Queue gives the store of the queue.
func (s *Store) Queue() queue.Store { return queueStore{s} }

// NextTicket implements queue.Store.
func (s queueStore) NextTicket(u unit.Tx, office string, day civil.Date) (serial int, err error) {
	_, err = s.tx(u).get(`INSERT INTO queue_serial (office, day, last) VALUES ($1, $2, 1)
		ON CONFLICT (office) DO UPDATE SET day = excluded.day,
			last = CASE WHEN queue_serial.day = excluded.day THEN queue_serial.last + 1 ELSE 1 END
		RETURNING last`, []any{office, int64(day)}, &serial)
	return serial, err
}

// Forget implements queue.Store.
func (s queueStore) Forget(u unit.Tx, office string, before civil.Date) error {
	_, err := s.tx(u).exec(`DELETE FROM queue_ticket WHERE office = $1 AND day < $2`, office, int64(before))
	return err
}

const ticketFields = `office, day, serial, number, item, asked, state, place, calls, taken, called, again, ended`

// AddTicket implements queue.Store.
func (s queueStore) AddTicket(u unit.Tx, t queue.Ticket) error {
	_, err := s.tx(u).exec(`INSERT INTO queue_ticket (`+ticketFields+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, t.Office, int64(t.Day), int64(t.Serial), t.Number,
		string(t.Item), t.Asked, int64(t.State), int64(t.Window), int64(t.Calls), int64(t.Taken), int64(t.First),
		int64(t.Last), int64(t.Ended))
	return err
}

// SetTicket implements queue.Store.
func (s queueStore) SetTicket(u unit.Tx, t queue.Ticket) error {
	_, err := s.tx(u).exec(`UPDATE queue_ticket SET item = $4, state = $5, place = $6, calls = $7, called = $8, again = $9,
		ended = $10 WHERE office = $1 AND day = $2 AND serial = $3`, t.Office, int64(t.Day), int64(t.Serial),
		string(t.Item), int64(t.State), int64(t.Window), int64(t.Calls), int64(t.First), int64(t.Last), int64(t.Ended))
	return err
}

// Tickets implements queue.Store.
func (s queueStore) Tickets(u unit.Tx, office string, day civil.Date) ([]queue.Ticket, error) {
	return all(s.tx(u), `SELECT `+ticketFields+` FROM queue_ticket WHERE office = $1 AND day = $2 ORDER BY serial`,
		[]any{office, int64(day)}, func(scan func(...any) error) (t queue.Ticket, err error) {
			return t, scan(&t.Office, &t.Day, &t.Serial, &t.Number, &t.Item, &t.Asked, &t.State, &t.Window, &t.Calls,
				&t.Taken, &t.First, &t.Last, &t.Ended)
		})
}

const figureFields = `office, day, item, taken, called, skipped, served, waited, longest, serving`

// AddFigures implements queue.Store.
func (s queueStore) AddFigures(u unit.Tx, f queue.Figures) error {
	_, err := s.tx(u).exec(`INSERT INTO queue_figures AS q (`+figureFields+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (office, day, item) DO UPDATE SET taken = q.taken + excluded.taken, called = q.called + excluded.called,
			skipped = q.skipped + excluded.skipped, served = q.served + excluded.served,
			waited = q.waited + excluded.waited, serving = q.serving + excluded.serving,
			longest = CASE WHEN excluded.longest > q.longest THEN excluded.longest ELSE q.longest END`,
		f.Office, int64(f.Day), string(f.Item), int64(f.Taken), int64(f.Called), int64(f.Skipped), int64(f.Served),
		f.Waited, f.Longest, f.Serving)
	return err
}

// Figures implements queue.Store.
func (s queueStore) Figures(u unit.Tx, office string, from civil.Date) ([]queue.Figures, error) {
	return all(s.tx(u), `SELECT `+figureFields+` FROM queue_figures WHERE office = $1 AND day >= $2
		ORDER BY day DESC, item`, []any{office, int64(from)}, func(scan func(...any) error) (f queue.Figures, err error) {
		return f, scan(&f.Office, &f.Day, &f.Item, &f.Taken, &f.Called, &f.Skipped, &f.Served, &f.Waited, &f.Longest,
			&f.Serving)
	})
}
