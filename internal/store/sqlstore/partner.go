package sqlstore

import (
	"encoding/hex"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/unit"
)

// AddPartnerKey implements access.Store.
func (s accessStore) AddPartnerKey(u unit.Tx, k access.PartnerKey) (bool, error) {
	n, err := s.tx(u).exec(`INSERT INTO access_partner_key (id, request, code, title, public, role, state, maker, checker,
			day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`, k.ID, k.Request, k.Code,
		k.Title, hex.EncodeToString(k.Public), k.Role, int64(k.State), k.Maker, k.Checker, int64(k.Day))
	if n == 1 {
		s.tx(u).hold("access_partner_key", k.ID)
	}
	return n == 1, err
}

const selectPartnerKey = `SELECT id, request, code, title, public, role, state, maker, checker, day
	FROM access_partner_key `

func scanPartnerKey(scan func(...any) error) (k access.PartnerKey, err error) {
	var public string
	if err := scan(&k.ID, &k.Request, &k.Code, &k.Title, &public, &k.Role, &k.State, &k.Maker, &k.Checker,
		&k.Day); err != nil {
		return k, err
	}
	if k.Public, err = hex.DecodeString(public); err != nil {
		return k, fmt.Errorf("public key %d of a partner: %w", k.ID, err)
	}
	return k, nil
}

func (s accessStore) partnerKey(u unit.Tx, where string, arg any) (access.PartnerKey, bool, error) {
	return first(s.tx(u), selectPartnerKey+where, []any{arg}, scanPartnerKey)
}

// PartnerKey implements access.Store.
func (s accessStore) PartnerKey(u unit.Tx, id int64) (access.PartnerKey, bool, error) {
	return s.partnerKey(u, `WHERE id = $1`, id)
}

// PartnerKeyByRequest implements access.Store.
func (s accessStore) PartnerKeyByRequest(u unit.Tx, request string) (access.PartnerKey, bool, error) {
	return s.partnerKey(u, `WHERE request = $1`, request)
}

// PartnerKeys implements access.Store.
func (s accessStore) PartnerKeys(u unit.Tx) ([]access.PartnerKey, error) {
	return all(s.tx(u), selectPartnerKey+`ORDER BY code, id`, nil, scanPartnerKey)
}

// SetPartnerKey implements access.Store.
func (s accessStore) SetPartnerKey(u unit.Tx, k access.PartnerKey) error {
	s.tx(u).hold("access_partner_key", k.ID)
	_, err := s.tx(u).exec(`UPDATE access_partner_key SET state = $2, checker = $3 WHERE id = $1`, k.ID,
		int64(k.State), k.Checker)
	return err
}
