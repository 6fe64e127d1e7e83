package loan

import (
	"testing"

	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
)

func TestTheFeesNotPaidAreTheLoansThatNobodyExplained(t *testing.T) {
	var in struct {
		Fee   string `json:"fee_per_item"`
		Paid  int    `json:"items_2024_paid"`
		Loans int    `json:"loans_2024"`
	}
	goldentest.Case(t, "L21", &in, nil)
	fee := yuan(t, in.Fee)
	var rows []FeeGapLoan
	for id := in.Paid + 1; id <= in.Loans; id++ {
		rows = append(rows, FeeGapLoan{Loan: ID(id), Reason: FeeNotBilled, Fee: fee})
	}
	gaps := groupGap(rows)
	if len(gaps) != 1 {
		t.Fatalf("%d groups of one reason", len(gaps))
	}
	goldentest.Agree(t, "L21", goldentest.Got{"unexplained_items": len(gaps[0].Loans),
		"unexplained_amount": gaps[0].Fee, "paid": fee * money.Fen(in.Paid), "if_all_loans": fee * money.Fen(in.Loans)})
}

func TestLoansWithoutAFeeAreGroupedByReason(t *testing.T) {
	gaps := groupGap([]FeeGapLoan{{3, FeePreRegistered, 0}, {5, FeePreRegistered, 0}, {1, FeeNotBilled, 8000}})
	equal(t, "groups", len(gaps), 2)
	equal(t, "first group", len(gaps[0].Loans), 2)
	equal(t, "second group", gaps[1].Fee, 8000)
}
