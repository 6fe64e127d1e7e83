package money

import (
	"math/big"
	"testing"

	"guangsha/internal/base/refusal"
)

func FuzzParseRate(f *testing.F) {
	for _, s := range []string{"0.0285", "-0.05", "+1", "0.00000001", "1e3", "2.85%", "922337203685.4775807", "１", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseRate(s)
		if err != nil {
			if refusal.Of(err) == nil || got != 0 {
				t.Fatalf("%q: %s %v", s, got, err)
			}
			return
		}
		exact, ok := new(big.Rat).SetString(s)
		if !ok || exact.Cmp(big.NewRat(int64(got), int64(RateOne))) != 0 {
			t.Fatalf("%q was read as %s", s, got)
		}
		if again, err := ParseRate(got.String()); err != nil || again != got {
			t.Fatalf("%q became %s became %s, %v", s, got, again, err)
		}
	})
}
