package app

import (
	"context"

	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
)

// page is how many rows one read of a whole register gives at most.
const page = 5000

// MemberAccounts reads all member accounts as they stand, in the order of home and id. It is for checks of a small
// city: it holds them all at once.
func (c *Centre) MemberAccounts(ctx context.Context) (all []ledger.MemberAccount, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		all = all[:0]
		after := ledger.AccountID{Home: -1}
		for {
			list, err := c.Books.MemberAccounts(tx, after, page)
			if err != nil {
				return err
			}
			all = append(all, list...)
			if len(list) < page {
				return nil
			}
			after = list[page-1].AccountID
		}
	})
	return all, err
}

// RunningLoans reads all loans with instalments that have not come due, in the order of their ids, likewise.
func (c *Centre) RunningLoans(ctx context.Context) (all []loan.Running, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		all = all[:0]
		for after := loan.ID(0); ; {
			list, err := c.Loan.Running(tx, after, page)
			if err != nil {
				return err
			}
			all = append(all, list...)
			if len(list) < page {
				return nil
			}
			after = list[page-1].Loan
		}
	})
	return all, err
}
