package cases

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// A door opens at the first minute at which it is open: found again by trying every minute.
func TestADoorOpensAtTheFirstMinuteOfItsHoursThatNoPauseHolds(t *testing.T) {
	calendar := civil.China()
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{"每天", "工作日"}).Draw(t, "days")
		marks := rapid.SliceOfNDistinct(rapid.IntRange(0, 96), 4, 4, func(n int) int { return n }).Draw(t, "quarters")
		slices.Sort(marks)
		clock := func(quarters int) string { return fmt.Sprintf("%02d:%02d", quarters/4, quarters%4*15) }
		h, err := readHours(fmt.Sprintf("%s %s-%s %s-%s", kind, clock(marks[0]), clock(marks[1]), clock(marks[2]),
			clock(marks[3])))
		if err != nil {
			t.Fatal(err)
		}
		start := civil.At(civil.DateOf(2024, 4, 2), 0, rapid.IntRange(0, 4000).Draw(t, "at"))
		var pauses []Pause
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			from := civil.At(civil.DateOf(2024, 4, 2), 0, rapid.IntRange(0, 6000).Draw(t, "from"))
			to := from + civil.Instant(rapid.IntRange(1, 3000).Draw(t, "minutes"))*60_000_000
			pauses = append(pauses, Pause{from, to, "维护"})
		}
		open := func(at civil.Instant) bool {
			day, minutes := at.Date(), int(at-civil.At(at.Date(), 0, 0))/60_000_000
			if kind == "工作日" && !calendar.IsWorkday(day) {
				return false
			}
			for _, p := range pauses {
				if at >= p.From && at < p.To {
					return false
				}
			}
			return minutes >= marks[0]*15 && minutes < marks[1]*15 || minutes >= marks[2]*15 && minutes < marks[3]*15
		}
		want := start
		for !open(want) {
			want += 60_000_000
		}
		if got := (doorway{calendar: calendar}).opens(h, pauses, start); got != want {
			t.Fatalf("at %s with %s and %v: opens %s, by the minute %s", start, h.text, pauses, got, want)
		}
	})
}

func TestHoursAndPausesThatNobodyUnderstandsAreErrors(t *testing.T) {
	for _, text := range []string{"", "每天", "周一 08:00-09:00", "每天 09:00-08:00", "每天 08:00", "每天 8点-9点",
		"每天 08:00-25:00", "工作日 13:00-17:00 08:00-12:00", "每天 08:00-12:00 11:00-13:00"} {
		if _, err := readHours(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
	for _, text := range []string{"", "2024-05-01 22:00", "2024-05-01 22:00 至 2024-05-01 21:00 维护",
		"2024-05-01 22:00 到 2024-05-02 06:00 维护", "2024-13-01 22:00 至 2024-05-02 06:00 维护",
		"2024-05-01 22:00 至 2024-05-02 06:00"} {
		if _, err := readPause(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestParametersOfDoorsThatNobodyUnderstandsAreNotPutInForce(t *testing.T) {
	for key, value := range map[string]string{"door.counter.hours": "全天", "door.counter.switch": "开",
		"door.counter.pauses": "明天", "item.x.counter.most": "五万", "item.x.counter.colour": "red"} {
		if err := CheckTimes([]policy.Row{{Key: key, Value: value}}); err == nil {
			t.Errorf("%s = %q is understood", key, value)
		}
	}
	if err := CheckTimes([]policy.Row{{Key: "door.counter.hours", Value: "每天 00:00-24:00"},
		{Key: "door.counter.pauses", Value: "无"}, {Key: "item.x.counter.most", Value: "50000"},
		{Key: "loan.decide_days", Value: "15"}}); err != nil {
		t.Error(err)
	}
}

// A row that comes later says when something is on again; a branch has its own.
func TestWhatIsOffSaysFromWhenItIsOnAgain(t *testing.T) {
	day := civil.DateOf
	set, err := policy.NewSet(1, []policy.Row{
		{Key: "door.counter.switch", Value: "on", From: day(2020, 1, 1)},
		{Key: "item.x.counter.switch", Value: "off", From: day(2024, 5, 1)},
		{Key: "item.x.counter.switch", Value: "on", From: day(2024, 6, 1)},
		{Key: "item.x.counter.switch", Branch: "03", Value: "off", From: day(2024, 5, 20)},
		{Key: "item.y.counter.switch", Value: "maybe", From: day(2024, 5, 1)},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		branch string
		on     civil.Date
		says   string
	}{
		{"01", day(2024, 4, 30), ""}, {"01", day(2024, 5, 1), "2024-06-01起恢复办理"}, {"01", day(2024, 6, 1), ""},
		{"03", day(2024, 5, 20), "恢复办理的时间请看公告"}, {"03", day(2024, 6, 1), "恢复办理的时间请看公告"},
	} {
		d := doorway{set: set, item: serviceitem.Item{Code: "x", Name: "某事"}, door: "counter", branch: c.branch}
		no, err := d.off(c.on)
		if err != nil || (no == nil) != (c.says == "") || no != nil && !strings.Contains(no.Next, c.says) {
			t.Errorf("branch %s on %s: %+v, %v", c.branch, c.on, no, err)
		}
	}
	d := doorway{set: set, item: serviceitem.Item{Code: "y"}, door: "counter"}
	if _, err := d.off(day(2024, 5, 2)); err == nil {
		t.Error("a switch that is neither on nor off was read")
	}
}
