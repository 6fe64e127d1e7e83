package civil

import (
	"testing"

	"guangsha/internal/base/refusal"
)

func FuzzParseMonth(f *testing.F) {
	for _, s := range []string{"2024-06", "0000-01", "2024-13", "2024-6", "２０２４-06", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMonth(s)
		if err != nil {
			if refusal.Of(err) == nil || m != 0 {
				t.Fatalf("%q: %v %v", s, m, err)
			}
			return
		}
		if m.String() != s {
			t.Fatalf("%q was read as %s", s, m)
		}
	})
}

func FuzzParseTimeOfDay(f *testing.F) {
	for _, s := range []string{"08:30", "24:00", "00:00", "24:01", "8:30", "08:60", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		minutes, err := ParseTimeOfDay(s)
		if err == nil && (minutes < 0 || minutes > 24*60 || len(s) > len("24:00")) || err != nil && minutes != 0 {
			t.Fatalf("%q was read as minute %d, %v", s, minutes, err)
		}
	})
}
