package queue_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/queue"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx   = context.Background()
	clerk = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	day   = civil.DateOf(2024, 4, 2)
)

// hall is an office with three businesses, the last of which is no matter of the counter.
type hall struct {
	*testing.T
	*opentest.World
	*queue.Service
	shut *refusal.Refused
}

func open(t *testing.T, w *opentest.World) *hall {
	t.Helper()
	ground := []serviceitem.Ground{{Effective: civil.DateOf(2024, 1, 1)}}
	h := &hall{T: t, World: w}
	h.Service = queue.New(queue.Deps{Work: w.Store, Access: accesstest.Everybody{}, Audit: w.Store,
		Store: w.Store.Queue(), Clock: w.Clock, Items: []serviceitem.Item{
			{Code: "rent", Name: "租房提取", Grounds: ground, Doors: []act.Door{act.Counter},
				Take: access.TakeWithdrawals},
			{Code: "loan", Name: "贷款", Grounds: ground, Doors: []act.Door{act.Counter}, Take: access.TakeLoans},
			{Code: "online", Name: "网上", Grounds: ground, Doors: []act.Door{act.OnlineHall}}},
		Shut: func(unit.Tx, serviceitem.Item, act.Door, string) (*refusal.Refused, error) { return h.shut, nil }})
	w.Clock.Set(civil.At(day, 9, 0))
	return h
}

func (h *hall) take(key string, item serviceitem.Code) queue.Ticket {
	h.Helper()
	t, err := h.Take(ctx, clerk, key, item)
	if err != nil {
		h.Fatal(err)
	}
	return t
}

func (h *hall) next(window int) queue.Ticket {
	h.Helper()
	t, err := h.Next(ctx, clerk, window)
	if err != nil {
		h.Fatal(err)
	}
	return t
}

func (h *hall) act(window int, t queue.Ticket, m queue.Move, to serviceitem.Code) {
	h.Helper()
	if _, err := h.Act(ctx, clerk, window, t.Serial, m, to); err != nil {
		h.Fatal(err)
	}
}

func (h *hall) refuses(code string, err error) {
	h.Helper()
	if r := refusal.Of(err); r == nil || r.Code != code || r.Text == "" {
		h.Errorf("got %v, want a refusal with %s", err, code)
	}
}

func (h *hall) figures() (list []queue.Figures) {
	h.Helper()
	if err := h.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = h.Service.Store.Figures(tx, "01", day)
		return err
	}); err != nil {
		h.Fatal(err)
	}
	return list
}

func (h *hall) board() (b queue.Board) {
	h.Helper()
	if err := h.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		b, err = h.Board(tx, "01")
		return err
	}); err != nil {
		h.Fatal(err)
	}
	return b
}

func TestATicketGoesItsWayAndItsWaitIsMeasured(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := open(t, w)
		first, second, third := h.take("a", "rent"), h.take("b", "loan"), h.take("c", "rent")
		if first.Number != "A001" || second.Number != "B002" || third.Number != "A003" {
			t.Errorf("got %s %s %s", first.Number, second.Number, third.Number)
		}
		if again := h.take("a", "rent"); again.Serial != 1 || h.board().Waiting != 3 {
			t.Errorf("a ticket asked for twice is %s", again.Number)
		}
		w.Clock.Advance(5 * time.Minute)
		if got := h.next(1); got.Number != "A001" || got.Window != 1 {
			t.Errorf("called %s", got.Number)
		}
		_, err := h.Next(ctx, clerk, 1)
		h.refuses(queue.CodeBusy, err)
		h.act(1, first, queue.Recall, "")
		h.act(1, first, queue.Skip, "")
		_, err = h.Act(ctx, clerk, 1, first.Serial, queue.Finish, "")
		h.refuses(queue.CodeState, err)
		h.next(2)
		w.Clock.Advance(2 * time.Minute)
		h.act(2, second, queue.Transfer, "rent")
		if got := h.next(1); got.Number != "B002" || got.Item != "rent" {
			t.Errorf("called %s for %s, and who was transferred keeps their place", got.Number, got.Item)
		}
		w.Clock.Advance(4 * time.Minute)
		h.act(1, second, queue.Finish, "")
		h.act(3, first, queue.Recall, "") // has come after all
		w.Clock.Advance(time.Minute)
		h.act(3, first, queue.Finish, "")
		want := []queue.Figures{
			{Office: "01", Day: day, Item: "loan", Taken: 1, Called: 1, Waited: 300, Longest: 300},
			{Office: "01", Day: day, Item: "rent", Taken: 2, Called: 1, Skipped: 1, Served: 2, Waited: 300,
				Longest: 300, Serving: 300}}
		if got := h.figures(); !slices.Equal(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
		w.Clock.Set(civil.At(day+1, 9, 0))
		if got := h.take("d", "loan"); got.Number != "B001" || len(h.board().Tickets) != 1 {
			t.Errorf("the next day begins with %s and %d tickets", got.Number, len(h.board().Tickets))
		}
		if err := w.Store.Read(ctx, func(tx unit.Tx) error {
			old, err := h.Service.Store.Tickets(tx, "01", day)
			if len(old) > 0 {
				t.Errorf("%d tickets of the day before are kept", len(old))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestTwoWindowsNeverCallOneTicket has eight windows call at once until nobody waits, each twice at a time.
func TestTwoWindowsNeverCallOneTicket(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := open(t, w)
		const tickets, windows = 40, 8
		for i := range tickets {
			h.take(fmt.Sprint(i), "rent")
		}
		var mu sync.Mutex
		called := map[int]int{}
		var all sync.WaitGroup
		for n := range 2 * windows {
			all.Go(func() {
				for {
					got, err := h.Next(ctx, clerk, n%windows+1)
					if refusal.Is(err, queue.CodeBusy) {
						continue // the other one at this window has somebody
					}
					if refusal.Is(err, queue.CodeEmpty) {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					called[got.Serial]++
					mu.Unlock()
					if _, err := h.Act(ctx, clerk, got.Window, got.Serial, queue.Finish, ""); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
		for serial := 1; serial <= tickets; serial++ {
			if called[serial] != 1 {
				t.Errorf("ticket %d was called %d times", serial, called[serial])
			}
		}
		if f := h.figures(); len(f) != 1 || f[0].Called != tickets || f[0].Served != tickets {
			t.Errorf("got %+v", f)
		}
	})
}

// TestManyTakeTicketsAtOnce gives nobody the number of another.
func TestManyTakeTicketsAtOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := open(t, w)
		var all sync.WaitGroup
		numbers := make([]int, 30)
		for i := range numbers {
			all.Go(func() {
				got, err := h.Take(ctx, clerk, fmt.Sprint(i/2), "loan") // each is pressed twice
				if err != nil {
					t.Error(err)
				}
				numbers[i] = got.Serial
			})
		}
		all.Wait()
		for i := 0; i < len(numbers); i += 2 {
			if numbers[i] != numbers[i+1] {
				t.Errorf("one press gave %d and %d", numbers[i], numbers[i+1])
			}
		}
		slices.Sort(numbers)
		if got := slices.Compact(numbers); len(got) != 15 || got[14] != 15 {
			t.Errorf("got %v", got)
		}
	})
}

func TestWhatCannotBeIsRefusedAndLeavesNothing(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := open(t, w)
		for _, item := range []serviceitem.Code{"", "online", "nothing"} {
			_, err := h.Take(ctx, clerk, "k", item)
			h.refuses(queue.CodeItem, err)
		}
		_, err := h.Take(ctx, clerk, "", "rent")
		h.refuses(queue.CodeKey, err)
		h.shut = refusal.New("case.closed", "现在不办理", "", "请在服务时间来")
		_, err = h.Take(ctx, clerk, "k", "rent")
		h.refuses("case.closed", err)
		h.shut = nil
		for _, window := range []int{0, -1, 100} {
			_, err = h.Next(ctx, clerk, window)
			h.refuses(queue.CodeWindow, err)
		}
		_, err = h.Next(ctx, clerk, 1)
		h.refuses(queue.CodeEmpty, err)
		_, err = h.Act(ctx, clerk, 1, 1, queue.Finish, "")
		h.refuses(queue.CodeTicket, err)
		one := h.take("k", "rent")
		_, err = h.Act(ctx, clerk, 1, one.Serial, queue.Finish, "")
		h.refuses(queue.CodeState, err)
		h.next(1)
		for _, to := range []serviceitem.Code{"", "rent", "online"} {
			_, err = h.Act(ctx, clerk, 1, one.Serial, queue.Transfer, to)
			h.refuses(queue.CodeItem, err)
		}
		_, err = h.Act(ctx, clerk, 2, one.Serial, queue.Finish, "")
		h.refuses(queue.CodeState, err)
		_, err = h.Act(ctx, clerk, 1, one.Serial, "vanish", "")
		h.refuses(queue.CodeState, err)
		if f := h.figures(); len(f) != 1 || f[0].Taken != 1 || f[0].Served != 0 {
			t.Errorf("got %+v", f)
		}
	})
}

// only is a gate at which everybody may handle cases and take one kind of business in.
type only access.Permission

func (o only) Grant(_ context.Context, by act.By, _ bool) (*access.Grant, error) {
	return &access.Grant{Person: access.Person{Code: by.Actor}, Posts: []access.Post{{Role: "some"}}, Fixed: true,
		Roles: access.Roles{"some": {Code: "some", Title: "部分",
			May: []access.Permission{access.HandleCases, access.Permission(o)}}}}, nil
}

func TestAWindowCallsOnlyWhoseBusinessItMayTakeIn(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := open(t, w)
		h.take("a", "rent")
		h.take("b", "loan")
		h.Access = only(access.TakeLoans)
		if got := h.next(1); got.Number != "B002" {
			t.Errorf("called %s", got.Number)
		}
		_, err := h.Next(ctx, clerk, 2)
		h.refuses(queue.CodeEmpty, err)
		h.Access = only(access.ReadCentre)
		other := clerk
		other.Branch = "03"
		if got, err := h.Next(ctx, other, 1); err == nil {
			t.Errorf("another office called %s", got.Number)
		}
	})
}

func TestAnExpectedWaitRestsOnWhoWasServedLast(t *testing.T) {
	now := civil.At(day, 10, 0)
	served := func(serial, window int, minutes, ago civil.Instant) queue.Ticket {
		end := now - ago*60_000_000
		return queue.Ticket{Serial: serial, State: queue.Done, Window: window, Last: end - minutes*60_000_000,
			Ended: end}
	}
	for name, c := range map[string]struct {
		list        []queue.Ticket
		ahead, want int
	}{
		"nobody is known":  {nil, 3, 30},
		"nobody waits":     {nil, 0, 0},
		"one window":       {[]queue.Ticket{served(1, 1, 4, 1), served(2, 1, 5, 8), served(3, 1, 6, 15)}, 2, 10},
		"two windows":      {[]queue.Ticket{served(1, 1, 4, 1), served(2, 2, 5, 8), served(3, 1, 6, 15)}, 3, 8},
		"one went to rest": {[]queue.Ticket{served(1, 1, 4, 1), served(2, 2, 5, 40), served(3, 1, 6, 15)}, 2, 10},
	} {
		if got := queue.Expected(c.list, c.ahead, now); got != c.want {
			t.Errorf("%s: %d minutes, want %d", name, got, c.want)
		}
	}
}
