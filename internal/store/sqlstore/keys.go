package sqlstore

import (
	"context"
	"encoding/hex"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// ErrOtherKeys says that the database was made with another key set than the one at hand.
const ErrOtherKeys = secret.Error("sqlstore: database belongs to other keys")

// BindKeys ties the database to a key set, by its fingerprint, the first time, and fails with ErrOtherKeys when it is
// tied to another. A database that is open for reading only is looked at and not tied.
func (s *Store) BindKeys(ctx context.Context, by act.By, fingerprint []byte) error {
	want := hex.EncodeToString(fingerprint)
	check := func(tx unit.Tx) (bound bool, err error) {
		var have string
		bound, err = s.tx(tx).get(`SELECT fingerprint FROM key_set`, nil, &have)
		if err == nil && bound && have != want {
			err = ErrOtherKeys
		}
		return bound, err
	}
	var bound bool
	err := s.Read(ctx, func(tx unit.Tx) (err error) { bound, err = check(tx); return err })
	if err != nil || bound || s.cfg.ReadOnly {
		return err
	}
	return s.Do(ctx, by, "store.bind-keys", func(tx unit.Tx) error {
		if bound, err := check(tx); err != nil || bound {
			return err
		}
		if _, err := s.tx(tx).exec(`INSERT INTO key_set (one, fingerprint) VALUES (1, $1)`, want); err != nil {
			return fmt.Errorf("bind keys: %w", err)
		}
		s.Record(tx, audit.Entry{Kind: "keys.bound"})
		return nil
	})
}
