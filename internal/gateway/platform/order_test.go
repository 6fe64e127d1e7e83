package platform_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/gateway/platform"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
	"guangsha/internal/workorder"
)

// known says what there is that an order may be about, as app does.
type known struct {
	members *member.Service
	cases   *cases.Service
}

func (k known) Member(tx unit.Tx, no number.MemberNo) error {
	_, err := k.members.Member(tx, no)
	return err
}

func (k known) Case(tx unit.Tx, no number.CaseNo) error {
	_, err := k.cases.Whole(tx, no)
	return err
}

// hotline is a centre with the government hotline at the other end of the wire, and two couriers between them.
type hotline struct {
	*centre
	orders  *workorder.Service
	courier [2]*workorder.Courier
}

func calls(t *testing.T, w *opentest.World) *hotline {
	t.Helper()
	c := open(t, w)
	h := &hotline{centre: c, orders: workorder.New(workorder.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.WorkOrders(),
		Known: known{w.Members(t), c.cases}, Offices: []string{"01", "03"}, Clock: w.Clock, Cipher: w.Keys.Field,
		Digest: w.Keys.Request})}
	for i := range h.courier {
		h.courier[i] = workorder.NewCourier(h.orders, c.client, "01", func(s string) { c.alarms = append(c.alarms, s) })
	}
	return h
}

func call(no string, round int) workorder.Incoming {
	return workorder.Incoming{No: no, Round: round, Kind: "咨询", Due: today.AddDays(5).String(), Said: workorder.Said{
		Name: "示例来电人", Mobile: "15400000009", Text: "示例：提取申请什么时候办结？"}}
}

// list are the rounds in a state.
func (h *hotline) list(s workorder.State) (list []workorder.Order) {
	h.Helper()
	h.must(h.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = h.orders.Store.List(tx, workorder.Filter{State: s, Limit: 99})
		return err
	}))
	return list
}

// names are the rounds in a state, in the order of their last days.
func (h *hotline) names(s workorder.State) (names []string) {
	h.Helper()
	for _, o := range h.list(s) {
		names = append(names, fmt.Sprint(o.No, "-", o.Round))
	}
	return names
}

func (h *hotline) holds(what string, s workorder.State, want ...string) {
	h.Helper()
	if got := h.names(s); !slices.Equal(got, want) {
		h.Errorf("%s: %s are %q, want %q", what, s, got, want)
	}
}

// goes lets both couriers go to and fro at once, as often as answers are lost.
func (h *hotline) goes(times int) {
	for range times {
		var both sync.WaitGroup
		for _, c := range h.courier {
			both.Go(func() { _, _ = c.Turn(ctx) })
		}
		both.Wait()
		h.Clock.Set(h.Clock.Now() + civil.Instant(6*60_000_000))
	}
}

func (h *hotline) answer(o workorder.Order, text string) error {
	return h.orders.Answer(ctx, clerk, h.key(), workorder.Move{Order: o.ID, Seen: o.Version, Answer: text})
}

// An order comes in once, stands in the list by its last day, is tied and answered, and the answer is with the hotline
// once, although answers are lost, everything comes twice and the latest first, and two processes go to and fro.
func TestAWorkOrderComesInAndItsAnswerGoesOutOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := calls(t, w)
		later := call("a", 1)
		later.Due = today.AddDays(9).String()
		h.there.Call(later)
		h.there.Call(call("b", 1))
		h.there.Fail(platform.Faults{Lose: 5, Twice: true, Backward: true})
		h.goes(8)
		h.holds("after it came", workorder.Waits, "b-1", "a-1")
		if list := h.there.Receipts(); len(list) != 2 || list[0].Words+list[1].Words != "" {
			t.Errorf("receipts %+v", list)
		}
		m := h.submit(0)
		o := h.list(workorder.Waits)[0]
		for range 2 {
			h.must(h.orders.Tie(ctx, clerk, "tie", workorder.Move{Order: o.ID, Seen: o.Version,
				Member: h.asks[0].Member, Case: m.Number, Office: "03"}))
		}
		o = h.list(workorder.Waits)[0]
		said, err := h.orders.Said(o)
		h.must(err)
		if o.Member != h.asks[0].Member || o.Case != m.Number || o.Office != "03" || said != call("b", 1).Said ||
			strings.Contains(string(o.Body), said.Mobile) {
			t.Errorf("tied it is %+v, says %+v", o, said)
		}
		h.must(h.answer(o, "已受理，将在承诺期限内办结。"))
		h.there.Fail(platform.Faults{Lose: 3})
		h.goes(8)
		want := []workorder.Reply{{Name: workorder.Name{No: "b", Round: 1}, Text: "已受理，将在承诺期限内办结。"}}
		if got := h.there.Answers(); !slices.Equal(got, want) {
			t.Errorf("it has %+v", got)
		}
		h.holds("after it was told", workorder.Told, "b-1")
		h.holds("the other", workorder.Waits, "a-1")
	})
}

// An order that comes back is another round: it waits again for its own last day, tied as before, and what was answered
// stays. A round that comes late, or whose answer was on its way, is overtaken.
func TestAnOrderThatComesBackWaitsAgain(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := calls(t, w)
		h.there.Call(call("a", 1))
		h.goes(1)
		o := h.list(workorder.Waits)[0]
		h.must(h.orders.Tie(ctx, clerk, h.key(), workorder.Move{Order: o.ID, Seen: 1, Member: h.asks[1].Member,
			Office: "03"}))
		o = h.list(workorder.Waits)[0]
		h.must(h.answer(o, "已答复。"))
		h.goes(1)
		back := call("a", 2)
		back.Said.Why = "来电人不满意"
		h.there.Call(back)
		h.goes(1)
		h.holds("what was told", workorder.Told, "a-1")
		h.holds("what came back", workorder.Waits, "a-2")
		o = h.list(workorder.Waits)[0]
		if said, err := h.orders.Said(o); err != nil || said.Why != "来电人不满意" || o.Member != h.asks[1].Member ||
			o.Office != "03" || o.Answer != "" {
			t.Errorf("it came back as %+v, %+v, %v", o, said, err)
		}
		h.must(h.answer(o, "再次答复。"))
		h.there.Call(call("a", 3))
		h.there.Fail(platform.Faults{Refuses: map[string]string{"a": "等一等"}})
		h.there.Call(call("z", 2))
		h.there.Call(call("z", 1))
		h.goes(1)
		h.holds("overtaken", workorder.Overtaken, "a-2", "z-1")
		h.holds("then", workorder.Waits, "a-3", "z-2")
		for _, said := range h.there.Answers() {
			if said.Round != 1 {
				t.Errorf("an answer that was overtaken is told: %+v", said)
			}
		}
	})
}

// An answer that the hotline does not take waits for another one, with its word for why.
func TestAnAnswerThatIsNotTakenWaitsForAnother(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := calls(t, w)
		h.there.Call(call("a", 1))
		h.goes(1)
		h.must(h.answer(h.list(workorder.Waits)[0], "不知道"))
		h.there.Fail(platform.Faults{Refuses: map[string]string{"a": "答复过于简单"}})
		h.goes(2)
		list := h.list(workorder.Waits)
		if len(list) != 1 || list[0].Refused != "答复过于简单" || len(h.there.Answers()) != 0 || len(h.alarms) != 1 {
			t.Fatalf("it is %+v, %q", list, h.alarms)
		}
		h.there.Fail(platform.Faults{})
		h.must(h.answer(list[0], "详细的答复"))
		h.goes(1)
		h.holds("answered anew", workorder.Told, "a-1")
	})
}

// What cannot be kept is answered to the hotline with what is the matter, and keeps nobody else waiting.
func TestWhatCannotBeKeptOfTheHotlineIsAnswered(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := calls(t, w)
		change := func(no string, f func(in *workorder.Incoming)) workorder.Incoming {
			in := call(no, 1)
			f(&in)
			return in
		}
		bad := map[string]workorder.Incoming{
			"没有内容":    change("x1", func(in *workorder.Incoming) { in.Said.Text = " \u202e\x00" }),
			"答复期限":    change("x2", func(in *workorder.Incoming) { in.Due = "9999-12-31" }),
			"期限应为":    change("x3", func(in *workorder.Incoming) { in.Due = "" }),
			"至多4000字": change("x4", func(in *workorder.Incoming) { in.Said.Text = strings.Repeat("长", 4001) }),
			"交办次数":    change("x5", func(in *workorder.Incoming) { in.Round = 0 }),
			"工单编号":    change("坏 号", func(*workorder.Incoming) {}),
		}
		for _, in := range bad {
			h.there.Call(in)
		}
		h.there.CallAs("x6", 1, `{"id":"x6","round":"一"}`)
		h.there.CallAs("huge", 1, `{"id":"huge","round":1,"text":"`+strings.Repeat("x", 5<<20)+`"}`)
		hostile := call("good", 1)
		hostile.Said = workorder.Said{Name: "<script>\x07", Mobile: "'; DROP TABLE work_order;--", Text: "a\u202eb\nc"}
		h.there.Call(hostile)
		if _, err := h.courier[0].Turn(ctx); err == nil || !strings.Contains(err.Error(), "huge") {
			t.Errorf("what is huge: %v", err)
		}
		words := map[string]string{}
		for _, r := range h.there.Receipts() {
			words[r.No] = r.Words
		}
		for says, in := range bad {
			if !strings.Contains(words[in.No], says) || !strings.Contains(words[in.No], "请") {
				t.Errorf("%s: told %q", says, words[in.No])
			}
		}
		if !strings.Contains(words["x6"], "格式") || len(h.alarms) != len(bad)+1 {
			t.Errorf("told %q, said %q", words["x6"], h.alarms)
		}
		h.holds("what is kept", workorder.Waits, "good-1")
		said, err := h.orders.Said(h.list(workorder.Waits)[0])
		if err != nil || said.Name != "<script>" || said.Text != "ab\nc" {
			t.Errorf("it says %+v, %v", said, err)
		}
		h.there.Call(change("good", func(in *workorder.Incoming) { in.Said.Text = "另一个内容" }))
		_, _ = h.courier[0].Turn(ctx)
		if list := h.there.Receipts(); !strings.Contains(list[len(list)-1].Words, "内容不同") {
			t.Errorf("other content under a number: %+v", list[len(list)-1])
		}
		for what, f := range map[string]platform.Faults{"unsigned": {Unsigned: true}, "another's": {Other: true}} {
			h.there.Call(call("late", 1))
			h.there.Fail(f)
			if _, err := h.courier[0].Turn(ctx); err == nil {
				t.Errorf("%s was believed", what)
			}
			h.holds(what, workorder.Waits, "good-1")
		}
	})
}

// Whoever handles an order rests on what they have seen, writes no number of anybody, and answers once.
func TestWhoHandlesAnOrderIsToldWhatIsTheMatter(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := calls(t, w)
		h.there.Call(call("a", 1))
		h.goes(1)
		o := h.list(workorder.Waits)[0]
		refused := func(what, code string, err error) {
			t.Helper()
			if r := refusal.Of(err); r == nil || r.Code != code || r.Next == "" {
				t.Errorf("%s: %v", what, err)
			}
			h.holds(what, workorder.Waits, "a-1")
		}
		tie := func(m workorder.Move) error {
			m.Order = o.ID
			if m.Seen == 0 {
				m.Seen = o.Version
			}
			return h.orders.Tie(ctx, clerk, h.key(), m)
		}
		refused("nothing", workorder.CodeInput, tie(workorder.Move{}))
		refused("an office", workorder.CodeInput, tie(workorder.Move{Office: "99"}))
		refused("an account", member.CodeAccountUnknown, tie(workorder.Move{Member: "6499999999999"}))
		refused("a case", cases.CodeUnknown, tie(workorder.Move{Case: "64990220240101000001"}))
		refused("a version", workorder.CodeStale, tie(workorder.Move{Seen: 7, Office: "03"}))
		for what, text := range map[string]string{"no answer": " ", "a long one": strings.Repeat("长", 1001),
			"a hidden one": "a\u202eb", "a number": "请致电" + opentest.Person(1).Mobile} {
			refused(what, workorder.CodeInput, h.answer(o, text))
		}
		refused("no order", workorder.CodeUnknown, h.answer(workorder.Order{ID: 999}, "答复"))
		h.orders.Access = accesstest.At("03")
		there := clerk
		there.Branch = "03"
		err := h.orders.Answer(ctx, there, h.key(), workorder.Move{Order: o.ID, Seen: 1, Answer: "x"})
		if !refusal.Is(err, access.CodeReach) {
			t.Errorf("another office answered: %v", err)
		}
		h.orders.Access = accesstest.Everybody{}
		h.must(h.answer(o, "答复"))
		if err := h.answer(o, "又一个"); !refusal.Is(err, workorder.CodeStale) {
			t.Errorf("a second answer: %v", err)
		}
		o.Version++
		if err := h.answer(o, "又一个"); !refusal.Is(err, workorder.CodeState) {
			t.Errorf("a second answer: %v", err)
		}
		h.holds("answered", workorder.Answered, "a-1")
	})
}
