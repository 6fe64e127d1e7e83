package cases

import (
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
)

// However often a clock stops and goes on, the working days on which it ran add up to the promised term: counted day by
// day, which shares nothing with the reckoning.
func TestAClockCountsTheWorkingDaysOnWhichItRan(t *testing.T) {
	calendar := civil.China()
	rapid.Check(t, func(t *rapid.T) {
		on := civil.DateOf(2024, 1, 1) + civil.Date(rapid.IntRange(0, 700).Draw(t, "accepted"))
		term := rapid.IntRange(1, 15).Draw(t, "term")
		c := Case{State: UnderWay, Due: calendar.AddWorkdays(on, term)}
		runs, ran := true, 0
		for range rapid.IntRange(0, 60).Draw(t, "days") {
			if rapid.IntRange(0, 9).Draw(t, "turn") == 0 {
				if runs {
					c = c.stopped(calendar, on)
				} else {
					c = c.goingOn(calendar, on)
				}
				runs = !runs
			}
			on++
			if runs && calendar.IsWorkday(on) {
				ran++
			}
		}
		if runs {
			if got, _ := c.DaysLeft(calendar, on); got != term-ran {
				t.Fatalf("%d days left of %d, and %d were used", got, term, ran)
			}
			return
		}
		if c.Left != term-ran || c.Due != 0 || c.Stopped == 0 {
			t.Fatalf("%d days kept of %d, and %d were used: %+v", c.Left, term, ran, c)
		}
	})
}
