package civil

import (
	"fmt"

	"guangsha/internal/base/refusal"
)

// Month is a calendar month, counted as year·12 + month − 1. The difference of two months is a number of months.
type Month int32

// MonthOf is the month of a year, m from 1 to 12. Another m panics.
func MonthOf(y, m int) Month {
	if m < 1 || m > 12 {
		panic(fmt.Sprintf("civil: no such month: %d-%d", y, m))
	}
	return Month(y*12 + m - 1)
}

// ParseMonth reads a month as "2024-03". Anything else is refused.
func ParseMonth(s string) (Month, error) {
	if len(s) == 7 && s[4] == '-' {
		y, okY := digits(s[:4])
		m, okM := digits(s[5:])
		if okY && okM && y >= 1 && m >= 1 && m <= 12 {
			return MonthOf(y, m), nil
		}
	}
	return 0, refusal.Bad("month.malformed", "月份格式不正确，应为年-月，例如2024-03")
}

// String gives the month as "2024-03".
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Number()) }

// Year is the calendar year.
func (m Month) Year() int { return floorDiv(int(m), 12) }

// Number is the month of the year, 1 to 12.
func (m Month) Number() int { return int(m) - m.Year()*12 + 1 }

// Add is the month n months later, or earlier for a negative n.
func (m Month) Add(n int) Month { return m + Month(n) }

// First is the first day of the month.
func (m Month) First() Date { return DateOf(m.Year(), m.Number(), 1) }

// Last is the last day of the month.
func (m Month) Last() Date { return m.First().AddDays(m.Days() - 1) }

// Days is the number of days of the month.
func (m Month) Days() int {
	switch m.Number() {
	case 2:
		if leap(m.Year()) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
