package sqlstore

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
)

const materialFields = `id, case_id, draft, code, title, kind, pages, size, digest, by_code, office, at, entry`

func scanMaterial(scan func(...any) error) (h cases.Handed, err error) {
	return h, scan(&h.ID, &h.Case, &h.Draft, &h.Code, &h.Title, &h.Kind, &h.Pages, &h.Size, &h.Digest, &h.By, &h.Office,
		&h.At, &h.Entry)
}

// The states of a material.
const (
	materialWaits = 1
	materialFiled = 2
)

// AddMaterial implements cases.MaterialStore. A content that is there already is written over with its own digest, so
// that a unit on PostgreSQL that takes it away at the same time, since it knows of nobody else, meets this one.
func (s caseStore) AddMaterial(u unit.Tx, h cases.Handed, sealed []byte) error {
	if _, err := s.tx(u).exec(`INSERT INTO case_material_content (digest, body) VALUES ($1, $2)
		ON CONFLICT (digest) DO UPDATE SET digest = excluded.digest`, h.Digest, sealed); err != nil {
		return err
	}
	state := materialFiled
	if h.Case == 0 {
		state = materialWaits
	}
	_, err := s.tx(u).exec(`INSERT INTO case_material (`+materialFields+`, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, h.ID, int64(h.Case), h.Draft, h.Code,
		h.Title, string(h.Kind), int64(h.Pages), h.Size, h.Digest, h.By, h.Office, int64(h.At), int64(h.Entry),
		int64(state))
	return err
}

// Materials implements cases.MaterialStore.
func (s caseStore) Materials(u unit.Tx, id cases.ID) ([]cases.Handed, error) {
	return all(s.tx(u), `SELECT `+materialFields+` FROM case_material WHERE case_id = $1 AND state = 2 ORDER BY id`,
		[]any{int64(id)}, scanMaterial)
}

// InDraft implements cases.MaterialStore.
func (s caseStore) InDraft(u unit.Tx, draft string) ([]cases.Handed, error) {
	return all(s.tx(u), `SELECT `+materialFields+` FROM case_material WHERE draft = $1 AND state = 1 ORDER BY id`,
		[]any{draft}, scanMaterial)
}

// Material implements cases.MaterialStore.
func (s caseStore) Material(u unit.Tx, id int64) (cases.Handed, bool, error) {
	return first(s.tx(u), `SELECT `+materialFields+` FROM case_material WHERE id = $1 AND state < 3`, []any{id},
		scanMaterial)
}

// Content implements cases.MaterialStore.
func (s caseStore) Content(u unit.Tx, digest string) (sealed []byte, found bool, err error) {
	found, err = s.tx(u).get(`SELECT body FROM case_material_content WHERE digest = $1`, []any{digest}, &sealed)
	return sealed, found, err
}

// Adopt implements cases.MaterialStore.
func (s caseStore) Adopt(u unit.Tx, draft string, id cases.ID, entry int) error {
	_, err := s.tx(u).exec(`UPDATE case_material SET case_id = $2, draft = '', entry = $3, state = 2
		WHERE draft = $1 AND state = 1`, draft, int64(id), int64(entry))
	return err
}

// TakeOut implements cases.MaterialStore.
func (s caseStore) TakeOut(u unit.Tx, id int64) error {
	h, found, err := s.Material(u, id)
	if err == nil && !found {
		err = fmt.Errorf("material %d is not there", id)
	}
	if err != nil {
		return err
	}
	if _, err := s.tx(u).exec(`UPDATE case_material SET state = 3, draft = '' WHERE id = $1`, id); err != nil {
		return err
	}
	_, err = s.tx(u).exec(`DELETE FROM case_material_content WHERE digest = $1
		AND NOT EXISTS (SELECT 1 FROM case_material m WHERE m.digest = $1 AND m.state < 3)`, h.Digest)
	return err
}

// Forgotten implements cases.MaterialStore.
func (s caseStore) Forgotten(u unit.Tx, before civil.Instant, most int) ([]cases.Handed, error) {
	return all(s.tx(u),
		`SELECT `+materialFields+` FROM case_material WHERE state = 1 AND at < $1 ORDER BY at, id LIMIT $2`,
		[]any{int64(before), int64(most)}, scanMaterial)
}
