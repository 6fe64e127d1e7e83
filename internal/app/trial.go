package app

import (
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// TrialBalance gives the balances of all accounts at the end of a day, in the order of the chart, without those that
// are zero, and whether the day is closed.
func (c *Centre) TrialBalance(ctx context.Context, day civil.Date) (lines []ledger.TrialLine, closed bool, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		lines, closed, err = c.Books.Trial(tx, day)
		return err
	})
	return lines, closed, err
}
