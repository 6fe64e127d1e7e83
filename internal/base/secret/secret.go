// Package secret says what the program needs of cryptography, without saying how it is done.
//
// Fields with personal data are sealed for the place where they stand, found again through a blind index, and whatever
// must not be changed unseen carries a MAC or a signature. The keys live in an implementation; package gm, beneath,
// has the national algorithms. Nothing here compares or prints a key.
package secret

import (
	"crypto/subtle"
	"strconv"
)

// Where is the place of a column in the row with this primary key, as table.column:pk.
func Where(table, column string, pk int64) string {
	return table + "." + column + ":" + strconv.FormatInt(pk, 10)
}

// Equal compares two codes in constant time.
func Equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// Error is a failure of this package's implementations that a caller can tell apart.
type Error string

// Error implements error.
func (e Error) Error() string { return string(e) }

const (
	// ErrTampered says that a sealed field does not open: it was changed, stands at another place, or was sealed with
	// other key material. There is no falling back to whatever it might have held.
	ErrTampered = Error("secret: sealed field does not open")
	// ErrNoKey says that the key a field was sealed with is not at hand.
	ErrNoKey = Error("secret: key of a sealed field is missing")
)

// Cipher seals single fields with personal data (字段加密). It is safe for concurrent use.
type Cipher interface {
	// Seal encrypts and authenticates plain for one place; where is table.column:pk, so that a sealed value moved to
	// another row does not open. Two seals of one value differ. It fails only when the source of randomness does.
	Seal(plain []byte, where string) ([]byte, error)
	// Open gives the value back. It fails with ErrTampered or ErrNoKey.
	Open(sealed []byte, where string) ([]byte, error)
	// Stale reports whether a sealed field was made with another key than Seal uses now, so that a rotation seals it
	// anew. The first byte of the field is enough.
	Stale(sealed []byte) bool
}

// BlindIndex finds a sealed value again without opening any (盲索引). It is safe for concurrent use.
type BlindIndex interface {
	// Of is the index, of 32 bytes, of a value of a kind, for example "idno" or "mobile". Full-width and small letters
	// and spaces around a value make no difference; equal values of different kinds have unrelated indexes.
	Of(kind, value string) []byte
}

// MAC is a keyed digest (消息鉴别码) of 32 bytes under one key. It is safe for concurrent use.
type MAC interface {
	// Sum digests the parts one after the other, without marks between them; a caller that needs marks adds them.
	Sum(parts ...[]byte) []byte
}

// Signer signs messages (数字签名). It is safe for concurrent use.
type Signer interface {
	// Sign gives a signature of the message. It fails only when the source of randomness does.
	Sign(message []byte) ([]byte, error)
	// Public is the public key, in the form that the implementation's verifier takes.
	Public() []byte
}

// Verifier checks signatures under one public key.
type Verifier interface {
	// Verify reports whether the signature of the message is right. Malformed signatures are wrong ones.
	Verify(message, signature []byte) bool
}

// KeySet is the keys of one centre (密钥集), as what they do.
type KeySet struct {
	Field   Cipher     // seals fields with personal data
	Index   BlindIndex // finds them again
	Leaf    MAC        // of audit entries
	Request MAC        // of requests under their keys
	Paper   MAC        // of the codes on papers given out, and of the catalogues of closed cases
}

// Fingerprint identifies the key set without telling anything about it, and stays the same when field keys rotate. A
// database keeps it, to notice that it is opened with the keys of another.
func (k KeySet) Fingerprint() []byte { return k.Leaf.Sum([]byte("guangsha key set")) }

// KeyProvider is where the keys of one centre lie (密钥提供者): files, or a hardware module (密码机、密码卡) which its keys
// never leave (GB/T 39786-2021 asks for one from the third level on). Whoever loses what it keeps loses the personal
// data. It is safe for concurrent use; secrettest.Run says what each of them promises.
type KeyProvider interface {
	// Keys gives the key set, for as long as the provider is in use: a field key that Follow takes is used by it from
	// then on.
	Keys() KeySet
	// FieldKey is the number, from 1, of the field key that seals.
	FieldKey() int
	// NewFieldKey makes a field key and gives its number (密钥轮换). It is durable then, and nothing is sealed with it
	// before Follow. The caller sees to it that nobody else makes one meanwhile.
	NewFieldKey() (int, error)
	// Follow takes the field keys that were made since, by whatever process. When it fails, nothing has changed.
	Follow() error
	// Signer is what signs the checkpoints of the audit log; its key belongs to the audit administrator (审计管理员) and
	// is none of the key set. It is made when it is first asked for.
	Signer() (Signer, error)
}
