package gm

import (
	"crypto/ecdsa"
	"fmt"
	"io"

	"github.com/emmansun/gmsm/sm2"

	"guangsha/internal/base/secret"
)

// signer signs with SM2 under the default identifier of GM/T 0009, so that any other implementation can verify.
type signer struct {
	hidden
	key    *sm2.PrivateKey
	random io.Reader
}

var _ secret.Signer = (*signer)(nil)

// NewSigner is a signer of a 32-byte SM2 private key. A key outside the allowed range is an error.
func NewSigner(private []byte, random io.Reader) (secret.Signer, error) {
	key, err := sm2.NewPrivateKey(private)
	if err != nil {
		return nil, fmt.Errorf("gm: signing key: %w", err)
	}
	return &signer{key: key, random: random}, nil
}

// Sign implements secret.Signer. The signature is ASN.1 DER (GM/T 0009).
func (s *signer) Sign(message []byte) ([]byte, error) {
	signature, err := s.key.Sign(s.random, message, sm2.DefaultSM2SignerOpts)
	if err != nil {
		return nil, fmt.Errorf("gm: sign: %w", err)
	}
	return signature, nil
}

// Public implements secret.Signer. It gives the uncompressed point of 65 bytes, which NewVerifier takes.
func (s *signer) Public() []byte {
	point := make([]byte, 1+2*privateSize)
	point[0] = 4
	s.key.X.FillBytes(point[1 : 1+privateSize])
	s.key.Y.FillBytes(point[1+privateSize:])
	return point
}

const privateSize = 32

type verifier struct{ key *ecdsa.PublicKey }

var _ secret.Verifier = verifier{}

// NewVerifier is a verifier of an SM2 public key, an uncompressed point of 65 bytes. A point off the curve is an error.
func NewVerifier(public []byte) (secret.Verifier, error) {
	key, err := sm2.NewPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("gm: public key: %w", err)
	}
	return verifier{key: key}, nil
}

// Verify implements secret.Verifier.
func (v verifier) Verify(message, signature []byte) bool {
	return sm2.VerifyASN1WithSM2(v.key, nil, message, signature)
}
