package gm

import (
	"crypto/cipher"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/emmansun/gmsm/sm4"

	"guangsha/internal/base/secret"
)

// A sealed field is one byte with the key's number, a random nonce, and the ciphertext with its tag.
const (
	nonceSize = 12
	tagSize   = 16
	headSize  = 1 + nonceSize
)

// fieldCipher seals with the newest of its keys and opens with any. Its keys may be changed while it is used.
type fieldCipher struct {
	hidden
	random io.Reader
	ring   atomic.Pointer[ring]
}

// ring is the field keys of one moment.
type ring struct {
	current byte
	keys    map[byte]cipher.AEAD
}

var _ secret.Cipher = (*fieldCipher)(nil)

func newRing(keys []fieldKey) (*ring, error) {
	r := &ring{keys: map[byte]cipher.AEAD{}}
	for _, k := range keys {
		block, err := sm4.NewCipher(k.Key)
		if err != nil {
			return nil, fmt.Errorf("field key %d: %w", k.ID, err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("field key %d: %w", k.ID, err)
		}
		r.keys[k.ID] = aead
		r.current = max(r.current, k.ID)
	}
	return r, nil
}

// Seal implements secret.Cipher.
func (c *fieldCipher) Seal(plain []byte, where string) ([]byte, error) {
	r := c.ring.Load()
	sealed := make([]byte, headSize, headSize+len(plain)+tagSize)
	sealed[0] = r.current
	nonce := sealed[1:headSize]
	if _, err := io.ReadFull(c.random, nonce); err != nil {
		return nil, fmt.Errorf("gm: nonce: %w", err)
	}
	return r.keys[r.current].Seal(sealed, nonce, plain, []byte(where)), nil
}

// Open implements secret.Cipher.
func (c *fieldCipher) Open(sealed []byte, where string) ([]byte, error) {
	if len(sealed) < headSize {
		return nil, secret.ErrTampered
	}
	aead, held := c.ring.Load().keys[sealed[0]]
	if !held {
		return nil, fmt.Errorf("%w: number %d", secret.ErrNoKey, sealed[0])
	}
	plain, err := aead.Open(nil, sealed[1:headSize], sealed[headSize:], []byte(where))
	if err != nil {
		return nil, secret.ErrTampered
	}
	return plain, nil
}

// Stale implements secret.Cipher.
func (c *fieldCipher) Stale(sealed []byte) bool {
	return len(sealed) == 0 || sealed[0] != c.ring.Load().current
}
