// Package channeltest holds what any door promises (办理渠道). Every door runs all of it, over real services on both
// engines; a promise is a sentence, and its test is the only definition it has.
package channeltest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// Door is a door as the suite needs it.
type Door interface {
	// Offers are the items that it shows on a day.
	Offers(on civil.Date) []serviceitem.Code
	// Shows is everything that it shows of an item for an account, as text, or a refusal.
	Shows(tx unit.Tx, by act.By, item serviceitem.Code, member number.MemberNo) (string, error)
	// Preview names everything that speaks against an application, and keeps nothing.
	Preview(ctx context.Context, by act.By, a cases.Application) error
	// Submit hands an application in.
	Submit(ctx context.Context, by act.By, key string, a cases.Application) (cases.Case, error)
}

// promises are all of them.
var promises = []struct {
	says string
	test func(*centre)
}{
	{"it shows every item that is offered at it, and no other", showsItsItems},
	{"it shows an item whole: what it rests on, its fields and choices, its materials and the facts", showsItemsWhole},
	{"what it shows identifies nobody", showsNobody},
	{"it answers and refuses in the same words as the counter, and a refusal keeps nothing", answersAsTheCounter},
	{"what is handed in twice is handed in once, after a restart too", submitsOnce},
	{"it takes in no more than its limit", keepsItsLimit},
	{"outside its hours, in a pause and switched off it takes nothing in and says when it opens", keepsItsHours},
	{"who may not do what an item asks for does nothing", keepsOthersOut},
}

// Run proves the promises of a door on both engines.
func Run(t *testing.T, at act.Door, open func(*cases.Service) Door) {
	for _, p := range promises {
		t.Run(p.says, func(t *testing.T) {
			opentest.Both(t, func(t *testing.T, w *opentest.World) { p.test(newCentre(t, w, at, open)) })
		})
	}
}

func showsItsItems(c *centre) {
	var want []serviceitem.Code
	for _, it := range c.cases.Items {
		if it.At(c.at) {
			want = append(want, it.Code)
		}
		if _, there := asked[it.Code]; !there && it.Code != elsewhere {
			c.Errorf("nobody has filled in the form of %s", it.Code)
		}
	}
	if got := c.door.Offers(opened); !slices.Equal(got, want) || len(want) < len(asked) {
		c.Errorf("it offers %v, want %v", got, want)
	}
	if got := c.door.Offers(civil.DateOf(1990, 1, 1)); len(got) != 0 {
		c.Errorf("before there was any law it offers %v", got)
	}
	c.must(c.Store.Read(context.Background(), func(tx unit.Tx) error {
		for _, item := range []serviceitem.Code{elsewhere, "test.gone"} {
			if _, err := c.door.Shows(tx, c.by(), item, c.no[0]); refusal.Of(err) == nil {
				c.Errorf("%s is shown: %v", item, err)
			}
		}
		return nil
	}))
}

// shown is what the door shows of an item.
func (c *centre) shown(item serviceitem.Code) (text string) {
	c.Helper()
	c.must(c.Store.Read(context.Background(), func(tx unit.Tx) (err error) {
		text, err = c.door.Shows(tx, c.by(), item, c.no[0])
		return err
	}))
	return text
}

func showsItemsWhole(c *centre) {
	for _, code := range c.door.Offers(opened) {
		it, _ := serviceitem.Find(c.cases.Items, code)
		ground, _ := it.On(opened)
		want := []string{it.Name, it.Who, ground.Basis, it.Result}
		for _, m := range ground.Materials {
			want = append(want, m.Title, m.Condition, m.Shared)
		}
		for _, f := range it.Fields {
			want = append(want, f.Label, f.Hint)
			for _, o := range f.Choices {
				want = append(want, o.Label)
			}
		}
		c.must(c.Store.Read(context.Background(), func(tx unit.Tx) error {
			facts, err := it.Facts(tx, c.by(), c.no[0], 0)
			for _, f := range facts {
				want = append(want, f.Label, f.Value)
			}
			return err
		}))
		text := c.shown(code)
		for _, w := range want {
			if !strings.Contains(text, w) {
				c.Errorf("%s: %q is not shown", code, w)
			}
		}
	}
}

func showsNobody(c *centre) {
	p := opentest.Person(1)
	for _, code := range c.door.Offers(opened) {
		text := c.shown(code)
		for what, secret := range map[string]string{"name": p.Name, "identity number": p.IDNo, "mobile": p.Mobile,
			"card": p.Card} {
			if strings.Contains(text, secret) {
				c.Errorf("%s shows the %s in full", code, what)
			}
		}
	}
}

// answersAsTheCounter holds the door against the cases themselves, asked at the counter.
func answersAsTheCounter(c *centre) {
	ctx, counter := context.Background(), c.by()
	counter.Door = act.Counter
	var passed []serviceitem.Code
	for _, code := range c.door.Offers(opened) {
		for what, a := range c.asks(code) {
			want := c.cases.Preview(ctx, counter, a)
			if refusal.Of(want) == nil && want != nil {
				c.Fatalf("%s, %s: %v", code, what, want)
			}
			got := c.door.Preview(ctx, c.by(), a)
			if said(got) != said(want) || (got == nil) != (want == nil) {
				c.Errorf("%s, %s: the door says\n%s\nthe counter\n%s", code, what, said(got), said(want))
			}
			if want == nil {
				passed = append(passed, code)
				continue
			}
			_, got = c.door.Submit(ctx, c.by(), string(code)+"/"+strings.ReplaceAll(what, " ", "-"), a)
			if said(got) != said(want) {
				c.Errorf("%s, %s: handed in the door says\n%s\nthe counter\n%s", code, what, said(got), said(want))
			}
			if r := refusal.Of(got); r == nil || r.Next == "" {
				c.Errorf("%s, %s: nobody says what to do next: %v", code, what, got)
			}
		}
	}
	for _, code := range granted {
		if !slices.Contains(passed, code) {
			c.Errorf("nothing that was asked of %s passed", code)
		}
	}
	if n := c.inFlight(); n != 0 {
		c.Errorf("refused applications left %d cases", n)
	}
}

func submitsOnce(c *centre) {
	ctx := context.Background()
	first, err := c.door.Submit(ctx, c.by(), "one", c.ask("loan.apply", nil))
	c.must(err)
	for _, key := range []string{"one", "two"} {
		again, err := c.door.Submit(ctx, c.by(), key, c.ask("loan.apply", nil))
		if err != nil || again.ID != first.ID || again.Number != first.Number {
			c.Errorf("under key %s it is %+v, %v", key, again, err)
		}
	}
	c.restart()
	again, err := c.door.Submit(ctx, c.by(), "one", c.ask("loan.apply", nil))
	if err != nil || again.ID != first.ID || again.Number != first.Number || c.inFlight() != 1 {
		c.Errorf("after a restart it is %+v, %v, with %d cases", again, err, c.inFlight())
	}
	other := map[string]string{"amount": "300000"}
	if _, err := c.door.Submit(ctx, c.by(), "one", c.ask("loan.apply", other)); !refusal.Is(err, ledger.CodeConflict) {
		c.Errorf("the key of another application: %v", err)
	}
	if _, err := c.door.Submit(ctx, c.by(), "new", c.ask("loan.apply", other)); !refusal.Is(err, cases.CodeInFlight) {
		c.Errorf("another application of the kind: %v", err)
	}
	rent, err := c.door.Submit(ctx, c.by(), "rent", c.ask("withdrawal.rent", nil))
	if err != nil || rent.ID == first.ID || c.inFlight() != 2 {
		c.Errorf("an application of another kind: %+v, %v", rent, err)
	}
}

// refuses wants the door to refuse an application before and as it is handed in, in words that have a part in common.
func (c *centre) refuses(code, says string, a cases.Application) {
	c.Helper()
	ctx, before := context.Background(), c.inFlight()
	_, err := c.door.Submit(ctx, c.by(), "refused", a)
	for what, err := range map[string]error{"preview": c.door.Preview(ctx, c.by(), a), "submit": err} {
		if !refusal.Is(err, code) || !strings.Contains(said(err), says) {
			c.Errorf("%s: got %v, want %s with %q", what, said(err), code, says)
		}
	}
	if n := c.inFlight(); n != before {
		c.Errorf("a refusal left %d cases", n-before)
	}
}

func keepsItsLimit(c *centre) {
	for _, code := range []serviceitem.Code{"withdrawal.rent", "loan.apply"} {
		c.announce("item."+string(code)+"."+string(c.at)+".most", "1500")
		c.refuses(cases.CodeMost, "1,500.00元", c.ask(code, nil))
	}
	a := c.ask("withdrawal.rent", map[string]string{"amount": "1500"})
	c.must(c.door.Preview(context.Background(), c.by(), a))
	_, err := c.door.Submit(context.Background(), c.by(), "refused", a)
	c.must(err)
}

func keepsItsHours(c *centre) {
	door, ask := "door."+string(c.at)+".", c.ask("loan.apply", nil)
	item := "item.withdrawal.rent." + string(c.at) + "."
	c.announce(item+"hours", "工作日 08:30-17:30")
	c.announce(item+"switch", "on")
	c.announce("item.loan.apply."+string(c.at)+".hours", "每天 09:30-11:00")
	c.announce(door+"pauses", "2024-04-03 09:00 至 2024-04-03 10:00 系统升级")
	c.Clock.Set(civil.At(opened, 20, 0))
	c.refuses(cases.CodeClosed, "2024-04-03 10:00起", ask)
	c.refuses(cases.CodeClosed, "2024-04-03 08:30起", c.ask("withdrawal.rent", nil))
	c.Clock.Set(civil.At(opened+1, 9, 45))
	c.refuses(cases.CodeClosed, "系统升级", ask)
	c.announce("item.loan.apply."+string(c.at)+".switch", "off")
	c.Clock.Set(civil.At(opened+1, 10, 30))
	c.refuses(cases.CodeClosed, "停止办理", ask)
	rent := c.ask("withdrawal.rent", nil)
	first, err := c.door.Submit(context.Background(), c.by(), "rent", rent)
	c.must(err)
	c.Clock.Set(civil.At(opened+1, 22, 0))
	if again, err := c.door.Submit(context.Background(), c.by(), "rent", rent); err != nil || again.ID != first.ID {
		c.Errorf("who repeats a request when the door is closed gets %+v, %v", again, err)
	}
}

func keepsOthersOut(c *centre) {
	a := c.ask("loan.apply", nil)
	c.cases.Access = nobody{}
	if err := c.door.Preview(context.Background(), c.by(), a); err == nil {
		c.Error("somebody without a post had an application looked at")
	}
	if _, err := c.door.Submit(context.Background(), c.by(), "k", a); err == nil || c.inFlight() != 0 {
		c.Errorf("somebody without a post handed something in: %v", err)
	}
}
