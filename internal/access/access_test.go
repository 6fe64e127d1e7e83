package access_test

import (
	"errors"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
)

func TestACentreBeginsWithNobodyAndThreeAdministratorsComeByTheCodeOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := &office{World: w, TB: t, Service: newService(t, w)}
		for _, by := range []act.By{systems, security, auditing} {
			o.refused(o.does(by, access.ReadCentre, nil), access.CodeUnknown)
		}
		founders := o.founders()
		_, err := o.Begin(ctx, setUp, "", founders)
		o.refused(err, access.CodeSetUpWrong)
		old, err := o.NewSetUp(ctx, program)
		o.must(err)
		code, err := o.NewSetUp(ctx, program)
		o.must(err)
		_, err = o.Begin(ctx, setUp, old, founders)
		o.refused(err, access.CodeSetUpWrong)
		same := founders
		same.Auditing = founders.Security
		if _, err := o.Begin(ctx, setUp, code, same); refusal.Of(err) == nil {
			t.Errorf("one person for two administrators: %v", err)
		}
		_, err = o.Begin(ctx, setUp, code, founders)
		o.must(err)
		_, err = o.Begin(ctx, setUp, code, founders)
		o.refused(err, access.CodeBegun)
		if _, err := o.NewSetUp(ctx, program); !refusal.Is(err, access.CodeBegun) {
			t.Errorf("a second set-up code: %v", err)
		}
		if !o.may(security, access.ProposeChanges) || o.may(security, access.ConfirmChanges) {
			t.Error("the security administrator's rights are wrong")
		}
	})
}

func TestARightTakesTwoToGiveAndOneToTake(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		w1 := o.joining("clerk-1", access.Post{Role: "clerk", Branch: "01"})
		id, err := o.Propose(ctx, security, "join", w1)
		o.must(err)
		again, err := o.Propose(ctx, security, "join", w1)
		if err != nil || again != id {
			t.Errorf("asked again: %d, %v", again, err)
		}
		for _, change := range []func(*access.Wanted){
			func(w *access.Wanted) { w.Code = "clerk-2" }, func(w *access.Wanted) { w.Name = "别人" },
			func(w *access.Wanted) { w.IDNo = opentest.Person(77).IDNo }, func(w *access.Wanted) { w.Office = "02" },
			func(w *access.Wanted) { w.Reason = "别的事由" },
		} {
			other := w1
			change(&other)
			_, err = o.Propose(ctx, security, "join", other)
			o.refused(err, access.CodeConflict)
		}
		clerk := act.By{Actor: "clerk-1", Door: act.Counter, Branch: "01"}
		if o.may(clerk, access.TakeLoans) {
			t.Error("a proposal alone gives rights")
		}
		o.refused(o.Confirm(ctx, security, id), access.CodeDenied)
		o.must(o.Confirm(ctx, systems, id))
		o.must(o.Confirm(ctx, systems, id))
		if !o.may(clerk, access.TakeLoans) || o.may(clerk, access.ApproveLoans) {
			t.Error("a clerk's rights are wrong")
		}
		elsewhere := clerk
		elsewhere.Branch = "02"
		if o.may(elsewhere, access.TakeLoans) {
			t.Error("a post in one office reaches another")
		}
		o.must(o.Leave(ctx, systems, "clerk-1", "辞职"))
		if o.may(clerk, access.TakeLoans) {
			t.Error("who has left may go on")
		}
		o.refused(o.Leave(ctx, systems, "sec-1", "辞职"), access.CodeLast)
		o.refused(o.Leave(ctx, systems, systems.Actor, "辞职"), access.CodeOneself)
	})
}

// TestARevokedRightEndsWithTheRevokingTransaction lets the right be taken after Allow has said yes: the unit must leave
// nothing.
func TestARevokedRightEndsWithTheRevokingTransaction(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		clerk := o.hire("clerk-1", "clerk", "01")
		inside, err := access.Allow(ctx, o.Gate(), clerk, access.TakeLoans)
		o.must(err)
		// Another process takes the right: this one's memory does not hear of it.
		other := newService(t, w)
		o.must(other.Leave(ctx, systems, "clerk-1", "辞职"))
		err = o.Guarded().Do(inside, clerk, "test", func(tx unit.Tx) error {
			_, err := w.Store.NextID(tx, "test")
			return err
		})
		o.refused(err, access.CodeUnknown)
		err = o.Guarded().Read(inside, func(unit.Tx) error { return nil })
		o.refused(err, access.CodeUnknown)
		o.must(o.change(access.Wanted{Kind: access.Join, Code: "clerk-2", Name: "示例", IDNo: o.idno(), Office: "01",
			Posts: []access.Post{{Role: "reviewer", Branch: "01"}}, Since: today}))
		second := act.By{Actor: "clerk-2", Door: act.Counter, Branch: "01"}
		if o.may(second, access.TakeLoans) {
			t.Fatal("a reviewer may take loans")
		}
		id, err := other.Propose(ctx, security, "move-2", o.moving("clerk-2", access.Post{Role: "clerk", Branch: "01"}))
		o.must(err)
		o.must(other.Confirm(ctx, systems, id))
		if !o.may(second, access.TakeLoans) || o.may(second, access.AssignArrivals) {
			t.Error("rights of a moment ago decide")
		}
	})
}

func TestAUnitWithoutAPassDoesNothing(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	clerk, other := o.hire("clerk-1", "clerk", "01"), o.hire("clerk-2", "clerk", "01")
	ran := func(unit.Tx) error { t.Error("the unit ran"); return nil }
	if err := o.Guarded().Do(ctx, clerk, "test", ran); err == nil || refusal.Of(err) != nil {
		t.Errorf("got %v", err)
	}
	inside, err := access.Allow(ctx, o.Gate(), clerk, access.TakeLoans)
	o.must(err)
	if err := o.Guarded().Do(inside, other, "test", ran); err == nil {
		t.Error("one person's pass let another through")
	}
	if err := access.Reach(ctx, access.Object{Branch: "01"}); err == nil {
		t.Error("an object is in reach of nobody")
	}
}

func TestAPostReachesItsOfficeItsEmployersAndItsAmount(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	county := o.hire("county", "approver", "02")
	county.Branch = "02"
	city := o.hire("city", "approver", "")
	o.must(o.Authorize(ctx, o.hire("clerk-1", "clerk", "01"), []access.Mandate{{Code: "agent-7", Unit: 7}}))
	agent := act.By{Actor: "agent-7", Door: act.OnlineHall, Branch: "01"}
	for _, c := range []struct {
		by     act.By
		need   access.Permission
		object access.Object
		code   string
	}{
		{county, access.ApproveLoans, access.Object{Branch: "02", Amount: 100_000_000}, ""},
		{county, access.ApproveLoans, access.Object{Branch: "02", Amount: 100_000_001}, access.CodeAmount},
		{county, access.ApproveLoans, access.Object{Branch: "01", Amount: 1}, access.CodeReach},
		{city, access.ApproveLoans, access.Object{Branch: "02", Amount: 100_000_001}, ""},
		{agent, access.PrepareLists, access.Object{Branch: "01", Unit: 7}, ""},
		{agent, access.PrepareLists, access.Object{Branch: "01", Unit: 8}, access.CodeReach},
		{agent, access.PrepareLists, access.Object{Branch: "01"}, access.CodeReach},
	} {
		inside, err := access.Allow(ctx, o.Gate(), c.by, c.need)
		o.must(err)
		err = access.Reach(inside, c.object)
		if c.code == "" && err != nil || c.code != "" && !refusal.Is(err, c.code) {
			t.Errorf("%s, %+v: got %v, want %q", c.by.Actor, c.object, err, c.code)
		}
	}
}

func TestLeaveCoverHoldsForItsDaysAndStaysOnePerson(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	clerk, approver := o.hire("clerk-1", "clerk", "01"), o.hire("appr-1", "approver", "01")
	cover := access.Wanted{Kind: access.Cover, Code: "clerk-1", Covers: "appr-1", Since: today.AddDays(1),
		Until: today.AddDays(3), Reason: "年休假"}
	o.must(o.change(cover))
	for day, want := range map[int]bool{0: false, 1: true, 3: true, 4: false} {
		o.Clock.Set(at(today.AddDays(day)))
		if got := o.may(clerk, access.ApproveLoans); got != want {
			t.Errorf("day %d of the cover: %v", day, got)
		}
		if !o.may(approver, access.ApproveLoans) || !o.may(clerk, access.TakeLoans) {
			t.Errorf("day %d: own posts ended", day)
		}
	}
	o.Clock.Set(at(today.AddDays(2)))
	o.refused(access.Parted(clerk, "审批", access.Done{Step: "受理", By: "clerk-1"}), access.CodeSameHand)
	o.refused(o.EndCover(ctx, security, "clerk-1", "appr-1", "提前回岗"), access.CodeDenied)
	o.refused(o.EndCover(ctx, systems, "clerk-1", "appr-1", "本人15400000001"), access.CodeInput)
	o.refused(o.EndCover(ctx, systems, "appr-1", "clerk-1", "提前回岗"), access.CodeNobody)
	o.refused(o.EndCover(ctx, systems, "clerk-1", "nobody", "提前回岗"), access.CodeNobody)
	for range 2 { // a repeat changes nothing
		o.must(o.EndCover(ctx, systems, "clerk-1", "appr-1", "提前回岗"))
		if o.may(clerk, access.ApproveLoans) || !o.may(clerk, access.TakeLoans) ||
			!o.may(approver, access.ApproveLoans) {
			t.Error("a cover that was ended holds, or took a post of its own along")
		}
	}
	cover.Code, cover.Covers = "sec-1", "appr-1"
	cover.Since, cover.Until = today.AddDays(5), today.AddDays(6)
	o.refused(o.change(cover), access.CodeOneself)
	cover.Code, cover.Covers = "clerk-1", "sys-1"
	o.refused(o.change(cover), access.CodeExclusive)
	cover.Covers, cover.Until = "appr-1", today.AddDays(500)
	o.refused(o.change(cover), access.CodeInput)
}

func TestOnePersonHasOneCodeForLife(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	first := o.joining("clerk-1", access.Post{Role: "clerk", Branch: "01"})
	o.must(o.change(first))
	o.must(o.Leave(ctx, systems, "clerk-1", "辞职"))
	back := first
	back.Code = "clerk-9"
	o.refused(o.change(back), access.CodeTaken)
	stranger := o.joining("clerk-1", access.Post{Role: "clerk", Branch: "01"})
	o.refused(o.change(stranger), access.CodeTaken)
	o.must(o.change(first))
	if !o.may(act.By{Actor: "clerk-1", Door: act.Console, Branch: "01"}, access.TakeLoans) {
		t.Error("who came back may do nothing")
	}
}

func TestNobodyChangesTheirOwnRights(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.refused(o.change(o.moving("sec-1", access.Post{Role: "clerk"})), access.CodeOneself)
	_, err := o.Propose(ctx, security, "k", o.moving("sys-1", access.Post{Role: "clerk"}))
	o.refused(err, access.CodeLast)
	for _, code := range []string{"system", "platform", "set-up", "visitor", "", "A1", "张"} {
		_, err := o.Propose(ctx, security, o.key(), o.joining(code, access.Post{Role: "clerk", Branch: "01"}))
		o.refused(err, access.CodeInput)
	}
	forged := act.By{Actor: "system", Door: act.Console, Branch: "01"}
	if _, err := access.Allow(ctx, o.Gate(), forged, access.CloseDays); !refusal.Is(err, access.CodeUnknown) {
		t.Errorf("the program's name through another door: %v", err)
	}
}

func TestAStoreThatFailsIsNoPermission(t *testing.T) {
	w := opentest.SQLite(t)
	o := begin(t, w)
	o.must(w.Store.Close())
	_, err := access.Allow(ctx, o.Gate(), act.By{Actor: "clerk-1"}, access.TakeLoans)
	if err == nil || !errors.Is(err, unit.ErrStopped) {
		t.Errorf("got %v", err)
	}
}

// TestReasonsTellNoNumberOfAnybody writes numbers of people where reasons stay as they are written.
func TestReasonsTellNoNumberOfAnybody(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	w := o.moving("clerk-1", access.Post{Role: "approver", Branch: "01"})
	for _, reason := range []string{"原电话15400000001", "证件649901199001010010", "卡9000000000000000001"} {
		w.Reason = reason
		o.refused(o.change(w), access.CodeInput)
		o.refused(o.Leave(ctx, systems, "clerk-1", reason), access.CodeInput)
	}
	w.Reason = "2024年3月起调岗"
	o.must(o.change(w))
	o.must(o.Leave(ctx, systems, "clerk-1", "2024年4月辞职"))
}
