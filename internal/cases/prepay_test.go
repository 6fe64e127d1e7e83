package cases_test

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

func (c *centre) prepaying(contract, way, principal string) cases.Application {
	a := cases.Application{Item: "loan.prepay", Member: c.no[0], IDNo: opentest.Person(1).IDNo,
		Typed: map[string]string{"contract": contract, "way": way}}
	if principal != "" {
		a.Typed["principal"] = principal
	}
	return a
}

// An early repayment goes from the counter to the books: what is due is reckoned on the day it is booked, and another
// amount is refused with it. Afterwards the rest is paid off.
func TestAnEarlyRepaymentGoesFromAcceptanceToTheBooks(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		c.announce("loan.prepay.after_periods", "0", april)
		c.announce("loan.prepay.per_month", "2", april)
		m := c.took(c.submit(clerk, 0), cases.Advance, cases.Advance, cases.Advance, cases.Advance)
		l := c.loanOf(s, m)
		_, err := c.Submit(ctx, clerk, "early", c.prepaying(l.Contract, "reduce", "100000"))
		c.refuses(loan.CodePrepayQuiet, err) // on the day of the disbursement nothing is given back
		c.on(civil.DateOf(2024, 4, 12))
		_, err = c.Submit(ctx, clerk, "none", c.prepaying("HT-none", "reduce", "100000"))
		c.refuses(loan.CodeUnknown, err)
		other := c.prepaying(l.Contract, "reduce", "100000")
		other.Member, other.IDNo = c.no[1], opentest.Person(2).IDNo
		_, err = c.Submit(ctx, clerk, "other", other)
		c.refuses(loan.CodeNotBorrower, err)
		p, err := c.Submit(ctx, clerk, "a", c.prepaying(l.Contract, "reduce", "100000"))
		c.must(err)
		due := civil.China().AddWorkdays(civil.DateOf(2024, 4, 12), 5)
		if p.State != cases.UnderWay || p.Ref != m.Ref || p.Due != due {
			t.Errorf("accepted as %+v", p)
		}
		book := func(key, received string) (cases.Case, error) {
			return c.Act(ctx, cashier, key, cases.Move{Case: p.ID, Act: cases.Advance, Seen: p.Entries, Step: "book",
				Typed: map[string]string{"received": received, "serial": key}})
		}
		_, err = book("b", "100000")
		c.refuses(loan.CodePrepayAmount, err)
		// Ten days' interest on 100,000 at 3.10 %, in actual days over 360: 86.11.
		done, err := book("c", "100086.11")
		c.must(err)
		if done.State != cases.Granted || c.lent(m) != 30*money.Wan {
			t.Errorf("booked as %+v, with %s lent", done, c.lent(m))
		}
		if log := c.whole(p.Number).Log; !strings.Contains(log[len(log)-1].Words, "剩余本金300,000.00元，还有240期") {
			t.Errorf("the last entry says %q", log[len(log)-1].Words)
		}
		if p, err = c.Submit(ctx, clerk, "d", c.prepaying(l.Contract, "payoff", "")); err != nil {
			t.Fatal(err)
		}
		rest := c.quoted(s, m, loan.Prepayment{Way: loan.PayOff})
		if _, err = book("e", rest.Total().String()); err != nil {
			t.Fatal(err)
		}
		if l = c.loanOf(s, m); l.State != loan.Settled || c.lent(m) != 0 {
			t.Errorf("paid off as %+v, with %s lent", l, c.lent(m))
		}
		c.recorded()
	})
}

// quoted is what an early repayment of the loan of a case comes to today.
func (c *centre) quoted(s *loan.Service, m cases.Case, p loan.Prepayment) (q loan.PrepayQuote) {
	c.Helper()
	p.Loan = loan.ID(m.Ref)
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		today, err := c.World.Books.OpenDay(tx)
		if err == nil {
			q, err = s.QuotePrepayment(tx, p, today)
		}
		return err
	}))
	return q
}

// A case of an early repayment that is refused or taken back leaves the loan as it was.
func TestAnEarlyRepaymentThatIsNotBookedLeavesTheLoan(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		c.announce("loan.prepay.after_periods", "0", april)
		m := c.took(c.submit(clerk, 0), cases.Advance, cases.Advance, cases.Advance, cases.Advance)
		l := c.loanOf(s, m)
		c.on(civil.DateOf(2024, 4, 12))
		for _, end := range []cases.Act{cases.Refuse, cases.Withdraw} {
			p, err := c.Submit(ctx, clerk, c.key(), c.prepaying(l.Contract, "payoff", ""))
			c.must(err)
			c.took(p, end)
		}
		if after := c.loanOf(s, m); after != l || c.lent(m) != 40*money.Wan {
			t.Errorf("%+v became %+v", l, after)
		}
		c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
			facts, err := c.Items[1].Facts(tx, clerk, c.no[0], 0)
			if len(facts) != 4 || facts[0].Value != l.Contract || facts[3].Wrong {
				t.Errorf("the facts are %+v", facts)
			}
			return err
		}))
	})
}
