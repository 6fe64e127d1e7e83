package number

import (
	"strings"
	"unicode"
)

// mobileDigits is how many digits the number of a mobile telephone has.
const mobileDigits = 11

// IsMobile reports whether a text has the form of a mobile number of the mainland (手机号码), which the centre does not
// give but people are known by: eleven digits, the first of which is 1 and the second not below 3.
func IsMobile(text string) bool {
	return len(text) == mobileDigits && strings.Trim(text, "0123456789") == "" && text[0] == '1' && text[1] >= '3'
}

// Typed is a number as somebody types or copies it, in digits and letters of narrow width without what parts them.
func Typed(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the wide forms of ASCII
			return r - '！' + '!'
		case r == '-' || unicode.IsSpace(r):
			return -1
		}
		return r
	}, text)
}
