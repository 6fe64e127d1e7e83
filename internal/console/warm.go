package console

import (
	"cmp"
	"context"
	"slices"

	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	members "guangsha/internal/member"
	"guangsha/internal/withdrawal"
)

// Warm prepares the first pages of the newest year, so that nobody waits for them: the projects, the tables, the year.
// It takes a second or two of a large city, and is done before the first question is answered.
func (c *Console) Warm(ctx context.Context) error {
	newest, err := c.newest(ctx)
	if err != nil || newest == 0 {
		return err
	}
	if _, err = c.projects(ctx, &projectsOf{}); err != nil {
		return err
	}
	_, err = c.dashboard(ctx, &PathYear{newest})
	return err
}

// newest is the year that pages show first; zero while no year has projects.
func (c *Console) newest(ctx context.Context) (int, error) {
	return read(ctx, c, func(tx unit.Tx) (int, error) {
		today, err := c.SelfEvaluation.Today(tx)
		if err != nil {
			return 0, err
		}
		return c.SelfEvaluation.Shown(tx, today)
	})
}

// WarmRest prepares, while others are answered already, what the pages behind the first ones show.
func (c *Console) WarmRest(ctx context.Context) error {
	newest, err := c.newest(ctx)
	if err != nil || newest == 0 {
		return err
	}
	values, err := c.values(ctx, newest) // first: of all that a page waits for it takes longest
	if err != nil {
		return err
	}
	if _, err := c.days(ctx, &InYear{newest}); err != nil {
		return err
	}
	if _, err := c.lateList(ctx, &lateIn{InYear: InYear{newest}, Sort: "date", Paging: firstPage}); err != nil {
		return err
	}
	for _, v := range slowest(values) {
		if _, err := c.value(ctx, v.Measure, newest); err != nil {
			return err
		}
		if _, err := c.rowsAfter(ctx, v.Measure, v.Period, beforeAll, 1); err != nil {
			return err
		}
	}
	return c.warmSorted(ctx)
}

// warmSorted arranges the lists that nobody has narrowed in the orders that no index gives, each for both its ways.
func (c *Console) warmSorted(ctx context.Context) error {
	if _, err := c.vouchers(ctx, &vouchersOf{Sort: ledger.ByAmount, Paging: firstPage}); err != nil {
		return err
	}
	for _, by := range []string{members.ByBalance, members.ByPaidThrough} {
		if _, err := c.memberRows(ctx, members.Filter{}, firstPage, by); err != nil {
			return err
		}
	}
	for _, by := range []string{members.ByMembers, members.ByPaidThrough} {
		if _, err := c.employerRows(ctx, &employersOf{Sort: by, Paging: firstPage}, ""); err != nil {
			return err
		}
	}
	for _, by := range []string{withdrawal.ByPaid, withdrawal.ByDecided} {
		if _, err := c.caseRows(ctx, &casesOf{Sort: by, Paging: firstPage}, ""); err != nil {
			return err
		}
	}
	for _, by := range []string{loans.ByDisbursed, loans.ByAmount, loans.ByBalance, loans.ByNextDue, loans.ByUnpaid} {
		if _, err := c.loanRows(ctx, &loansOf{Sort: by, Paging: firstPage}, ""); err != nil {
			return err
		}
	}
	return nil
}

// warmLists is how many lists of rows are prepared; the rest of those that are kept is for what people ask.
const warmLists = maxLists - 4

// slowest are the figures that took longest to measure, and have rows: these lists take longer than a page waits.
func slowest(values []timedValue) []timedValue {
	slow := slices.DeleteFunc(slices.Clone(values), func(v timedValue) bool { return v.Rows == 0 })
	slices.SortFunc(slow, func(a, b timedValue) int { return cmp.Compare(b.took, a.took) })
	return slow[:min(len(slow), warmLists)]
}
