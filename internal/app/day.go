package app

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// CodeOtherBooks is the code of the refusal to begin books that were begun as others.
const CodeOtherBooks = ledger.CodeConflict

// BeginBooks opens the first book day of an empty set of books, and gives the open day. key and what say which books
// they are: with the same later it changes nothing and gives the day that is open then; with something else under the
// key, or under another key, it refuses with CodeOtherBooks.
func (c *Centre) BeginBooks(ctx context.Context, by act.By, key string, what any, first civil.Date) (
	open civil.Date, err error) {
	if ctx, err = access.Allow(ctx, c.Access.Gate(), by, access.BeginBooks); err != nil {
		return 0, err
	}
	r := ledger.NewRequest(0, key, what)
	err = c.Work.Do(ctx, by, "day.begin", func(tx unit.Tx) error {
		_, isNew, err := c.Books.Claim(tx, r, 1)
		if err != nil {
			return err
		}
		if open, err = c.Books.OpenDay(tx); err != nil || !isNew {
			return err
		}
		if open != 0 {
			return refusal.New(CodeOtherBooks, "账套已在"+open.String()+"营业，不能重新建账", "", "请核对账套和数据目录")
		}
		open = first
		return c.Books.Begin(tx, first)
	})
	return open, err
}

// YearBehind says how much of a year lies behind the open day: from whether its first day is one of the books', to the
// last day before the open one, which is zero in books that nobody has begun.
func (c *Centre) YearBehind(ctx context.Context, year int) (from bool, last civil.Date, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		open, err := c.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		if last = 0; open != 0 {
			last = open.AddDays(-1)
		}
		first, err := c.Books.DayState(tx, civil.DateOf(year, 1, 1))
		from = first != ledger.DayUnknown
		return err
	})
	return from, last, err
}
