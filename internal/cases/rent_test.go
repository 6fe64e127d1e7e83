package cases_test

import (
	"strings"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
	"guangsha/internal/withdrawal"
)

// nobody borrows here, and the treasury pays at any time: what app connects withdrawal with.
type nobody struct{}

func (nobody) OpenLoan(unit.Tx, member.PersonID) (bool, error) { return false, nil }

func (nobody) Repaid(unit.Tx, member.PersonID, civil.Date, civil.Date) (money.Fen, error) {
	return 0, nil
}

func (nobody) PayoutOpen(unit.Tx, civil.Date) error { return nil }

func (nobody) FundAccount(unit.Tx, int64) error { return nil }

func (nobody) ClosingInterest(_ unit.Tx, m ledger.MemberAccount, day civil.Date) (money.Fen, error) {
	return m.ProductAt(day).Interest(150_000), nil
}

// withWithdrawal is a centre that offers withdrawals, and their own service.
func withWithdrawal(t *testing.T, w *opentest.World) (*centre, *withdrawal.Service) {
	var s *withdrawal.Service
	c := open(t, w, func(members *member.Service) []serviceitem.Item {
		s = withdrawal.New(withdrawal.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books,
			Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store, Store: w.Store.Withdrawal(), Members: members,
			Loans:    nobody{},
			Treasury: nobody{}, Numbers: members.Numbers, Cipher: w.Keys.Field, Calendar: civil.China()})
		return withdrawal.Items(s, bank)
	})
	return c, s
}

func (c *centre) rent(amount string) cases.Application {
	return cases.Application{Item: "withdrawal.rent", Member: c.no[0], IDNo: opentest.Person(1).IDNo,
		Typed: map[string]string{"amount": amount, "from": "2024-01", "months": "4", "monthly": "3000",
			"income": "8000", "children": "0", "public": "no", "no_home": "yes"}}
}

func (c *centre) balance() (b money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		id, err := c.members.Account(tx, c.no[0])
		if err != nil {
			return err
		}
		a, _, err := c.World.Books.MemberAccount(tx, id)
		b = a.Balance
		return err
	})
	return b
}

func (c *centre) record(s *withdrawal.Service, m cases.Case) (r withdrawal.Case) {
	c.Helper()
	c.do(func(tx unit.Tx) (err error) { r, _, err = s.Store.Case(tx, withdrawal.CaseID(m.Ref)); return err })
	return r
}

func pay(m cases.Case, seen int, serial string) cases.Move {
	return cases.Move{Case: m.ID, Act: cases.Advance, Seen: seen, Step: "decide",
		Typed: map[string]string{"serial": serial}}
}

func TestARentWithdrawalGoesFromAcceptanceToMoney(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		r := c.record(s, m)
		// 3 and 7 April work, 4 to 6 are 清明节, 8 April is the third working day.
		if m.State != cases.UnderWay || m.Due != civil.DateOf(2024, 4, 8) || r.Number != m.Number ||
			r.DecideBy != m.Due {
			t.Errorf("accepted as %+v, %+v", m, r)
		}
		if _, err := number.ParseCase(string(m.Number)); err != nil {
			t.Error(err)
		}
		before := c.balance()
		_, err = c.Act(ctx, clerk, "b", pay(m, m.Entries, "b1"))
		c.refuses(withdrawal.CodeSamePerson, err)
		// The clock stands from 2 to 9 April: of the three days all are left.
		m = c.took(m, cases.Correct)
		c.on(civil.DateOf(2024, 4, 9))
		m = c.took(m, cases.Supply)
		if m.Due != civil.DateOf(2024, 4, 12) || c.record(s, m).DecideBy != m.Due {
			t.Errorf("the clock went on to %s, the record says %s", m.Due, c.record(s, m).DecideBy)
		}
		done, err := c.Act(ctx, approver, "c", pay(m, m.Entries, "b1"))
		c.must(err)
		r = c.record(s, m)
		if done.State != cases.Granted || r.State != withdrawal.Paid || c.balance() != before-2000*money.Yuan {
			t.Errorf("ended as %+v, %+v, with %s", done, r, c.balance())
		}
		if log := c.whole(m.Number).Log; !strings.Contains(log[len(log)-1].Words, "2,000.00元") {
			t.Errorf("the last entry says nothing of the money: %+v", log)
		}
		if again, err := c.Act(ctx, approver, "c", pay(m, m.Entries, "b1")); err != nil ||
			again.State != cases.Granted || c.balance() != before-2000*money.Yuan {
			t.Errorf("the payment again: %+v, %v, %s", again, err, c.balance())
		}
		c.recorded()
	})
}

func TestWhatStandsAgainstAWithdrawalIsTheSameThroughACase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		a := c.rent("90000000")
		a.IDNo, a.Typed["no_home"] = "", "no"
		err := c.Preview(ctx, clerk, a)
		_, direct := s.Apply(ctx, clerk, "x", withdrawal.Request{Member: c.no[0], Reason: withdrawal.Rent,
			Amount: 90_000_000 * money.Yuan, Card: opentest.Person(1).Card, Rent: &withdrawal.RentClaim{
				From: civil.MonthOf(2024, 1), Months: 4, Monthly: 3000 * money.Yuan, Income: 8000 * money.Yuan}})
		if err == nil || direct == nil || err.Error() != direct.Error() || len(refusal.Of(err).Also) < 2 {
			t.Errorf("as a case %v, directly %v", err, direct)
		}
		_, err = c.Submit(ctx, clerk, "a", a)
		c.refuses(withdrawal.CodeNotOwner, err)
	})
}

// What is asked of a withdrawal past its case is refused with the case's number, and changes nothing.
func TestAWithdrawalInACaseIsDecidedThroughTheCaseOnly(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		id, before := withdrawal.CaseID(m.Ref), c.balance()
		for name, ask := range map[string]func() (withdrawal.Case, error){
			"approve": func() (withdrawal.Case, error) {
				return s.Approve(ctx, approver, "b", withdrawal.Approval{Case: id, Bank: bank, Serial: "b"})
			},
			"reject": func() (withdrawal.Case, error) {
				return s.Reject(ctx, approver, "c", withdrawal.Rejection{Case: id, Reason: "租赁事实不能核实"})
			},
			"withdraw": func() (withdrawal.Case, error) { return s.Withdraw(ctx, clerk, "d", id) },
		} {
			_, err := ask()
			c.refuses(withdrawal.CodeInCase, err)
			if err != nil && !strings.Contains(err.Error(), string(m.Number)) {
				t.Errorf("%s does not name the case: %v", name, err)
			}
		}
		if r := c.record(s, m); r.State != withdrawal.UnderReview || c.balance() != before {
			t.Errorf("past its case it became %+v, with %s", r, c.balance())
		}
		_, err = c.Act(ctx, approver, "e", pay(m, m.Entries, "b"))
		c.must(err)
		c.recorded()
	})
}

func TestARefusedOrWithdrawnCaseLeavesTheAccountFree(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		no, err := c.Act(ctx, approver, "b", cases.Move{Case: m.ID, Act: cases.Refuse, Seen: m.Entries, Step: "decide",
			Words: "租赁事实不能核实"})
		c.must(err)
		if r := c.record(s, m); no.State != cases.Refused || r.State != withdrawal.Rejected || r.Remark != "租赁事实不能核实" {
			t.Errorf("refused as %+v, %+v", no, r)
		}
		if m, err = c.Submit(ctx, clerk, "c", c.rent("2000")); err != nil {
			t.Fatal(err)
		}
		back := c.took(m, cases.Suspend, cases.Withdraw)
		if r := c.record(s, m); back.State != cases.Withdrawn || r.State != withdrawal.Withdrawn {
			t.Errorf("taken back as %+v, %+v", back, r)
		}
		_, err = c.Submit(ctx, clerk, "d", c.rent("2000"))
		c.must(err)
	})
}

func TestRetirementClosesTheAccountThroughACase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		a := cases.Application{Item: "withdrawal.retire", Member: c.no[0], IDNo: opentest.Person(1).IDNo,
			Typed: map[string]string{"on": "2024-04-01", "document": "示例退字1号"}}
		m, err := c.Submit(ctx, clerk, "a", a)
		c.must(err)
		// Of one kind a person has one case in flight, whatever the reason.
		_, err = c.Submit(ctx, clerk, "b", c.rent("2000"))
		c.refuses(cases.CodeInFlight, err)
		_, err = c.Act(ctx, approver, "c", pay(m, m.Entries, "b1"))
		c.must(err)
		if r := c.record(s, m); r.State != withdrawal.Paid || r.Interest <= 0 || c.balance() != 0 {
			t.Errorf("closed as %+v with %s left", r, c.balance())
		}
	})
}

// Every reason is offered, and what an item says of itself is whole.
func TestEveryReasonIsOffered(t *testing.T) {
	items := withdrawal.Items(withdrawal.New(withdrawal.Deps{}), bank)
	if err := serviceitem.Verify(items); err != nil {
		t.Fatal(err)
	}
	for _, r := range withdrawal.Reasons {
		it, offered := serviceitem.Find(items, serviceitem.Code("withdrawal."+r.Code))
		if !offered {
			t.Errorf("%s is not offered", r.Code)
			continue
		}
		for _, g := range r.Regimes {
			if on, there := it.On(g.Effective); !there || on.Basis != g.Basis {
				t.Errorf("%s rests on %q from %s, and its reason on %q", it.Code, on.Basis, g.Effective, g.Basis)
			}
		}
	}
}

// An office that a case was handed over to decides it, and the one that accepted it no more.
func TestACaseIsDecidedByTheOfficeThatHasIt(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withWithdrawal(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		m = c.took(m, cases.HandOver)
		there := approver
		there.Branch = "03"
		c.Access, s.Access = accesstest.At("01"), accesstest.At("01")
		_, err = c.Act(ctx, approver, "b", pay(m, m.Entries, "b1"))
		c.refuses("access.reach", err)
		_, err = c.take(m, cases.Opine) // not even what asks nothing of withdrawal
		c.refuses("access.reach", err)
		c.Access, s.Access = accesstest.At("03"), accesstest.At("03")
		done, err := c.Act(ctx, there, "c", pay(m, m.Entries, "b1"))
		c.must(err)
		if done.State != cases.Granted {
			t.Errorf("ended as %+v", done)
		}
	})
}
