package sqlstore

import (
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
)

const receivedFields = `id, no, digest, code, case_id, refused, words, at`

// AddReceived implements cases.AppliedStore.
func (s caseStore) AddReceived(u unit.Tx, r cases.Received) error {
	s.tx(u).hold("case_applied", r.ID)
	_, err := s.tx(u).exec(`INSERT INTO case_applied (`+receivedFields+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		r.ID, r.No, r.Digest, r.Code, int64(r.Case), r.Refused, r.Words, int64(r.At))
	return err
}

// Received implements cases.AppliedStore.
func (s caseStore) Received(u unit.Tx, no string) (cases.Received, bool, error) {
	return first(s.tx(u), `SELECT `+receivedFields+` FROM case_applied WHERE no = $1`, []any{no},
		func(scan func(...any) error) (r cases.Received, err error) {
			return r, scan(&r.ID, &r.No, &r.Digest, &r.Code, &r.Case, &r.Refused, &r.Words, &r.At)
		})
}
