package gm

import (
	"strings"
	"unicode"

	"guangsha/internal/base/secret"
)

// blindIndex is an HMAC-SM3 over the kind, a zero byte and the folded value. The key is of its own: identity numbers
// can be tried out one by one, and only the key stands against it.
type blindIndex struct {
	hidden
	mac hmacSM3
}

var _ secret.BlindIndex = blindIndex{}

// Of implements secret.BlindIndex.
func (b blindIndex) Of(kind, value string) []byte {
	return b.mac.Sum([]byte(kind), []byte{0}, []byte(fold(value)))
}

// fold makes the ways to type one value the same: full-width forms become ASCII, small letters capitals, and spaces
// around it go.
func fold(value string) string {
	narrow := func(r rune) rune {
		const firstWide, lastWide, distance = '！', '～', '！' - '!'
		if r >= firstWide && r <= lastWide {
			r -= distance
		}
		return unicode.ToUpper(r)
	}
	return strings.TrimFunc(strings.Map(narrow, value), unicode.IsSpace)
}
