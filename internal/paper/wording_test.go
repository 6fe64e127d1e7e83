package paper

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"guangsha/internal/base/secret/gm"
)

// TestAWordingThatWasGivenOutNeverChanges holds every wording against testdata/wordings.txt, where a new one adds a
// line and no line ever goes or changes: papers of years ago are printed in the words of their day.
func TestAWordingThatWasGivenOutNeverChanges(t *testing.T) {
	text, err := os.ReadFile("testdata/wordings.txt")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, k := range Kinds {
		for i, w := range k.Wordings {
			said, err := json.Marshal(w)
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprintf("%s %02d %d %x", k.Code, k.Series, w.No, gm.Sum(said))
			have[line] = true
			if !strings.Contains("\n"+string(text), "\n"+line+"\n") {
				t.Errorf("a new wording or a changed one: %s", line)
			}
			if want := len(k.Wordings) - i; w.No != want {
				t.Errorf("wording %d of %s stands where %d should", w.No, k.Code, want)
			}
		}
	}
	for line := range strings.Lines(string(text)) {
		if !have[strings.TrimSpace(line)] {
			t.Errorf("a wording is gone or changed: %s", line)
		}
	}
}
