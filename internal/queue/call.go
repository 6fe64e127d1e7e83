package queue

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// Next calls the one who has waited longest, of those whose business whoever sits at the window may take in (叫号). It
// refuses with CodeWindow a window that cannot be, with CodeBusy one that has somebody at it, and with CodeEmpty when
// nobody waits. A ticket is chosen and called in one unit of work, so that two windows never call one.
func (s *Service) Next(ctx context.Context, by act.By, window int) (t Ticket, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return t, err
	}
	if err := checkWindow(window); err != nil {
		return t, err
	}
	takes, err := s.takes(ctx, by)
	if err != nil {
		return t, err
	}
	err = s.Work.Do(ctx, by, "queue.next", func(tx unit.Tx) error {
		now := s.Clock.Now()
		list, err := s.Store.Tickets(tx, by.Branch, now.Date())
		if err == nil {
			err = free(list, window)
		}
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(one Ticket) bool {
			return one.State == Waiting && slices.Contains(takes, one.Item)
		})
		if i < 0 {
			return refusal.New(CodeEmpty, "现在没有人在等本窗口办理的业务", "", "有人取号后再叫")
		}
		t = list[i]
		return s.call(tx, &t, window, now)
	})
	return t, err
}

// takes are the items that whoever acts may take in.
func (s *Service) takes(ctx context.Context, by act.By) (list []serviceitem.Code, err error) {
	for _, it := range s.Items {
		if _, err := access.Allow(ctx, s.Access, by, it.Take); err == nil {
			list = append(list, it.Code)
		} else if refusal.Of(err) == nil {
			return nil, err
		}
	}
	return list, nil
}

func checkWindow(window int) error {
	if window < 1 || window > mostWindow {
		return refusal.Bad(CodeWindow, fmt.Sprintf("窗口号应为1至%d", mostWindow))
	}
	return nil
}

// free refuses a window that has somebody at it.
func free(list []Ticket, window int) error {
	i := slices.IndexFunc(list, func(one Ticket) bool { return one.State == Called && one.Window == window })
	if i < 0 {
		return nil
	}
	return refusal.New(CodeBusy, fmt.Sprintf("%d号窗口的%s还没有办完", window, list[i].Number), "",
		"请先办完、过号或者转给别的业务，再叫下一位")
}

// call brings a ticket to a window.
func (s *Service) call(tx unit.Tx, t *Ticket, window int, now civil.Instant) error {
	var f Figures
	if t.Calls == 0 {
		t.First, f = now, Figures{Called: 1, Waited: seconds(now - t.Taken), Longest: seconds(now - t.Taken)}
	}
	t.State, t.Window, t.Last, t.Ended = Called, window, now, 0
	t.Calls++
	if err := s.Store.SetTicket(tx, *t); err != nil {
		return err
	}
	return s.wrote(tx, "queue.called", *t, f)
}

func seconds(d civil.Instant) int64 { return int64(d) / 1_000_000 }

// Move is what a window does with a ticket (窗口操作).
type Move string

// The moves.
const (
	Recall   Move = "recall"   // 重呼: call it again, or one that was skipped and has come after all
	Skip     Move = "skip"     // 过号: nobody came
	Transfer Move = "transfer" // 转业务: it waits for another business, in its old place
	Finish   Move = "finish"   // 办完
)

// Act does something with a ticket at a window. to is the item that it is transferred to. It refuses with CodeTicket a
// number that there is not today, and with CodeState one that stands at another window, or does not stand at any.
func (s *Service) Act(ctx context.Context, by act.By, window, serial int, m Move, to serviceitem.Code) (
	t Ticket, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return t, err
	}
	if err := checkWindow(window); err != nil {
		return t, err
	}
	err = s.Work.Do(ctx, by, "queue."+string(m), func(tx unit.Tx) error {
		now := s.Clock.Now()
		list, err := s.Store.Tickets(tx, by.Branch, now.Date())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(one Ticket) bool { return one.Serial == serial })
		if i < 0 {
			return refusal.New(CodeTicket, "今天没有这个号", "", "请刷新后从等候的号中选择")
		}
		t = list[i]
		if m == Recall && t.State == Skipped {
			if err := free(list, window); err != nil {
				return err
			}
			return s.call(tx, &t, window, now)
		}
		if t.State != Called || t.Window != window {
			return refusal.New(CodeState, fmt.Sprintf("%s不在%d号窗口办理，现在是“%s”", t.Number, window, t.State), "",
				"请刷新后再办")
		}
		return s.move(tx, &t, m, to, now)
	})
	return t, err
}

// move does something with a ticket that stands at its window.
func (s *Service) move(tx unit.Tx, t *Ticket, m Move, to serviceitem.Code, now civil.Instant) error {
	var f Figures
	switch m {
	case Recall:
		return s.call(tx, t, t.Window, now)
	case Skip:
		t.State, t.Ended, f.Skipped = Skipped, now, 1
	case Finish:
		t.State, t.Ended, f.Served, f.Serving = Done, now, 1, seconds(now-t.Last)
	case Transfer:
		if it := s.item(to); it.Code == "" || !it.At(act.Counter) || to == t.Item {
			return refusal.New(CodeItem, "应转给柜面办理的另一个事项", "", "请从柜面办理的事项中选择")
		}
		t.State, t.Item = Waiting, to
	default:
		return refusal.Bad(CodeState, "号票没有这种操作，应为recall、skip、transfer或finish")
	}
	if err := s.Store.SetTicket(tx, *t); err != nil {
		return err
	}
	return s.wrote(tx, "queue.moved", *t, f)
}
