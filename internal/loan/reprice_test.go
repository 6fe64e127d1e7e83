package loan_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
)

// repriced is a centre on the eve of the worked example of a rate that changes on 1 January, with loans like it, each
// changed in something.
func repriced(t *testing.T, w *opentest.World, change ...func(*loan.OpeningLoan)) (c *city, ids []loan.ID) {
	var in struct {
		Principal, Disbursed, Effective string
		Old                             string `json:"old_rate"`
		Months                          int
	}
	goldentest.Case(t, "L09", &in, nil)
	c = newCity(t, w, parsed(t, civil.ParseDate, in.Effective)-1)
	terms := loan.Terms{Principal: fen(t, in.Principal), Rate: parsed(t, money.ParseRate, in.Old), Months: in.Months}
	paid := loan.Annuity.Schedule(terms)[17]
	var list []loan.OpeningLoan
	for i, alter := range change {
		list = append(list, loan.OpeningLoan{
			Account: c.member(int64(i + 1)), Branch: "01", Home: loan.FirstHome, Contract: fmt.Sprint("HT", i),
			Amount: terms.Principal, Balance: paid.Balance, Months: terms.Months, Next: 19, Rate: terms.Rate,
			Disbursed: parsed(t, civil.ParseDate, in.Disbursed), Payment: paid.Amount()})
		alter(&list[i])
	}
	c.must(c.loans.OpenLoans(context.Background(), clerk, "open", list))
	return c, c.running()
}

// told is an instalment by the names of the worked example.
func told(p loan.Planned) goldentest.Got {
	return goldentest.Got{"due": p.Due, "principal": p.Principal, "interest": p.Interest, "pay": p.Amount(),
		"balance": p.Balance}
}

func asItIs(*loan.OpeningLoan) {}

func TestARateChangesOnTheFirstOfJanuary(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, ids := repriced(t, w, asItIs)
		ctx, since, before := context.Background(), c.day+1, c.account(ids[0])
		_, err := c.loans.Reprice(ctx, clerk, since)
		c.refused(err, loan.CodeDay)
		c.turn(since)
		got, err := c.loans.Reprice(ctx, clerk, since)
		c.must(err)
		equal(t, "loans", got, loan.RepriceResult{Changed: 1})
		again, err := c.loans.Reprice(ctx, clerk, since)
		c.must(err)
		equal(t, "loans again", again, loan.RepriceResult{})

		r := c.account(ids[0])
		plan := r.Schedule()
		around := told(plan[0])
		around["days_old"], around["days_new"] = int(r.Repriced.Since-r.LastDue()), int(r.NextDue-r.Repriced.Since)
		goldentest.Agree(t, "L09", goldentest.Got{"monthly_before": before.Payment, "balance_after_18": before.Balance,
			"monthly_after": r.Payment, "period19": around, "period20": told(plan[1])})
		for _, next := range plan[:2] {
			c.turn(next.Due)
			result, err := c.loans.DebitRun(ctx, clerk, c.day)
			c.must(err)
			equal(t, "debited", result, loan.RunResult{Paid: 1, Principal: next.Principal, Interest: next.Interest})
		}
		equal(t, "loan in the books", c.holder(ledger.PersonalLoans, int64(ids[0])), plan[1].Balance)
	})
}

func TestRepricingGoesOnAfterAFailureAndLeavesWhatItMay(t *testing.T) {
	c, ids := repriced(t, opentest.SQLite(t), asItIs,
		func(o *loan.OpeningLoan) { o.Rate = 300_000 }, // a rate of its own, which no table gives
		func(o *loan.OpeningLoan) { o.Disbursed = civil.DateOf(2024, 6, 1) })
	ctx, since := context.Background(), c.day+1
	own := c.account(ids[1])
	c.turn(since)
	_, err := c.loans.Reprice(ctx, clerk, since)
	c.refused(err, loan.CodeRepriceDue)
	equal(t, "rate after a refusal", c.account(ids[0]).Rate, 285_000)
	_, err = c.loans.DebitRun(ctx, clerk, since)
	c.must(err)
	got, err := c.loans.Reprice(ctx, clerk, since)
	c.must(err)
	equal(t, "loans", got, loan.RepriceResult{Changed: 2, Kept: 1})
	equal(t, "own rate", c.account(ids[1]).Rate, 300_000)
	equal(t, "own payment", c.account(ids[1]).Payment, own.Payment)
	_, err = c.loans.Reprice(ctx, clerk, since+1)
	c.refused(err, loan.CodeInput)
}

func TestTheInstalmentAroundTheFirstOfJanuaryMayBearTheNewRateWhole(t *testing.T) {
	c, ids := repriced(t, opentest.SQLite(t), asItIs)
	since := c.day + 1
	_, err := policy.Install(context.Background(), c.Store, c.Store, c.Store.Policies(), clerk, []policy.Row{
		{Key: "loan.reprice_mode", Value: "whole", From: since, Document: "示例参数"}})
	c.must(err)
	c.turn(since)
	_, err = c.loans.Reprice(context.Background(), clerk, since)
	c.must(err)
	r := c.account(ids[0])
	equal(t, "interest", r.Schedule()[0].Interest, r.Balance.MonthInterest(260_000))
}

func TestAPayoffAfterAChangeBearsEachRateForItsDays(t *testing.T) {
	c, ids := repriced(t, opentest.SQLite(t), asItIs)
	since := c.day + 1
	c.turn(since)
	_, err := c.loans.Reprice(context.Background(), clerk, since)
	c.must(err)
	c.read(func(tx unit.Tx) error {
		q, err := c.loans.QuotePrepayment(tx, loan.Prepayment{Loan: ids[0], Way: loan.PayOff}, since+5)
		// 377,251.75 × (2.85 % × 17 + 2.6 % × 5) ÷ 360, half up.
		equal(t, "interest", q.Interest, 64_395)
		return err
	})
}
