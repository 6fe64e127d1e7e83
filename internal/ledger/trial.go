package ledger

import (
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// TrialLine is one line of the trial balance (科目余额表): an account with its balance over all offices.
type TrialLine struct {
	Account AccountInfo
	Debit   money.Fen // 借方余额, zero or positive
	Credit  money.Fen // 贷方余额, zero or positive
}

// Trial gives the balances of all accounts at the end of a day, in the order of the chart, without those that are
// zero, and whether the day is closed.
func (b *Books) Trial(tx unit.Tx, day civil.Date) (lines []TrialLine, closed bool, err error) {
	list, closed, err := b.store.Balances(tx, day)
	if err != nil {
		return nil, false, err
	}
	sums := map[Account]money.Fen{}
	for _, l := range list {
		sums[l.Account] = money.Sum(sums[l.Account], l.Balance)
	}
	for _, info := range Chart {
		if sum := sums[info.Code]; sum != 0 {
			lines = append(lines, TrialLine{Account: info, Debit: max(-sum, 0), Credit: max(sum, 0)})
		}
	}
	slices.SortStableFunc(lines, func(a, b TrialLine) int { return byCode(a.Account.Code, b.Account.Code) })
	return lines, closed, nil
}

// byCode puts an account behind the one it is a detail of.
func byCode(a, b Account) int {
	top := func(c Account) Account {
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

// ReversedBy is the voucher that reverses another, or zero.
func (b *Books) ReversedBy(tx unit.Tx, id VoucherID) (VoucherID, error) {
	return b.store.ReversedBy(tx, id)
}
