package loan_test

import (
	"context"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

// workedLoan is the loan of L01 after its 24th instalment, on the day of the worked examples of early repayment.
func workedLoan(t *testing.T, w *opentest.World) (*city, loan.ID) {
	var in struct {
		Principal, Disbursed, Date string
		Rate                       string `json:"annual_rate"`
		Months                     int
		After                      int `json:"after_instalment"`
	}
	goldentest.Case(t, "L01", &in, nil)
	goldentest.Case(t, "L10", &in, nil)
	day := parsed(t, civil.ParseDate, in.Date)
	c := newCity(t, w, day)
	terms := loan.Terms{Principal: fen(t, in.Principal), Rate: parsed(t, money.ParseRate, in.Rate), Months: in.Months}
	paid := loan.Annuity.Schedule(terms)[in.After-1]
	c.must(c.loans.OpenLoans(context.Background(), clerk, "open", []loan.OpeningLoan{{Account: c.member(1),
		Branch: "01", Contract: "HT", Amount: terms.Principal, Balance: paid.Balance, Months: terms.Months,
		Next: in.After + 1, Rate: terms.Rate, Disbursed: parsed(t, civil.ParseDate, in.Disbursed)}}))
	return c, c.running()[0]
}

// quote is what an early repayment would come to today.
func (c *city) quote(p loan.Prepayment) (q loan.PrepayQuote) {
	c.t.Helper()
	c.read(func(tx unit.Tx) (err error) {
		q, err = c.loans.QuotePrepayment(tx, p, c.day)
		return err
	})
	return q
}

func parsed[T any](t *testing.T, parse func(string) (T, error), text string) T {
	t.Helper()
	v, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func fen(t *testing.T, yuan string) money.Fen {
	t.Helper()
	return parsed(t, money.ParseYuan, yuan)
}

// account is the running part of a loan.
func (c *city) account(id loan.ID) (r loan.Running) {
	c.t.Helper()
	c.read(func(tx unit.Tx) (err error) {
		r, _, err = c.Store.Loan().Running(tx, id)
		return err
	})
	return r
}

func (c *city) prepay(p loan.Prepayment) error {
	p.Serial = "TQ"
	return c.loans.Prepay(context.Background(), clerk, "prepay", p)
}

func TestAPartPaidEarlyLowersTheInstalmentsOrTheirNumber(t *testing.T) {
	var in struct{ Amount string }
	goldentest.Case(t, "L10", &in, nil)
	amount := fen(t, in.Amount)
	for _, way := range []loan.PrepayWay{loan.ReducePayment, loan.ShortenTerm} {
		opentest.Both(t, func(t *testing.T, w *opentest.World) {
			c, id := workedLoan(t, w)
			before := c.account(id)
			p := loan.Prepayment{Loan: id, Way: way, Principal: amount}
			p.Received = c.quote(p).Total()
			c.must(c.prepay(p))
			c.must(c.prepay(p)) // the same request again
			r := c.account(id)
			plan := r.Schedule()
			last := plan[len(plan)-1]
			equal(t, "balance", r.Balance, c.holder(ledger.PersonalLoans, int64(id)))
			equal(t, "interest of the next instalment", plan[0].Interest, r.Balance.MonthInterest(r.Rate))
			if way == loan.ReducePayment {
				equal(t, "what stays in the end", last.Balance, 0)
				goldentest.Agree(t, "L10", goldentest.Got{"balance_before": before.Balance,
					"days":                int(c.day - before.LastDue()),
					"interest_on_prepaid": c.holder(ledger.SurplusDemand, surplusBank),
					"cash":                p.Received, "balance_after": r.Balance, "new_monthly": plan[0].Amount(),
					"remaining": len(plan)})
				return
			}
			goldentest.Agree(t, "L11", goldentest.Got{"balance_after": r.Balance, "monthly": plan[0].Amount(),
				"new_remaining": len(plan),
				"last_row": goldentest.Got{"k": len(plan), "pay": last.Amount(), "principal": last.Principal,
					"interest": last.Interest, "balance": last.Balance}})
		})
	}
}

func TestAPayoffSettlesTheLoan(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, id := workedLoan(t, w)
		before, p := c.account(id), loan.Prepayment{Loan: id, Way: loan.PayOff}
		p.Received = c.quote(p).Total()
		c.must(c.prepay(p))
		equal(t, "loan in the books", c.holder(ledger.PersonalLoans, int64(id)), 0)
		goldentest.Agree(t, "L12", goldentest.Got{"balance": before.Balance, "days": int(c.day - before.LastDue()),
			"accrued": c.holder(ledger.SurplusDemand, surplusBank), "total": p.Received})
		equal(t, "state", c.state(id), loan.Settled)
		equal(t, "loans with instalments to come", len(c.running()), 0)
		c.turn(civil.DateOf(2027, 7, 10))
		result, err := c.loans.DebitRun(context.Background(), clerk, c.day)
		c.must(err)
		equal(t, "debited", result, loan.RunResult{})
	})
}

func TestTheDebitRunFollowsTheNewPlan(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, id := workedLoan(t, w)
		c.must(c.prepay(loan.Prepayment{Loan: id, Way: loan.ReducePayment, Principal: 5 * money.Wan,
			Received: 5_005_417}))
		next := c.account(id).Schedule()[0]
		c.turn(civil.DateOf(2027, 7, 10))
		result, err := c.loans.DebitRun(context.Background(), clerk, c.day)
		c.must(err)
		equal(t, "paid", result, loan.RunResult{Paid: 1, Principal: next.Principal, Interest: next.Interest})
	})
}

func TestAnEarlyRepaymentIsRefusedBesideEachLimit(t *testing.T) {
	c, id := workedLoan(t, opentest.SQLite(t))
	quote := func(p loan.Prepayment, on civil.Date) (err error) {
		c.read(func(tx unit.Tx) error {
			p.Loan = id
			_, err = c.loans.QuotePrepayment(tx, p, on)
			return nil
		})
		return err
	}
	part := func(f money.Fen) loan.Prepayment { return loan.Prepayment{Way: loan.ShortenTerm, Principal: f} }
	all := loan.Prepayment{Way: loan.PayOff}
	day := func(m, d int) civil.Date { return civil.DateOf(2027, m, d) }
	for what, one := range map[string]struct {
		p    loan.Prepayment
		on   civil.Date
		code string
	}{
		"the least":                      {part(money.Wan), day(6, 25), ""},
		"too little":                     {part(9_000 * money.Yuan), day(6, 25), loan.CodePrepayTooLittle},
		"no round amount":                {part(10_500 * money.Yuan), day(6, 25), loan.CodePrepayStep},
		"all but a part of the last wan": {part(368_000 * money.Yuan), day(6, 25), ""},
		"more than is left":              {part(369_000 * money.Yuan), day(6, 25), loan.CodePrepayTooMuch},
		"two days after a due date":      {part(money.Wan), day(6, 12), loan.CodePrepayQuiet},
		"three days after it":            {part(money.Wan), day(6, 13), ""},
		"three days before the next":     {all, day(7, 7), ""},
		"two days before it":             {all, day(7, 8), loan.CodePrepayQuiet},
		"on it, before the debit run":    {all, day(7, 10), loan.CodePrepayQuiet},
		"no way":                         {loan.Prepayment{Principal: money.Wan}, day(6, 25), loan.CodeInput},
		"a payoff with an amount": {loan.Prepayment{Way: loan.PayOff, Principal: money.Wan}, day(6, 25),
			loan.CodeInput},
	} {
		if err := quote(one.p, one.on); one.code == "" && err != nil || one.code != "" && !refusal.Is(err, one.code) {
			t.Errorf("%s: got %v, want %q", what, err, one.code)
		}
	}
	wrong := part(5 * money.Wan)
	wrong.Loan, wrong.Received = id, 5_005_416
	c.refused(c.prepay(wrong), loan.CodePrepayAmount)
	equal(t, "balance after a refusal", c.holder(ledger.PersonalLoans, int64(id)), 36_868_725)
	wrong.Received++
	c.must(c.prepay(wrong))
	if err := quote(part(money.Wan), day(6, 30)); !refusal.Is(err, loan.CodePrepayOften) {
		t.Errorf("twice in a month: got %v", err)
	}
	if err := quote(part(money.Wan), day(7, 1)); err != nil {
		t.Errorf("in the next month: got %v", err)
	}
}

func TestALoanRepaysTwelveInstalmentsBeforeAnyOfItEarly(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2027, 6, 25))
	for n, next := range []int{12, 13} {
		c.must(c.loans.OpenLoans(context.Background(), clerk, "open"+string(rune('0'+n)), []loan.OpeningLoan{{
			Account: c.member(int64(n + 1)), Branch: "01", Contract: "HT" + string(rune('0'+n)), Amount: 40 * money.Wan,
			Balance: 36 * money.Wan, Months: 240, Next: next, Rate: 260_000,
			Disbursed: civil.DateOf(2027, 6, 10).AddMonths(1 - next)}}))
	}
	young, old := c.running()[0], c.running()[1]
	c.read(func(tx unit.Tx) error {
		_, err := c.loans.QuotePrepayment(tx, loan.Prepayment{Loan: young, Way: loan.PayOff}, c.day)
		c.refused(err, loan.CodePrepayEarly)
		_, err = c.loans.QuotePrepayment(tx, loan.Prepayment{Loan: old, Way: loan.PayOff}, c.day)
		return err
	})
}

func TestThreeUnpaidInstalmentsBearTheirPenalty(t *testing.T) {
	var in struct{ Paid string }
	goldentest.Case(t, "L14", &in, nil)
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, id := workedLoan(t, w)
		c.bank.unpaid[id] = true
		for m := 7; m <= 9; m++ {
			c.turn(civil.DateOf(2027, m, 10))
			_, err := c.loans.DebitRun(context.Background(), clerk, c.day)
			c.must(err)
		}
		paid := parsed(t, civil.ParseDate, in.Paid)
		c.turn(paid)
		var rows []goldentest.Got
		var total money.Fen
		c.read(func(tx unit.Tx) error {
			arrears, err := c.loans.Owed(tx, id, paid)
			for _, a := range arrears {
				rows = append(rows, goldentest.Got{"instalment": a.Number, "due": a.Due, "days": int(a.Since - a.Due),
					"principal": a.Principal, "interest": a.Interest, "penalty": a.Penalty})
				total += a.Owed()
			}
			return err
		})
		goldentest.Agree(t, "L14", goldentest.Got{"rows": rows, "total": total,
			"overdue_periods": c.account(id).Unpaid})
	})
}

func TestOverdueInstalmentsArePaidBeforeAPartAndWithThePayoff(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, id := workedLoan(t, w)
		c.bank.unpaid[id] = true
		for m := 7; m <= 9; m++ {
			c.turn(civil.DateOf(2027, m, 10))
			_, err := c.loans.DebitRun(context.Background(), clerk, c.day)
			c.must(err)
		}
		c.turn(civil.DateOf(2027, 9, 20))
		c.refused(c.prepay(loan.Prepayment{Loan: id, Way: loan.ReducePayment, Principal: money.Wan,
			Received: money.Wan}), loan.CodePrepayOverdue)
		p := loan.Prepayment{Loan: id, Way: loan.PayOff}
		q := c.quote(p)
		if c.holder(ledger.PersonalOverdue, int64(id)) == 0 || q.Overdue == 0 {
			t.Fatalf("nothing is overdue: %+v", q)
		}
		p.Received = q.Total()
		c.must(c.prepay(p))
		equal(t, "loan in the books", c.holder(ledger.PersonalLoans, int64(id)), 0)
		equal(t, "overdue in the books", c.holder(ledger.PersonalOverdue, int64(id)), 0)
		equal(t, "state", c.state(id), loan.Settled)
		equal(t, "unpaid", c.account(id).Unpaid, 0)
		equal(t, "money at both banks", c.holder(ledger.FundDemand, fundBank)+
			c.holder(ledger.SurplusDemand, surplusBank), q.Total()-36_868_725)
		err := c.loans.Prepay(context.Background(), clerk, "again", loan.Prepayment{Loan: id, Way: loan.PayOff,
			Received: 1, Serial: "S"})
		if no := refusal.Of(err); no == nil || !strings.Contains(no.Text, "已结清") {
			t.Errorf("a payoff after the payoff: got %v", err)
		}
	})
}
