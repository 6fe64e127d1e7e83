package loan_test

import (
	"context"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

// falling is 等额本金 taken over in June 2024: 24 万元 over ten years, of which two are paid, at the rate of the table.
func falling(c *city) loan.OpeningLoan {
	return loan.OpeningLoan{Account: c.member(1), Branch: "01", Home: loan.FirstHome, Contract: "旧1",
		Method: loan.EqualPrincipal, Amount: 24 * money.Wan, Balance: 192_000_00, Months: 120, Next: 25, Rate: 310_000,
		Disbursed: civil.DateOf(2022, 5, 20)}
}

func TestEqualPrincipalFallsByTheSamePartEachMonth(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, ctx := newCity(t, w, civil.DateOf(2024, 6, 1)), context.Background()
		c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{falling(c)}))
		id := c.running()[0]
		c.turn(civil.DateOf(2024, 6, 20))
		result, err := c.loans.DebitRun(ctx, clerk, c.day)
		c.must(err)
		equal(t, "first", result, loan.RunResult{Paid: 1, Principal: 2000_00, Interest: 496_00})
		c.turn(civil.DateOf(2024, 7, 20))
		result, err = c.loans.DebitRun(ctx, clerk, c.day)
		c.must(err)
		equal(t, "second", result, loan.RunResult{Paid: 1, Principal: 2000_00, Interest: 490_83})
		equal(t, "loan in the books", c.holder(ledger.PersonalLoans, int64(id)), 188_000_00)
	})
}

func TestAPartPaidEarlyLowersThePrincipalPartOrTheNumber(t *testing.T) {
	for way, want := range map[loan.PrepayWay]struct {
		part  money.Fen
		count int
		last  money.Fen
	}{
		loan.ReducePayment: {1489_36, 94, 1489_52}, // 140,000 over 94
		loan.ShortenTerm:   {2000_00, 70, 2000_00},
	} {
		opentest.Both(t, func(t *testing.T, w *opentest.World) {
			c, ctx := newCity(t, w, civil.DateOf(2024, 8, 1)), context.Background()
			o := falling(c)
			o.Next, o.Balance = 27, 190_000_00
			c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{o}))
			id := c.running()[0]
			was := c.account(id)
			equal(t, "part", was.Payment, 2021_28)
			// The contract says what the next instalment is, and so which part stays equal.
			again := o
			again.Account, again.Contract, again.Payment = c.member(2), "旧2", 2490_83
			c.must(c.loans.OpenLoans(ctx, clerk, "open-2", []loan.OpeningLoan{again}))
			id = c.running()[1]
			equal(t, "part as handed in", c.account(id).Payment, 2000_00)
			c.must(c.prepay(loan.Prepayment{Loan: id, Way: way, Principal: 50_000_00,
				Received: 50_051_67}))
			r := c.account(id)
			plan := r.Schedule()
			equal(t, "part", r.Payment, want.part)
			equal(t, "instalments", len(plan), want.count)
			equal(t, "next principal", plan[0].Principal, want.part)
			equal(t, "next interest", plan[0].Interest, money.Fen(140_000_00).MonthInterest(310_000))
			equal(t, "last principal", plan[len(plan)-1].Principal, want.last)
		})
	}
}

func TestANewRateLeavesThePrincipalPartAsItIs(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, ctx := newCity(t, w, civil.DateOf(2025, 1, 1)), context.Background()
		o := falling(c)
		o.Next, o.Balance = 32, 178_000_00
		c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{o}))
		id := c.running()[0]
		part := c.account(id).Payment
		result, err := c.loans.Reprice(ctx, clerk, c.day)
		c.must(err)
		equal(t, "changed", result.Changed, 1)
		r := c.account(id)
		equal(t, "part", r.Payment, part)
		equal(t, "rate", r.Rate, 285_000)
		// From 20 December to 20 January: twelve days at 3.10 %, nineteen at 2.85 %.
		equal(t, "interest around the day", r.Schedule()[0].Interest,
			money.MulDiv(178_000_00, 310*12+285*19, 12*31*10_000, money.HalfUp))
		equal(t, "principal around the day", r.Schedule()[0].Principal, part)
		equal(t, "interest after it", r.Schedule()[1].Interest, (178_000_00 - part).MonthInterest(285_000))
	})
}

func TestTheFirstInstalmentOfEqualPrincipalMustBeAffordable(t *testing.T) {
	terms := loan.LimitTerms{Cap: 80 * money.Wan, Balances: []money.Fen{10 * money.Wan}, Multiple: 30,
		Value: 100 * money.Wan, LTV: 8_000_000, Income: 4000_00, IncomeShare: 5_000_000, Rate: 285_000, Months: 240}
	level := loan.CeilingOf(terms).ByAffordability
	terms.Method = loan.EqualPrincipal
	most := loan.CeilingOf(terms).ByAffordability
	first := func(amount money.Fen) money.Fen {
		return loan.EqualPrincipal.Schedule(loan.Terms{Principal: amount, Rate: 285_000, Months: 240})[0].Amount()
	}
	if most >= level || first(most) != 2000_00 || first(most+300) <= 2000_00 {
		t.Errorf("a payment of 2000 a month carries %s of equal principal, and %s of equal payments", most, level)
	}
}

func TestALoanIsLentByTheMethodAskedFor(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, civil.DateOf(2024, 5, 31))
		plan := c.account(c.lendBy(1, loan.EqualPrincipal)).Schedule()
		equal(t, "first", plan[0].Principal, money.MulDiv(40*money.Wan, 1, 240, money.HalfUp))
		equal(t, "second", plan[1].Principal, plan[0].Principal)
		equal(t, "interest", plan[1].Interest, (40*money.Wan - plan[0].Principal).MonthInterest(285_000))
	})
}

func TestAnUnknownMethodIsRefused(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 5, 31))
	_, err := c.loans.Apply(context.Background(), clerk, "apply", loan.Application{Account: c.member(1), Branch: "01",
		Purpose: loan.Purchase, Home: loan.FirstHome, Price: money.Wan, Amount: money.Wan, Months: 12, Method: 9})
	if !refusal.Is(err, loan.CodeInput) {
		t.Errorf("got %v", err)
	}
}
