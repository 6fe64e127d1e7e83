// Package queue is the queue of the counter (排队叫号): whoever comes takes a ticket for what they came for, and windows
// call one after the other. It knows service items by their names and who may take them in, and nobody's name: a ticket
// is a number.
//
// Tickets are kept for their day and no longer; what stays of them is, for each day and item, how many came and how
// long they waited and were served. The day is that of the clock: people stand in the hall, whatever day the books
// have.
package queue

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// State is where a ticket stands (号票状态).
type State int

// The states.
const (
	Waiting State = iota + 1 // 等候
	Called                   // 已叫号: at a window, being served
	Skipped                  // 过号
	Done                     // 办完
)

// String is the state in Chinese.
func (s State) String() string {
	return map[State]string{Waiting: "等候", Called: "办理中", Skipped: "过号", Done: "办完"}[s]
}

// Ticket is one place in the queue of an office on a day (号票).
type Ticket struct {
	Office string
	Day    civil.Date
	Serial int // from 1, of the office and the day
	Number string
	Item   serviceitem.Code
	Asked  string // key under which it was asked for
	State  State
	Window int // that called it last; zero before
	Calls  int
	Taken  civil.Instant
	First  civil.Instant // called; zero before
	Last   civil.Instant // called again
	Ended  civil.Instant // skipped or done
}

// Figures are what a day was like for an item at an office (排队统计). Seconds are sums over those who were called, and
// over those who were served.
type Figures struct {
	Office                         string
	Day                            civil.Date
	Item                           serviceitem.Code
	Taken, Called, Skipped, Served int
	Waited, Longest, Serving       int64 // seconds
}

// Store keeps the tickets of a day, and figures.
type Store interface {
	// NextTicket gives the next serial of an office on a day, from 1. Forget takes tickets of days before one away.
	NextTicket(tx unit.Tx, office string, day civil.Date) (int, error)
	Forget(tx unit.Tx, office string, before civil.Date) error
	AddTicket(tx unit.Tx, t Ticket) error
	SetTicket(tx unit.Tx, t Ticket) error
	// Tickets reads those of an office and a day, by their serial.
	Tickets(tx unit.Tx, office string, day civil.Date) ([]Ticket, error)
	// AddFigures adds to what there is of an office, a day and an item; Figures reads those of an office from a day on,
	// the latest day first.
	AddFigures(tx unit.Tx, f Figures) error
	Figures(tx unit.Tx, office string, from civil.Date) ([]Figures, error)
}

// Deps is what the service is made of.
type Deps struct {
	Work   unit.Work
	Access access.Gate
	Audit  audit.Recorder
	Store  Store
	Clock  civil.Clock
	Items  []serviceitem.Item
	// Shut says why nothing is taken in of an item at a door of an office now; nil when it is.
	Shut func(tx unit.Tx, it serviceitem.Item, door act.Door, office string) (*refusal.Refused, error)
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// The codes of the refusals.
const (
	CodeItem   = "queue.item"
	CodeFull   = "queue.full"
	CodeEmpty  = "queue.empty"
	CodeWindow = "queue.window"
	CodeBusy   = "queue.busy"
	CodeTicket = "queue.ticket"
	CodeState  = "queue.state"
	CodeKey    = "queue.key"
)

const (
	most       = 999 // tickets of an office and a day: a number has three digits
	mostWindow = 99
	maxKey     = 64
)

// Take gives a ticket for an item (取号). It refuses with CodeItem what the counter does not offer, as the door does
// what is not taken in now, and with CodeFull when there are no numbers left. Asked again under the same key, it is the
// ticket that was given.
func (s *Service) Take(ctx context.Context, by act.By, key string, code serviceitem.Code) (t Ticket, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return t, err
	}
	if key == "" || len(key) > maxKey {
		return t, refusal.Bad(CodeKey, fmt.Sprintf("取号的请求键应为1至%d个字符", maxKey))
	}
	at, it := slices.IndexFunc(s.Items, func(it serviceitem.Item) bool { return it.Code == code }), serviceitem.Item{}
	if at >= 0 {
		it = s.Items[at]
	}
	now := s.Clock.Now()
	if _, offered := it.On(now.Date()); !offered || !it.At(act.Counter) {
		return t, refusal.New(CodeItem, "柜面不办理这个事项", "", "请从柜面办理的事项中选择")
	}
	err = s.Work.Do(ctx, by, "queue.take", func(tx unit.Tx) error {
		list, err := s.Store.Tickets(tx, by.Branch, now.Date())
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(list, func(one Ticket) bool { return one.Asked == key }); i >= 0 {
			t = list[i]
			return nil
		}
		if no, err := s.Shut(tx, it, act.Counter, by.Branch); err != nil || no != nil {
			return orRefused(no, err)
		}
		t = Ticket{Office: by.Branch, Day: now.Date(), Item: code, Asked: key, State: Waiting, Taken: now}
		if t.Serial, err = s.Store.NextTicket(tx, t.Office, t.Day); err != nil {
			return err
		}
		if t.Serial > most {
			return refusal.New(CodeFull, "今天的号已经取完", "", "请改日再来，或者由导办人员安排")
		}
		t.Number = fmt.Sprintf("%c%03d", 'A'+rune(at%26), t.Serial)
		if err := s.Store.Forget(tx, t.Office, t.Day); err != nil {
			return err
		}
		if err := s.Store.AddTicket(tx, t); err != nil {
			return err
		}
		return s.wrote(tx, "queue.taken", t, Figures{Taken: 1})
	})
	return t, err
}

// orRefused keeps a refusal that is nil from becoming an error that is not.
func orRefused(no *refusal.Refused, err error) error {
	if err == nil && no != nil {
		return no
	}
	return err
}

// wrote adds what happened to a ticket to the figures of its day, and writes it down.
func (s *Service) wrote(tx unit.Tx, kind string, t Ticket, f Figures) error {
	s.Audit.Record(tx, audit.Entry{Kind: kind, ID: int64(t.Serial), Fields: []audit.Field{
		{Name: "office", Value: t.Office}, {Name: "number", Value: t.Number}, {Name: "state", Value: t.State.String()},
		{Name: "window", Value: fmt.Sprint(t.Window)}}})
	f.Office, f.Day, f.Item = t.Office, t.Day, t.Item
	if f == (Figures{Office: t.Office, Day: t.Day, Item: t.Item}) {
		return nil
	}
	return s.Store.AddFigures(tx, f)
}

// item is an item by its code, empty for one that is gone.
func (s *Service) item(code serviceitem.Code) serviceitem.Item {
	it, _ := serviceitem.Find(s.Items, code)
	return it
}

// Name is what the business of a ticket is called.
func (s *Service) Name(code serviceitem.Code) string { return s.item(code).Name }
