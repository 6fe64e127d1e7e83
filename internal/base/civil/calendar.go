package civil

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Calendar tells working days (工作日) from days off, after the published holiday arrangements (放假调休).
type Calendar struct {
	moved map[Date]bool // days that the arrangement decides: true to work, false off
	known map[int]bool  // years with a published arrangement
}

//go:embed holidays.txt
var holidays string

var china = sync.OnceValue(func() Calendar {
	c, err := parseCalendar(holidays)
	if err != nil {
		panic("civil: holidays.txt: " + err.Error())
	}
	return c
})

// China is the calendar of the State Council's arrangements (国务院办公厅关于部分节假日安排的通知) for the years that
// this program was built with. In any other year only Saturdays and Sundays are off, and Known says so.
func China() Calendar { return china() }

// Known reports whether the arrangement of a year is in the calendar.
func (c Calendar) Known(year int) bool { return c.known[year] }

// IsWorkday reports whether d is a working day.
func (c Calendar) IsWorkday(d Date) bool {
	if works, decided := c.moved[d]; decided {
		return works
	}
	return d.Weekday() <= 5
}

// OnOrBefore is d when it is a working day, else the last working day before it.
func (c Calendar) OnOrBefore(d Date) Date {
	for !c.IsWorkday(d) {
		d--
	}
	return d
}

// AddWorkdays is the n-th working day after d, so that a term of n working days that runs from d ends with it; for a
// negative n the working day that many before d. For 0 it is d, whatever day that is.
func (c Calendar) AddWorkdays(d Date, n int) Date {
	step, left := 1, n
	if n < 0 {
		step, left = -1, -n
	}
	for left > 0 {
		d = d.AddDays(step)
		if c.IsWorkday(d) {
			left--
		}
	}
	return d
}

// parseCalendar reads the data file, whose head explains its form.
func parseCalendar(text string) (Calendar, error) {
	c := Calendar{moved: map[Date]bool{}, known: map[int]bool{}}
	for n, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if err := c.read(fields); err != nil {
			return Calendar{}, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return c, nil
}

func (c Calendar) read(fields []string) error {
	if len(fields) < 2 {
		return fmt.Errorf("too few words")
	}
	switch fields[0] {
	case "year":
		y, err := strconv.Atoi(fields[1])
		if err != nil {
			return err
		}
		c.known[y] = true
		return nil
	case "off", "work":
		return c.move(fields[1], fields[0] == "work")
	}
	return fmt.Errorf("unknown word %q", fields[0])
}

func (c Calendar) move(span string, works bool) error {
	from, to, ranged := strings.Cut(span, "..")
	if !ranged {
		to = from
	}
	first, err := ParseDate(from)
	if err != nil {
		return err
	}
	last, err := ParseDate(to)
	if err != nil {
		return err
	}
	if last < first {
		return fmt.Errorf("%s ends before it begins", span)
	}
	for d := first; d <= last; d++ {
		if _, twice := c.moved[d]; twice {
			return fmt.Errorf("%s stands twice", d)
		}
		c.moved[d] = works
	}
	return nil
}
