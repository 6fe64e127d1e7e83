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
	var want struct {
		Items  int    `json:"unexplained_items"`
		Amount string `json:"unexplained_amount"`
		All    string `json:"if_all_loans"`
		Paid   string
	}
	goldentest.Case(t, "L21", &in, &want)
	fee := yuan(t, in.Fee)
	var rows []FeeGapLoan
	for id := in.Paid + 1; id <= in.Loans; id++ {
		rows = append(rows, FeeGapLoan{Loan: ID(id), Reason: FeeNotBilled, Fee: fee})
	}
	gaps := groupGap(rows)
	if len(gaps) != 1 {
		t.Fatalf("%d groups of one reason", len(gaps))
	}
	equal(t, "loans", len(gaps[0].Loans), want.Items)
	equal(t, "amount", gaps[0].Fee, yuan(t, want.Amount))
	equal(t, "paid", fee*money.Fen(in.Paid), yuan(t, want.Paid))
	equal(t, "if all were paid", fee*money.Fen(in.Loans), yuan(t, want.All))
}

func TestLoansWithoutAFeeAreGroupedByReason(t *testing.T) {
	gaps := groupGap([]FeeGapLoan{{3, FeePreRegistered, 0}, {5, FeePreRegistered, 0}, {1, FeeNotBilled, 8000}})
	equal(t, "groups", len(gaps), 2)
	equal(t, "first group", len(gaps[0].Loans), 2)
	equal(t, "second group", gaps[1].Fee, 8000)
}
