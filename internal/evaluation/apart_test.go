package evaluation

import (
	"slices"
	"strings"
	"testing"
)

// What stands in a file turns round no word of the sentence that quotes it, and what a finding saw stays as it stands.
func TestATextOfAFileTurnsNoSentenceRound(t *testing.T) {
	for _, hidden := range []string{"\u202e", "\u202b", "\u2067", "\u2069\u202e"} {
		name := "培训" + hidden + "gnp"
		tables, err := Read([]byte(strings.ReplaceAll(string(Example), "培训", name)), "x.txt")
		if err != nil {
			t.Fatal(err)
		}
		set, err := EvaluateReported(tables)
		if err != nil {
			t.Fatal(err)
		}
		quoted := false
		for _, f := range set.Found {
			if rest := strings.ReplaceAll(f.Message, "\u2068培训gnp", ""); rest != f.Message {
				quoted = true
			}
			held := strings.Count(f.Message, "\u2068") == strings.Count(f.Message, "\u2069")
			if !held || strings.ContainsAny(f.Message, "\u202e\u202b\u2067") {
				t.Errorf("%+q is not held in %+q", hidden, f.Message)
			}
			if slices.ContainsFunc(f.Saw, func(s string) bool { return strings.Contains(s, "\u2068") }) {
				t.Errorf("what was seen is changed: %+q", f.Saw)
			}
		}
		if !quoted {
			t.Errorf("no finding quotes %+q", name)
		}
	}
	if got := apart("5 سۆز"); got != "\u20685 سۆز\u2069" {
		t.Errorf("a script from right to left: %+q", got)
	}
	if got := apart("≥95%，培训"); got != "≥95%，培训" {
		t.Errorf("an ordinary text: %+q", got)
	}
}
