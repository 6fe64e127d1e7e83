package loan_test

import (
	"context"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/store/opentest"
)

func TestTheYearsLendingComesFromTheBooks(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, civil.DateOf(2024, 3, 1))
		ctx := context.Background()
		c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{{Account: c.member(9), Branch: "01",
			Home: loan.FirstHome, Amount: 30 * money.Wan, Balance: 20 * money.Wan, Months: 120, Next: 30, Rate: 310_000,
			Disbursed: civil.DateOf(2021, 9, 15)}}))
		couple := application(c.member(1))
		couple.Partner = c.member(2)
		id, err := c.loans.Apply(ctx, clerk, "apply", couple)
		c.must(err)
		c.must(c.loans.Approve(ctx, reviewer, "approve", loan.Decision{Loan: id}))
		c.must(c.loans.Sign(ctx, clerk, "sign", loan.Contract{Loan: id, Number: "HT", Payee: 9}))
		c.must(c.loans.RegisterMortgage(ctx, clerk, "register", c.mortgage(id)))
		c.turn(civil.DateOf(2024, 3, 20)) // later than promised
		c.must(c.loans.Disburse(ctx, cashier, "disburse", loan.Disbursement{Loan: id, Serial: "B1"}))
		late := c.lend(3)
		returned := loan.Returned{Loan: c.lend(4), Reason: "账号有误"}
		c.must(c.loans.ReturnDisbursement(ctx, cashier, "return", returned))
		equal(t, "state", c.state(returned.Loan), loan.Registered)
		c.turn(civil.DateOf(2024, 6, 20))
		c.bank.unpaid[late] = true
		for range 3 {
			_, err := c.loans.DebitRun(ctx, clerk, c.day)
			c.must(err)
		}
		plan := loan.Annuity.Schedule(loan.Terms{Principal: 40 * money.Wan, Rate: 310_000, Months: 240})
		overdue := plan[0].Principal + plan[1].Principal + plan[2].Principal
		want := map[string]int64{
			"fund.loans.count": 2, "fund.loans.households": 2, "fund.loans.amount": int64(80 * money.Wan),
			"fund.loans.overdue": int64(overdue), "fund.loans.on_time": 5000, "fund.loans.decided_on_time": 10_000,
			"loan.registration.covered": 0, "loan.registration.covered_of_all": 0, "loan.registration.saved": 0,
			"fund.loans.balance": int64(c.lent()),
		}
		c.read(func(tx unit.Tx) error {
			for _, m := range loan.Measures {
				v, err := c.Store.Value(tx, m, measure.Year(2024))
				if err != nil {
					return err
				}
				equal(t, m.Name, v.N, want[m.Name])
			}
			return nil
		})
		equal(t, "measures", len(loan.Measures), len(want))
	})
}

// lent is what all loans come to in the books.
func (c *city) lent() (total money.Fen) {
	c.t.Helper()
	c.read(func(tx unit.Tx) error {
		balances, _, err := c.Books.Balances(tx, c.day)
		for _, b := range balances {
			if b.Account.Under(ledger.EntrustedLoans) || b.Account.Under(ledger.OverdueLoans) {
				total -= b.Balance
			}
		}
		return err
	})
	return total
}
