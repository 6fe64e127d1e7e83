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
func (c *Centre) MemberAccounts(ctx context.Context) ([]ledger.MemberAccount, error) {
	return register(ctx, c, ledger.AccountID{Home: -1}, c.Books.MemberAccounts,
		func(a ledger.MemberAccount) ledger.AccountID { return a.AccountID })
}

// RunningLoans reads all loans with instalments that have not come due, in the order of their ids, likewise.
func (c *Centre) RunningLoans(ctx context.Context) ([]loan.Running, error) {
	return register(ctx, c, 0, c.Loan.Running, func(r loan.Running) loan.ID { return r.Loan })
}

// register reads the pages of a register as of one moment; each begins after the key of the last row before.
func register[T, K any](ctx context.Context, c *Centre, first K, read func(unit.Tx, K, int) ([]T, error),
	key func(T) K) (all []T, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		all = all[:0]
		for after := first; ; after = key(all[len(all)-1]) {
			list, err := read(tx, after, page)
			all = append(all, list...)
			if err != nil || len(list) < page {
				return err
			}
		}
	})
	return all, err
}
