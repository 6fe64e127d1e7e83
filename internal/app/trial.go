package app

import (
	"context"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// TrialLine is one line of the trial balance (科目余额表): an account with its balance over all offices.
type TrialLine struct {
	Account ledger.AccountInfo
	Debit   money.Fen // 借方余额, zero or positive
	Credit  money.Fen // 贷方余额, zero or positive
}

// TrialBalance gives the balances of all accounts at the end of a day, in the order of the chart, without those that
// are zero, and whether the day is closed.
func (c *Centre) TrialBalance(ctx context.Context, day civil.Date) (lines []TrialLine, closed bool, err error) {
	sums := map[ledger.Account]money.Fen{}
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		clear(sums)
		list, isClosed, err := c.Books.Balances(tx, day)
		closed = isClosed
		for _, b := range list {
			sums[b.Account] = money.Sum(sums[b.Account], b.Balance)
		}
		return err
	})
	for _, info := range ledger.Chart {
		if sum := sums[info.Code]; sum != 0 {
			lines = append(lines, TrialLine{Account: info, Debit: max(-sum, 0), Credit: max(sum, 0)})
		}
	}
	slices.SortStableFunc(lines, func(a, b TrialLine) int { return byCode(a.Account.Code, b.Account.Code) })
	return lines, closed, err
}

// byCode puts an account behind the one it is a detail of.
func byCode(a, b ledger.Account) int {
	top := func(c ledger.Account) ledger.Account {
		for c >= 1000 {
			c /= 10
		}
		return c
	}
	if top(a) != top(b) {
		return int(top(a) - top(b))
	}
	return int(a - b)
}
