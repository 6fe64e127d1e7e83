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
			var want struct {
				Days                       int
				Product                    string `json:"jishu"`
				Principal, Interest, Total string
			}
			goldentest.Case(t, id, &in, &want)
			from, to := must(t, in.From, civil.ParseDate), must(t, in.To, civil.ParseDate)
			a := ledger.MemberAccount{LastDay: from}
			for _, e := range in.Events {
				day := must(t, e.Date, civil.ParseDate)
				a.Product, a.LastDay = a.ProductAt(day), day
				a.Balance += must(t, e.Delta, money.ParseYuan)
			}
			product := a.ProductAt(to)
			interest := product.Interest(must(t, in.Rate.String(), money.ParseRate))
			if int(to-from) != want.Days || money.Fen(product).String() != want.Product ||
				a.Balance.String() != want.Principal || interest.String() != want.Interest ||
				(a.Balance+interest).String() != want.Total {
				t.Errorf("%d days, product %s, principal %s, interest %s; want %+v", to-from, money.Fen(product), a.Balance,
					interest, want)
			}
		})
	}
}

func TestTheAccrualOfAMonthIsWhatItsBalancesEarned(t *testing.T) {
	var in struct {
		Balance string `json:"daily_total_balance"`
		Rate    string
		Days    int
	}
	var want struct {
		Accrual string
		Entry   struct {
			Debit  ledger.Account `json:"dr,string"`
			Credit ledger.Account `json:"cr,string"`
		}
	}
	goldentest.Case(t, "A05", &in, &want)
	earned := money.Days(must(t, in.Balance, money.ParseYuan), in.Days)
	rate := must(t, in.Rate, money.ParseRate)
	if got := accrual(earned, rate, 0); got.String() != want.Accrual {
		t.Errorf("accrued %s, want %s", got, want.Accrual)
	}
	if got := accrual(earned, rate, 100); got.String() != (must(t, want.Accrual, money.ParseYuan) - 100).String() {
		t.Errorf("accrued %s on top of 1.00", got)
	}
	if want.Entry.Debit != ledger.DepositInterest || want.Entry.Credit != ledger.InterestPayable {
		t.Errorf("the entry is %+v", want.Entry)
	}
}

func TestTheSurplusIsIncomeLessExpense(t *testing.T) {
	var in struct{ Income, Expense map[ledger.Account]string }
	var want struct {
		Income  string `json:"income_total"`
		Expense string `json:"expense_total"`
		Surplus string
	}
	goldentest.Case(t, "A07", &in, &want)
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
	if got := surplus(moved); got.String() != want.Surplus {
		t.Errorf("surplus %s, want %s", got, want.Surplus)
	}
	if in, out := total(moved, ledger.Income), -total(moved, ledger.Expense); in.String() != want.Income ||
		out.String() != want.Expense {
		t.Errorf("income %s, expense %s; want %+v", in, out, want)
	}
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
