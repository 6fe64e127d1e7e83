package cases_test

import (
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/measure"
	"guangsha/internal/store/opentest"
)

// TestRatingsAreCountedOnTheDayThatTheyWereGiven rates cases of two doors, the last on the first day of the next year,
// and leaves one without a rating. Only ratings of the period count, and only the two worst of five levels are bad.
func TestRatingsAreCountedOnTheDayThatTheyWereGiven(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		rated := func(by act.By, stars int) {
			m := c.submit(by, 0)
			if by == hall {
				m = c.took(m, cases.Accept)
			}
			m = c.took(m, cases.Advance, cases.Advance)
			if stars == 0 {
				return
			}
			_, err := c.Act(ctx, approver, c.key(),
				cases.Move{Case: m.ID, Act: cases.Rate, Seen: m.Entries, Stars: stars})
			c.must(err)
		}
		value := func(m measure.Measure, year int) (v measure.Value) {
			c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
				v, err = c.World.Store.Value(tx, m, measure.Year(year))
				return err
			}))
			return v
		}
		for _, m := range cases.Measures {
			if v := value(m, 2024); v.Known || v.Rows != 0 {
				t.Errorf("%s without ratings: %+v", m.Name, v)
			}
		}
		for _, r := range []struct {
			by    act.By
			stars int
		}{{clerk, 5}, {clerk, 2}, {clerk, 0}, {hall, 3}, {hall, 1}, {hall, 4}} {
			rated(r.by, r.stars)
		}
		c.Clock.Set(civil.At(civil.DateOf(2024, 12, 31), 23, 59))
		rated(clerk, 1)
		c.Clock.Set(civil.At(civil.DateOf(2025, 1, 1), 0, 0))
		rated(clerk, 5)
		for _, want := range []struct {
			measure measure.Measure
			year    int
			n, rows int64
		}{
			{cases.Ratings, 2024, 5_000, 6}, {cases.OnlineRatings, 2024, 6_667, 3},
			{cases.Ratings, 2025, 10_000, 1}, {cases.OnlineRatings, 2025, 0, 0},
		} {
			if v := value(want.measure, want.year); v.N != want.n || v.Rows != want.rows || v.Known != (want.rows > 0) {
				t.Errorf("%s %d: %+v, want %+v", want.measure.Name, want.year, v, want)
			}
		}
	})
}
