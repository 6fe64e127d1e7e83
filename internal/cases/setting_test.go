package cases_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// lead decides about doors, at a desk and not at the counter.
var lead = act.By{Actor: "lead", Door: act.Console, Branch: "01", Trace: "test"}

// opening is how the plain item stands at the counter, and why it is shut in an office.
func (c *centre) opening(office string) (o cases.Opening, shut *refusal.Refused) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		list, err := c.Openings(tx, c.Items[0])
		o = list[0]
		o.Values = slices.DeleteFunc(o.Values, func(v cases.Set) bool { return v.Version == 1 }) // of the city's file
		for _, at := range o.Offices {
			if at.Office == office {
				shut = at.Closed
			}
		}
		return err
	}))
	return o, shut
}

// setting is one of the plain item at the counter by somebody who has seen how it stands.
func (c *centre) setting(what, value string) cases.Setting {
	o, _ := c.opening("01")
	return cases.Setting{Item: "test.plain", Door: act.Counter, What: what, Value: value, Basis: "示例公告〔2024〕5号",
		Reason: "示例原因", Seen: o.Version}
}

// pausing announces a pause from one instant to another.
func (c *centre) pausing(from, to civil.Instant, why string) cases.Setting {
	g := c.setting("pauses", "")
	g.Pause = cases.Pause{From: from, To: to, Why: why}
	return g
}

// told wants an application to be refused in words, or taken in when there are none.
func (c *centre) told(words string) {
	c.Helper()
	err := c.Preview(ctx, clerk, c.application(0, "因为"))
	if words == "" {
		c.must(err)
		return
	}
	c.refuses(cases.CodeClosed, err)
	if r := refusal.Of(err); r != nil && !strings.Contains(r.Text+r.Next, words) {
		c.Errorf("the refusal %q, %q does not say %q", r.Text, r.Next, words)
	}
}

func TestADoorFollowsItsSwitchAtOnceAndWhatIsUnderWayGoesOn(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		under := c.submit(clerk, 1)
		folder := cases.Folder{Item: "test.plain", Member: c.no[0], Draft: "open"}
		off := c.setting("switch", "off")
		c.must(c.SetDoor(ctx, lead, "off", off))
		c.told("停止办理")
		c.must(c.SetDoor(ctx, lead, "off", off)) // asked again, nothing more is set
		o, shut := c.opening("03")
		if shut == nil || shut.Basis != off.Basis || len(o.Values) != 1 {
			t.Errorf("%+v, %+v", o, shut)
		} else if v := o.Values[0]; v.Words() != "停止办理" || !v.Holds || v.Change.By != "lead" ||
			v.Change.Reason != off.Reason || v.Change.At != c.Clock.Now() || v.Document != off.Basis {
			t.Errorf("the value does not say where it comes from: %+v", v)
		}
		c.took(under, cases.Advance)
		_, err := c.HandIn(ctx, clerk, c.key(), folder, cases.Upload{Material: "none",
			File: material.Handed{Content: materialtest.PNG(9, 9)}})
		if refusal.Is(err, cases.CodeClosed) {
			t.Error("a draft is closed with the door")
		}
		c.must(c.SetDoor(ctx, lead, "on", c.setting("switch", "on"))) // on the same day
		c.told("")
		tomorrow := c.setting("switch", "off")
		tomorrow.From = april + 1
		c.must(c.SetDoor(ctx, lead, "tomorrow", tomorrow))
		c.told("")
		if o, _ := c.opening("01"); len(o.Values) != 2 || !o.Values[0].Holds || o.Values[1].Holds {
			t.Errorf("what is to come is not told from what holds: %+v", o.Values)
		}
		c.Clock.Set(civil.At(april+1, 0, 0))
		c.told("恢复办理的时间请看公告")
	})
}

func TestAPauseIsAnnouncedHoldsEverywhereAndIsLiftedEarly(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		c.announce("item.test.plain.counter.pauses", "2024-05-01 00:00 至 2024-05-02 00:00 盘点", april+5)
		own := c.pausing(civil.At(april+1, 9, 0), civil.At(april+1, 10, 0), "本机构停电")
		own.Office = "01"
		c.must(c.SetDoor(ctx, lead, c.key(), own))
		now := c.pausing(0, civil.At(april+20, 18, 0), "系统 升级，<b>请改日</b>办理")
		c.must(c.SetDoor(ctx, lead, c.key(), now)) // for the whole centre, beside the office's own
		c.told("系统 升级，<b>请改日</b>办理")
		c.Clock.Set(civil.At(april+6, 9, 0)) // a row that comes later has it as well
		c.told("暂停办理：系统 升级")
		lift := now
		lift.Lift, lift.Pause.From = true, civil.At(april, 9, 0)
		lift.Seen = c.setting("", "").Seen
		c.must(c.SetDoor(ctx, lead, c.key(), lift))
		c.told("")
		again := lift
		again.Seen = c.setting("", "").Seen
		c.refuses(cases.CodeSetting, c.SetDoor(ctx, lead, c.key(), again))
		o, _ := c.opening("01")
		var left []string
		for _, v := range o.Values {
			for _, p := range v.Pauses {
				left = append(left, v.Branch+p.Why)
			}
		}
		if fmt.Sprint(left) != "[盘点]" {
			t.Errorf("there are still announced %v", left)
		}
		all := c.pausing(0, civil.At(april+7, 0, 0), "全部事项暂停")
		all.All = true
		c.must(c.SetDoor(ctx, lead, c.key(), all))
		c.told("全部事项暂停")
		if _, err := c.Service.Submit(ctx, hall, "hall", c.application(1, "因为")); err != nil {
			t.Errorf("another door is closed with it: %v", err)
		}
	})
}

func TestHoursAndLimitsAreSetAndTakenBack(t *testing.T) {
	c, _ := withWithdrawal(t, opentest.SQLite(t))
	item := c.rent("2000").Item
	set := func(what, value string, all bool) {
		t.Helper()
		g := c.setting(what, value)
		g.Item, g.All = item, all
		c.must(c.SetDoor(ctx, lead, c.key(), g))
	}
	ask := func(code string) {
		t.Helper()
		if err := c.Preview(ctx, clerk, c.rent("2000")); code == "" {
			c.must(err)
		} else {
			c.refuses(code, err)
		}
	}
	set("most", "1500", false)
	ask(cases.CodeMost)
	set("most", "无", false)
	ask("")
	set("hours", "每天 10:00-11:00", true)
	ask(cases.CodeClosed)
	set("hours", "每天 08:00-10:00", false)
	ask("")
	set("hours", "无", false)
	ask(cases.CodeClosed)
	set("hours", "无", true)
	ask("")
}

func TestASettingThatCannotBeIsRefusedInASentence(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		nine := civil.At(april, 9, 0)
		for name, one := range map[string]struct {
			code   string
			change func(*cases.Setting)
		}{
			"an item that is not there":   {cases.CodeItem, func(g *cases.Setting) { g.Item = "no.such" }},
			"a door that is not there":    {cases.CodeDoor, func(g *cases.Setting) { g.Door = "window" }},
			"an office that is not there": {cases.CodeSetting, func(g *cases.Setting) { g.Office = "09" }},
			"a thing that is not there":   {cases.CodeSetting, func(g *cases.Setting) { g.What = "colour" }},
			"neither on nor off":          {cases.CodeSetting, func(g *cases.Setting) { g.Value = "maybe" }},
			"hours that overlap": {cases.CodeSetting, func(g *cases.Setting) {
				g.What, g.Value = "hours", "每天 08:00-12:00 11:00-13:00"
			}},
			"a limit of no amount": {cases.CodeSetting, func(g *cases.Setting) { g.What, g.Value = "most", "5" }},
			"a day that is over":   {policy.CodePast, func(g *cases.Setting) { g.From = april - 1 }},
			"no basis":             {cases.CodeSetting, func(g *cases.Setting) { g.Basis = " " }},
			"no reason":            {cases.CodeSetting, func(g *cases.Setting) { g.Reason = "" }},
			"a hidden mark":        {cases.CodeSetting, func(g *cases.Setting) { g.Reason = "a\u202eb" }},
			"a long text": {cases.CodeSetting, func(g *cases.Setting) {
				g.Basis = strings.Repeat("长", 101)
			}},
			"a pause that ends before it begins": {cases.CodeSetting, paused(nine+60e6, nine, "维护")},
			"a pause that is over":               {policy.CodePast, paused(nine-120e6, nine-60e6, "维护")},
			"a pause that has begun":             {policy.CodePast, paused(nine-60e6, nine+60e6, "维护")},
			"a pause without words":              {cases.CodeSetting, paused(nine, nine+60e6, "")},
			"a second pause in the words of one": {cases.CodeSetting,
				paused(nine, nine+60e6, "维护；2024-05-01 00:00 至 2034-05-01 00:00 维护")},
			"a line in the words of a pause": {cases.CodeSetting, paused(nine, nine+60e6, "维\n护")},
		} {
			g := c.setting("switch", "off")
			one.change(&g)
			before := c.setting("", "").Seen
			err := c.SetDoor(ctx, lead, c.key(), g)
			if c.refuses(one.code, err); t.Failed() {
				t.Fatalf("%s: %v", name, err)
			}
			if after := c.setting("", "").Seen; after != before {
				t.Errorf("%s has set something", name)
			}
		}
		c.told("")
	})
}

// paused makes a setting the announcement of a pause.
func paused(from, to civil.Instant, why string) func(*cases.Setting) {
	return func(g *cases.Setting) { g.What, g.Pause = "pauses", cases.Pause{From: from, To: to, Why: why} }
}

func TestOfTwoWhoSetADoorAtOnceTheSecondIsTold(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		const many = 4
		errs := make(chan error, many)
		g := c.setting("hours", "每天 00:00-24:00")
		for i := range many {
			go func() {
				mine := g
				mine.Basis = fmt.Sprintf("示例公告%d号", i)
				errs <- c.SetDoor(ctx, lead, fmt.Sprint("at-once-", i), mine)
			}()
		}
		done := 0
		for range many {
			if err := <-errs; err == nil {
				done++
			} else {
				c.refuses(cases.CodeSeen, err)
			}
		}
		if done != 1 {
			t.Errorf("%d of %d have set the door", done, many)
		}
		other := c.setting("switch", "off")
		c.must(c.SetDoor(ctx, lead, "key", other))
		other.Value = "on"
		c.refuses(ledger.CodeConflict, c.SetDoor(ctx, lead, "key", other))
	})
}

func TestWhoseOfficeItIsNotSetsNoDoorOfIt(t *testing.T) {
	c := open(t, opentest.SQLite(t), plain)
	c.Deps.Access = accesstest.At("01")
	for _, office := range []string{"", "03"} {
		g := c.setting("switch", "off")
		g.Office = office
		c.refuses(cases.CodeOffice, c.SetDoor(ctx, lead, c.key(), g))
	}
	g := c.setting("switch", "off")
	g.Office = "01"
	c.must(c.SetDoor(ctx, lead, c.key(), g))
	if _, shut := c.opening("03"); shut != nil {
		t.Errorf("another office is shut: %v", shut)
	}
	on := c.setting("switch", "on") // what an office has switched off, the centre's switch does not switch on
	c.Deps.Access = accesstest.Everybody{}
	c.must(c.SetDoor(ctx, lead, c.key(), on))
	if _, shut := c.opening("01"); shut == nil {
		t.Error("the office's own switch holds no longer")
	}
}

func TestCasesInFlightAreCountedByItemAndOffice(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		c.submit(clerk, 0)
		c.took(c.submit(clerk, 1), cases.HandOver)
		for office, want := range map[string]int{"": 2, "01": 1, "03": 1, "09": 0} {
			var offices []string
			if office != "" {
				offices = []string{office}
			}
			var got map[serviceitem.Code]int
			c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
				got, err = c.World.Store.Cases().Open(tx, offices)
				return err
			}))
			if got["test.plain"] != want {
				t.Errorf("office %q has %v in flight, want %d", office, got, want)
			}
		}
	})
}
