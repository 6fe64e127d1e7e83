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
	var rates struct {
		Answered string `json:"answer_rate_percent"`
		Service  string `json:"service_level_percent"`
	}
	goldentest.Case(t, "H01", &calls, &rates)
	if got := percent(t, calls.Answered, calls.Offered); got != rates.Answered {
		t.Errorf("answered %s %%, want %s", got, rates.Answered)
	}
	if got := percent(t, calls.Quick, calls.Transfers); got != rates.Service {
		t.Errorf("answered in time %s %%, want %s", got, rates.Service)
	}
	var asked struct {
		Satisfied, Rated money.Fen
		Basically        money.Fen `json:"basically_satisfied"`
	}
	var want struct {
		Rate string `json:"rate_percent"`
	}
	goldentest.Case(t, "H02", &asked, &want)
	if got := percent(t, asked.Satisfied+asked.Basically, asked.Rated); got != want.Rate {
		t.Errorf("satisfied %s %%, want %s", got, want.Rate)
	}
}

func TestSharesOfMoneyAreRoundedHalfUp(t *testing.T) {
	t.Parallel()
	var in struct {
		Balances []string `json:"month_end_balances"`
		Surplus  string
	}
	var want struct {
		Average string
		Rate    string `json:"rate_percent"`
	}
	goldentest.Case(t, "A03", &in, &want)
	var sum money.Fen
	for _, b := range in.Balances {
		sum += yuan(t, b)
	}
	average := money.MulDiv(sum, 1, int64(len(in.Balances)), money.HalfUp)
	if got := percent(t, yuan(t, in.Surplus), average); average.String() != want.Average || got != want.Rate {
		t.Errorf("%s %% of %s, want %+v", got, average, want)
	}

	var amounts, ratios map[string]string
	goldentest.Case(t, "A04", &amounts, &ratios)
	amount := func(name string) money.Fen { return yuan(t, amounts[name]) }
	lent, used := amount("loan_balance"), amount("loan_balance")+amount("project_loans")+amount("treasury")
	for name, r := range map[string]struct{ part, all money.Fen }{
		"withdrawal_rate":      {amount("withdrawals"), amount("deposits")},
		"loan_ratio":           {lent, amount("deposit_balance")},
		"utilisation":          {used, amount("deposit_balance")},
		"reserve_ratio":        {amount("reserve"), lent},
		"housing_contribution": {amount("housing_withdrawals") + amount("loans_issued"), amount("deposits")},
	} {
		if got := percent(t, r.part, r.all); got != ratios[name] {
			t.Errorf("%s is %s, want %s", name, got, ratios[name])
		}
	}
	// Overdue loans are told in thousandths, with four decimals.
	n, _ := share(int64(1000*amount("overdue")), int64(lent))
	if got := fmt.Sprintf("%d.%04d", n/10_000, n%10_000); got != ratios["overdue_permille"] {
		t.Errorf("overdue %s ‰, want %s", got, ratios["overdue_permille"])
	}
}
