package sqlstore

import (
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
)

const pushFields = `case_id, entry, code, state, due, tries, answer`

func scanPush(scan func(...any) error) (p cases.Push, err error) {
	return p, scan(&p.Case, &p.Entry, &p.Code, &p.State, &p.Due, &p.Tries, &p.Answer)
}

// AddPush implements cases.PushStore.
func (s caseStore) AddPush(u unit.Tx, p cases.Push) error {
	_, err := s.tx(u).exec(`INSERT INTO case_push (`+pushFields+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`, int64(p.Case),
		int64(p.Entry), p.Code, int64(p.State), int64(p.Due), int64(p.Tries), p.Answer)
	return err
}

// Pushes implements cases.PushStore.
func (s caseStore) Pushes(u unit.Tx, id cases.ID) ([]cases.Push, error) {
	return all(s.tx(u), `SELECT `+pushFields+` FROM case_push WHERE case_id = $1 ORDER BY entry`, []any{int64(id)}, scanPush)
}

// TakePushes implements cases.PushStore. Whoever moves a row's instant first has it: another process finds it later
// than now when its own statement gets there.
func (s caseStore) TakePushes(ctx context.Context, now, until civil.Instant, limit int) (list []cases.Push, err error) {
	var due []cases.Push
	err = s.Read(ctx, func(u unit.Tx) (err error) {
		due, err = all(s.tx(u), `SELECT `+pushFields+` FROM case_push p WHERE state = 1 AND due <= $1
				AND NOT EXISTS (SELECT 1 FROM case_push e WHERE e.case_id = p.case_id AND e.entry < p.entry AND e.state = 1)
			ORDER BY due, case_id, entry LIMIT $2`, []any{int64(now), int64(limit)}, scanPush)
		return err
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = s.beside(ctx, func(t *tx) error {
		list = list[:0]
		for _, p := range due {
			n, err := t.exec(`UPDATE case_push SET due = $4 WHERE case_id = $1 AND entry = $2 AND state = 1 AND due = $3`,
				int64(p.Case), int64(p.Entry), int64(p.Due), int64(until))
			if err != nil {
				return err
			}
			if n == 1 {
				p.Due = until
				list = append(list, p)
			}
		}
		return nil
	})
	return list, err
}

// SetPushes implements cases.PushStore.
func (s caseStore) SetPushes(ctx context.Context, list []cases.Push) error {
	if len(list) == 0 {
		return nil
	}
	return s.beside(ctx, func(t *tx) error {
		for _, p := range list {
			if _, err := t.exec(`UPDATE case_push SET state = $3, due = $4, tries = $5, answer = $6
				WHERE case_id = $1 AND entry = $2 AND state = 1`, int64(p.Case), int64(p.Entry), int64(p.State),
				int64(p.Due), int64(p.Tries), p.Answer); err != nil {
				return err
			}
		}
		return nil
	})
}

// PushAgain implements cases.PushStore.
func (s caseStore) PushAgain(u unit.Tx, id cases.ID, entry int, now civil.Instant) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE case_push SET state = 1, due = $3, tries = 0, answer = ''
		WHERE case_id = $1 AND entry = $2 AND state = 3`, int64(id), int64(entry), int64(now))
	return n == 1, err
}
