package console

import (
	"strings"
	"testing"
)

// What failed says what to do once: its two sentences stand one after the other.
func TestWhatFailedSaysWhatToDoOnce(t *testing.T) {
	t.Parallel()
	p := busy()
	if said := p.Title + p.Next; strings.Count(said, "稍后再试") != 1 {
		t.Errorf("it says %q", said)
	}
}
