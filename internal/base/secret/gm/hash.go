// Package gm implements package secret with the national algorithms (国密): SM2 (GB/T 32918), SM3 (GB/T 32905) and SM4
// (GB/T 32907) in Galois/counter mode.
//
// It is the only package that imports the crypto module. Software on a server is not a certified module (商用密码产品);
// a centre that needs one implements the interfaces of package secret over it.
package gm

import (
	"crypto/hmac"
	"hash"
	"sync"

	"github.com/emmansun/gmsm/sm3"

	"guangsha/internal/base/secret"
)

// NewHash is a running SM3 digest for what comes in pieces.
func NewHash() hash.Hash { return sm3.New() }

// Sum is the SM3 digest of data, 32 bytes.
func Sum(data []byte) []byte {
	sum := sm3.Sum(data)
	return sum[:]
}

// hmacSM3 is HMAC-SM3 under one key. Its states are kept for reuse: most messages cost less than the key schedule.
type hmacSM3 struct {
	hidden
	states *sync.Pool
}

var _ secret.MAC = hmacSM3{}

// NewMAC is a MAC under a key that somebody outside has too.
func NewMAC(key []byte) secret.MAC { return newMAC(key) }

func newMAC(key []byte) hmacSM3 {
	return hmacSM3{states: &sync.Pool{New: func() any { return hmac.New(sm3.New, key) }}}
}

// Sum implements secret.MAC.
func (m hmacSM3) Sum(parts ...[]byte) []byte {
	h := m.states.Get().(hash.Hash)
	defer m.states.Put(h)
	h.Reset()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}
