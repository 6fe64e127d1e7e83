package loan_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

const (
	fundBank, surplusBank = 1, 2
	oneDay                = 1
)

// people are borrowers by the id of their account.
type people map[int64]loan.Borrower

func (p people) Borrower(_ unit.Tx, a ledger.AccountID) (loan.Borrower, bool, error) {
	b, ok := p[a.ID]
	return b, ok, nil
}

// bank answers a file once and gives the same answer for the same key again.
type bank struct {
	t       *testing.T
	unpaid  map[loan.ID]bool
	answers map[string]loan.DebitAnswer
	files   []loan.DebitFile
}

func (b *bank) Debit(_ context.Context, f loan.DebitFile) (loan.DebitAnswer, error) {
	if a, ok := b.answers[f.Key]; ok {
		return a, nil
	}
	b.files = append(b.files, f)
	a := loan.DebitAnswer{Serial: "S-" + f.Key, Unpaid: map[loan.ID]bool{}}
	for _, l := range f.Lines {
		if b.unpaid[l.Loan] {
			a.Unpaid[l.Loan] = true
		}
	}
	b.answers[f.Key] = a
	return a, nil
}

// city is a centre with some members and a bank.
type city struct {
	*opentest.World
	t      *testing.T
	loans  *loan.Service
	people people
	bank   *bank
	day    civil.Date
}

func newCity(t *testing.T, w *opentest.World, day civil.Date) *city {
	t.Helper()
	w.Demonstrate(t)
	c := &city{World: w, t: t, people: people{}, day: day,
		bank: &bank{t: t, unpaid: map[loan.ID]bool{}, answers: map[string]loan.DebitAnswer{}}}
	c.loans = loan.New(loan.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store,
		Store: w.Store.Loan(), Borrowers: c.people,
		Bank: c.bank, FundBank: fundBank, SurplusBank: surplusBank})
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, day) })
	return c
}

var (
	clerk    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01"}
	reviewer = act.By{Actor: "reviewer", Door: act.Console, Branch: "01"}
	cashier  = act.By{Actor: "cashier", Door: act.Console, Branch: "01"}
)

func (c *city) do(f func(unit.Tx) error) {
	c.t.Helper()
	if err := c.Store.Do(context.Background(), clerk, "test", f); err != nil {
		c.t.Fatal(err)
	}
}

func (c *city) read(f func(unit.Tx) error) {
	c.t.Helper()
	if err := c.Store.Read(context.Background(), f); err != nil {
		c.t.Fatal(err)
	}
}

// turn closes days until a day is open.
func (c *city) turn(day civil.Date) {
	c.t.Helper()
	for c.day < day {
		c.do(func(tx unit.Tx) error { return c.Books.StartClose(tx, c.day) })
		c.do(func(tx unit.Tx) error {
			_, err := c.Books.FinishClose(tx, c.day)
			return err
		})
		c.day = c.day.AddDays(oneDay)
	}
}

// holder is the balance of a holder, debit positive, as assets are read.
func (c *city) holder(a ledger.Account, id int64) (balance money.Fen) {
	c.t.Helper()
	c.read(func(tx unit.Tx) (err error) {
		balance, err = c.Books.HolderBalance(tx, a, id)
		return err
	})
	return -balance
}

func (c *city) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *city) refused(err error, code string) {
	c.t.Helper()
	if !refusal.Is(err, code) {
		c.t.Errorf("got %v, want a refusal with %s", err, code)
	}
}

// member adds somebody who may borrow.
func (c *city) member(id int64) ledger.AccountID {
	c.people[id] = loan.Borrower{Person: 1000 + id, Normal: true, MonthsInFull: 36, Base: 1_200_000, Balance: 4_000_000}
	return ledger.AccountID{Home: 7, ID: id}
}

func application(a ledger.AccountID) loan.Application {
	return loan.Application{Account: a, Branch: "01", Purpose: loan.Purchase, Home: loan.FirstHome,
		Price: 60 * money.Wan, Amount: 40 * money.Wan, Months: 240}
}

// lend takes an application through to the money, on the open day.
func (c *city) lend(id int64) loan.ID { return c.lendBy(id, loan.Annuity) }

func (c *city) lendBy(id int64, method loan.Method) loan.ID {
	c.t.Helper()
	ctx := context.Background()
	key := func(what string) string { return fmt.Sprintf("%s-%d", what, id) }
	a := application(c.member(id))
	a.Method = method
	l, err := c.loans.Apply(ctx, clerk, key("apply"), a)
	c.must(err)
	c.must(c.loans.Approve(ctx, reviewer, key("approve"), loan.Decision{Loan: l, Opinion: "同意"}))
	c.must(c.loans.Sign(ctx, clerk, key("sign"), loan.Contract{Loan: l, Number: key("HT"), Payee: 9}))
	c.must(c.loans.RegisterMortgage(ctx, clerk, key("register"), c.mortgage(l)))
	c.must(c.loans.Disburse(ctx, cashier, key("disburse"), loan.Disbursement{Loan: l, Serial: key("BANK")}))
	return l
}

func (c *city) mortgage(l loan.ID) loan.Registration {
	return loan.Registration{Loan: l, Kind: loan.MortgageRegistration, Certificate: fmt.Sprintf("示例证明%d", l),
		Day: c.day, Office: "示例市不动产登记中心"}
}

// running is the ids of all loans with instalments to come.
func (c *city) running() (ids []loan.ID) {
	c.t.Helper()
	c.read(func(tx unit.Tx) error {
		list, err := c.Store.Loan().Due(tx, civil.DateOf(2099, 1, 1), 0, 1000)
		for _, r := range list {
			ids = append(ids, r.Loan)
		}
		return err
	})
	return ids
}

func (c *city) state(id loan.ID) (s loan.State) {
	c.t.Helper()
	c.read(func(tx unit.Tx) error {
		l, _, err := c.Store.Loan().Loan(tx, id)
		s = l.State
		return err
	})
	return s
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
