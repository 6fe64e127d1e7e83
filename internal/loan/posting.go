package loan

import (
	"guangsha/internal/base/money"
	"guangsha/internal/ledger"
)

// voucher gathers what happens to holders and to plain accounts and makes it one posting. Rows of zero are left
// out; the lines are summed per account, in the order in which accounts first came.
type voucher struct {
	kind    ledger.VoucherKind
	branch  string
	summary string
	holders []ledger.HolderRow
	lines   []ledger.Line
}

// holder adds a movement of a holder, credit positive.
func (v *voucher) holder(account ledger.Account, holder int64, amount money.Fen, ref string) {
	if amount == 0 {
		return
	}
	v.holders = append(v.holders, ledger.HolderRow{Account: account, Holder: holder, Amount: amount, Ref: ref})
	v.plain(account, amount)
}

// plain adds to the line of an account, credit positive.
func (v *voucher) plain(account ledger.Account, amount money.Fen) {
	if amount == 0 {
		return
	}
	for i := range v.lines {
		if v.lines[i].Account == account {
			v.lines[i].Amount = money.Sum(v.lines[i].Amount, amount)
			return
		}
	}
	v.lines = append(v.lines, ledger.Line{Account: account, Amount: amount})
}

func (v *voucher) empty() bool { return len(v.lines) == 0 }

func (v *voucher) posting() ledger.Posting {
	return ledger.Posting{Kind: v.kind, Branch: v.branch, Summary: v.summary, Lines: v.lines, Holders: v.holders}
}
