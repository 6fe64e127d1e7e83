// Package legible takes out of what others send what nobody sees.
package legible

import (
	"strings"
	"unicode"
)

// Hidden reports whether nobody sees a character: it controls, or joins and turns what stands beside it.
func Hidden(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

// Text is a text without what nobody sees, but for the characters in kept.
func Text(text, kept string) string {
	return strings.Map(func(r rune) rune {
		if Hidden(r) && !strings.ContainsRune(kept, r) {
			return -1
		}
		return r
	}, text)
}

// Number reports whether a text may be the number that somebody outside gives to something: visible characters of
// ASCII, at least one and at most so many.
func Number(text string, most int) bool {
	outside := func(r rune) bool { return r <= ' ' || r > '~' }
	return text != "" && len(text) <= most && !strings.ContainsFunc(text, outside)
}
