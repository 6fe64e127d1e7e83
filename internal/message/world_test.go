package message_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/message"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx   = context.Background()
	clerk = act.By{Actor: "clerk", Door: act.Console, Branch: "01"}
	today = civil.DateOf(2024, 1, 2)
)

// door is a deliverer that remembers what it was handed, and does with it what the test says.
type door struct {
	clock civil.Clock

	mu      sync.Mutex
	handed  []event.Letter
	times   []civil.Instant
	answer  func(event.Letter) event.Fate // of Deliver; Taken where it is nil, no answer where it gives zero
	hangs   bool                          // Deliver and Reports: they come to no end of their own
	fail    error                         // of Deliver, after it has taken everything
	pending []event.Outcome               // reports to come
	after   func()                        // runs when Deliver has taken everything
}

func (d *door) Door() act.Door { return act.SMS }

func (d *door) Deliver(ctx context.Context, letters []event.Letter) (list []event.Outcome, err error) {
	if d.hangs {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, l := range letters {
		d.handed = append(d.handed, l)
		d.times = append(d.times, d.clock.Now())
		fate := event.Taken
		if d.answer != nil {
			fate = d.answer(l)
		}
		if fate != 0 {
			list = append(list, event.Outcome{ID: l.ID, Fate: fate, Code: fmt.Sprint("E", fate)})
		}
	}
	if d.after != nil {
		d.after()
	}
	return list, d.fail
}

func (d *door) Reports(ctx context.Context, keep func([]event.Outcome) error) error {
	if d.hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	if len(d.pending) == 0 {
		return nil
	}
	if err := keep(d.pending); err != nil {
		return err
	}
	d.pending = nil
	return nil
}

// ids are those of the letters that were handed over, in their order.
func (d *door) ids() (list []string) {
	for _, l := range d.handed {
		list = append(list, l.ID)
	}
	return list
}

// centre is a centre with people whom something happens to.
type centre struct {
	*testing.T
	*opentest.World
	*message.Service
	people *member.Service
	door   *door
	loop   *message.Loop
	who    []member.Member
	loans  int64
	keys   int
}

func open(t *testing.T, w *opentest.World, people int) *centre {
	t.Helper()
	c := &centre{T: t, World: w, people: w.Members(t), door: &door{clock: w.Clock}}
	c.Service = message.New(message.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books,
		Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.Messages(), Clock: w.Clock})
	w.Clock.Set(civil.At(today, 9, 0))
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, today) })
	c.hire(1, people, opentest.Person)
	c.loop = c.process(w.Store, "first")
	return c
}

// process is the loop of a process over a store.
func (c *centre) process(s *sqlstore.Store, holder string) *message.Loop {
	return message.NewLoop(message.Delivery{Work: s, Policy: s.Policies(), Store: s.Messages(), Cipher: c.Keys.Field,
		Clock: c.Clock, Doors: []event.Deliverer{c.door}, Holder: holder,
		Patience: time.Second / 5})
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	if err := c.World.Store.Do(ctx, clerk, "test", f); err != nil {
		c.Fatal(err)
	}
}

func (c *centre) key() string {
	c.keys++
	return fmt.Sprint("k", c.keys)
}

// hire opens accounts for persons of employer n.
func (c *centre) hire(n, people int, person func(int) member.NewMember) member.EmployerID {
	c.Helper()
	e, err := c.people.OpenEmployer(ctx, clerk, c.key(), opentest.Employer(n))
	if err != nil {
		c.Fatal(err)
	}
	list := make([]member.NewMember, people)
	for i := range list {
		list[i] = person(n*1000 + i)
	}
	for part := range slices.Chunk(list, 1000) {
		numbers, err := c.people.OpenMembers(ctx, clerk, c.key(), e, part)
		if err != nil {
			c.Fatal(err)
		}
		c.do(func(tx unit.Tx) error {
			c.World.Store.Record(tx, audit.Entry{Kind: "test"})
			found, err := c.people.Store.Members(tx, numbers)
			c.who = append(c.who, found...)
			return err
		})
	}
	return e
}

// lend pays a loan out to a person, which is one event with one message, and gives the loan's id.
func (c *centre) lend(person int) int64 {
	c.Helper()
	c.loans++
	one := loan.Loan{ID: loan.ID(c.loans), Borrower: int64(c.who[person].Person), Disbursed: today,
		Contract: fmt.Sprintf("示贷2024%04d", c.loans), Voucher: ledger.VoucherID(9000 + c.loans)}
	one.Amount, one.Months = money.Wan, 12
	c.do(func(tx unit.Tx) error {
		c.World.Store.Record(tx, audit.Entry{Kind: "test"})
		c.World.Store.Announce(tx, event.Event{Kind: event.LoanDisbursed, Ref: c.loans, Part: int64(one.Voucher)})
		return c.World.Store.Loan().AddLoans(tx, []loan.Loan{one})
	})
	return c.loans
}

// turn lets the loop do all that there is to do now.
func (c *centre) turn() {
	c.Helper()
	for more := true; more; {
		var err error
		if more, err = c.loop.Turn(ctx); err != nil {
			c.Fatal(err)
		}
	}
}

func (c *centre) later(d time.Duration) {
	c.Helper()
	c.Clock.Advance(d)
	c.turn()
}

// all are the messages, the latest event first.
func (c *centre) all() (list []message.Message) {
	c.Helper()
	if err := c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = c.Service.Store.List(tx, message.Filter{Limit: 1000})
		return err
	}); err != nil {
		c.Fatal(err)
	}
	return list
}

// stands says how the only message does.
func (c *centre) stands(state message.State, round int, cause string) message.Message {
	c.Helper()
	list := c.all()
	if len(list) != 1 {
		c.Fatalf("%d messages, want one", len(list))
	}
	if m := list[0]; m.State != state || m.Round != round || m.Cause != cause {
		c.Errorf("the message is %s in round %d because %q; want %s in round %d because %q", m.State, m.Round, m.Cause,
			state, round, cause)
	}
	return list[0]
}

func (c *centre) handed(want int) {
	c.Helper()
	if got := len(c.door.handed); got != want {
		c.Fatalf("%d letters were handed over, want %d: %v", got, want, c.door.ids())
	}
}

// set puts a parameter in force from a day on.
func (c *centre) set(key, value string) {
	c.Helper()
	rows := []policy.Row{{Key: key, Value: value, From: civil.DateOf(2023, 6, 1), Document: "示例参数"}}
	s := c.World.Store
	if _, err := policy.Install(ctx, s, s, s.Policies(), clerk, rows); err != nil {
		c.Fatal(err)
	}
}

// voucher posts some money, for lists to name.
func (c *centre) voucher() (id ledger.VoucherID) {
	c.Helper()
	rows := []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -100, Ref: c.key()},
		{Account: ledger.Suspense, Holder: 1, Amount: 100}}
	c.do(func(tx unit.Tx) (err error) {
		if _, _, err = c.World.Books.Claim(tx, ledger.NewRequest(0, c.key(), 1), 1); err != nil {
			return err
		}
		id, err = c.World.Books.Post(tx, ledger.Posting{Kind: ledger.KindSuspense, Branch: "01", Summary: "暂收",
			Lines:   []ledger.Line{{Account: ledger.FundDemand, Amount: -100}, {Account: ledger.Suspense, Amount: 100}},
			Holders: rows})
		return err
	})
	return id
}

// posted is a list of an employer as if a voucher had credited it.
func (c *centre) posted(e member.EmployerID, id int, v ledger.VoucherID) event.Event {
	c.Helper()
	lists := c.World.Store.Contribution()
	c.do(func(tx unit.Tx) error {
		c.World.Store.Record(tx, audit.Entry{Kind: "test"})
		l, err := lists.AddList(tx, contribution.List{ID: contribution.ListID(id), Employer: e,
			Month: civil.MonthOf(2024, 1).Add(id), State: contribution.Confirmed})
		if err != nil {
			return err
		}
		l.State, l.Voucher = contribution.Posted, v
		moved, err := lists.MoveList(tx, l, contribution.Confirmed)
		if err == nil && !moved {
			err = fmt.Errorf("list %d did not move", id)
		}
		return err
	})
	return event.Event{Kind: event.ListPosted, Ref: int64(id), Part: int64(v)}
}

func (c *centre) announce(events ...event.Event) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		c.World.Store.Record(tx, audit.Entry{Kind: "test"})
		c.World.Store.Announce(tx, events...)
		return nil
	})
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// count is how many messages are in a state.
func (c *centre) count(state message.State) (n int) {
	c.Helper()
	var after message.Key
	for {
		var list []message.Message
		if err := c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
			list, err = c.Service.Store.List(tx, message.Filter{State: state, After: after, Limit: 10_000})
			return err
		}); err != nil {
			c.Fatal(err)
		}
		if len(list) == 0 {
			return n
		}
		n += len(list)
		after = list[len(list)-1].Key
	}
}
