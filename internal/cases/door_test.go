package cases_test

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
)

// announce puts a parameter of a door in force.
func (c *centre) announce(key, value string, from civil.Date) {
	c.Helper()
	store := c.World.Store
	_, err := policy.Install(ctx, store, store, store.Policies(), clerk,
		[]policy.Row{{Key: key, Value: value, From: from, Document: "示例公告"}})
	c.must(err)
}

// closed wants a door to refuse, to say when it opens, and to keep nothing.
func (c *centre) closed(by string, err error, next string) {
	c.Helper()
	c.refuses(cases.CodeClosed, err)
	if r := refusal.Of(err); r != nil && !strings.Contains(r.Next, next) {
		c.Errorf("%s: %q does not say %q", by, r.Next, next)
	}
	if n := c.count(); n != 0 {
		c.Errorf("%s left %d cases", by, n)
	}
}

func TestADoorTakesInWhatItsPolicyAllowsAndSaysWhenItOpens(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		ask := func(key string) error {
			_, err := c.Submit(ctx, clerk, key, c.application(0, "因为"))
			return err
		}
		preview := func() error { return c.Preview(ctx, clerk, c.application(0, "因为")) }
		c.announce("item.test.plain.counter.hours", "工作日 08:30-12:00 13:30-17:30", april)
		for at, next := range map[civil.Instant]string{
			civil.At(april, 8, 29):   "2024-04-02 08:30起",
			civil.At(april, 12, 0):   "2024-04-02 13:30起",
			civil.At(april, 17, 30):  "2024-04-03 08:30起",
			civil.At(april+2, 10, 0): "2024-04-07 08:30起", // 清明节, and the Sunday behind it works
		} {
			c.Clock.Set(at)
			c.closed("outside the hours", ask(c.key()), next)
			c.closed("outside the hours", preview(), next)
		}
		c.Clock.Set(civil.At(april+1, 13, 30))
		c.must(preview())
		c.announce("door.counter.pauses", "2024-04-03 13:00 至 2024-04-03 18:00 系统升级；2024-04-07 00:00 至 2024-04-07 09:00 联调",
			april+1)
		err := ask("paused")
		c.closed("in a pause", err, "2024-04-07 09:00起")
		if r := refusal.Of(err); r != nil && !strings.Contains(r.Text, "系统升级") {
			t.Errorf("the refusal does not say why: %q", r.Text)
		}
		c.announce("door.counter.pauses", "无", april+2)
		c.Clock.Set(civil.At(civil.DateOf(2024, 4, 7), 8, 45))
		c.announce("item.test.plain.counter.switch", "off", civil.DateOf(2024, 4, 7))
		c.announce("item.test.plain.counter.switch", "on", civil.DateOf(2024, 4, 9))
		c.closed("switched off", ask("off"), "2024-04-09起恢复办理")
		if _, err := c.Submit(ctx, hall, "hall", c.application(1, "因为")); err != nil {
			t.Errorf("another door is closed with it: %v", err)
		}
		c.Clock.Set(civil.At(civil.DateOf(2024, 4, 9), 8, 45))
		c.must(ask("paused")) // what was refused may be asked again under its key
		c.Clock.Set(civil.At(civil.DateOf(2024, 4, 9), 23, 0))
		c.must(ask("paused")) // and a repeat is answered though the door is closed
	})
}

func TestALimitOfADoorIsNamedWithEverythingElse(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		c.announce("item.withdrawal.rent.counter.most", "1500", april)
		a := c.rent("2000")
		c.refuses(cases.CodeMost, c.Preview(ctx, clerk, a))
		_, err := c.Submit(ctx, clerk, "a", a)
		c.refuses(cases.CodeMost, err)
		if r := refusal.Of(err); r != nil && (len(r.Also) != 0 || !strings.Contains(r.Text, "1,500.00元")) {
			t.Errorf("got %v", err)
		}
		a.Typed["no_home"] = "no"
		_, err = c.Submit(ctx, clerk, "b", a)
		if r := refusal.Of(err); r == nil || r.Code != cases.CodeMost || len(r.Also) < 1 {
			t.Errorf("got %v", err)
		}
		if n := c.count(); n != 0 {
			t.Errorf("refused applications left %d cases", n)
		}
		_, err = c.Submit(ctx, clerk, "c", c.rent("1500"))
		c.must(err)
	})
}
