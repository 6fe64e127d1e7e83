package platform_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/gateway/platform"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

const amendCode = "11649900MB0000001X4009876543210"

// applies opens a centre whose items are on the platform.
func applies(t *testing.T, w *opentest.World) *centre {
	t.Helper()
	c := open(t, w)
	c.offered()
	c.set("platform.item.member.amend", amendCode)
	return c
}

func (c *centre) set(key, value string) {
	c.Helper()
	_, err := policy.Install(ctx, c.Store, c.Store, c.Store.Policies(), clerk,
		[]policy.Row{{Key: key, Value: value, From: today, Document: "示例公告"}})
	c.must(err)
}

// certificate asks for a certificate as somebody whom the platform has verified.
func certificate(no string, who int) cases.Applied {
	p := opentest.Person(who)
	return cases.Applied{No: no, Code: itemCode, Typed: map[string]string{},
		Who: cases.Identity{Name: p.Name, IDNo: p.IDNo, Mobile: p.Mobile, Level: 3}}
}

// amend asks for another mobile, with a scan of a document.
func amend(no string, who int) cases.Applied {
	a := certificate(no, who)
	a.Code, a.Typed = amendCode, map[string]string{"mobile": "13900000001"}
	a.Materials = []cases.Attached{{Material: "identity", File: "f1", Name: "身份证.png", Type: "image/png"}}
	return a
}

var scans = map[string][]byte{"f1": materialtest.PNG(100, 100)}

// inFlight is how many cases there are.
func (c *centre) inFlight() int {
	c.Helper()
	var list []cases.Case
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = c.Store.Cases().List(tx, cases.Filter{Limit: 99})
		return err
	}))
	return len(list)
}

// whole is the case that the platform was told of.
func (c *centre) whole(no number.CaseNo) (w cases.Whole) {
	c.Helper()
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) { w, err = c.cases.Whole(tx, no); return err }))
	return w
}

// received is what is written down of an application.
func (c *centre) received(no string) (r cases.Received, found bool) {
	c.Helper()
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		r, found, err = c.Store.Cases().Received(tx, no)
		return err
	}))
	return r, found
}

// left is how many materials wait for an application of a member for an item.
func (c *centre) left(item string, who int, no string) int {
	c.Helper()
	var list []cases.Handed
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = c.cases.InDraft(tx, "platform", cases.Folder{Item: serviceitem.Code(item),
			Member: c.asks[who-1].Member, Draft: no})
		return err
	}))
	return len(list)
}

// told is the one reply to an application.
func (c *centre) told(no string) cases.Reply {
	c.Helper()
	list := c.there.Replies(no)
	if len(list) != 1 {
		c.Fatalf("%s has the replies %+v", no, list)
	}
	return list[0]
}

// An application of the platform is one case, although answers are lost, everything comes twice and in another order,
// and two processes go to and fro at once. It comes in by its own door with its materials and in the office of the
// account, waits for a person, and the platform hears of its way like that of any other.
func TestAnApplicationOnThePlatformIsOneCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		for who := 1; who <= 2; who++ {
			c.there.Apply(certificate(fmt.Sprint("c", who), who), nil)
			c.there.Apply(amend(fmt.Sprint("a", who), who), scans)
		}
		c.there.Fail(platform.Faults{Lose: 9, Twice: true, Shuffle: slices.Reverse[[]string]})
		for range 30 {
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() { _, _ = c.courier.Turn(ctx) })
			}
			both.Wait()
		}
		if n := c.there.Unanswered(); n != 0 || c.inFlight() != 4 {
			t.Fatalf("%d without a reply, %d cases, %q", n, c.inFlight(), c.alarms)
		}
		for _, no := range []string{"c1", "c2", "a1", "a2"} {
			m, scanned := c.whole(c.told(no).Number), 0
			if no[0] == 'a' {
				scanned = 1
			}
			if m.Door != act.Platform || m.Office != "01" || m.State != cases.Submitted || m.Applicant != m.Person ||
				m.Applicant == 0 || len(m.Materials) != scanned || m.Log[0].By != "platform" {
				t.Errorf("%s is %+v", no, m)
			}
		}
		m := c.whole(c.told("a1").Number)
		if n := c.left("member.amend", 1, "a1"); n != 0 || m.Lines[len(m.Lines)-1].Value == "" {
			t.Errorf("%d materials are left, the form is %+v", n, m.Lines)
		}
		c.took(m.Case, cases.Accept, cases.Suspend)
		c.there.Fail(platform.Faults{})
		c.turns(3)
		var stages []string
		for _, h := range c.there.Notices() {
			stages = append(stages, h.Number+" "+h.Stage)
		}
		no := string(m.Number)
		if want := []string{no + " acceptance", no + " progress"}; !slices.Equal(stages, want) {
			t.Errorf("it heard %q", stages)
		}
	})
}

// What comes again is what it was: the same number with the same content is the same case, with other content it is
// refused, and the same request under another number, or at the counter, is no second case.
func TestWhatComesAgainFromThePlatformIsNoSecondCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		at := c.submit(0)
		c.there.Apply(certificate("n1", 1), nil)
		c.there.Apply(certificate("n2", 2), nil)
		c.must(c.turn())
		if c.told("n1").Number != at.Number || c.told("n2").Number == at.Number {
			t.Errorf("told %+v and %+v", c.told("n1"), c.told("n2"))
		}
		c.there.Apply(certificate("n1", 1), nil)
		c.there.Apply(certificate("n3", 2), nil)
		c.must(c.turn())
		if c.told("n3") != (cases.Reply{No: "n3", Number: c.told("n2").Number}) || c.inFlight() != 2 {
			t.Errorf("told %+v, %d cases", c.told("n3"), c.inFlight())
		}
		c.told("n1")
		c.there.Apply(amend("n2", 2), scans)
		c.must(c.turn())
		replies := c.there.Replies("n2")
		if len(replies) != 2 || !strings.Contains(replies[1].Words, "内容不同") || c.inFlight() != 2 ||
			len(c.alarms) != 1 {
			t.Errorf("other content under a number: %+v, %q", replies, c.alarms)
		}
		if _, err := c.cases.Submit(ctx, clerk, c.key(), c.asks[1]); err != nil || c.inFlight() != 2 {
			t.Errorf("the counter makes %d cases of it: %v", c.inFlight(), err)
		}
	})
}

func (c *centre) turn() error {
	_, err := c.courier.Turn(ctx)
	return err
}

// What cannot be a case is answered with what is the matter, once and for ever, is written down, and leaves nothing.
func TestWhatCannotBeACaseIsAnsweredAndLeavesNothing(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		c.set("platform.level.member.amend", "4")
		change := func(f func(a *cases.Applied)) cases.Applied {
			a := certificate("x", 1)
			f(&a)
			return a
		}
		wrong := map[string]cases.Applied{
			"没有在本中心开立":       change(func(a *cases.Applied) { a.Who.IDNo = opentest.Person(7).IDNo }),
			"身份证件号码应为18位":    change(func(a *cases.Applied) { a.Who.IDNo = "1' OR '1'='1" }),
			"姓名与本中心登记的不一致":   change(func(a *cases.Applied) { a.Who.Name = "某某\u202e" }),
			"L3，申请人现为L2":     change(func(a *cases.Applied) { a.Who.Level = 2 }),
			"申请人现为L0":        change(func(a *cases.Applied) { a.Who.Level = -9 }),
			"须达到实名核验等级L4":    amend("x", 1),
			"没有这个事项编码":       change(func(a *cases.Applied) { a.Code = "\x00" + strings.Repeat("码", 500) }),
			"表单中没有“strange”": change(func(a *cases.Applied) { a.Typed["str\x00ange"] = "1" }),
			"名下没有这个个人账号":     change(func(a *cases.Applied) { a.Account = c.asks[1].Member }),
			"申请材料至多50份":      change(func(a *cases.Applied) { a.Materials = make([]cases.Attached, 51) }),
			"没有这种材料": change(func(a *cases.Applied) {
				a.Materials = []cases.Attached{{Material: "?", Shared: "1"}}
			}),
		}
		no := 0
		for says, a := range wrong {
			no++
			a.No = fmt.Sprint("x", no)
			c.there.Fail(platform.Faults{Twice: true, Lose: no % 3})
			c.there.Apply(a, scans)
			for range 4 {
				_ = c.turn()
			}
			reply := c.told(a.No)
			r, kept := c.received(a.No)
			if !strings.Contains(reply.Words, says) || !strings.Contains(reply.Words, "。请") || reply.Number != "" {
				t.Errorf("%s: told %+v", says, reply)
			}
			if !kept || r.Case != 0 || r.Words != reply.Words || r.Refused == "" || len([]rune(r.Code)) > 40 {
				t.Errorf("%s: kept as %+v", says, r)
			}
			if c.inFlight() != 0 || c.left("member.amend", 1, a.No)+c.left("member.certificate", 1, a.No) != 0 {
				t.Errorf("%s: something is left", says)
			}
		}
	})
}

// Up to the level at which nobody was seen, the mobile must be the registered one; and who has one of a kind in flight
// is told its number.
func TestAtTheLevelOfANameTheMobileIsTheirs(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		c.set("platform.level.member.amend", "2")
		low := amend("low", 2)
		low.Who.Level, low.Who.Mobile = 2, "13900000009"
		c.there.Apply(low, scans)
		c.must(c.turn())
		if !strings.Contains(c.told("low").Words, "手机号码与本中心登记的不一致") || c.inFlight() != 0 {
			t.Errorf("with a mobile of somebody else: %+v", c.told("low"))
		}
		low.No, low.Who.Mobile = "low2", opentest.Person(2).Mobile
		c.there.Apply(low, scans)
		c.must(c.turn())
		second := amend("second", 2)
		second.Typed = map[string]string{"mobile": "13900000002"}
		c.there.Apply(second, scans)
		c.must(c.turn())
		first := string(c.told("low2").Number)
		if first == "" || !strings.Contains(c.told("second").Words, first) || c.inFlight() != 1 {
			t.Errorf("one that is in flight: %+v, %+v", c.told("low2"), c.told("second"))
		}
	})
}

// A material that is no file leaves nothing of the others, one that is missing is named before any is fetched, and a
// number of a shared register stands for the file.
func TestMaterialsComeFromThePlatform(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		bad := amend("bad", 1)
		bad.Materials = append(bad.Materials, cases.Attached{Material: "identity", File: "f2", Name: "a.png"})
		c.there.Apply(bad, map[string][]byte{"f1": scans["f1"], "f2": []byte("<script>alert(1)</script>")})
		lacks := amend("lacks", 1)
		lacks.Typed, lacks.Materials = map[string]string{"name": "示例新名"}, []cases.Attached{{Material: "identity",
			File: "gone"}}
		c.there.Apply(lacks, nil)
		c.must(c.turn())
		for no, says := range map[string]string{"bad": "", "lacks": "缺少申请材料“户口簿"} {
			if r := c.told(no); r.Number != "" || !strings.Contains(r.Words, says) || c.inFlight() != 0 ||
				c.left("member.amend", 1, no) != 0 {
				t.Errorf("%s: told %+v, %d are left", no, r, c.left("member.amend", 1, no))
			}
		}
		shared := amend("shared", 1)
		shared.Materials = []cases.Attached{{Material: "identity", Shared: "示例核验1号"}}
		c.there.Apply(shared, nil)
		gone := amend("gone", 2)
		gone.Materials[0].File = "nowhere"
		c.there.Apply(gone, nil)
		if err := c.turn(); err == nil || !strings.Contains(err.Error(), "gone") {
			t.Errorf("a file that the platform does not give: %v", err)
		}
		if m := c.whole(c.told("shared").Number); len(m.Materials) != 1 || c.there.Unanswered() != 1 {
			t.Errorf("the case has %+v", m.Materials)
		}
	})
}

// The platform is a door: its switch, its hours and its pauses hold for what comes in by it, and not for the counter.
func TestThePlatformIsADoorWithHours(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		c.set("door.platform.hours", "每天 10:00-11:00")
		c.set("item.member.amend.platform.switch", "off")
		apply := func(a cases.Applied) cases.Reply {
			c.there.Apply(a, scans)
			c.must(c.turn())
			return c.told(a.No)
		}
		if r := apply(certificate("h1", 1)); !strings.Contains(r.Words, "10:00起可以办理") || c.inFlight() != 0 {
			t.Errorf("before its hours: %+v", r)
		}
		c.Clock.Set(civil.At(today, 10, 30))
		if r := apply(certificate("h2", 1)); r.Number == "" {
			t.Errorf("within its hours: %+v", r)
		}
		if r := apply(amend("h3", 1)); !strings.Contains(r.Words, "停止办理") {
			t.Errorf("switched off: %+v", r)
		}
		if r := apply(certificate("h1", 1)); r.Number != "" {
			t.Errorf("what was turned down is taken in under its number: %+v", r)
		}
		c.Clock.Set(civil.At(today, 12, 0))
		c.submit(1)
	})
}

// Whatever a platform sends, the others do not wait for it: what has no form is answered, what is huge, unsigned or
// another's is not believed and comes again.
func TestHostileApplicationsKeepNobodyWaiting(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		for i, text := range []string{"null", "[]", `{"id":7}`, "<xml>", `{"id":"t4","form":[1]}`, "\xff\xfe"} {
			c.there.ApplyAs(fmt.Sprint("t", i), text, nil)
		}
		c.there.ApplyAs("huge", `{"id":"huge","itemCode":"`+strings.Repeat("x", 5<<20)+`"}`, scans)
		c.there.ApplyAs("坏的\n流水号", `{"id":"坏的\n流水号"}`, nil)
		c.there.ApplyAs("", `{"id":""}`, nil)
		c.there.Apply(certificate("good", 1), nil)
		if err := c.turn(); err == nil || !strings.Contains(err.Error(), "huge") {
			t.Errorf("what is huge: %v", err)
		}
		for i := range 6 {
			if r := c.told(fmt.Sprint("t", i)); !strings.Contains(r.Words, "格式") {
				t.Errorf("t%d: %+v", i, r)
			}
		}
		if r := c.told("坏的\n流水号"); !strings.Contains(r.Words, "申办流水号") {
			t.Errorf("a number that is none: %+v", r)
		}
		if c.told("good").Number == "" || c.there.Unanswered() != 1 || c.inFlight() != 1 {
			t.Errorf("%d without a reply", c.there.Unanswered())
		}
		for what, f := range map[string]platform.Faults{"unsigned": {Unsigned: true}, "another's": {Other: true}} {
			c.there.Apply(certificate("late", 2), nil)
			c.there.Fail(f)
			if err := c.turn(); err == nil || c.inFlight() != 1 || len(c.there.Replies("late")) != 0 {
				t.Errorf("%s: %v, %d cases", what, err, c.inFlight())
			}
		}
		c.there.Fail(platform.Faults{Other: true})
		if _, err := c.client.File(ctx, "late", "f1"); err == nil || !strings.Contains(err.Error(), "another") {
			t.Errorf("a file of another application: %v", err)
		}
		stranger := httptest.NewServer(platform.NewSimulator(c.Keys.Leaf))
		defer stranger.Close()
		client, err := platform.New(stranger.URL, c.Keys.Request)
		c.must(err)
		if _, err := client.Application(ctx, "late"); err == nil {
			t.Error("a platform with another key was believed")
		}
	})
}

// deaf is a gate that lets the platform's door do everything but what a permission is for.
type deaf struct{ accesstest.Everybody }

func (d deaf) Grant(ctx context.Context, by act.By, now bool) (*access.Grant, error) {
	g, err := d.Everybody.Grant(ctx, by, now)
	if err == nil && by.Actor == "platform" {
		g.Roles["all"] = access.Role{Code: "all", Title: "全部", May: []access.Permission{access.ReadCases}}
	}
	return g, err
}

// What goes wrong in the centre is no answer to anybody: an application waits while files cannot be scanned or the
// program lacks a right, and is taken in when that is mended.
func TestAFailureOfTheCentreIsNoAnswer(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := applies(t, w)
		waits := func(what string) {
			t.Helper()
			if err := c.turn(); err == nil || c.there.Unanswered() != 1 || c.inFlight() != 0 || len(c.alarms) != 0 {
				t.Errorf("%s: %v, %d without a reply", what, err, c.there.Unanswered())
			}
		}
		c.there.Apply(amend("m", 1), scans)
		c.cases.Access = deaf{}
		waits("without the right")
		c.cases.Access = accesstest.Everybody{}
		c.set("material.scan", "on")
		waits("without a scanner")
		c.cases.Scanner = clean{}
		c.must(c.turn())
		if c.told("m").Number == "" || c.inFlight() != 1 {
			t.Errorf("told %+v", c.told("m"))
		}
	})
}

// clean is a scanner that finds nothing.
type clean struct{}

func (clean) Scan(context.Context, []byte) (string, error) { return "", nil }

// Without a level in policy an item takes the highest.
func TestWithoutALevelTheHighestHolds(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.offered()
	c.set("platform.level", "无")
	c.there.Apply(certificate("n", 1), nil)
	c.must(c.turn())
	if r := c.told("n"); !strings.Contains(r.Words, "L4") {
		t.Errorf("told %+v", r)
	}
}

// An item without a code on the platform is shut at its door, whatever else is set.
func TestAnItemWithoutACodeIsShutThere(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.set("door.platform.switch", "on")
	c.set("platform.item.member.amend", amendCode)
	for code, shut := range map[serviceitem.Code]bool{"member.certificate": true, "member.amend": false} {
		it, _ := serviceitem.Find(c.cases.Items, code)
		c.must(c.Store.Read(ctx, func(tx unit.Tx) error {
			no, err := c.cases.Shut(tx, it, act.Platform, "01")
			if (no != nil) != shut {
				t.Errorf("%s: %v", code, no)
			}
			if err != nil {
				return err
			}
			doors, err := c.cases.Openings(tx, it)
			there := func(o cases.Opening) bool { return o.Door == act.Platform }
			if slices.ContainsFunc(doors, there) == shut {
				t.Errorf("%s stands at %+v", code, doors)
			}
			return err
		}))
	}
}
