package evaluation

import (
	"slices"
	"testing"
)

func TestChecksThatLackTheirDataAreNamedWithWhatTheyWaitFor(t *testing.T) {
	var ids []string
	for _, c := range Waiting(Context{}) {
		ids = append(ids, c.ID)
		if c.Needs == "" {
			t.Errorf("%s waits and does not say for what", c.ID)
		}
	}
	if want := []string{"C06", "D08", "G02", "G04", "G05", "H04", "H06"}; !slices.Equal(ids, want) {
		t.Errorf("waiting are %v, want %v", ids, want)
	}
}
