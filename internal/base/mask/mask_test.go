package mask

import (
	"strings"
	"testing"

	"guangsha/internal/base/goldentest"
)

func TestWorkedExampleAgrees(t *testing.T) {
	var in struct{ Name, ID, Mobile, Card string }
	goldentest.Case(t, "S03", &in, nil)
	goldentest.Agree(t, "S03", goldentest.Got{"name": Name(in.Name), "id": ID(in.ID), "mobile": Mobile(in.Mobile),
		"card": Card(in.Card)})
}

func TestWhatLooksOddIsHiddenAltogether(t *testing.T) {
	for _, c := range []struct {
		what, in, want string
		mask           func(string) string
	}{
		{"no name", "", "", Name},
		{"one character", "张", "*", Name},
		{"two characters", "张明", "张*", Name},
		{"a long name", "阿依古丽·买买提", "阿*******", Name},
		{"a character beyond the basic plane", "𠮷野家", "𠮷**", Name},
		{"an old card number of 15", "ABC123456789012", "ABC123*****9012", ID},
		{"a short document number", "E12345678", "*********", ID},
		{"a number of 13", "1234567890123", "*************", ID},
		{"a short mobile", "1391234567", "**********", Mobile},
		{"a landline is no mobile", "0955-7012329", "095*****2329", Mobile},
		{"a short account", "62281234", "********", Card},
		{"an address", "zhang@example.com", "z***@example.com", Email},
		{"a local part of one", "z@example.com", "***@example.com", Email},
		{"nothing before the sign", "@example.com", "***@example.com", Email},
		{"no sign", "zhang", "*****", Email},
	} {
		if got := c.mask(c.in); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

// FuzzMask: as many characters as before, and of a number never more than was promised.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"张小明", "640502199001011235", "13900005678", "6228480000000000123", "\xff\xfe", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for most, mask := range map[int]func(string) string{1: Name, 10: ID, 7: Mobile, 8: Card} {
			shown, of := strings.ReplaceAll(mask(s), "*", ""), len([]rune(s))
			if got := len([]rune(mask(s))); got != of {
				t.Fatalf("%q has %d characters, masked %d", s, of, got)
			}
			if n := len([]rune(shown)); n > most || n > 0 && n >= of {
				t.Fatalf("%q shows %d characters of %d", s, n, of)
			}
		}
	})
}
