package sim

import (
	"os"
	"testing"

	"guangsha/internal/base/refusal"
)

// Two first starts may both choose; the one that holds the folder's lock keeps.
func TestAFolderIsChosenBeforeAndKeptOnceItIsLocked(t *testing.T) {
	folder := t.TempDir()
	seed, members := uint64(2), 120
	one, err := Choose(folder, nil, &members)
	if err != nil || one.Seed != 1 || one.Members != 120 {
		t.Fatalf("%+v, %v", one, err)
	}
	other, err := Choose(folder, &seed, nil)
	if err != nil || other.Seed != 2 || other.Members != wholeCity {
		t.Fatalf("%+v, %v", other, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("choosing left %v, %v", left, err)
	}
	for range 2 {
		if err := Keep(folder, one); err != nil {
			t.Fatal(err)
		}
	}
	if err := Keep(folder, other); !refusal.Is(err, CodeOtherCity) {
		t.Errorf("another city was kept: %v", err)
	}
	if again, err := Choose(folder, nil, nil); err != nil || again != one {
		t.Errorf("the folder has %+v, %v", again, err)
	}
	if _, err := Choose(folder, &seed, nil); !refusal.Is(err, CodeOtherCity) {
		t.Errorf("another city was chosen: %v", err)
	}
}
