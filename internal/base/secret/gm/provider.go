package gm

import (
	"io"

	"guangsha/internal/base/secret"
)

// KeyFiles are the keys of a centre in two files, one with the key set and one with the key that signs checkpoints.
type KeyFiles struct {
	keys   *Keys
	path   string
	signer string
	random io.Reader
}

// OpenKeyFiles reads the key set at path, or makes one as LoadOrCreateKeys does. The file of the signing key lies at
// signer, and is read or made when Signer is called.
func OpenKeyFiles(path, signer string, random io.Reader) (*KeyFiles, error) {
	keys, err := LoadOrCreateKeys(path, random)
	if err != nil {
		return nil, err
	}
	return &KeyFiles{keys: keys, path: path, signer: signer, random: random}, nil
}

// Keys implements secret.KeyProvider.
func (f *KeyFiles) Keys() secret.KeySet { return f.keys.KeySet }

// FieldKey implements secret.KeyProvider.
func (f *KeyFiles) FieldKey() int { return f.keys.FieldKey() }

// NewFieldKey implements secret.KeyProvider.
func (f *KeyFiles) NewFieldKey() (int, error) {
	keys, err := LoadKeys(f.path, f.random)
	if err != nil {
		return 0, err
	}
	if keys, err = keys.Rotated(f.random); err != nil {
		return 0, err
	}
	return keys.FieldKey(), keys.Save(f.path)
}

// Follow implements secret.KeyProvider.
func (f *KeyFiles) Follow() error {
	now, err := LoadKeys(f.path, f.random)
	if err != nil {
		return err
	}
	return f.keys.Adopt(now)
}

// Signer implements secret.KeyProvider.
func (f *KeyFiles) Signer() (secret.Signer, error) { return LoadOrCreateSigner(f.signer, f.random) }

var _ secret.KeyProvider = (*KeyFiles)(nil)
