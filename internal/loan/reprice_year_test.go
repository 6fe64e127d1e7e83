package loan_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

var newYear = civil.DateOf(2025, 1, 1)

// old takes over a first home's loan of 20 万 that pays 120 instalments on the 10th and is due next after today.
func (c *city) old(member int64, change func(*loan.OpeningLoan)) loan.ID {
	c.t.Helper()
	o := loan.OpeningLoan{Account: c.member(member), Branch: "01", Home: loan.FirstHome, Amount: 30 * money.Wan,
		Contract: fmt.Sprint("旧", member), Balance: 20 * money.Wan, Months: 120, Next: 30, Rate: 310_000,
		Disbursed: civil.DateOf(2021, 7, 10)}
	for loan.DueDate(o.Disbursed, 10, o.Next) <= c.day {
		o.Next++
	}
	if change != nil {
		change(&o)
	}
	c.must(c.loans.OpenLoans(context.Background(), clerk, fmt.Sprint("old-", member), []loan.OpeningLoan{o}))
	var id loan.ID
	c.read(func(tx unit.Tx) (err error) {
		id, err = c.loans.ByContract(tx, o.Contract)
		return err
	})
	return id
}

// repayments is the register of a loan.
func (c *city) repayments(id loan.ID) (list []loan.Repayment) {
	c.t.Helper()
	c.read(func(tx unit.Tx) (err error) {
		list, err = c.Store.LoanReader().Repayments(tx, id)
		return err
	})
	return list
}

// verified runs every invariant over the books of closed days but two: that no bank account is overdrawn, since the
// centre of these tests lends what it never had, and that each is registered.
func (c *city) verified() {
	c.t.Helper()
	c.turn(c.day.AddDays(1))
	verdicts, err := c.Books.Verify(context.Background(), c.Store, c.Store)
	c.must(err)
	for _, v := range verdicts {
		if v.Violations > 0 && v.ID != "I-04" && v.ID != "I-21" {
			c.t.Errorf("%s is broken by %v", v.ID, v.Samples)
		}
	}
}

// The cut of 2024-05-18 reaches what was lent before on 2025-01-01.
func TestRunningLoansTakeTheNewRateOnTheFirstOfJanuary(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, civil.DateOf(2024, 11, 20))
		ctx := context.Background()
		first := c.old(1, nil)
		second := c.old(2, func(o *loan.OpeningLoan) { o.Home, o.Rate = loan.SecondHome, 357_500 })
		above := c.old(3, func(o *loan.OpeningLoan) { o.Home, o.Rate = loan.SecondHome, 367_500 })
		short := c.old(4, func(o *loan.OpeningLoan) { o.Months, o.Rate = 48, 260_000 })
		year := c.old(5, func(o *loan.OpeningLoan) {
			o.Months, o.Next, o.Rate, o.Disbursed = 12, 7, 260_000, civil.DateOf(2024, 4, 25)
		})
		onTheDay := c.old(6, func(o *loan.OpeningLoan) { o.Disbursed, o.Next = civil.DateOf(2021, 7, 1), 41 })
		fresh := c.lend(7)
		late := c.old(8, nil)
		c.bank.unpaid[late] = true
		for day := c.day; day < newYear; day++ {
			_, err := c.loans.DebitRun(ctx, clerk, day)
			c.must(err)
			c.turn(day + 1)
		}
		before := map[loan.ID]loan.Running{}
		for _, id := range c.running() {
			before[id] = c.account(id)
		}
		_, err := c.loans.Reprice(ctx, clerk, newYear)
		c.refused(err, loan.CodeRepriceDue) // the first of January has instalments of its own
		_, err = c.loans.DebitRun(ctx, clerk, newYear)
		c.must(err)
		before[onTheDay] = c.account(onTheDay)
		result, err := c.loans.Reprice(ctx, clerk, newYear)
		c.must(err)
		equal(t, "loans with a new rate", result.Changed, 6)
		again, err := c.loans.Reprice(ctx, clerk, newYear)
		c.must(err)
		equal(t, "a second run", again, loan.RepriceResult{})
		for id, want := range map[loan.ID]money.Rate{first: 285_000, second: 332_500, above: 342_500, short: 235_000,
			year: 260_000, onTheDay: 285_000, fresh: 285_000, late: 285_000} {
			c.hasRate(before[id], want)
		}
		c.hasPenaltyAtTheOldRate(late)
		c.turn(civil.DateOf(2025, 1, 10))
		plan := c.account(first).Schedule()
		_, err = c.loans.DebitRun(ctx, clerk, c.day)
		c.must(err)
		list := c.repayments(first)
		equal(t, "interest debited", list[len(list)-1].Interest, plan[0].Interest)
		equal(t, "loan", c.holder(ledger.PersonalLoans, int64(first)), plan[0].Balance)
		c.verified()
	})
}

// hasRate holds a loan against what it was before a new rate, which may be the one that it had.
func (c *city) hasRate(was loan.Running, want money.Rate) {
	c.t.Helper()
	is := c.account(was.Loan)
	equal(c.t, "rate", is.Rate, want)
	equal(c.t, "balance", is.Balance, was.Balance)
	equal(c.t, "instalments", is.Months, was.Months)
	payment, interest := was.Payment, was.Balance.MonthInterest(was.Rate)
	if want != was.Rate {
		payment = money.Annuity(was.Balance, want, was.Months-was.Next+1)
		days := int64(newYear - was.NextDue.AddMonths(-1))
		interest = money.MulDiv(was.Balance, int64(was.Rate)*days+int64(want)*(31-days), 12*31*int64(money.RateOne),
			money.HalfUp)
	}
	plan := is.Schedule()
	c.read(func(tx unit.Tx) error {
		listed, err := c.Store.LoanReader().Listed(tx, []loan.ID{was.Loan})
		equal(c.t, "loan as screens read it", listed[was.Loan].Running, is)
		return err
	})
	equal(c.t, "payment", is.Payment, payment)
	equal(c.t, "next interest", plan[0].Interest, interest)
	equal(c.t, "interest after that", plan[1].Interest, plan[0].Balance.MonthInterest(want))
}

func (c *city) hasPenaltyAtTheOldRate(id loan.ID) {
	c.t.Helper()
	c.read(func(tx unit.Tx) error {
		arrears, err := c.Store.Loan().Arrears(tx, id)
		old := loan.PenaltyTerms{Rate: 310_000, Factor: 15_000_000}
		equal(c.t, "penalty up to the day", arrears[0].Penalty,
			old.Penalty(arrears[0].Principal+arrears[0].Interest, int(newYear-arrears[0].Due)))
		equal(c.t, "penalty goes on", arrears[0].Since, newYear)
		return err
	})
}

func TestAnEarlyRepaymentWithinTheStraddlingInstalmentBearsBothRates(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), newYear)
	id := c.old(1, func(o *loan.OpeningLoan) { o.Disbursed, o.Next = civil.DateOf(2021, 7, 25), 42 })
	_, err := c.loans.Reprice(context.Background(), clerk, newYear)
	c.must(err)
	c.turn(civil.DateOf(2025, 1, 20))
	p := loan.Prepayment{Loan: id, Way: loan.ReducePayment, Principal: 5 * money.Wan}
	want := money.SegmentInterest(money.Segment{Product: money.Days(p.Principal, 7), Rate: 310_000},
		money.Segment{Product: money.Days(p.Principal, 19), Rate: 285_000})
	p.Received = p.Principal + want
	c.must(c.prepay(p))
	next := c.account(id).Schedule()[0]
	equal(t, "interest of the instalment", next.Interest,
		money.MulDiv(15*money.Wan, 310_000*7+285_000*24, 12*31*int64(money.RateOne), money.HalfUp))
}
