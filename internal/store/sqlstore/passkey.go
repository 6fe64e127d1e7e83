package sqlstore

import (
	"encoding/base64"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// AddPasskey implements access.Store.
func (s accessStore) AddPasskey(u unit.Tx, p access.Passkey) (bool, error) {
	n, err := s.tx(u).exec(`INSERT INTO access_passkey (id, person, credential, public, counter, title, since, used)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`, p.ID, int64(p.Person), p.Credential,
		base64.StdEncoding.EncodeToString(p.Public), p.Counter, p.Title, int64(p.Since), int64(p.Used))
	if n == 1 {
		s.tx(u).holdPasskey(p.ID)
	}
	return n == 1, err
}

// holdPasskey has the log hold a passkey, and what each use of it moves on.
func (t *tx) holdPasskey(id int64) {
	t.hold("access_passkey", id)
	t.hold("access_passkey_use", id)
}

const selectPasskey = `SELECT id, person, credential, public, counter, title, since, used FROM access_passkey `

func scanPasskey(scan func(...any) error) (p access.Passkey, err error) {
	var public string
	if err := scan(&p.ID, &p.Person, &p.Credential, &public, &p.Counter, &p.Title, &p.Since, &p.Used); err != nil {
		return p, err
	}
	if p.Public, err = base64.StdEncoding.DecodeString(public); err != nil {
		return p, fmt.Errorf("public key of passkey %d: %w", p.ID, err)
	}
	return p, nil
}

// Passkeys implements access.Store.
func (s accessStore) Passkeys(u unit.Tx, id access.PersonID) ([]access.Passkey, error) {
	return all(s.tx(u), selectPasskey+`WHERE person = $1 ORDER BY id`, []any{int64(id)}, scanPasskey)
}

// PasskeyByCredential implements access.Store.
func (s accessStore) PasskeyByCredential(u unit.Tx, credential string) (access.Passkey, bool, error) {
	return first(s.tx(u), selectPasskey+`WHERE credential = $1`, []any{credential}, scanPasskey)
}

// UsePasskey implements access.Store.
func (s accessStore) UsePasskey(u unit.Tx, id, counter int64, now civil.Instant) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE access_passkey SET counter = $2, used = $3
		WHERE id = $1 AND (counter < $2 OR counter = 0 AND $2 = 0)`, id, counter, int64(now))
	if n == 1 {
		s.tx(u).hold("access_passkey_use", id)
	}
	return n == 1, err
}

// RemovePasskey implements access.Store.
func (s accessStore) RemovePasskey(u unit.Tx, person access.PersonID, id int64) (bool, error) {
	s.tx(u).holdPasskey(id)
	n, err := s.tx(u).exec(`DELETE FROM access_passkey WHERE person = $1 AND id = $2`, int64(person), id)
	return n == 1, err
}

// RemovePasskeys implements access.Store.
func (s accessStore) RemovePasskeys(u unit.Tx, person access.PersonID) error {
	list, err := s.Passkeys(u, person)
	if err != nil {
		return err
	}
	for _, p := range list {
		s.tx(u).holdPasskey(p.ID)
	}
	_, err = s.tx(u).exec(`DELETE FROM access_passkey WHERE person = $1`, int64(person))
	return err
}

// Spend implements access.Store.
func (s accessStore) Spend(u unit.Tx, digest []byte, until, now civil.Instant) (bool, error) {
	if _, err := s.tx(u).exec(`DELETE FROM access_spent WHERE until < $1`, int64(now)); err != nil {
		return false, err
	}
	n, err := s.tx(u).exec(`INSERT INTO access_spent (digest, until) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
		string(digest), int64(until))
	return n == 1, err
}
