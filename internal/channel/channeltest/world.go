package channeltest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/withdrawal"
)

const bank = int64(1)

// opened is a working day of the suite.
var opened = civil.DateOf(2024, 4, 2)

// centre is a centre that offers everything, with two members who have money, and the door that is tested.
type centre struct {
	*testing.T
	*opentest.World
	cases   *cases.Service
	members *member.Service
	door    Door
	at      act.Door
	open    func(*cases.Service) Door
	no      []number.MemberNo
	handed  int // how many materials were handed in
}

// elsewhere is an item that no door of the suite offers.
const elsewhere = serviceitem.Code("test.elsewhere")

func newCentre(t *testing.T, w *opentest.World, at act.Door, open func(*cases.Service) Door) *centre {
	t.Helper()
	c := &centre{T: t, World: w, at: at, open: open}
	c.members = w.Members(t)
	c.serve()
	c.do(func(tx unit.Tx) error { return c.Books.Begin(tx, opened) })
	c.Clock.Set(civil.At(opened, 10, 0))
	employer, err := c.members.OpenEmployer(context.Background(), c.by(), "employer", opentest.Employer(1))
	c.must(err)
	c.no, err = c.members.OpenMembers(context.Background(), c.by(), "members", employer,
		[]member.NewMember{opentest.Person(1), opentest.Person(2)})
	c.must(err)
	c.remit(50_000 * money.Yuan)
	return c
}

// serve makes the services over the store as it is open now, and the door over them.
func (c *centre) serve() {
	c.Helper()
	work := c.Store
	gate := accesstest.Everybody{}
	c.members = member.New(member.Deps{Work: work, Access: gate, Books: c.Books, Policy: work.Policies(), Audit: work,
		Store: work.Member(), Lists: work.Contribution(), Cipher: c.Keys.Field, Index: c.Keys.Index,
		Numbers: c.members.Numbers, Offices: c.members.Offices, Events: work, Sessions: work.Own()})
	withdrawals := withdrawal.New(withdrawal.Deps{Work: work, Access: gate, Books: c.Books, Policy: work.Policies(),
		Audit: work, Events: work, Store: work.Withdrawal(), Members: c.members, Loans: around{}, Treasury: around{},
		Numbers: c.members.Numbers, Cipher: c.Keys.Field, Calendar: civil.China()})
	people := opentest.Register{Service: c.members}
	loans := loan.New(loan.Deps{Work: work, Access: gate, Books: c.Books, Policy: work.Policies(), Audit: work,
		Events: work, Store: work.Loan(), Borrowers: opentest.Borrowers{Service: c.members, Books: c.Books},
		FundBank: bank, SurplusBank: 2})
	items := slices.Concat(withdrawal.Items(withdrawals, bank), loan.Items(loans, people),
		member.Items(c.members))
	for i := range items {
		if !items[i].At(c.at) {
			items[i].Doors = append(items[i].Doors, c.at)
		}
	}
	away := items[0]
	away.Code, away.Name, away.Doors = elsewhere, "别处办理的事项", []act.Door{act.SMS}
	var err error
	c.cases, err = cases.New(cases.Deps{Work: work, Access: gate, Books: c.Books, Policy: work.Policies(), Audit: work,
		Store: work.Cases(), People: people, Papers: c.PapersOf(c.members.Numbers),
		Offices: []string{"01", "03"}, Items: append(items, away),
		Numbers: c.members.Numbers, Calendar: civil.China(), Clock: c.Clock, Cipher: c.Keys.Field,
		Digest: c.Keys.Request})
	c.must(err)
	c.door = c.open(c.cases)
}

// restart ends the program and starts it again over the same books.
func (c *centre) restart() {
	c.Helper()
	c.must(c.Store.Close())
	s, err := sqlstore.Open(context.Background(), c.Config)
	c.must(err)
	c.Cleanup(func() { c.must(s.Close()) })
	c.World = &opentest.World{Store: s, Books: c.Again(s), Keys: c.Keys, Clock: c.Clock, Config: c.Config}
	c.serve()
}

func (c *centre) by() act.By {
	return act.By{Actor: "somebody", Door: c.at, Branch: "01", Trace: "test"}
}

func (c *centre) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	c.must(c.Store.Do(context.Background(), c.by(), "test", f))
}

func (c *centre) remit(each money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		var rows []ledger.MemberRow
		for _, no := range c.no {
			id, err := c.members.Account(tx, no)
			if err != nil {
				return err
			}
			rows = append(rows, ledger.MemberRow{Account: id, Amount: each})
		}
		total := each * money.Fen(len(rows))
		_, err := c.Books.Post(tx, ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
			Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
			Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: civil.MonthOf(2024, 3),
				Rows: rows}},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: bank, Amount: -total}}})
		return err
	})
}

// announce puts a parameter of the door, or of an item at it, in force.
func (c *centre) announce(key, value string) {
	c.Helper()
	_, err := policy.Install(context.Background(), c.Store, c.Store, c.Store.Policies(), c.by(),
		[]policy.Row{{Key: key, Value: value, From: opened, Document: "示例公告"}})
	c.must(err)
}

// inFlight is how many cases there are.
func (c *centre) inFlight() (n int) {
	c.Helper()
	c.must(c.Store.Read(context.Background(), func(tx unit.Tx) error {
		list, err := c.cases.Store.List(tx, cases.Filter{Limit: 99})
		n = len(list)
		return err
	}))
	return n
}

// around is what stands around withdrawals: nobody borrows, and the treasury pays at any time.
type around struct{}

// OpenLoan implements withdrawal.Loans.
func (around) OpenLoan(unit.Tx, member.PersonID) (bool, error) { return false, nil }

// Repaid implements withdrawal.Loans.
func (around) Repaid(unit.Tx, member.PersonID, civil.Date, civil.Date) (money.Fen, error) {
	return 0, nil
}

// PayoutOpen implements withdrawal.Treasury.
func (around) PayoutOpen(unit.Tx, civil.Date) error { return nil }

// FundAccount implements withdrawal.Treasury.
func (around) FundAccount(unit.Tx, int64) error { return nil }

// ClosingInterest implements withdrawal.Treasury.
func (around) ClosingInterest(_ unit.Tx, m ledger.MemberAccount, day civil.Date) (money.Fen, error) {
	return m.ProductAt(day).Interest(150_000), nil
}

var errNoAccess = errors.New("channeltest: nobody may")

// nobody is a gate at which nobody may do anything.
type nobody struct{}

// Grant implements access.Gate.
func (nobody) Grant(context.Context, act.By, bool) (*access.Grant, error) { return nil, errNoAccess }
