package civil

import (
	"testing"
	"time"
)

func TestDatesAgreeWithTheStandardLibraryOverCenturies(t *testing.T) {
	for d := DateOf(1583, 1, 1); d < DateOf(2601, 1, 1); d++ {
		std := time.Unix(int64(d)*86400, 0).UTC()
		if got, want := d.String(), std.Format("2006-01-02"); got != want {
			t.Fatalf("day %d: got %s, want %s", int(d), got, want)
		}
		y, m, day := std.Date()
		if DateOf(y, int(m), day) != d {
			t.Fatalf("%s does not come back", d)
		}
		if want := (int(std.Weekday())+6)%7 + 1; d.Weekday() != want {
			t.Fatalf("%s: weekday %d, want %d", d, d.Weekday(), want)
		}
	}
}

func TestEveryArrangementMovesARealDay(t *testing.T) {
	c := China()
	for d, works := range c.moved {
		if works && d.Weekday() <= 5 {
			t.Errorf("%s is a weekday already", d)
		}
	}
	if got := c.AddWorkdays(DateOf(2024, 9, 30), 1); got != DateOf(2024, 10, 8) {
		t.Errorf("after the holiday: %s", got)
	}
	if c.Known(2022) || !c.Known(2026) {
		t.Error("known years")
	}
}

func TestInstantsPrintAtBeijingTime(t *testing.T) {
	i := At(DateOf(2024, 6, 30), 0, 5)
	if i.String() != "2024-06-30T00:05:00+08:00" || i.Date() != DateOf(2024, 6, 30) {
		t.Error(i.String())
	}
	if got := i.Time().Format(time.RFC3339); got != "2024-06-29T16:05:00Z" {
		t.Error(got)
	}
}
