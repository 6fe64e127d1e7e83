package withdrawal_test

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/store/opentest"
	"guangsha/internal/withdrawal"
)

// frozenFrom is the day of the orders; the member has retired by then.
var frozenFrom = civil.DateOf(2024, 4, 2)

// order freezes an amount of the account for ninety days.
func (c *centre) order(amount money.Fen, document string) withdrawal.FreezeOrder {
	return withdrawal.FreezeOrder{Member: c.no, Amount: amount, Since: frozenFrom, Until: frozenFrom + 89,
		Authority: "示例人民法院", Document: document}
}

func TestAFreezeKeepsMoneyInUntilItIsLiftedOrOver(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(frozenFrom)
		id, err := c.Freeze(ctx, clerk, "f1", c.order(49_900*money.Yuan, "示例执字1号"))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := c.Freeze(ctx, clerk, "f1", c.order(49_900*money.Yuan, "示例执字1号")); err != nil || again != id {
			t.Errorf("the same request gave %d, %v", again, err)
		}
		if _, err := c.Apply(ctx, clerk, "a1", c.retirement()); !refusal.Is(err, withdrawal.CodeFrozen) {
			t.Errorf("closed a frozen account: %v", err)
		}
		second, err := c.Freeze(ctx, clerk, "f2", c.order(0, "示例执字2号"))
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range []withdrawal.FreezeID{id, second} {
			key := string(rune('a' + i))
			u := withdrawal.Unfreezing{Freeze: f, Document: "示例解字1号"}
			if err := c.Unfreeze(ctx, clerk, key, u); err != nil {
				t.Fatal(err)
			}
			if err := c.Unfreeze(ctx, clerk, key+key, u); !refusal.Is(err, withdrawal.CodeFreezeLifted) {
				t.Errorf("lifted twice: %v", err)
			}
		}
		if _, err := c.Apply(ctx, clerk, "a2", c.retirement()); err != nil {
			t.Errorf("after the freezes were lifted: %v", err)
		}
	})
}

func TestAFreezeEndsAfterItsLastDay(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(frozenFrom)
	o := c.order(0, "示例执字1号")
	o.Until = frozenFrom
	if _, err := c.Freeze(ctx, clerk, "f", o); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Apply(ctx, clerk, "a1", c.retirement()); !refusal.Is(err, withdrawal.CodeFrozen) {
		t.Errorf("on its last day: %v", err)
	}
	c.on(frozenFrom + 1)
	if _, err := c.Apply(ctx, clerk, "a2", c.retirement()); err != nil {
		t.Errorf("on the day after: %v", err)
	}
}

func TestAFreezeThatIsNoneIsNotEntered(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(frozenFrom)
	for name, spoil := range map[string]func(*withdrawal.FreezeOrder){
		"a negative amount":     func(o *withdrawal.FreezeOrder) { o.Amount = -1 },
		"no amount has so much": func(o *withdrawal.FreezeOrder) { o.Amount = 1 << 62 },
		"it began before today": func(o *withdrawal.FreezeOrder) { o.Since-- },
		"it ends before":        func(o *withdrawal.FreezeOrder) { o.Until = o.Since - 1 },
		"nobody ordered it":     func(o *withdrawal.FreezeOrder) { o.Authority = "" },
		"a document of spaces":  func(o *withdrawal.FreezeOrder) { o.Document = " " },
		"a long document":       func(o *withdrawal.FreezeOrder) { o.Document = strings.Repeat("示", 100) },
		"nobody's account":      func(o *withdrawal.FreezeOrder) { o.Member = "0" },
	} {
		o := c.order(100, "示例执字1号")
		spoil(&o)
		if _, err := c.Freeze(ctx, clerk, name, o); refusal.Of(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	u := withdrawal.Unfreezing{Freeze: 99, Document: "示例解字1号"}
	if err := c.Unfreeze(ctx, clerk, "none", u); !refusal.Is(err, withdrawal.CodeFreezeUnknown) {
		t.Errorf("lifted what is not there: %v", err)
	}
	if _, err := c.Apply(ctx, clerk, "a", c.retirement()); err != nil {
		t.Errorf("a refused freeze holds: %v", err)
	}
}
