package sqlstore

import (
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/workorder"
)

// orderStore implements workorder.Store.
type orderStore struct{ *Store }

// WorkOrders is the store of the orders of the government hotline.
func (s *Store) WorkOrders() workorder.Store { return orderStore{s} }

const orderFields = `id, no, round, kind, body, digest, office, came, due, state, member, case_no, answer, by_code, refused,
	version, next_at`

func scanOrder(scan func(...any) error) (o workorder.Order, err error) {
	return o, scan(&o.ID, &o.No, &o.Round, &o.Kind, &o.Body, &o.Digest, &o.Office, &o.Came, &o.Due, &o.State, &o.Member,
		&o.Case, &o.Answer, &o.By, &o.Refused, &o.Version, &o.Next)
}

// Add implements workorder.Store.
func (s orderStore) Add(u unit.Tx, o workorder.Order) error {
	s.tx(u).hold("work_order", int64(o.ID))
	_, err := s.tx(u).exec(`INSERT INTO work_order (`+orderFields+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
			$12, $13, $14, $15, $16, $17)`, int64(o.ID), o.No, int64(o.Round), o.Kind, o.Body, o.Digest, o.Office,
		int64(o.Came), int64(o.Due), int64(o.State), string(o.Member), string(o.Case), o.Answer, o.By, o.Refused,
		int64(o.Version), int64(o.Next))
	return err
}

// Set implements workorder.Store.
func (s orderStore) Set(u unit.Tx, o workorder.Order, was int) (bool, error) {
	s.tx(u).hold("work_order", int64(o.ID))
	n, err := s.tx(u).exec(`UPDATE work_order SET office = $3, state = $4, member = $5, case_no = $6, answer = $7,
			by_code = $8, refused = $9, version = $10, next_at = $11
		WHERE id = $1 AND version = $2`, int64(o.ID), int64(was), o.Office, int64(o.State), string(o.Member),
		string(o.Case), o.Answer, o.By, o.Refused, int64(o.Version), int64(o.Next))
	return n == 1, err
}

// Order implements workorder.Store.
func (s orderStore) Order(u unit.Tx, id workorder.ID) (workorder.Order, bool, error) {
	return first(s.tx(u), `SELECT `+orderFields+` FROM work_order WHERE id = $1`, []any{int64(id)}, scanOrder)
}

// Rounds implements workorder.Store.
func (s orderStore) Rounds(u unit.Tx, no string) ([]workorder.Order, error) {
	return all(s.tx(u), `SELECT `+orderFields+` FROM work_order WHERE no = $1 ORDER BY round`, []any{no}, scanOrder)
}

// List implements workorder.Store.
func (s orderStore) List(u unit.Tx, f workorder.Filter) ([]workorder.Order, error) {
	return all(s.tx(u), `SELECT `+orderFields+` FROM work_order
		WHERE state = $1 AND `+narrowed(2, f.Office, `office = $2`)+` AND (due > $3 OR due = $3 AND id > $4)
		ORDER BY due, id LIMIT $5`, []any{int64(f.State), f.Office, int64(f.AfterDue), int64(f.After),
		int64(f.Limit)}, scanOrder)
}

// TakeAnswers implements workorder.Store. Whoever moves a row's instant first has it.
func (s orderStore) TakeAnswers(ctx context.Context, now, until civil.Instant, limit int) (list []workorder.Order,
	err error) {
	var due []workorder.Order
	err = s.Read(ctx, func(u unit.Tx) (err error) {
		due, err = all(s.tx(u), `SELECT `+orderFields+` FROM work_order WHERE state = 2 AND next_at <= $1
			ORDER BY next_at, id LIMIT $2`, []any{int64(now), int64(limit)}, scanOrder)
		return err
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = s.beside(ctx, func(t *tx) error {
		list = list[:0]
		for _, o := range due {
			n, err := t.exec(`UPDATE work_order SET next_at = $4 WHERE id = $1 AND version = $2 AND state = 2
				AND next_at = $3`, int64(o.ID), int64(o.Version), int64(o.Next), int64(until))
			if err != nil {
				return err
			}
			if n == 1 {
				o.Next = until
				list = append(list, o)
			}
		}
		return nil
	})
	return list, err
}
