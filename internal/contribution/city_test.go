package contribution_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx   = context.Background()
	by    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	today = civil.DateOf(2024, 1, 12)
	jan   = civil.MonthOf(2024, 1)
)

const bank = 1 // our account at the bank

// city is a centre with its members and its contributions.
type city struct {
	testing.TB
	*contribution.Service
	people *member.Service
	keys   int
}

func open(t testing.TB, w *opentest.World) *city {
	people := w.Members(t)
	c := &city{TB: t, people: people, Service: contribution.New(contribution.Deps{Work: w.Store,
		Access: accesstest.Everybody{},
		Books:  w.Books, Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store, Store: w.Store.Contribution(),
		Members: people, Treasury: treasury{}, Partners: treasury{}})}
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, today) })
	return c
}

// treasury knows one account of the fund, which the bank of the partner bank-1 keeps.
type treasury struct{}

var errNoAccount = refusal.Bad("treasury.bank.unknown", "没有该专户")

func (treasury) FundAccount(_ unit.Tx, of int64) error {
	if of != bank {
		return errNoAccount
	}
	return nil
}

func (t treasury) KeptAt(tx unit.Tx, of int64, keeper string) error {
	if keeper != "示例银行" {
		return errNoAccount
	}
	return t.FundAccount(tx, of)
}

func (treasury) PartnerTitle(_ unit.Tx, code string) (string, error) {
	return map[string]string{"bank-1": "示例银行", "bank-2": "另一示例银行"}[code], nil
}

func (c *city) do(f func(unit.Tx) error) {
	c.Helper()
	if err := c.Work.Do(ctx, by, "test", f); err != nil {
		c.Fatal(err)
	}
}

// key is a request key that nobody has used.
func (c *city) key() string {
	c.keys++
	return fmt.Sprint("k", c.keys)
}

// employer opens employer n, which pays 10 % on each side, with members of these wages.
func (c *city) employer(n int, wages ...money.Fen) (member.EmployerID, []number.MemberNo) {
	c.Helper()
	e, err := c.people.OpenEmployer(ctx, by, c.key(), opentest.Employer(n))
	if err != nil {
		c.Fatal(err)
	}
	return e, c.hire(e, n*1000, wages...)
}

func name(n int) string  { return opentest.Employer(n).Name }
func payer(n int) string { return opentest.Employer(n).PayerAccount }

// hire opens accounts for persons from a number on.
func (c *city) hire(e member.EmployerID, from int, wages ...money.Fen) []number.MemberNo {
	c.Helper()
	list := make([]member.NewMember, len(wages))
	for i, w := range wages {
		list[i] = opentest.Person(from + i)
		list[i].Wage = w
	}
	numbers, err := c.people.OpenMembers(ctx, by, c.key(), e, list)
	if err != nil {
		c.Fatal(err)
	}
	return numbers
}

// confirmed is the employer's next list, prepared and confirmed.
func (c *city) confirmed(e member.EmployerID) contribution.List {
	c.Helper()
	id, err := c.PrepareList(ctx, by, c.key(), e)
	if err != nil {
		c.Fatal(err)
	}
	if err := c.ConfirmList(ctx, by, id); err != nil {
		c.Fatal(err)
	}
	return c.list(id)
}

func (c *city) list(id contribution.ListID) contribution.List {
	c.Helper()
	l, err := c.List(ctx, id)
	if err != nil {
		c.Fatal(err)
	}
	return l
}

// arrival is money from employer n, who is recognised by the account that paid.
func (c *city) arrival(n int, amount money.Fen) contribution.Arrival {
	return contribution.Arrival{BankAccount: bank, Serial: "s" + c.key(), PayerAccount: payer(n), PayerName: name(n),
		Amount: amount, ValueDate: today}
}

func (c *city) receive(a contribution.Arrival) contribution.Receipt {
	c.Helper()
	r, err := c.Receive(ctx, by, c.key(), a)
	if err != nil {
		c.Fatal(err)
	}
	return r
}

func (c *city) wantRefusal(code string, err error) {
	c.Helper()
	if !refusal.Is(err, code) {
		c.Errorf("got %v, want the refusal %s", err, code)
	}
}

// waiting is what an employer, or with zero a receipt, has waiting.
func (c *city) holds(a ledger.Account, holder int64) (held money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) (err error) { held, err = c.Books.HolderBalance(tx, a, holder); return err })
	return held
}

func (c *city) member(no number.MemberNo) (m member.Member) {
	c.Helper()
	c.do(func(tx unit.Tx) (err error) { m, err = c.people.Member(tx, no); return err })
	return m
}

func (c *city) account(no number.MemberNo) (a ledger.MemberAccount) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		id, err := c.people.Account(tx, no)
		if err != nil {
			return err
		}
		a, _, err = c.Books.MemberAccount(tx, id)
		return err
	})
	return a
}

func (c *city) paidThrough(e member.EmployerID) (m civil.Month) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		employer, err := c.people.Employer(tx, e)
		m = employer.PaidThrough
		return err
	})
	return m
}
