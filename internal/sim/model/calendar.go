package model

import (
	"fmt"
	"slices"
	"time"
)

// Day is a calendar day, counted from 1 January 1970.
type Day int

// Month is a calendar month: twelve times the year, and the month from 0.
type Month int

// On is a day of a year and month, both from 1.
func On(year, month, day int) Day {
	const seconds = 24 * 60 * 60
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / seconds)
}

// MonthOf is a month of a year, from 1.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

func (d Day) split() (year, month, day int) {
	y, m, dd := time.Unix(0, 0).UTC().AddDate(0, 0, int(d)).Date()
	return y, int(m), dd
}

// String is the day as YYYY-MM-DD.
func (d Day) String() string {
	y, m, dd := d.split()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

func (d Day) year() int { y, _, _ := d.split(); return y }

func (d Day) month() Month {
	y, m, _ := d.split()
	return MonthOf(y, m)
}

// is reports whether the day is the dayth of the month.
func (d Day) is(month, day int) bool {
	_, m, dd := d.split()
	return m == month && dd == day
}

func (d Day) endsMonth() bool { return (d + 1).month() != d.month() }

// weekend reports whether the day is a Saturday or a Sunday.
func (d Day) weekend() bool {
	const thursday = 3 // 1 January 1970, when a week begins on Monday
	return ((d+thursday)%7+7)%7 >= 5
}

// works reports whether people work on a day.
func (r Rules) works(d Day) bool {
	return slices.Contains(r.Shifted, d) || !d.weekend() && !slices.Contains(r.Off, d)
}

// workdaysOn is the nth working day after a day.
func (r Rules) workdaysOn(d Day, n int) Day {
	for ; n > 0; n-- {
		for d++; !r.works(d); d++ {
		}
	}
	return d
}

// String is the month as YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// first is the first day of the month.
func (m Month) first() Day { return On(int(m)/12, int(m)%12+1, 1) }

func (m Month) year() int { return int(m) / 12 }

// monthsOn is the day so many months on: the anchor's day of the month, or the last day of a month that has none.
func (d Day) monthsOn(n int) Day {
	_, _, anchor := d.split()
	target := d.month() + Month(n)
	last := (target + 1).first() - 1
	return min(target.first()+Day(anchor-1), last)
}
