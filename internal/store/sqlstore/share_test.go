package sqlstore

import (
	"fmt"
	"testing"

	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
)

// percent is what a screen shows of part in all.
func percent(t *testing.T, part, all money.Fen) string {
	t.Helper()
	n, known := share(int64(part), int64(all))
	if !known {
		t.Fatalf("%s of %s is not known", part, all)
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

func yuan(t *testing.T, s string) money.Fen {
	t.Helper()
	f, err := money.ParseYuan(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSharesOfCountsAreRoundedHalfUp(t *testing.T) {
	t.Parallel()
	var calls struct {
		Offered, Answered money.Fen
		Quick             money.Fen `json:"answered_within_15s"`
		Transfers         money.Fen `json:"transfers_to_agent"`
	}
	goldentest.Case(t, "H01", &calls, nil)
	goldentest.Agree(t, "H01", goldentest.Got{"answer_rate_percent": percent(t, calls.Answered, calls.Offered),
		"service_level_percent": percent(t, calls.Quick, calls.Transfers)})
	var asked struct {
		Satisfied, Rated money.Fen
		Basically        money.Fen `json:"basically_satisfied"`
	}
	goldentest.Case(t, "H02", &asked, nil)
	goldentest.Agree(t, "H02", goldentest.Got{"rate_percent": percent(t, asked.Satisfied+asked.Basically, asked.Rated)})
}

func TestSharesOfMoneyAreRoundedHalfUp(t *testing.T) {
	t.Parallel()
	var in struct {
		Balances []string `json:"month_end_balances"`
		Surplus  string
	}
	goldentest.Case(t, "A03", &in, nil)
	var sum money.Fen
	for _, b := range in.Balances {
		sum += yuan(t, b)
	}
	average := money.MulDiv(sum, 1, int64(len(in.Balances)), money.HalfUp)
	goldentest.Agree(t, "A03", goldentest.Got{"average": average,
		"rate_percent": percent(t, yuan(t, in.Surplus), average)})

	var amounts map[string]string
	goldentest.Case(t, "A04", &amounts, nil)
	amount := func(name string) money.Fen { return yuan(t, amounts[name]) }
	lent, used := amount("loan_balance"), amount("loan_balance")+amount("project_loans")+amount("treasury")
	// Overdue loans are told in thousandths, with four decimals.
	overdue, _ := share(int64(1000*amount("overdue")), int64(lent))
	goldentest.Agree(t, "A04", goldentest.Got{
		"withdrawal_rate":  percent(t, amount("withdrawals"), amount("deposits")),
		"loan_ratio":       percent(t, lent, amount("deposit_balance")),
		"utilisation":      percent(t, used, amount("deposit_balance")),
		"reserve_ratio":    percent(t, amount("reserve"), lent),
		"overdue_permille": fmt.Sprintf("%d.%04d", overdue/10_000, overdue%10_000),
		"housing_contribution": percent(t, amount("housing_withdrawals")+amount("loans_issued"),
			amount("deposits")),
	})
}
