package message_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/message"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

func TestAMessageGoesItsWay(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.lend(0)
		c.turn()
		c.handed(1)
		l := c.door.handed[0]
		want := "【示例公积金】您尾号0001的公积金贷款合同1月2日放款10,000.00元，已划付至合同约定账户。"
		if l.Text != want || l.To != opentest.Person(1000).Mobile || l.Segments != 1 || l.Registration == "" {
			t.Errorf("the letter is %+v, want %q", l, want)
		}
		m := c.stands(message.Sent, 1, "")
		if m.Number != "138****1000" || m.At != c.Clock.Now() || m.Reported != 0 {
			t.Errorf("the message says %q at %s, reported %s", m.Number, m.At, m.Reported)
		}
		c.door.pending = []event.Outcome{{ID: l.ID, Fate: event.Arrived, Code: "DELIVRD"},
			{ID: l.ID, Fate: event.Failed, Code: "UNDELIV"}, {ID: "nonsense", Fate: event.Arrived},
			{ID: "99-loan.disbursed-1-1", Fate: event.Arrived}}
		c.later(time.Minute)
		c.stands(message.Delivered, 1, "")
		c.door.pending = []event.Outcome{{ID: l.ID, Fate: event.Failed}, {ID: l.ID, Fate: event.Taken}}
		c.later(100 * time.Hour)
		c.stands(message.Delivered, 1, "")
		c.handed(1)
	})
}

func TestNobodyIsDisturbedInQuietHours(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		for _, at := range []struct{ hour, minute, handed int }{{21, 59, 1}, {22, 0, 1}, {23, 59, 1}} {
			c.Clock.Set(civil.At(today, at.hour, at.minute))
			c.lend(0)
			c.turn()
			c.handed(at.handed)
		}
		for _, at := range []struct{ hour, minute, handed int }{{0, 0, 1}, {7, 59, 1}, {8, 0, 3}} {
			c.Clock.Set(civil.At(today+1, at.hour, at.minute))
			c.turn()
			c.handed(at.handed)
		}
	})
}

func TestWhatDidNotArriveIsTriedAgainUntilAPersonLooks(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.door.answer = func(event.Letter) event.Fate { return event.Failed }
		c.lend(0)
		c.turn()
		c.stands(message.Waiting, 1, "E3")
		for round, wait := range []time.Duration{5 * time.Minute, 10 * time.Minute, 20 * time.Minute} {
			c.later(wait - time.Second)
			c.handed(round + 1)
			c.later(time.Second)
			c.handed(round + 2)
		}
		dead := c.stands(message.Dead, 4, "E3")
		c.later(24 * time.Hour)
		c.handed(4)
		if ids := sorted(c.door.ids()); len(slices.Compact(ids)) != 4 {
			t.Errorf("rounds share an ID: %v", ids)
		}

		if err := c.Resend(ctx, clerk, "again", dead.Key); err != nil {
			t.Fatal(err)
		}
		c.stands(message.Waiting, 4, "")
		c.door.answer = nil
		c.later(time.Second)
		c.handed(5)
		c.stands(message.Sent, 5, "")
		if err := c.Resend(ctx, clerk, "again", dead.Key); err != nil {
			t.Errorf("the same request is answered with %v", err)
		}
		if err := c.Resend(ctx, clerk, "another", dead.Key); !refusal.Is(err, message.CodeState) {
			t.Errorf("a message that is under way was sent again: %v", err)
		}
		c.handed(5)
	})
}

func TestADeadLetterIsClosedWithAReason(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.door.answer = func(event.Letter) event.Fate { return event.Never }
		c.lend(0)
		c.turn()
		dead := c.stands(message.Dead, 1, "E4")
		for _, reason := range []string{"", "  ", strings.Repeat("长", 101)} {
			if err := c.Service.Close(ctx, clerk, c.key(), dead.Key, reason); !refusal.Is(err, message.CodeReason) {
				t.Errorf("closed because %q: %v", reason, err)
			}
		}
		c.stands(message.Dead, 1, "E4")
		if err := c.Service.Close(ctx, clerk, "close", dead.Key, " 已电话告知 "); err != nil {
			t.Fatal(err)
		}
		if m := c.stands(message.Closed, 1, "E4"); m.Remark != "已电话告知" || m.ClosedBy != clerk.Actor {
			t.Errorf("closed by %q because %q", m.ClosedBy, m.Remark)
		}
		if err := c.Service.Close(ctx, clerk, "close", dead.Key, "另一个原因"); !refusal.Is(err, ledger.CodeConflict) {
			t.Errorf("the key of another request was taken: %v", err)
		}
		if err := c.Resend(ctx, clerk, "again", dead.Key); !refusal.Is(err, message.CodeState) {
			t.Errorf("a closed one was sent again: %v", err)
		}
		if err := c.Resend(ctx, clerk, "other", message.Key{Event: 77, Template: "x"}); !refusal.Is(err,
			message.CodeUnknown) {
			t.Errorf("one that there is not was sent again: %v", err)
		}
		c.later(24 * time.Hour)
		c.handed(1)
	})
}

func TestALateReportBringsADeadLetterBack(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.door.answer = func(event.Letter) event.Fate { return event.Never }
		c.lend(0)
		c.turn()
		c.stands(message.Dead, 1, "E4")
		c.door.pending = []event.Outcome{{ID: c.door.handed[0].ID, Fate: event.Arrived}}
		c.turn()
		c.stands(message.Delivered, 1, "")
	})
}

// A process that stops between handing over and writing down leaves the letter to the next one, which hands it over
// under the same ID: the door has it once.
func TestACrashAfterHandingOverLosesNothing(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 3)
		for i := range 3 {
			c.lend(i)
		}
		c.door.after = func() {
			if err := w.Store.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := c.loop.Turn(ctx); err == nil {
			t.Fatal("a closed store wrote down what became of letters")
		}
		c.handed(3)
		first := c.door.ids()
		c.door.after = nil
		next, err := sqlstore.Open(ctx, w.Config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := next.Close(); err != nil {
				t.Error(err)
			}
		}()
		c.loop = c.process(next, "second")
		c.turn()
		c.handed(3) // the lease of the dead process still runs
		c.later(2 * time.Minute)
		c.handed(3)
		c.later(3 * time.Minute)
		c.handed(6)
		if again := c.door.ids()[3:]; !slices.Equal(again, first) {
			t.Errorf("handed over again as %v, first as %v", again, first)
		}
		c.later(48 * time.Hour)
		c.handed(6)
	})
}

// A door that does not answer, or fails after it has taken everything, gets the same letters under the same IDs.
func TestADoorThatIsSilentGetsTheSameLetter(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.door.answer = func(event.Letter) event.Fate { return 0 }
		c.door.fail = errors.New("connection lost")
		c.lend(0)
		if _, err := c.loop.Turn(ctx); err == nil {
			t.Error("a failing door was no error")
		}
		c.door.fail = nil
		c.stands(message.Sending, 1, "")
		for range 3 {
			c.later(time.Hour)
		}
		c.handed(4)
		if ids := slices.Compact(sorted(c.door.ids())); len(ids) != 1 {
			t.Errorf("one letter was handed over as %v", ids)
		}
		c.later(time.Hour)
		c.handed(4)
		c.stands(message.Dead, 1, "多次提交，网关没有应答")
	})
}

// A door that comes to no end holds neither the letters of the others nor the reports: the turn fails, and says so.
func TestADoorThatHangsIsLeft(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.lend(0)
		c.door.hangs = true
		for _, what := range []string{"letters", "reports"} {
			if _, err := c.loop.Turn(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a door that hangs with %s: %v", what, err)
			}
			c.handed(0)
		}
		c.door.hangs = false
		c.later(time.Hour)
		c.handed(1)
		c.stands(message.Sent, 1, "")
	})
}

func TestTwoProcessesHaveOneLoop(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 40)
		other, err := sqlstore.Open(ctx, w.Config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := other.Close(); err != nil {
				t.Error(err)
			}
		}()
		for i := range 40 {
			c.lend(i)
		}
		loops := []*message.Loop{c.loop, c.process(other, "other")}
		c.turn()
		c.handed(40)
		c.door.handed = nil
		for i := range 40 {
			c.lend(i)
		}
		if more, err := loops[1].Turn(ctx); more || err != nil {
			t.Errorf("a process without the lease goes on: %v, %v", more, err)
		}
		c.handed(0)
		var all sync.WaitGroup
		for _, l := range loops {
			all.Go(func() {
				for range 20 {
					if _, err := l.Turn(ctx); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		c.handed(40)
		if ids := slices.Compact(sorted(c.door.ids())); len(ids) != 40 {
			t.Errorf("%d letters, of which %d are different ones", len(c.door.handed), len(ids))
		}
	})
}

// Whoever lost the lease writes nothing, even what it had begun before.
func TestALostLeaseWritesNothing(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.lend(0)
		second := c.process(w.Store, "second")
		c.door.after = func() { // while the first waits for the door, its lease ends and the second takes it
			c.door.after = nil
			c.door.mu.Unlock()
			defer c.door.mu.Lock()
			c.Clock.Advance(2 * time.Minute)
			if _, err := second.Turn(ctx); err != nil {
				t.Error(err)
			}
		}
		if more, err := c.loop.Turn(ctx); more || err != nil {
			t.Errorf("the first went on: %v, %v", more, err)
		}
		c.stands(message.Sending, 1, "")
		c.lend(0)
		if _, err := c.loop.Turn(ctx); err != nil {
			t.Error(err)
		}
		c.handed(1)
		c.loop = second
		c.later(5 * time.Minute)
		c.handed(3)
	})
}

func TestOldEventsAndThoseNobodyWantsAreNotTold(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.announce(event.Event{Kind: event.ListPosted, Ref: 1, Part: 1}) // switched off
		c.lend(0)
		c.Clock.Advance(72 * time.Hour)
		c.lend(0)
		c.turn()
		c.handed(1)
		c.stands(message.Sent, 1, "")

		c.door.answer = func(event.Letter) event.Fate { return event.Failed }
		c.lend(0)
		c.turn()
		c.Clock.Advance(72 * time.Hour)
		c.turn()
		if m := c.all()[0]; m.State != message.Dead || m.Cause != "超过时限未发出" {
			t.Errorf("the message that waited for days is %s: %s", m.State, m.Cause)
		}
	})
}

// A list of many members is one event; its messages are written some at a time, and each member gets one.
func TestAListIsOneEventWithAMessageForEveryMember(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, 1)
		c.set("message.on.contribution.posted", "on")
		e := c.hire(2, 2100, opentest.Person)
		c.announce(c.posted(e, 1, c.voucher()))
		c.turn()
		c.handed(2100)
		to := map[string]bool{}
		for _, l := range c.door.handed {
			to[l.To] = true
		}
		if len(to) != 2100 {
			t.Errorf("%d numbers got a message", len(to))
		}
		if !strings.Contains(c.door.handed[0].Text, "1月2日入账2024年2月汇缴") {
			t.Error(c.door.handed[0].Text)
		}
	})
}
