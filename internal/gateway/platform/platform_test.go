package platform_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/gateway/platform"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx      = context.Background()
	clerk    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	approver = act.By{Actor: "approver", Door: act.Counter, Branch: "01", Trace: "test"}
	today    = civil.DateOf(2024, 4, 2)
)

const itemCode = "11649900MB0000001X4001234567890"

// centre is a centre that certifies, a platform at the other end of a wire, and who goes to and fro.
type centre struct {
	*testing.T
	*opentest.World
	cases   *cases.Service
	there   *platform.Simulator
	client  *platform.Client
	courier *cases.Courier
	asks    []cases.Application
	alarms  []string
	n       int
}

func open(t *testing.T, w *opentest.World) *centre {
	t.Helper()
	c := &centre{T: t, World: w}
	members := w.Members(t)
	var err error
	c.cases, err = cases.New(cases.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books,
		Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.Cases(), People: opentest.Register{Service: members},
		Papers: w.PapersOf(members.Numbers), Offices: []string{"01", "03"}, Items: member.Items(members),
		Numbers: members.Numbers, Calendar: civil.China(), Clock: w.Clock, Cipher: w.Keys.Field,
		Digest: w.Keys.Request})
	c.must(err)
	c.Clock.Set(civil.At(today, 9, 0))
	c.must(w.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error { return w.Books.Begin(tx, today) }))
	employer, err := members.OpenEmployer(ctx, clerk, "employer", opentest.Employer(1))
	c.must(err)
	no, err := members.OpenMembers(ctx, clerk, "members", employer,
		[]member.NewMember{opentest.Person(1), opentest.Person(2)})
	c.must(err)
	for i := range no {
		c.asks = append(c.asks, cases.Application{Item: "member.certificate", Member: no[i],
			IDNo: opentest.Person(i + 1).IDNo})
	}
	c.there = platform.NewSimulator(w.Keys.Request)
	server := httptest.NewServer(c.there)
	t.Cleanup(server.Close)
	c.client, err = platform.New(server.URL, w.Keys.Request)
	c.must(err)
	c.courier = cases.NewCourier(c.cases, c.client, "01", func(s string) { c.alarms = append(c.alarms, s) })
	return c
}

func (c *centre) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// offered gives the item of the centre its code on the platform.
func (c *centre) offered() {
	c.Helper()
	_, err := policy.Install(ctx, c.Store, c.Store, c.Store.Policies(), clerk, []policy.Row{
		{Key: "platform.item.member.certificate", Value: itemCode, From: today, Document: "示例事项清单"}})
	c.must(err)
}

func (c *centre) key() string { c.n++; return fmt.Sprint("k", c.n) }

func (c *centre) submit(n int) cases.Case {
	c.Helper()
	m, err := c.cases.Submit(ctx, clerk, c.key(), c.asks[n])
	c.must(err)
	return m
}

func (c *centre) took(m cases.Case, acts ...cases.Act) cases.Case {
	c.Helper()
	for _, a := range acts {
		var err error
		m, err = c.cases.Act(ctx, approver, c.key(), cases.Move{Case: m.ID, Act: a, Seen: m.Entries, Step: "issue",
			Words: "示例说明", Stars: 4})
		c.must(err)
	}
	return m
}

// turns lets the courier go until there is nothing to tell, letting time pass after a failure.
func (c *centre) turns(n int) (failed int) {
	c.Helper()
	for range n {
		if _, err := c.courier.Turn(ctx); err != nil {
			failed++
		}
		c.Clock.Set(c.Clock.Now() + civil.Instant(11*time.Hour/time.Microsecond))
	}
	return failed
}

// kept are the notices of a case as the centre has them.
func (c *centre) kept(m cases.Case) (list []cases.Push) {
	c.Helper()
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) { list, err = c.Store.Cases().Pushes(tx, m.ID); return err }))
	return list
}

func (c *centre) stars(m cases.Case) int {
	c.Helper()
	var is cases.Case
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) { is, _, err = c.Store.Cases().Case(tx, m.ID); return err }))
	return is.Stars
}

// The platform hears of a case from its acceptance to its rating, each once and in order, although every second answer
// is lost and two go to and fro at once. What is the centre's own matter it does not hear, nor who the applicant is.
func TestThePlatformHearsOfACaseOnceAndInOrder(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		untold := c.took(c.submit(1), cases.Withdraw)
		c.offered()
		m := c.took(c.submit(0), cases.Opine, cases.Correct, cases.Supply, cases.Advance, cases.Rate)
		c.there.Fail(platform.Faults{Deaf: 1})
		for range 3 {
			_, err := c.courier.Turn(ctx)
			c.must(err)
		}
		if list := c.there.Notices(); len(list) != 0 {
			t.Errorf("before it has heard of the acceptance it hears %+v", list)
		}
		c.there.Fail(platform.Faults{Lose: 2})
		if c.turns(3) == 0 {
			t.Error("no answer was lost")
		}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				for range 10 {
					_, _ = c.courier.Turn(ctx)
				}
			})
		}
		both.Wait()
		c.turns(8)
		var stages []string
		for _, h := range c.there.Notices() {
			stages = append(stages, h.Stage+" "+h.State)
			if h.Code != itemCode || h.Number != string(m.Number) {
				t.Errorf("it heard %+v", h)
			}
			if name := opentest.Person(1).Name; h.Applicant == "" || h.Applicant == name {
				t.Errorf("the applicant is %q", h.Applicant)
			}
		}
		if want := []string{"acceptance 办理中", "progress 待补正", "progress 办理中", "result 已办结",
			"rating 已办结"}; !slices.Equal(stages, want) {
			t.Errorf("it heard %q", stages)
		}
		for _, p := range c.kept(m) {
			if p.State != cases.PushTaken {
				t.Errorf("kept as %+v", p)
			}
		}
		if list := c.kept(untold); len(list) != 0 {
			t.Errorf("an item that is not on the platform is told: %+v", list)
		}
	})
}

// What the platform does not take is told again, waits for a person after so many times, and is told when they say so.
func TestWhatThePlatformRefusesWaitsForAPerson(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.offered()
		m := c.submit(0)
		c.there.Fail(platform.Faults{Refuses: map[string]string{itemCode: "事项未发布"}})
		c.turns(7)
		if p := c.kept(m)[0]; p.State != cases.PushWaits || p.Tries != 7 || p.Answer != "事项未发布" {
			t.Errorf("after seven times it is %+v", p)
		}
		if err := c.cases.TellAgain(ctx, clerk, c.key(), m.ID, 2); !refusal.Is(err, cases.CodeInput) {
			t.Errorf("what still waits is told again: %v", err)
		}
		c.turns(2)
		if p := c.kept(m)[0]; p.State != cases.PushGivenUp || p.Tries != 8 {
			t.Errorf("after eight times it is %+v", p)
		}
		c.there.Fail(platform.Faults{})
		c.turns(1)
		if len(c.there.Notices()) != 0 {
			t.Error("what was given up was told")
		}
		for range 2 {
			c.must(c.cases.TellAgain(ctx, clerk, "again", m.ID, 2))
		}
		c.turns(1)
		if p := c.kept(m)[0]; p.State != cases.PushTaken || len(c.there.Notices()) != 1 {
			t.Errorf("told again it is %+v", p)
		}
		if err := c.cases.TellAgain(ctx, clerk, c.key(), m.ID, 9); !refusal.Is(err, cases.CodeInput) {
			t.Errorf("an entry that is not there: %v", err)
		}
	})
}

// A rating that was given on the platform is kept once, however often and in whatever order it comes: one that is ahead
// of the result waits with the platform, and one that can never be kept is acknowledged and said.
func TestARatingFromThePlatformIsKeptOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.offered()
		m, other := c.submit(0), c.submit(1)
		number := string(m.Number)
		c.there.Rate("r1", number, 5)
		c.there.Rate("r2", number, 1)
		c.there.Rate("r3", "6401012024040200099X", 5)
		c.there.Rate("r4", strings.Repeat("9", 500), 5)
		c.there.Rate("r5", string(other.Number), 5)
		c.there.Fail(platform.Faults{Twice: true})
		c.turns(2)
		if c.there.Waiting() != 3 || c.stars(m) != 0 || len(c.alarms) != 2 {
			t.Fatalf("%d wait, %d stars, %q", c.there.Waiting(), c.stars(m), c.alarms)
		}
		m = c.took(m, cases.Advance)
		c.there.Fail(platform.Faults{Twice: true, Lose: 3})
		c.turns(3)
		c.turns(2)
		if stars := c.stars(m); stars != 5 || c.there.Waiting() != 1 {
			t.Errorf("rated with %d, %d wait", stars, c.there.Waiting())
		}
		for _, h := range c.there.Notices() {
			if h.Stage == string(cases.StageRated) {
				t.Errorf("the platform is told of its own rating: %+v", h)
			}
		}
		other = c.took(other, cases.Advance)
		c.there.Rate("r6", string(other.Number), 99)
		c.there.Fail(platform.Faults{Shuffle: slices.Reverse[[]string]})
		c.turns(2)
		if c.stars(other) != 5 || c.there.Waiting() != 0 {
			t.Errorf("rated with %d, %d wait", c.stars(other), c.there.Waiting())
		}
	})
}

// Who has not the key is not believed, and nothing is taken for told.
func TestWhoHasNotTheKeyIsNotBelieved(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.offered()
	m := c.submit(0)
	c.there.Fail(platform.Faults{Unsigned: true})
	if c.turns(2) != 2 || c.kept(m)[0].State != cases.PushWaits {
		t.Errorf("an answer without a signature was believed: %+v", c.kept(m))
	}
	stranger := httptest.NewServer(platform.NewSimulator(c.Keys.Leaf))
	defer stranger.Close()
	client, err := platform.New(stranger.URL, c.Keys.Request)
	c.must(err)
	if _, err := cases.NewCourier(c.cases, client, "01", nil).Turn(ctx); err == nil {
		t.Error("a platform with another key was believed")
	}
	c.there.Fail(platform.Faults{})
	c.turns(2)
	if c.kept(m)[0].State != cases.PushTaken || len(c.there.Notices()) != 1 {
		t.Errorf("afterwards it is %+v", c.kept(m))
	}
	for _, bad := range []string{"", "http://platform.example", "ftp://x", "https:/x", "javascript:1"} {
		if _, err := platform.New(bad, c.Keys.Request); !refusal.Is(err, platform.CodeAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
