package main

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
)

// unfinished is a year that the books do not hold whole: they have not left it behind, or began after its first day.
// Its figures are those of a part of it.
type unfinished struct {
	year   int
	late   bool       // the books began after the year's first day
	closed civil.Date // last day that is closed, zero in books that nobody has begun
}

// unfinishedYear says how far the books of a year are, nil when they hold all of it. Asked before the figures are read,
// it never says more than they hold.
func unfinishedYear(ctx context.Context, centre *app.Centre, year int) (*unfinished, error) {
	from, closed, err := centre.YearBehind(ctx, year)
	over := closed >= civil.DateOf(year, 12, 31)
	if err != nil || from && over {
		return nil, err
	}
	return &unfinished{year, over, closed}, nil
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
	case u.late:
		return fmt.Sprintf("注意：%d年1月1日这套账还没有营业；取数和按取数的得分不是%d年度全年的，不能据以报送。", u.year, u.year)
	case u.closed == 0:
		return fmt.Sprintf("注意：这套账还没有营业，%d年度没有可取的数。", u.year)
	case u.closed.AddDays(1).Year() < u.year:
		what = "还没有开始"
	}
	return fmt.Sprintf("注意：%d年度%s，账只到%s（此日已日结）；取数和按取数的得分都不是全年的，不能据以报送。", u.year, what, u.closed)
}
