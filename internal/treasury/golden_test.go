package treasury

import (
	"encoding/json"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/ledger"
)

func must[T any](t *testing.T, text string, parse func(string) (T, error)) T {
	t.Helper()
	v, err := parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestInterestFollowsTheDayProduct(t *testing.T) {
	for _, id := range []string{"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08"} {
		t.Run(id, func(t *testing.T) {
			var in struct {
				Events []struct{ Date, Delta string }
				From   string `json:"from_"`
				To     string `json:"to_exclusive"`
				Rate   json.Number
			}
			goldentest.Case(t, id, &in, nil)
			from, to := must(t, in.From, civil.ParseDate), must(t, in.To, civil.ParseDate)
			a := ledger.MemberAccount{LastDay: from}
			for _, e := range in.Events {
				day := must(t, e.Date, civil.ParseDate)
				a.Product, a.LastDay = a.ProductAt(day), day
				a.Balance += must(t, e.Delta, money.ParseYuan)
			}
			product := a.ProductAt(to)
			interest := product.Interest(must(t, in.Rate.String(), money.ParseRate))
			goldentest.Agree(t, id, goldentest.Got{"days": int(to - from), "jishu": money.Fen(product),
				"principal": a.Balance, "interest": interest, "total": a.Balance + interest})
		})
	}
}

func TestTheAccrualOfAMonthIsWhatItsBalancesEarned(t *testing.T) {
	var in struct {
		Balance string `json:"daily_total_balance"`
		Rate    string
		Days    int
	}
	goldentest.Case(t, "A05", &in, nil)
	earned := money.Days(must(t, in.Balance, money.ParseYuan), in.Days)
	rate := must(t, in.Rate, money.ParseRate)
	all := accrual(earned, rate, 0)
	entry := accrualEntry(all)
	if debit, credit := entry[0], entry[1]; len(entry) != 2 || debit.Amount != -all || credit.Amount != all {
		t.Errorf("the entry is %+v", entry)
	}
	goldentest.Agree(t, "A05", goldentest.Got{"accrual": all,
		"entry": goldentest.Got{"dr": entry[0].Account, "cr": entry[1].Account}})
	if got := accrual(earned, rate, 100); got != all-100 {
		t.Errorf("accrued %s on top of 1.00", got)
	}
}

func TestTheSurplusIsIncomeLessExpense(t *testing.T) {
	var in struct{ Income, Expense map[ledger.Account]string }
	goldentest.Case(t, "A07", &in, nil)
	var moved []Turnover
	for a, v := range in.Income {
		amount := must(t, v, money.ParseYuan)
		moved = append(moved, Turnover{a, ledger.KindInstalment, amount}, Turnover{a, ledger.KindIncomeCarry, -amount})
	}
	for a, v := range in.Expense {
		amount := must(t, v, money.ParseYuan)
		moved = append(moved, Turnover{a, ledger.KindAccrual, -amount}, Turnover{a, ledger.KindExpenseCarry, amount})
	}
	moved = append(moved, Turnover{ledger.Surplus, ledger.KindYearEnd, -1}, Turnover{ledger.HousingFund, 1, 7})
	goldentest.Agree(t, "A07", goldentest.Got{"surplus": surplus(moved), "income_total": total(moved, ledger.Income),
		"expense_total": -total(moved, ledger.Expense)})
}

func TestATimeDepositEarnsItsTermAndNoMore(t *testing.T) {
	d := TimeDeposit{Amount: 1_000_000_01, Rate: 150_000, Months: 12}
	for range 14 {
		d.Accrued += d.month()
	}
	if d.whole() != 1_500_000 || d.Accrued != d.whole() {
		t.Errorf("a year at 1.5 %% on 1,000,000.01 comes to %s, accrued %s", d.whole(), d.Accrued)
	}
}
