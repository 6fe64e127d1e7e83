package evaluation

import "strings"

// apart gives a text of a file a direction of its own (UAX #9, FSI to PDI) before it stands in a sentence. Otherwise a
// name in a script that runs from right to left, or a hidden mark that turns the direction round, would carry the words
// behind it along. The marks themselves go: they could end what holds them. Other texts stay as they are.
func apart(text string) string {
	if !strings.ContainsFunc(text, turning) {
		return text
	}
	return "\u2068" + strings.Map(func(r rune) rune {
		if directing(r) {
			return -1
		}
		return r
	}, text) + "\u2069"
}

// directing reports whether a character is unseen and orders a direction.
func directing(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// turning reports whether what stands beside a character may run from right to left: it directs, or belongs to a script
// that does (Hebrew, Arabic and their kin).
func turning(r rune) bool {
	return r >= '\u0590' && (r <= '\u08ff' || r == '\u200f' || directing(r) || r >= '\ufb1d' && r <= '\ufdff' ||
		r >= '\ufe70' && r <= '\ufefc' || r >= '\U00010800' && r <= '\U00010fff' ||
		r >= '\U0001e800' && r <= '\U0001efff')
}
