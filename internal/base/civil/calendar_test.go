package civil

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTheArrangementsLeaveTheRightNumberOfWorkingDays(t *testing.T) {
	c := China()
	// Weekdays less the statutory holidays (全国年节及纪念日放假办法), 11 until 2024 and 13 from 2025: an adjustment moves
	// days off and takes none.
	for year, want := range map[int]int{2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		count := 0
		for d := DateOf(year, 1, 1); d.Year() == year; d++ {
			if c.IsWorkday(d) {
				count++
			}
		}
		if count != want || !c.Known(year) {
			t.Errorf("%d: %d working days, want %d; known %v", year, count, want, c.Known(year))
		}
	}
}

func TestEveryAdjustmentStandsAgainstAWeekdayOrWeekend(t *testing.T) {
	for d, works := range China().moved {
		if works && d.Weekday() <= 5 {
			t.Errorf("%s is a working day already", d)
		}
		if d != DateOf(2022, 12, 31) && !China().Known(d.Year()) { // the notice of 2023 begins a day early
			t.Errorf("%s lies in a year without a notice", d)
		}
	}
}

func TestAYearWithoutANoticeHasWeekendsOnly(t *testing.T) {
	c := China()
	for year := range 100 {
		if known := year+2000 >= 2023 && year+2000 <= 2026; c.Known(year+2000) != known {
			t.Errorf("%d: known %v", year+2000, c.Known(year+2000))
		}
	}
	if !c.IsWorkday(DateOf(2030, 10, 1)) || c.IsWorkday(DateOf(2030, 10, 5)) {
		t.Error("2030-10-01 is a Tuesday and 2030-10-05 a Saturday")
	}
}

func TestWorkingDaysAreCountedOverHolidays(t *testing.T) {
	c := China()
	for _, e := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-09-30", 1, "2024-10-08"}, // the whole National Day holiday lies between
		{"2024-10-11", 1, "2024-10-12"}, // a Saturday to work
		{"2024-10-08", -1, "2024-09-30"},
		{"2024-02-09", 3, "2024-02-20"},
		{"2024-06-01", 0, "2024-06-01"}, // a Saturday stays one
		{"2024-06-01", 1, "2024-06-03"},
		{"2024-06-14", 3, "2024-06-19"},
	} {
		if got := c.AddWorkdays(date(t, e.from), e.n); got != date(t, e.want) {
			t.Errorf("%s and %d working days: %s, want %s", e.from, e.n, got, e.want)
		}
	}
	for in, want := range map[string]string{
		"2024-06-30": "2024-06-28", "2024-10-07": "2024-09-30", "2024-10-12": "2024-10-12", "2024-09-29": "2024-09-29",
	} {
		if got := c.OnOrBefore(date(t, in)); got != date(t, want) {
			t.Errorf("on or before %s: %s, want %s", in, got, want)
		}
	}
}

func TestAWorkingDayTermComesBack(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		d := c.OnOrBefore(DateOf(2022, 1, 1).AddDays(rapid.IntRange(0, 2500).Draw(t, "day")))
		n := rapid.IntRange(0, 60).Draw(t, "n")
		end := c.AddWorkdays(d, n)
		if !c.IsWorkday(end) || c.AddWorkdays(end, -n) != d {
			t.Fatalf("%s and %d working days: %s, and back %s", d, n, end, c.AddWorkdays(end, -n))
		}
	})
}

func TestADamagedDataFileIsNotRead(t *testing.T) {
	for name, text := range map[string]string{
		"an unknown word":        "free 2024-01-01",
		"a word alone":           "off",
		"an impossible day":      "off 2024-02-30",
		"an impossible last day": "off 2024-02-10..2024-02-30",
		"a span backwards":       "off 2024-02-17..2024-02-10",
		"a day twice":            "off 2024-02-10\nwork 2024-02-10",
		"a year in letters":      "year next",
	} {
		if _, err := parseCalendar(text); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
