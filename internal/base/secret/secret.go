// Package secret names what the product asks of cryptography. It holds interfaces only; the national algorithms
// (SM2, SM3, SM4) are in gm.
package secret

// MAC is a keyed digest (HMAC) under one key.
type MAC interface {
	// Sum digests the parts one after the other, without marks between them; a caller that needs marks adds them.
	Sum(parts ...[]byte) []byte
}

// Cipher seals single fields (字段加密).
type Cipher interface {
	// Seal encrypts plain for one place; where is table.column:key, so that a sealed value moved to another row
	// does not open.
	Seal(plain []byte, where string) ([]byte, error)
	// Open decrypts, or fails when key, place or bytes are not the ones it was sealed with.
	Open(sealed []byte, where string) ([]byte, error)
}
