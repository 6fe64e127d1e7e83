package money

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// spokenPlaces reads the whole yuan of an amount in capitals as digits by place, and says what is wrong with its 零: one
// stands where a place is passed over inside a section, and behind 亿 and 万 where the next place is; never elsewhere.
func spokenPlaces(t *testing.T, s string) (total int64) {
	t.Helper()
	above, zero, base := -1, false, 0
	switch {
	case strings.Contains(s, "亿"):
		base = 8
	case strings.Contains(s, "万"):
		base = 4
	}
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		digit := int64(strings.Index("零壹贰叁肆伍陆柒捌玖", string(runes[i])) / len("零"))
		switch {
		case runes[i] == '亿' || runes[i] == '万':
			above = base
			base = 0
			if runes[i] == '亿' && strings.ContainsRune(string(runes[i:]), '万') {
				base = 4
			}
		case runes[i] == '零':
			zero = true
		case digit < 1:
			t.Fatalf("%s: %c stands where a digit is due", s, runes[i])
		default:
			place := base
			if i+1 < len(runes) {
				if small := strings.Index("拾佰仟", string(runes[i+1])); small >= 0 {
					place += small/len("拾") + 1
					i++
				}
			}
			if above >= 0 && zero != (above-place > 1) {
				t.Fatalf("%s: 零 is %v between places %d and %d", s, zero, above, place)
			}
			above, zero = place, false
			for range place {
				digit *= 10
			}
			total += digit
		}
	}
	if zero {
		t.Fatalf("%s: ends in 零", s)
	}
	return total
}

// TestTenThousandSumsInCapitalsAreReadByAStranger reads capitals back with a reader that knows where 零 and 整 belong.
func TestTenThousandSumsInCapitalsAreReadByAStranger(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 10_000 {
		f := Fen(1 + r.Int64N(99_999_999_999_999))
		for range r.IntN(12) { // short sums, and runs of zeros in the middle
			f /= 10
		}
		if cut := pow10(r.IntN(10)); f > cut {
			f -= f / cut % pow10(r.IntN(4)) * cut
		}
		f = max(f, 1)
		s := f.Capital()
		whole, small, has := strings.Cut(s, "元")
		if !has {
			whole, small = "", s
		}
		got := Fen(spokenPlaces(t, whole)) * Yuan
		jiao, fen := f/10%10, f%10
		want := ""
		if f >= Yuan && (jiao == 0 || f/Yuan%10 == 0) && jiao+fen > 0 {
			want = "零"
		}
		for _, part := range []struct {
			n    Fen
			unit string
		}{{jiao, "角"}, {fen, "分"}} {
			if part.n > 0 {
				want += string([]rune("零壹贰叁肆伍陆柒捌玖")[part.n]) + part.unit
			}
		}
		if jiao+fen == 0 {
			want = "整"
		}
		if got != f/Yuan*Yuan || small != want {
			t.Fatalf("%s: %s reads as %s, and its end should be %s", f, s, got, want)
		}
	}
}

func pow10(n int) Fen {
	p := Fen(1)
	for range n {
		p *= 10
	}
	return p
}
