package cases_test

import (
	"cmp"
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx      = context.Background()
	clerk    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	approver = act.By{Actor: "approver", Door: act.Counter, Branch: "01", Trace: "test"}
	hall     = act.By{Actor: "citizen", Door: act.OnlineHall, Branch: "01", Trace: "test"}
	april    = civil.DateOf(2024, 4, 2) // before 清明节, 4 to 6 April
)

const bank = int64(1)

// centre is a centre with two members who have money, and its cases.
type centre struct {
	*testing.T
	*opentest.World
	*cases.Service
	members *member.Service
	no      []number.MemberNo
	n       int

	asks  func(n int) cases.Application       // what member n applies for
	fills func(step string) map[string]string // what a step asks for
	frees func(m cases.Case)                  // leaves nothing of a case that was granted; may be nil
	does  map[string]act.By                   // who takes a step, where that is not the approver
}

// open makes a centre that offers items.
func open(t *testing.T, w *opentest.World, items func(*member.Service) []serviceitem.Item) *centre {
	t.Helper()
	c := &centre{T: t, World: w, members: w.Members(t)}
	c.asks = func(n int) cases.Application { return c.application(n, "因为") }
	c.fills = func(string) map[string]string { return nil }
	var err error
	c.Service, err = cases.New(cases.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books,
		Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.Cases(),
		People: opentest.Register{Service: c.members}, Papers: w.PapersOf(c.members.Numbers),
		Offices: []string{"01", "03"}, Items: items(c.members), Numbers: c.members.Numbers, Calendar: civil.China(),
		Clock: w.Clock, Cipher: w.Keys.Field, Digest: w.Keys.Request})
	c.must(err)
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, civil.DateOf(2024, 1, 2)) })
	employer, err := c.members.OpenEmployer(ctx, clerk, "employer", opentest.Employer(1))
	c.must(err)
	c.no, err = c.members.OpenMembers(ctx, clerk, "members", employer,
		[]member.NewMember{opentest.Person(1), opentest.Person(2)})
	c.must(err)
	for _, no := range c.no {
		c.remit(no, 50_000*money.Yuan)
	}
	c.on(april)
	return c
}

func (c *centre) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	c.must(c.World.Store.Do(ctx, clerk, "test", f))
}

// on closes days until one is open.
func (c *centre) on(day civil.Date) {
	c.Helper()
	c.Clock.Set(civil.At(day, 9, 0))
	for {
		var open civil.Date
		c.do(func(tx unit.Tx) (err error) { open, err = c.World.Books.OpenDay(tx); return err })
		if open >= day {
			return
		}
		c.do(func(tx unit.Tx) error { return c.World.Books.StartClose(tx, open) })
		c.do(func(tx unit.Tx) error { _, err := c.World.Books.FinishClose(tx, open); return err })
	}
}

func (c *centre) remit(no number.MemberNo, amount money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		id, err := c.members.Account(tx, no)
		if err != nil {
			return err
		}
		_, err = c.World.Books.Post(tx, ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
			Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, amount), ledger.Credit(ledger.HousingFund, amount)},
			Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: civil.MonthOf(2024, 3),
				Rows: []ledger.MemberRow{{Account: id, Amount: amount}}}},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: bank, Amount: -amount}}})
		return err
	})
}

func (c *centre) key() string { c.n++; return fmt.Sprintf("k%d", c.n) }

// refuses wants a refusal that says in Chinese what to do next.
func (c *centre) refuses(code string, err error) {
	c.Helper()
	r := refusal.Of(err)
	switch {
	case r == nil || r.Code != code:
		c.Errorf("got %v, want a refusal with %s", err, code)
	case r.Text == "" || r.Next == "":
		c.Errorf("the refusal %s says nothing, or not what to do next: %+v", code, r)
	}
}

// entries counts what the books have of a table.
func (c *centre) whole(no number.CaseNo) (w cases.Whole) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) { w, err = c.Whole(tx, no); return err }))
	return w
}

// plain is an item of two steps that moves no money: of the first one may refuse, of the second not any more.
func plain(*member.Service) []serviceitem.Item {
	done := func(context.Context, unit.Tx, act.By, serviceitem.Matter, serviceitem.Form) (string, error) {
		return "已办", nil
	}
	return []serviceitem.Item{{Code: "test.plain", Name: "示例事项", Who: "缴存人", Kind: "test", Result: "结果",
		Grounds: []serviceitem.Ground{{Basis: "示例"}},
		Doors:   []act.Door{act.Counter, act.OnlineHall}, Take: access.TakeWithdrawals,
		Fields: []serviceitem.Field{{Code: "why", Label: "原因", Kind: serviceitem.Text}},
		Facts:  func(unit.Tx, act.By, number.MemberNo, int64) ([]serviceitem.Fact, error) { return nil, nil },
		Check:  func(unit.Tx, act.By, serviceitem.Request) error { return nil },
		Accept: func(_ context.Context, _ unit.Tx, _ act.By, m serviceitem.Matter) (int64, civil.Date, error) {
			return m.ID, civil.China().AddWorkdays(m.Accepted, 3), nil
		},
		Withdraw:   func(context.Context, unit.Tx, act.By, serviceitem.Matter) error { return nil },
		Reschedule: func(unit.Tx, serviceitem.Matter, civil.Date) error { return nil },
		Steps: []serviceitem.Step{
			{Code: "one", Title: "初审", May: access.ApproveWithdrawals, Do: done,
				Refuse: func(context.Context, unit.Tx, act.By, serviceitem.Matter, string) error { return nil }},
			{Code: "two", Title: "发证", May: access.ApproveWithdrawals, Do: done},
		}}}
}

// Submit hands an application in with all its materials, unless it says what was handed in for it.
func (c *centre) Submit(ctx context.Context, by act.By, key string, a cases.Application) (cases.Case, error) {
	if a.Draft == "" {
		a.Draft = c.draft(by, a)
	}
	return c.Service.Submit(ctx, by, key, a)
}

// Preview looks at an application with all its materials.
func (c *centre) Preview(ctx context.Context, by act.By, a cases.Application) error {
	a.Draft = c.draft(by, a)
	return c.Service.Preview(ctx, by, a)
}

// draft hands in a scan of every material that an application needs, and gives the name that it waits under.
func (c *centre) draft(by act.By, a cases.Application) string {
	c.Helper()
	it, _ := serviceitem.Find(c.Items, a.Item)
	ground, _ := it.On(c.today())
	f := cases.Folder{Item: a.Item, Member: a.Member, Draft: c.key()}
	for _, m := range ground.Materials {
		if !m.Needs(serviceitem.Form(a.Typed), a.IDNo != "" && a.Authority == "") {
			continue
		}
		_, err := c.HandIn(ctx, by, c.key(), f, cases.Upload{Material: m.Code,
			File: material.Handed{Content: materialtest.PNG(100, 100)}})
		c.must(err)
	}
	return f.Draft
}

func (c *centre) today() (on civil.Date) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) { on, err = c.Today(tx); return err }))
	return on
}

func (c *centre) submit(by act.By, n int) cases.Case {
	c.Helper()
	made, err := c.Submit(ctx, by, c.key(), c.asks(n))
	c.must(err)
	return made
}

func (c *centre) application(n int, why string) cases.Application {
	return cases.Application{Item: "test.plain", Member: c.no[n], IDNo: opentest.Person(n + 1).IDNo,
		Typed: map[string]string{"why": why}}
}

// take does an act on a case as it stands, by somebody who may.
func (c *centre) take(m cases.Case, a cases.Act) (cases.Case, error) {
	step, by := cmp.Or(m.Step, c.Items[0].Steps[0].Code), approver
	if who, named := c.does[step]; named {
		by = who
	}
	return c.Act(ctx, by, c.key(), cases.Move{Case: m.ID, Act: a, Seen: m.Entries, Words: "示例说明", Step: step,
		Typed: c.fills(step), To: "03", Stars: 5})
}

func (c *centre) took(m cases.Case, acts ...cases.Act) cases.Case {
	c.Helper()
	for _, a := range acts {
		var err error
		m, err = c.take(m, a)
		c.must(err)
	}
	return m
}

// count is how many cases there are in flight.
func (c *centre) count() (n int) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		list, err := c.World.Store.Cases().List(tx, cases.Filter{Limit: 99})
		n = len(list)
		return err
	}))
	return n
}
