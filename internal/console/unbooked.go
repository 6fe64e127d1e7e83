package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// booked are the days of the books, from the first to the open one; both are zero before they have begun.
type booked struct{ first, open civil.Date }

func (c *Console) booked(tx unit.Tx) (b booked, err error) {
	if b.first, err = c.Ledger.FirstDay(tx); err != nil {
		return b, err
	}
	b.open, err = c.Ledger.CurrentDay(tx)
	return b, err
}

// day refuses a day on which there are no balances: those of another day, or none at all, would stand for them.
func (b booked) day(on civil.Date) error {
	switch {
	case b.first == 0:
		return b.notBegun()
	case on > b.open:
		return refusal.New("console.day-ahead", on.String()+"还没有到，没有余额", "", b.choose())
	case on < b.first:
		return refusal.New("console.day-before-books", on.String()+"在建账以前，账上没有余额", "", b.choose())
	}
	return nil
}

// has reports whether the books have a day of a year.
func (b booked) has(year int) bool {
	return b.first != 0 && year >= b.first.Year() && year <= b.open.Year()
}

// lack says why a table of a year is held against no figure, empty when the books have its year.
func (b booked) lack(year int) string {
	switch {
	case b.has(year):
		return ""
	case b.first == 0:
		return "还没有建账，没有与账对照"
	case year == 0:
		return "表上没有读出年度，不知道是哪一年的，没有与账对照"
	}
	return fmt.Sprintf("账上没有%d年的业务和余额，没有与账对照：账从%s记到营业日%s", year, b.first, b.open)
}

func (b booked) choose() string {
	return fmt.Sprintf("请选择建账日%s至营业日%s之间的日期", b.first, b.open)
}

func (b booked) notBegun() error {
	return refusal.New("console.books-not-begun", "还没有建账，账上没有业务和余额", "", "请在建账以后再看")
}

// unbooked refuses a year of which nothing was found because the books have no day of it: nothing would be taken for a
// figure. A year outside the books may have something all the same, such as a survey of earlier years.
func (c *Console) unbooked(ctx context.Context, year int, nothing bool) error {
	if !nothing {
		return nil
	}
	b, err := read(ctx, c, c.booked)
	switch {
	case err != nil:
		return err
	case b.first == 0:
		return b.notBegun()
	case b.has(year):
		return nil
	}
	return refusal.New("console.year-without-books", fmt.Sprintf("账上没有%d年的业务和余额", year), "",
		fmt.Sprintf("账从%s记到营业日%s，请选择其中的年度", b.first, b.open))
}
