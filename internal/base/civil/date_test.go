package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"guangsha/internal/base/refusal"
)

func TestDatesAgreeWithTheStandardLibraryOverCenturies(t *testing.T) {
	for d := DateOf(1583, 1, 1); d < DateOf(2601, 1, 1); d++ {
		std := time.Unix(int64(d)*86400, 0).UTC()
		y, m, day := std.Date()
		if d.Year() != y || d.Month() != MonthOf(y, int(m)) || d.Day() != day {
			t.Fatalf("day %d: got %s, want %s", int(d), d, std.Format(time.DateOnly))
		}
		if DateOf(y, int(m), day) != d {
			t.Fatalf("%s does not come back", d)
		}
		if want := (int(std.Weekday())+6)%7 + 1; d.Weekday() != want {
			t.Fatalf("%s: weekday %d, want %d", d, d.Weekday(), want)
		}
	}
}

func TestDatesAreReadStrictly(t *testing.T) {
	for _, s := range []string{"1970-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2024-06-30"} {
		if d, err := ParseDate(s); err != nil || d.String() != s {
			t.Errorf("%s: %s %v", s, d, err)
		}
	}
	for in, code := range map[string]string{
		"": "date.malformed", "2024-6-30": "date.malformed", "20240630": "date.malformed",
		"2024/06/30": "date.malformed", "2024-06-30 ": "date.malformed", "+024-06-30": "date.malformed",
		"2024-0a-30": "date.malformed", "2024-06-3０": "date.malformed", "24-06-2030": "date.malformed",
		"2023-02-29": "date.impossible", "1900-02-29": "date.impossible", "2024-13-01": "date.impossible",
		"2024-00-01": "date.impossible", "2024-06-31": "date.impossible", "2024-06-00": "date.impossible",
		"0000-06-30": "date.impossible",
	} {
		if d, err := ParseDate(in); !refusal.Is(err, code) || d != 0 {
			t.Errorf("%q: got %v %v, want %s", in, d, err, code)
		}
	}
	for _, c := range [][3]int{{2023, 2, 29}, {2024, 0, 1}, {2024, 13, 1}, {2024, 4, 31}, {2024, 4, 0}} {
		if !panics(func() { DateOf(c[0], c[1], c[2]) }) {
			t.Errorf("DateOf makes a date of %v", c)
		}
	}
}

func TestMonthsKeepTheirEndAndTheirAnchor(t *testing.T) {
	for _, c := range []struct {
		from    string
		n       int
		want    string
		anchor  int
		wantAnc string
	}{
		{"2024-01-31", 1, "2024-02-29", 31, "2024-02-29"},
		{"2024-02-29", 1, "2024-03-29", 31, "2024-03-31"},
		{"2024-02-29", 12, "2025-02-28", 30, "2025-02-28"},
		{"2024-03-31", -1, "2024-02-29", 30, "2024-02-29"},
		{"2024-11-30", 3, "2025-02-28", 31, "2025-02-28"},
		{"2024-12-15", 1, "2025-01-15", 1, "2025-01-01"},
		{"2024-12-15", 0, "2024-12-15", 20, "2024-12-20"},
	} {
		d := date(t, c.from)
		if got := d.AddMonths(c.n); got != date(t, c.want) {
			t.Errorf("%s + %d months: %s, want %s", c.from, c.n, got, c.want)
		}
		if got := d.AddMonthsAnchored(c.n, c.anchor); got != date(t, c.wantAnc) {
			t.Errorf("%s + %d months on day %d: %s, want %s", c.from, c.n, c.anchor, got, c.wantAnc)
		}
	}
	for _, anchor := range []int{0, 32, -1} {
		if !panics(func() { DateOf(2024, 1, 1).AddMonthsAnchored(1, anchor) }) {
			t.Errorf("anchor day %d is taken", anchor)
		}
	}
	if got := DateOf(2024, 6, 30).Chinese(); got != "6月30日" {
		t.Error(got)
	}
}

func TestMonthsAreReadStrictlyAndAddUp(t *testing.T) {
	for _, s := range []string{"2024-02", "0001-01", "9999-12"} {
		if m, err := ParseMonth(s); err != nil || m.String() != s {
			t.Errorf("%s: %s %v", s, m, err)
		}
	}
	for _, s := range []string{"", "2024-2", "2024-13", "2024-00", "202402", "2024-02-01", "0000-02", "２024-2"} {
		if m, err := ParseMonth(s); !refusal.Is(err, "month.malformed") || m != 0 {
			t.Errorf("%q: %v %v", s, m, err)
		}
	}
	if !panics(func() { MonthOf(2024, 13) }) || !panics(func() { MonthOf(2024, 0) }) {
		t.Error("an impossible month is made")
	}
	rapid.Check(t, func(t *rapid.T) {
		m := MonthOf(rapid.IntRange(1, 9000).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		n := rapid.IntRange(-12, 5000).Draw(t, "n")
		if m.Add(n).Add(-n) != m || int(m.Add(n)-m) != n {
			t.Fatal("months do not add up")
		}
		if m.Last()+1 != m.Add(1).First() || int(m.Last()-m.First())+1 != m.Days() {
			t.Fatal("months do not meet")
		}
		if m.First().Month() != m || m.Last().Month() != m || m.First().Day() != 1 {
			t.Fatal("a month does not hold its days")
		}
	})
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-06-30", "2023-02-29", "0000-01-01", "2024-6-30", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		std, stdErr := time.Parse(time.DateOnly, s)
		if exists := stdErr == nil && std.Year() > 0; exists != (err == nil) {
			t.Fatalf("%q: %v, the standard library says %v", s, err, stdErr)
		}
		if err != nil {
			if refusal.Of(err) == nil {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if d.String() != s || int64(d) != std.Unix()/86400 && std.Unix() >= 0 {
			t.Fatalf("%q was read as %s", s, d)
		}
	})
}
