package cases_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// certifying is a centre that certifies what accounts say.
func certifying(t *testing.T, w *opentest.World) *centre {
	c := open(t, w, member.Items)
	c.asks = func(n int) cases.Application {
		return cases.Application{Item: "member.certificate", Member: c.no[n], IDNo: opentest.Person(n + 1).IDNo}
	}
	return c
}

// alone switches decisions without a person of the certificate on or off.
func (c *centre) alone(office, value string) {
	c.Helper()
	g := cases.Setting{Item: "member.certificate", Door: act.Counter, Office: office, What: "auto", Value: value,
		Basis: "示例公告〔2024〕6号", Reason: "示例原因"}
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		list, err := c.Openings(tx, c.Items[0])
		g.Seen = list[0].Version
		return err
	}))
	c.must(c.SetDoor(ctx, lead, c.key(), g))
}

// issue is the step of whoever gives a certificate out.
func (c *centre) issue(by act.By, m cases.Case) (cases.Case, error) {
	return c.Act(ctx, by, c.key(), cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "issue"})
}

// Without the switch a certificate takes two people, one who takes the request in and one who gives it out.
func TestACertificateIsGivenOutByASecondPerson(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := certifying(t, w)
		m := c.submit(clerk, 0)
		if m.State != cases.UnderWay {
			t.Fatalf("taken in as %+v", m)
		}
		_, err := c.issue(clerk, m)
		c.refuses(access.CodeSameHand, err)
		m, err = c.issue(approver, m)
		c.must(err)
		list := c.given(m)
		if got := titles(list); !slices.Equal(got, []string{"受理通知书", "住房公积金缴存证明"}) {
			t.Fatalf("it gave out %v", got)
		}
		for field, want := range map[string]string{"姓名": opentest.Person(1).Name, "身份证号码": opentest.Person(1).IDNo,
			"个人账号": string(c.no[0]), "缴存单位": opentest.Employer(1).Name, "账户状态": "正常", "缴至年月": "2024-03",
			"账户余额": "人民币伍万元整（￥50,000.00）"} {
			if got := c.says(list[1], field); got != want {
				t.Errorf("%s is %q, want %q", field, got, want)
			}
		}
		stranger := c.asks(0)
		stranger.IDNo = opentest.Person(2).IDNo
		_, err = c.Submit(ctx, clerk, c.key(), stranger)
		c.refuses(serviceitem.CodeApplicant, err)
		c.recorded()
	})
}

// With the switch the program decides at once, says on what, and does so once.
func TestWhatDataShowsIsDecidedWithoutAPerson(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := certifying(t, w)
		c.alone("", "on")
		a := c.asks(0)
		a.Draft = "none"
		m, err := c.Submit(ctx, clerk, "a", a)
		c.must(err)
		again, err := c.Submit(ctx, clerk, "a", a)
		c.must(err)
		log := c.whole(m.Number).Log
		if m.State != cases.Granted || again.State != cases.Granted || len(log) != 3 || len(c.given(m)) != 2 {
			t.Fatalf("decided as %+v, then %+v, with %d entries and %v", m, again, len(log), titles(c.given(m)))
		}
		last := log[2]
		if last.By != "system" || last.Door != act.System || log[1].By != clerk.Actor {
			t.Errorf("taken in by %s, decided by %s at %s", log[1].By, last.By, last.Door)
		}
		for _, want := range []string{"申请人（身份核验与个人账户登记）：本人", "缴存单位（单位登记）：" + opentest.Employer(1).Name,
			"账户状态（个人账户登记）：正常", "缴至年月（账务）：2024-03", "账户余额（账务）：50,000.00元"} {
			if !strings.Contains(last.Words, want) {
				t.Errorf("it does not say %q: %s", want, last.Words)
			}
		}
		for _, no := range []string{opentest.Person(1).IDNo, opentest.Person(1).Name, string(c.no[0])} {
			if strings.Contains(last.Words, no) {
				t.Errorf("it tells %s", no)
			}
		}
		if _, err := c.file(m); err != nil {
			t.Error(err)
		}
		c.recorded()
	})
}

// Whatever a person has said, handed in or may have to judge keeps a case for people, whoever applies.
func TestWhatAPersonHasTouchedWaitsForPeople(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := certifying(t, w)
		c.alone("", "on")
		kept := func(why string, a cases.Application) {
			t.Helper()
			m, err := c.Submit(ctx, clerk, c.key(), a)
			c.must(err)
			if m.State != cases.UnderWay || len(c.whole(m.Number).Log) != 2 {
				t.Errorf("%s: %+v", why, m)
			}
			c.took(m, cases.Withdraw)
		}
		agent := c.asks(0)
		agent.IDNo, agent.Authority = opentest.Person(2).IDNo, "示例委托1号"
		kept("an agent asks", agent)
		scanned := c.asks(0)
		scanned.Draft = c.key()
		_, err := c.HandIn(ctx, clerk, c.key(), cases.Folder{Item: scanned.Item, Member: scanned.Member,
			Draft: scanned.Draft}, cases.Upload{Material: serviceitem.Identity.Code,
			File: material.Handed{Content: materialtest.PNG(100, 100)}})
		c.must(err)
		kept("a scan that somebody must read", scanned)
		it := c.Items[0]
		c.Items[0].Fields = []serviceitem.Field{{Code: "said", Label: "所称", Kind: serviceitem.Text}}
		claimed := c.asks(0)
		claimed.Typed = map[string]string{"said": "缴存正常"}
		kept("a claim that somebody typed", claimed)
		wish := *it.Auto
		wish.Wishes = []string{"said"}
		c.Items[0].Auto = &wish
		if m, err := c.Submit(ctx, clerk, c.key(), claimed); err != nil || m.State != cases.Granted {
			t.Errorf("a wish keeps it for people: %+v, %v", m, err)
		}
		c.Items[0] = it
		against := *it.Auto
		against.Facts = append(slices.Clone(it.Auto.Facts), serviceitem.Verified{Label: "示例", Source: "示例登记",
			Read: func(unit.Tx, act.By, serviceitem.Matter) (string, bool, error) { return "不符", false, nil }})
		c.Items[0].Auto = &against
		kept("a fact that speaks against it", c.asks(0))
		c.Items[0] = it
		c.alone("01", "off")
		kept("its office has it off", c.asks(0))
		c.alone("", "off")
		c.alone("01", "on")
		kept("the centre has it off", c.asks(0))
		c.recorded()
	})
}

// A program that stops between taking in and deciding leaves a case that is decided when the same request comes again,
// or by people.
func TestADecisionThatWasInterruptedIsMadeOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := certifying(t, w)
		c.alone("", "on")
		c.Access = stopping{}
		if _, err := c.Submit(ctx, clerk, "a", c.asks(0)); !errors.Is(err, errStopped) {
			t.Fatalf("got %v", err)
		}
		c.Access = accesstest.Everybody{}
		m, err := c.Submit(ctx, clerk, "a", c.asks(0))
		c.must(err)
		if m.State != cases.Granted || len(c.whole(m.Number).Log) != 3 {
			t.Errorf("%+v", m)
		}
		c.Access = stopping{}
		_, _ = c.Submit(ctx, clerk, "b", c.asks(1))
		c.Access = accesstest.Everybody{}
		var list []cases.Case
		c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
			list, err = c.World.Store.Cases().List(tx, cases.Filter{Limit: 9})
			return err
		}))
		if len(list) != 1 {
			t.Fatalf("%d cases wait", len(list))
		}
		m, err = c.issue(approver, list[0])
		c.must(err)
		if m, err = c.Submit(ctx, clerk, "b", c.asks(1)); err != nil || len(c.whole(m.Number).Log) != 3 {
			t.Errorf("what a person had decided was decided again: %+v, %v", m, err)
		}
	})
}

var errStopped = errors.New("the program stops")

// stopping is a gate at which the program stops when it begins to decide.
type stopping struct{ accesstest.Everybody }

// Grant implements access.Gate.
func (s stopping) Grant(ctx context.Context, by act.By, now bool) (*access.Grant, error) {
	if by.Door == act.System {
		return nil, errStopped
	}
	return s.Everybody.Grant(ctx, by, now)
}

// The switch is there for items whose every fact is data, and for one item at a time.
func TestOnlyWhatDataShowsCanBeSwitched(t *testing.T) {
	c := open(t, opentest.SQLite(t), plain)
	g := c.setting("auto", "on")
	err := c.SetDoor(ctx, lead, c.key(), g)
	c.refuses(cases.CodeSetting, err)
	c = certifying(t, opentest.SQLite(t))
	g.Item, g.Seen = "member.certificate", 0
	for _, bad := range []string{"", "maybe", "ON", strings.Repeat("on", 500)} {
		g.Value = bad
		err := c.SetDoor(ctx, lead, c.key(), g)
		c.refuses(cases.CodeSetting, err)
	}
	g.Value, g.All = "on", true
	if err := c.SetDoor(ctx, lead, c.key(), g); !refusal.Is(err, cases.CodeSetting) {
		t.Errorf("all items of a door at once: %v", err)
	}
}
