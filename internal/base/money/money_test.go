package money

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/refusal"
)

func TestAmountsAreReadStrictly(t *testing.T) {
	for in, want := range map[string]Fen{
		"0": 0, "0.1": 10, "0.01": 1, "1234.50": 123450, "1234.5": 123450, "-0.01": -1, "+12": 1200, "-0": 0,
		"1,234.50": 123450, "1,234,567": 123456700, "12,345": 1234500, "0012": 1200,
		"92233720368547758.07": math.MaxInt64, "-92233720368547758.08": math.MinInt64,
	} {
		if got, err := ParseYuan(in); err != nil || got != want {
			t.Errorf("%q: got %d %v, want %d", in, got, err, want)
		}
	}
	for in, code := range map[string]string{
		"": "money.malformed", "-": "money.malformed", ".5": "money.malformed", "1.": "money.malformed",
		"1.234": "money.malformed", "1 234": "money.malformed", " 1": "money.malformed", "1\n": "money.malformed",
		"１２": "money.malformed", "1e3": "money.malformed", "0x10": "money.malformed", "1_000": "money.malformed",
		"1,23":   "money.malformed",
		"1,2345": "money.malformed", ",123": "money.malformed", "1234,567": "money.malformed",
		"1,,234": "money.malformed", "1,234,": "money.malformed", "--1": "money.malformed", "+-1": "money.malformed",
		"1.-5": "money.malformed", "1.2.3": "money.malformed", "¥5": "money.malformed", "NaN": "money.malformed",
		"92233720368547758.08": "money.range", "-92233720368547758.09": "money.range",
		strings.Repeat("9", 400): "money.range",
	} {
		if got, err := ParseYuan(in); !refusal.Is(err, code) || got != 0 {
			t.Errorf("%q: got %d %v, want %s", in, got, err, code)
		}
	}
}

func TestRatesAreReadStrictly(t *testing.T) {
	for in, want := range map[string]Rate{
		"0": 0, "1": RateOne, "0.0285": 285_000, "0.0000001": 1, "-0.002": -20_000, "0.03075": 307_500,
		"-922337203685.4775808": math.MinInt64,
	} {
		if got, err := ParseRate(in); err != nil || got != want {
			t.Errorf("%q: got %d %v, want %d", in, got, err, want)
		}
	}
	for in, code := range map[string]string{
		"": "rate.malformed", "2.85%": "rate.malformed", "0.00000001": "rate.malformed", "0.": "rate.malformed",
		".1": "rate.malformed", " 0.1": "rate.malformed", "--1": "rate.malformed", "1,000": "rate.malformed",
		"922337203685.4775808": "rate.range",
	} {
		if got, err := ParseRate(in); !refusal.Is(err, code) || got != 0 {
			t.Errorf("%q: got %d %v, want %s", in, got, err, code)
		}
	}
	for r, want := range map[Rate][2]string{
		285_000: {"0.0285", "2.85%"}, RateOne: {"1", "100%"}, 0: {"0", "0%"}, -20_000: {"-0.002", "-0.2%"},
		1: {"0.0000001", "0.00001%"}, 10 * RateOne: {"10", "1000%"},
	} {
		if r.String() != want[0] || r.Percent() != want[1] {
			t.Errorf("%d: %s %s, want %v", r, r, r.Percent(), want)
		}
	}
}

func TestAmountsAreWrittenForPeople(t *testing.T) {
	for _, c := range []struct {
		f                    Fen
		text, grouped, inWan string
	}{
		{0, "0.00", "0.00", "0.00"},
		{-5, "-0.05", "-0.05", "0.00"},
		{123_450, "1234.50", "1,234.50", "0.12"},
		{99_999_900, "999999.00", "999,999.00", "100.00"},
		{99_500_000, "995000.00", "995,000.00", "99.50"},
		{-1_005_000, "-10050.00", "-10,050.00", "-1.01"},
		{math.MinInt64, "-92233720368547758.08", "-92,233,720,368,547,758.08", "-9223372036854.78"},
	} {
		if c.f.String() != c.text || c.f.Grouped() != c.grouped || c.f.InWan(2) != c.inWan {
			t.Errorf("%d: %s %s %s, want %v", c.f, c.f, c.f.Grouped(), c.f.InWan(2), c)
		}
	}
	for decimals, want := range []string{"100", "99.5", "99.50", "99.500", "99.5000", "99.50000", "99.500001"} {
		if got := (99*Wan + 500_001).InWan(decimals); got != want {
			t.Errorf("%d decimals: %s, want %s", decimals, got, want)
		}
	}
}

func TestCapitalFollowsTheExamplesOfTheInstrument(t *testing.T) {
	for in, want := range map[string]string{
		// 正确填写票据和结算凭证的基本规定, 第四条
		"1409.50":   "壹仟肆佰零玖元伍角",
		"6007.14":   "陆仟零柒元壹角肆分",
		"1680.32":   "壹仟陆佰捌拾元零叁角贰分",
		"107000.53": "壹拾万柒仟元零伍角叁分",
		"16409.02":  "壹万陆仟肆佰零玖元零贰分",
		"325.04":    "叁佰贰拾伍元零肆分",
		// the corners
		"123.45": "壹佰贰拾叁元肆角伍分", "0": "零元整", "0.05": "伍分", "0.50": "伍角", "0.55": "伍角伍分",
		"10": "壹拾元整", "10.05": "壹拾元零伍分", "-200.07": "负贰佰元零柒分", "10001": "壹万零壹元整",
		"100007000": "壹亿零柒仟元整", "2070000000": "贰拾亿柒仟万元整", "1000000000000": "壹万亿元整",
		"320000000": "叁亿贰仟万元整", "1000000010.10": "壹拾亿零壹拾元零壹角",
	} {
		if got := yuan(t, in).Capital(); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// readCapital is an independent reader: it adds what it sees and knows nothing of 零.
func readCapital(s string) Fen {
	digit := map[rune]Fen{'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}
	small := map[rune]Fen{'拾': 10, '佰': 100, '仟': 1000}
	var total, section, current Fen
	sign := Fen(1)
	for _, c := range s {
		switch {
		case c == '负':
			sign = -1
		case digit[c] > 0:
			current = digit[c]
		case small[c] > 0:
			section, current = section+current*small[c], 0
		case c == '万':
			section, current = (section+current)*10_000, 0
		case c == '亿':
			total, section, current = (total+section+current)*100_000_000, 0, 0
		case c == '元':
			total, section, current = (total+section+current)*Yuan, 0, 0
		case c == '角':
			total, current = total+current*Jiao, 0
		case c == '分':
			total, current = total+current, 0
		}
	}
	return sign * total
}

func TestCapitalReadsBackAsTheSameAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fen(rapid.Int64Range(-9_999_999_999_999_999, 9_999_999_999_999_999).Draw(t, "fen"))
		zeros := rapid.IntRange(0, 12).Draw(t, "zeros")
		for range zeros { // long runs of zeros are rare in random numbers
			f = f / 10
		}
		for range zeros {
			f = f * 10
		}
		text := f.Capital()
		if got := readCapital(text); got != f {
			t.Fatalf("%s: %s reads as %s", f, text, got)
		}
		if strings.Contains(text, "零零") || strings.Contains(text, "零万") || strings.Contains(text, "亿万") {
			t.Fatalf("%s: %s", f, text)
		}
	})
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fen(rapid.Int64().Draw(t, "fen"))
		for _, s := range []string{f.String(), f.Grouped()} {
			if got, err := ParseYuan(s); err != nil || got != f {
				t.Fatalf("%s: %d %v", s, got, err)
			}
		}
		r := Rate(rapid.Int64().Draw(t, "rate"))
		if got, err := ParseRate(r.String()); err != nil || got != r {
			t.Fatalf("%s: %d %v", r, got, err)
		}
		if got := f.InWan(6); readFixed(got) != f {
			t.Fatalf("%d: %s", f, got)
		}
	})
}

func readFixed(s string) Fen {
	n, _ := new(big.Int).SetString(strings.Replace(s, ".", "", 1), 10)
	return Fen(n.Int64())
}

// round is the oracle of MulDiv, in rational numbers.
func round(q *big.Rat, r Rounding) *big.Int {
	abs := new(big.Rat).Abs(q)
	if r == HalfUp {
		abs.Add(abs, big.NewRat(1, 2))
	}
	n, rest := new(big.Int).QuoRem(abs.Num(), abs.Denom(), new(big.Int))
	if r == Up && rest.Sign() != 0 {
		n.Add(n, big.NewInt(1))
	}
	if q.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

// panics reports whether f panics.
func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestMulDivIsExactOrPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64().Draw(t, "a")
		num := rapid.Int64().Draw(t, "num")
		den := rapid.Int64Range(1, math.MaxInt64).Draw(t, "den")
		r := rapid.SampledFrom([]Rounding{HalfUp, Truncate, Up}).Draw(t, "rounding")
		q := new(big.Rat).Mul(new(big.Rat).SetInt64(a), new(big.Rat).SetFrac64(num, den))
		want := round(q, r)
		var got Fen
		failed := panics(func() { got = MulDiv(Fen(a), num, den, r) })
		if want.IsInt64() == failed {
			t.Fatalf("%d·%d/%d: result %s, panicked %v", a, num, den, want, failed)
		}
		if !failed && want.Cmp(big.NewInt(int64(got))) != 0 {
			t.Fatalf("%d·%d/%d: got %d, want %s", a, num, den, got, want)
		}
	})
}

func TestRoundingTreatsAnAmountAndItsNegativeAlike(t *testing.T) {
	for _, c := range []struct {
		f                    Fen
		halfUp, truncate, up Fen
	}{
		{149, 100, 100, 200}, {150, 200, 100, 200}, {100, 100, 100, 100}, {1, 0, 0, 100}, {0, 0, 0, 0},
		{-149, -100, -100, -200}, {-150, -200, -100, -200}, {-1, 0, 0, -100},
	} {
		got := [3]Fen{c.f.RoundTo(Yuan, HalfUp), c.f.RoundTo(Yuan, Truncate), c.f.RoundTo(Yuan, Up)}
		if got != [3]Fen{c.halfUp, c.truncate, c.up} {
			t.Errorf("%d: %v", c.f, got)
		}
	}
}

func TestAContributionInWholeYuanIsRoundedOnce(t *testing.T) {
	base := Fen(89_99) // 5% is 4.4995 yuan
	if got := base.AtRateTo(500_000, Yuan, HalfUp); got != 4*Yuan {
		t.Errorf("got %s", got)
	}
	if twice := base.AtRate(500_000, HalfUp).RoundTo(Yuan, HalfUp); twice != 5*Yuan {
		t.Errorf("rounding twice no longer differs, %s: this example shows nothing", twice)
	}
}

func TestImpossibleArithmeticPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"a divisor of nought":      func() { MulDiv(1, 1, 0, HalfUp) },
		"a negative divisor":       func() { MulDiv(1, 1, -1, HalfUp) },
		"an unknown rounding":      func() { MulDiv(1, 1, 2, 7) },
		"a product of 128 bits":    func() { MulDiv(math.MaxInt64, math.MaxInt64, 1, Truncate) },
		"one above the greatest":   func() { MulDiv(math.MaxInt64, 3, 2, Truncate) },
		"rounding over the top":    func() { Fen(math.MaxInt64).RoundTo(Yuan, Up) },
		"a carry over the top":     func() { MulDiv(1<<32-1, 1<<32+1, 2, HalfUp) },
		"one below the least":      func() { MulDiv(math.MinInt64, 3, 2, Truncate) },
		"a unit of nought":         func() { Fen(1).RoundTo(0, Up) },
		"a unit of nought at rate": func() { Fen(1).AtRateTo(1, 0, Up) },
		"a unit too large":         func() { Fen(1).AtRateTo(1, math.MaxInt64, Up) },
		"seven decimals of 万":      func() { Wan.InWan(7) },
		"a sum above":              func() { Sum(math.MaxInt64, 1) },
		"a sum below":              func() { Sum(math.MinInt64, -1) },
		"days that overflow":       func() { Days(math.MaxInt64, 2) },
		"rate times days":          func() { Fen(1).DayInterest(math.MaxInt64, 3) },
		"no months":                func() { Annuity(Yuan, 1, 0) },
		"a negative loan":          func() { Annuity(-Yuan, 1, 12) },
		"a negative rate":          func() { Annuity(Yuan, -1, 12) },
		"interest that overflows":  func() { SegmentInterest(Segment{math.MaxInt64, math.MaxInt64}) },
	} {
		if !panics(f) {
			t.Errorf("%s does not panic", name)
		}
	}
	if got := Sum(math.MaxInt64, -1, 1, 0); got != math.MaxInt64 {
		t.Errorf("a sum that fits: %d", got)
	}
}

func TestDayProductsAddUpHoweverAPeriodIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fen(rapid.Int64Range(-1e13, 1e13).Draw(t, "fen"))
		a, b := rapid.IntRange(0, 400).Draw(t, "a"), rapid.IntRange(0, 400).Draw(t, "b")
		r := Rate(rapid.Int64Range(0, 1_000_000).Draw(t, "rate"))
		whole := Days(f, a+b)
		if Days(f, a)+Days(f, b) != whole {
			t.Fatal("the parts are not the whole")
		}
		cut := SegmentInterest(Segment{Days(f, a), r}, Segment{Days(f, b), r})
		if cut != whole.Interest(r) || cut != f.DayInterest(r, a+b) {
			t.Fatalf("cut %s, whole %s, direct %s", cut, whole.Interest(r), f.DayInterest(r, a+b))
		}
	})
}

// TestTheAnnuityPaysTheLoanOff checks an instalment against its definition, by exact recursion: half a fen less leaves
// a debt after the last month, half a fen more leaves none.
func TestTheAnnuityPaysTheLoanOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		principal := Fen(rapid.Int64Range(1, 200*int64(Wan)).Draw(t, "principal"))
		annual := Rate(rapid.Int64Range(0, 1_200_000).Draw(t, "rate"))
		months := rapid.IntRange(1, 60).Draw(t, "months")
		m := Annuity(principal, annual, months)
		left := func(half int64) int {
			growth := new(big.Rat).SetFrac64(12*int64(RateOne)+int64(annual), 12*int64(RateOne))
			pay := new(big.Rat).SetFrac64(2*int64(m)+half, 2)
			balance := new(big.Rat).SetInt64(int64(principal))
			for range months {
				balance.Sub(balance.Mul(balance, growth), pay)
			}
			return balance.Sign()
		}
		if left(-1) < 0 || left(1) >= 0 {
			t.Fatalf("%s at %s over %d months: %s", principal, annual, months, m)
		}
	})
}

func FuzzParseYuan(f *testing.F) {
	for _, s := range []string{"0", "-1,234.50", "1234.5", "92233720368547758.07", "1.", "+00,1", "１"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseYuan(s)
		if err != nil {
			if refusal.Of(err) == nil || got != 0 {
				t.Fatalf("%q: %d %v", s, got, err)
			}
			return
		}
		exact, ok := new(big.Rat).SetString(strings.ReplaceAll(s, ",", ""))
		if !ok || exact.Cmp(new(big.Rat).SetFrac64(int64(got), 100)) != 0 {
			t.Fatalf("%q was read as %s", s, got)
		}
		for _, written := range []string{got.String(), got.Grouped()} {
			if again, err := ParseYuan(written); err != nil || again != got {
				t.Fatalf("%q became %q became %d %v", s, written, again, err)
			}
		}
	})
}
