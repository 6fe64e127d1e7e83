// Package civil holds dates, months, instants, the clock and the working days of China.
//
// It knows one zone, +08:00 without daylight saving (北京时间), and needs no zone data. It never reads the wall clock:
// what the time is, a Clock says.
package civil

import (
	"fmt"

	"guangsha/internal/base/refusal"
)

// Date is a day of the Gregorian calendar, counted in days since 1970-01-01. The difference of two dates is a number
// of days: int(d - e).
type Date int32

const daysPerEra = 146_097 // 400 years

// DateOf is the date of a year, month and day. It panics when there is no such day; ParseDate is for input.
func DateOf(y, m, d int) Date {
	if m < 1 || m > 12 || d < 1 || d > MonthOf(y, m).Days() {
		panic(fmt.Sprintf("civil: no such day: %d-%d-%d", y, m, d))
	}
	// Years begin in March here, so that the leap day is the last of its year.
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*((m+9)%12)+2)/5 + d - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Date(era*daysPerEra + dayOfEra - daysToEpoch)
}

const daysToEpoch = 719_468 // from 0000-03-01 to 1970-01-01

// ParseDate reads a date as "2024-06-30". A date that is written otherwise, or does not exist, is refused.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, malformedDate()
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD {
		return 0, malformedDate()
	}
	if y < 1 || m < 1 || m > 12 || d < 1 || d > MonthOf(y, m).Days() {
		return 0, refusal.Bad("date.impossible", "日期不存在，请核对年月日")
	}
	return DateOf(y, m, d), nil
}

func malformedDate() error {
	return refusal.Bad("date.malformed", "日期格式不正确，应为年-月-日，例如2024-06-30")
}

// String gives the date as "2024-06-30".
func (d Date) String() string {
	y, m, day := d.parts()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// Chinese gives month and day as "6月30日".
func (d Date) Chinese() string {
	_, m, day := d.parts()
	return fmt.Sprintf("%d月%d日", m, day)
}

// InFull gives the date as "2024年6月30日".
func (d Date) InFull() string { return fmt.Sprintf("%d年%s", d.Year(), d.Chinese()) }

// Year is the calendar year.
func (d Date) Year() int {
	y, _, _ := d.parts()
	return y
}

// Month is the month the date lies in.
func (d Date) Month() Month {
	y, m, _ := d.parts()
	return MonthOf(y, m)
}

// Day is the day of the month, from 1.
func (d Date) Day() int {
	_, _, day := d.parts()
	return day
}

// Weekday is the day of the week, 1 for Monday to 7 for Sunday.
func (d Date) Weekday() int {
	const thursday = 3 // 1970-01-01, counted from 0 for Monday
	n := int(d) + thursday
	return n - floorDiv(n, 7)*7 + 1
}

// AddDays is the date n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths is the same day n months later; where that month lacks the day, its last day.
func (d Date) AddMonths(n int) Date { return d.AddMonthsAnchored(n, d.Day()) }

// AddMonthsAnchored is the day anchorDay of the month n months later, or the last day of that month where it lacks the
// day. It keeps a due date on its day: 31 gives 30 November, 31 December, 28 February. An anchorDay outside 1 to 31
// panics.
func (d Date) AddMonthsAnchored(n int, anchorDay int) Date {
	if anchorDay < 1 || anchorDay > 31 {
		panic("civil: anchor day outside 1 to 31")
	}
	m := d.Month().Add(n)
	return m.First().AddDays(min(anchorDay, m.Days()) - 1)
}

func (d Date) parts() (y, m, day int) {
	z := int(d) + daysToEpoch
	era := floorDiv(z, daysPerEra)
	dayOfEra := z - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36_524 - dayOfEra/146_096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	monthFromMarch := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*monthFromMarch+2)/5 + 1
	y = yearOfEra + era*400
	m = monthFromMarch + 3
	if m > 12 {
		return y + 1, m - 12, day
	}
	return y, m, day
}

func floorDiv[T int | int64](n, by T) T {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

// digits reads a string of ASCII digits.
func digits(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != ""
}
