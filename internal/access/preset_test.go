package access

import (
	"encoding/csv"
	"os"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

// TestWhichPasswordEachPresetTakes reads its cases from a file that whoever assesses the system can read.
func TestWhichPasswordEachPresetTakes(t *testing.T) {
	file, err := os.Open("testdata/口令.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	list, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list[1:] {
		for i, p := range []Preset{Protection, Verification} {
			err := p.check(r[0], r[1])
			if taken, want := err == nil, r[2+i] == "可以"; taken != want {
				t.Errorf("%q of %s by %s: %v, want %s: %s", r[0], r[1], p.Name, err, r[2+i], r[4])
			}
			if why := refusal.Of(err); err != nil && (why.Code != CodePassword || why.Basis != p.Basis) {
				t.Errorf("%q by %s: %v", r[0], p.Name, why)
			}
		}
	}
	if n := len(list) - 1; n < 30 {
		t.Errorf("%d cases", n)
	}
}

func TestAPresetWithoutAChangeInTimeAsksForNone(t *testing.T) {
	set := civil.DateOf(2024, 1, 1)
	for _, c := range []struct {
		p    Preset
		days int
		want bool
	}{{Protection, 89, false}, {Protection, 90, true}, {Verification, 90, false}, {Verification, 90_000, false}} {
		if got := c.p.expired(set, set.AddDays(c.days)); got != c.want {
			t.Errorf("%s after %d days: %v", c.p.Name, c.days, got)
		}
	}
}

func TestAPolicyNamesAPresetThatThereIs(t *testing.T) {
	for name, want := range map[string]string{"": "dengbao3", "dengbao3": "dengbao3", "asvs": "asvs"} {
		if p, ok := FindPreset(name); !ok || p.Name != want {
			t.Errorf("%q is %+v", name, p)
		}
	}
	if _, ok := FindPreset("nist"); ok {
		t.Error("there is a preset that nobody has written")
	}
}
