package main

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
)

// unfinished is a year that the books have not left behind: its figures are those of a part of it.
type unfinished struct {
	year   int
	closed civil.Date // last day that is closed, zero in books that nobody has begun
}

// unfinishedYear says how far the books of a year are, nil when it is over. Asked before the figures are read, it never
// says more than they hold.
func unfinishedYear(ctx context.Context, centre *app.Centre, year int) (*unfinished, error) {
	closed, err := centre.ClosedUntil(ctx)
	if err != nil || closed >= civil.DateOf(year, 12, 31) {
		return nil, err
	}
	return &unfinished{year, closed}, nil
}

// until is the last closed day, empty when there is none.
func (u *unfinished) until() string {
	if u.closed == 0 {
		return ""
	}
	return u.closed.String()
}

// String is a warning in one sentence.
func (u *unfinished) String() string {
	what := "还没有结束"
	switch {
	case u.closed == 0:
		return fmt.Sprintf("注意：这套账还没有营业，%d年度没有可取的数。", u.year)
	case u.closed.AddDays(1).Year() < u.year:
		what = "还没有开始"
	}
	return fmt.Sprintf("注意：%d年度%s，账只到%s（此日已日结）；取数和按取数的得分都不是全年的，不能据以报送。", u.year, what, u.closed)
}
