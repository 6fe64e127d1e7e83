package cases

import "guangsha/internal/base/civil"

// The clock of a case counts working days. While it runs, Due is the last day of the promised term; while it stands,
// Due is zero and Left is how many working days were left of the term on the day it was stopped. The day on which a
// clock stops counts, the day on which it goes on does not, as the day of acceptance does not.

// stopped is the case with its clock stopped on a day.
func (c Case) stopped(calendar civil.Calendar, on civil.Date) Case {
	if c.Decided == 0 {
		c.Left = left(calendar, on, c.Due)
	}
	c.Due, c.Stopped = 0, on
	return c
}

// goingOn is the case with its clock going on from a day. A term that was over when the clock stopped stays over by as
// many working days.
func (c Case) goingOn(calendar civil.Calendar, on civil.Date) Case {
	if c.Left <= 0 {
		on = calendar.OnOrBefore(on)
	}
	if c.Decided == 0 {
		c.Due = calendar.AddWorkdays(on, c.Left)
	}
	c.Left, c.Stopped = 0, 0
	return c
}

// left is how many working days lie behind a day up to the last day of a term, negative when the term is over.
func left(calendar civil.Calendar, on, due civil.Date) (n int) {
	for d := on + 1; d <= due; d++ {
		if calendar.IsWorkday(d) {
			n++
		}
	}
	for d := due + 1; d <= on; d++ {
		if calendar.IsWorkday(d) {
			n--
		}
	}
	return n
}

// DaysLeft is how many working days are left of the promised term on a day; negative when it is over. It says nothing
// of a case whose clock does not run.
func (c Case) DaysLeft(calendar civil.Calendar, on civil.Date) (n int, runs bool) {
	if c.Due == 0 || !c.State.Open() {
		return 0, false
	}
	return left(calendar, on, c.Due), true
}
