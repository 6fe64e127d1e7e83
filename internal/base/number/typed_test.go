package number

import "testing"

func TestIsMobile(t *testing.T) {
	for text, want := range map[string]bool{"13912345678": true, "19900000000": true, "": false, "1391234567": false,
		"139123456789": false, "12912345678": false, "23912345678": false, "1391234567x": false,
		"１３９１２３４５６７８": false, "+8613912345": false} {
		if IsMobile(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestTyped(t *testing.T) {
	for text, want := range map[string]string{"139 1234-5678": "13912345678", "１３９１２３４５６７８": "13912345678",
		"6403　8119ｘ": "64038119x", "": ""} {
		if got := Typed(text); got != want {
			t.Errorf("%q is typed as %q", text, got)
		}
	}
}
