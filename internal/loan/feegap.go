package loan

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// FeeGapLoan is a loan of the year without a registration fee paid by the year's end.
type FeeGapLoan struct {
	Loan   ID
	Reason FeeReason
	Fee    money.Fen // what is still owed for it, zero when nothing is
}

// FeeGap is the loans of one reason.
type FeeGap struct {
	Reason FeeReason
	Loans  []ID
	Fees   []money.Fen // what is still owed for each of them
	Fee    money.Fen
}

// FeeGap answers why fewer registration fees were paid than loans disbursed (抵押登记费与放款核对): the loans first
// disbursed in the year for which no fee was paid by its last day, by reason, in the order of the reasons.
func (s *Service) FeeGap(tx unit.Tx, year int) ([]FeeGap, error) {
	rows, err := s.Store.FeeGap(tx, civil.DateOf(year, 1, 1), civil.DateOf(year, 12, 31))
	if err != nil {
		return nil, fmt.Errorf("registration fees of %d: %w", year, err)
	}
	return groupGap(rows), nil
}

// groupGap groups rows that are in the order of reason and loan.
func groupGap(rows []FeeGapLoan) []FeeGap {
	var groups []FeeGap
	for i, r := range rows {
		if i == 0 || rows[i-1].Reason != r.Reason {
			groups = append(groups, FeeGap{Reason: r.Reason})
		}
		g := &groups[len(groups)-1]
		g.Loans, g.Fees = append(g.Loans, r.Loan), append(g.Fees, r.Fee)
		g.Fee += r.Fee
	}
	return groups
}
