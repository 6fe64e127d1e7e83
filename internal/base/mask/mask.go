// Package mask hides the middle of personal data (脱敏) for screens, messages, logs and audit entries.
//
// What does not look like what it should be is hidden altogether: a mask shows less in doubt, never more.
package mask

import "strings"

// Name shows the first character and a star for each other: 张小明 as 张**.
func Name(s string) string {
	runes := []rune(s)
	if len(runes) < 2 {
		return stars(len(runes))
	}
	return string(runes[0]) + stars(len(runes)-1)
}

// ID shows the first six and last four characters of an identity document number: 640502********1235.
func ID(s string) string { return middle(s, 6, 4) }

// Mobile shows the first three and last four digits: 139****5678.
func Mobile(s string) string { return middle(s, 3, 4) }

// Card shows the first and last four digits of a bank card or account number: 6228***********0123.
func Card(s string) string { return middle(s, 4, 4) }

// Email shows the first character before the at sign, three stars whatever the length, and the domain:
// z***@example.com.
func Email(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return stars(len([]rune(s)))
	}
	local := []rune(s[:at])
	if len(local) < 2 {
		return "***" + s[at:]
	}
	return string(local[0]) + "***" + s[at:]
}

// middle keeps head and tail characters, when at least four stars stand between them.
func middle(s string, head, tail int) string {
	runes := []rune(s)
	hidden := len(runes) - head - tail
	if hidden < 4 {
		return stars(len(runes))
	}
	return string(runes[:head]) + stars(hidden) + string(runes[len(runes)-tail:])
}

func stars(n int) string { return strings.Repeat("*", n) }
