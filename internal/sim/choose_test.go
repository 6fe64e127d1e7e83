package sim

import (
	"os"
	"path/filepath"
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

// Another program may behave otherwise in its new cities; the city that a folder has stays as it is.
func TestACityKeepsTheWaysItWasMadeWith(t *testing.T) {
	folder := t.TempDir()
	made, err := Expand(3, 150)
	if err != nil {
		t.Fatal(err)
	}
	made.Renters += 7 // as of a program with another rate
	if err := Keep(folder, made); err != nil {
		t.Fatal(err)
	}
	if again, err := Choose(folder, nil, nil); err != nil || again != made {
		t.Errorf("the folder has %+v, %v", again, err)
	}
	members := 150
	if again, err := Choose(folder, nil, &members); err != nil || again != made {
		t.Errorf("asked for by its number, the folder has %+v, %v", again, err)
	}
}

func TestAFolderThatNamesItsCityByTheSeedAloneIsThatCity(t *testing.T) {
	folder := t.TempDir()
	for text, good := range map[string]bool{
		`{"seed":3,"members":150}`: true, `{"seed":3,"members":-1}`: false, `{}`: false, `{"Seed":`: false, ``: false,
	} {
		if err := os.WriteFile(filepath.Join(folder, chosenFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		want, err := Expand(3, 150)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Choose(folder, nil, nil)
		if good && (err != nil || got != want) || !good && !refusal.Is(err, "sim.chosen") {
			t.Errorf("%s gave %+v, %v", text, got, err)
		}
	}
}
