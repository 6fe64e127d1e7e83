package cases_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

var cashier = act.By{Actor: "cashier", Door: act.Counter, Branch: "01", Trace: "test"}

// withLoans is a centre that lends, at the counter and in the hall, and the service of its loans.
func withLoans(t *testing.T, w *opentest.World) (*centre, *loan.Service) {
	t.Helper()
	var s *loan.Service
	c := open(t, w, func(members *member.Service) []serviceitem.Item {
		who := opentest.Borrowers{Service: members, Books: w.Books}
		s = loan.New(loan.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books,
			Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store, Store: w.Store.Loan(), Borrowers: who,
			FundBank: bank, SurplusBank: 2})
		items := loan.Items(s, opentest.Register{Service: members})
		for i := range items {
			items[i].Doors = append(items[i].Doors, act.OnlineHall)
		}
		return items
	})
	c.asks, c.fills, c.does = c.borrowing, c.filled, map[string]act.By{"disburse": cashier}
	return c, s
}

// borrowing is an application for a loan of 400,000 yuan.
func (c *centre) borrowing(n int) cases.Application {
	return cases.Application{Item: "loan.apply", Member: c.no[n], IDNo: opentest.Person(n + 1).IDNo,
		Typed: map[string]string{"purpose": "purchase", "home": "first", "price": "600000", "amount": "400000",
			"months": "240", "method": loan.Annuity.Code()}}
}

// filled is what the steps of a loan ask for. Numbers of contracts, certificates and payments are never the same twice.
func (c *centre) filled(step string) map[string]string {
	switch step {
	case "sign":
		return map[string]string{"contract": c.key(), "payee": "7"}
	case "register":
		return map[string]string{"kind": "mortgage", "certificate": c.key(), "day": "2024-04-01",
			"office": "示例市不动产登记中心", "other": "no", "fee": "due"}
	case "disburse":
		return map[string]string{"serial": c.key()}
	}
	return nil
}

func (c *centre) loanOf(s *loan.Service, m cases.Case) (l loan.Loan) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) { l, err = s.Loan(tx, loan.ID(m.Ref)); return err }))
	return l
}

// recorded holds the registers against the audit log.
func (c *centre) recorded() {
	c.Helper()
	verdicts, err := c.World.Books.Verify(ctx, c.World.Store, c.World.Store)
	c.must(err)
	for _, v := range verdicts {
		if v.ID == ledger.Recorded.ID && v.Violations > 0 {
			c.Errorf("%d rows are not what was recorded of them: %v", v.Violations, v.Samples)
		}
	}
}

func TestALoanGoesFromAcceptanceToMoney(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.borrowing(0))
		c.must(err)
		l := c.loanOf(s, m)
		if m.State != cases.UnderWay || m.Due != civil.China().AddWorkdays(april, 15) || l.DecideBy != m.Due ||
			l.Case != int64(m.ID) || l.Number != m.Number || !l.InCase || l.Amount != 40*money.Wan {
			t.Errorf("accepted as %+v, %+v", m, l)
		}
		_, err = c.Act(ctx, clerk, "b", cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "approve"})
		c.refuses(loan.CodeSamePerson, err)
		m = c.took(m, cases.Correct)
		c.on(civil.DateOf(2024, 4, 9))
		m = c.took(m, cases.Supply)
		due := civil.China().AddWorkdays(civil.DateOf(2024, 4, 9), 15)
		if l = c.loanOf(s, m); m.Due != due || l.DecideBy != due {
			t.Errorf("the clock went on to %s, the loan says %s", m.Due, l.DecideBy)
		}
		m = c.took(m, cases.Advance)
		if l = c.loanOf(s, m); m.Due != 0 || m.Decided == 0 || m.Step != "sign" || l.State != loan.Approved ||
			l.Checker != approver.Actor {
			t.Errorf("approved as %+v, %+v", m, l)
		}
		m = c.took(m, cases.Advance, cases.Advance)
		if l = c.loanOf(s, m); l.State != loan.Registered || l.Contract == "" || l.Payee != 7 || l.DisburseBy == 0 {
			t.Errorf("registered as %+v", l)
		}
		pay := cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "disburse",
			Typed: c.filled("disburse")}
		_, err = c.Act(ctx, approver, "c", pay)
		c.refuses(loan.CodeSamePerson, err)
		done, err := c.Act(ctx, cashier, "d", pay)
		c.must(err)
		l = c.loanOf(s, m)
		if done.State != cases.Granted || l.State != loan.Active || l.InCase || c.lent(m) != 40*money.Wan {
			t.Errorf("ended as %+v, %+v, with %s lent", done, l, c.lent(m))
		}
		if log := c.whole(m.Number).Log; !strings.Contains(log[len(log)-1].Words, "400,000.00元") {
			t.Errorf("the last entry says nothing of the money: %+v", log)
		}
		if again, err := c.Act(ctx, cashier, "d", pay); err != nil || again.State != cases.Granted ||
			c.lent(m) != 40*money.Wan {
			t.Errorf("the payment again: %+v, %v", again, err)
		}
		// What the bank gives back after the end of the case is no matter of the case any more.
		c.must(s.ReturnDisbursement(ctx, cashier, "e", loan.Returned{Loan: loan.ID(m.Ref), Reason: "账号有误"}))
		c.must(s.Disburse(ctx, cashier, "f", loan.Disbursement{Loan: loan.ID(m.Ref), Serial: "anew"}))
		if c.lent(m) != 40*money.Wan {
			t.Errorf("%s lent after a payment that came back", c.lent(m))
		}
		c.recorded()
	})
}

// lent is what stands in the books as lent to the loan of a case.
func (c *centre) lent(m cases.Case) (b money.Fen) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		b, err = c.World.Books.HolderBalance(tx, ledger.PersonalLoans, m.Ref)
		return err
	}))
	return -b
}

func TestWhatStandsAgainstALoanIsTheSameThroughACase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		a := c.borrowing(0)
		a.Typed["amount"], a.Typed["months"] = "90000000", "480"
		err := c.Preview(ctx, clerk, a)
		var account ledger.AccountID
		c.do(func(tx unit.Tx) (err error) { account, err = c.members.Account(tx, c.no[0]); return err })
		_, direct := s.Apply(ctx, clerk, "x", loan.Application{Account: account, Branch: "01", Purpose: loan.Purchase,
			Home: loan.FirstHome, Price: 60 * money.Wan, Amount: 9000 * money.Wan, Months: 480})
		if err == nil || direct == nil || err.Error() != direct.Error() || len(refusal.Of(err).Also) < 1 {
			t.Errorf("as a case %v, directly %v", err, direct)
		}
		_, err = c.Submit(ctx, clerk, "a", a)
		if err == nil || err.Error() != direct.Error() {
			t.Errorf("handed in %v, directly %v", err, direct)
		}
		a = c.borrowing(0)
		a.IDNo = opentest.Person(2).IDNo
		_, err = c.Submit(ctx, clerk, "b", a)
		c.refuses(loan.CodeNotBorrower, err)
		a.Authority = "示例公证委1号"
		m, err := c.Submit(ctx, clerk, "c", a)
		c.must(err)
		_, err = c.Submit(ctx, clerk, "d", c.borrowing(0))
		c.refuses(cases.CodeInFlight, err)
		couple := c.borrowing(1)
		couple.Typed["partner"] = string(c.no[0])
		_, err = c.Submit(ctx, clerk, "e", couple)
		c.refuses(loan.CodeRunningLoan, err)
		c.took(m, cases.Withdraw)
		_, err = c.Submit(ctx, clerk, "f", couple)
		c.must(err)
		c.recorded()
	})
}

// A post that takes loans in up to an amount takes no more in because a case stands between.
func TestALimitOfAPostHoldsForCases(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withLoans(t, w)
		limit := access.Limit{Permission: access.TakeLoans.Code, Most: 30 * money.Wan}
		c.Access = accesstest.Limited(limit)
		_, err := c.Submit(ctx, clerk, "a", c.borrowing(0))
		c.refuses(access.CodeAmount, err)
		limit.Most = 40 * money.Wan
		c.Access = accesstest.Limited(limit)
		_, err = c.Submit(ctx, clerk, "b", c.borrowing(0))
		c.must(err)
	})
}

// A loan that has a case in flight moves with it only, wherever it stands; what is asked past the case is refused with
// its number, and changes nothing.
func TestALoanInACaseMovesWithTheCaseOnly(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.borrowing(0))
		c.must(err)
		id := loan.ID(m.Ref)
		past := map[string]func(key string) error{
			"approve": func(k string) error { return s.Approve(ctx, approver, k, loan.Decision{Loan: id}) },
			"reject": func(k string) error {
				return s.Reject(ctx, approver, k, loan.Decision{Loan: id, Opinion: "不"})
			},
			"sign": func(k string) error {
				return s.Sign(ctx, clerk, k, loan.Contract{Loan: id, Number: k, Payee: 7})
			},
			"register": func(k string) error {
				return s.RegisterMortgage(ctx, clerk, k, loan.Registration{Loan: id, Kind: loan.MortgageRegistration,
					Certificate: k, Day: april, Office: "示例市不动产登记中心"})
			},
			"disburse": func(k string) error {
				return s.Disburse(ctx, cashier, k, loan.Disbursement{Loan: id, Serial: k})
			},
			"cancel": func(k string) error { return s.Cancel(ctx, clerk, k, loan.Decision{Loan: id, Opinion: "不"}) },
		}
		for m.State == cases.UnderWay {
			before := c.loanOf(s, m)
			for name, ask := range past {
				err := ask(c.key())
				c.refuses(loan.CodeInCase, err)
				if err != nil && !strings.Contains(err.Error(), string(m.Number)) {
					t.Errorf("%s at %s does not name the case: %v", name, m.Step, err)
				}
			}
			if after := c.loanOf(s, m); after != before {
				t.Errorf("at %s %+v became %+v", m.Step, before, after)
			}
			m = c.took(m, cases.Advance)
		}
		c.recorded()
	})
}

func TestARefusedOrWithdrawnLoanLeavesTheBorrowerFree(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		m := c.took(c.submit(clerk, 0), cases.Refuse)
		if l := c.loanOf(s, m); m.State != cases.Refused || l.State != loan.Rejected || l.InCase {
			t.Errorf("refused as %+v, %+v", m, l)
		}
		steps := []cases.Act{}
		for range 4 { // at every step up to the last
			m = c.took(c.submit(clerk, 0), append(slices.Clone(steps), cases.Withdraw)...)
			if l := c.loanOf(s, m); m.State != cases.Withdrawn || l.State != loan.Cancelled || l.InCase {
				t.Errorf("taken back after %d steps as %+v, %+v", len(steps), m, l)
			}
			steps = append(steps, cases.Advance)
		}
		c.recorded()
	})
}

// Two clerks on one loan, and an item that changes while its case is open: nothing is lost and nothing is done twice.
func TestTwoClerksOnALoanWhoseItemChanges(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		m := c.took(c.submit(clerk, 0), cases.Advance, cases.Advance, cases.Advance)
		pay := func(key string) error {
			_, err := c.Act(ctx, cashier, key, cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries,
				Step: "disburse", Typed: map[string]string{"serial": "of " + key}})
			return err
		}
		it := c.Items[0]
		kept := it.Steps
		c.Items[0].Steps = kept[:3] // the last step is another item's matter from today on
		c.refuses(cases.CodeStep, pay("gone"))
		changed := kept[3]
		changed.Fields = append(slices.Clone(changed.Fields), serviceitem.Field{Code: "account", Label: "收款账号",
			Kind: serviceitem.Card})
		c.Items[0].Steps = append(slices.Clone(kept[:3]), changed)
		c.refuses(serviceitem.CodeForm, pay("lacking"))
		c.Items[0].Steps = kept
		errs := make(chan error, 8)
		for i := range cap(errs) {
			go func() { errs <- pay(fmt.Sprint("clerk-", i)) }()
		}
		paid := 0
		for range cap(errs) {
			switch err := <-errs; {
			case err == nil:
				paid++
			case !refusal.Is(err, cases.CodeStale) && !refusal.Is(err, cases.CodeState):
				t.Error(err)
			}
		}
		if paid != 1 || c.lent(m) != 40*money.Wan {
			t.Errorf("%d of %d payments were made, %s is lent", paid, cap(errs), c.lent(m))
		}
		if l := c.loanOf(s, m); l.State != loan.Active {
			t.Errorf("the loan is %s", l.State)
		}
		c.recorded()
	})
}
