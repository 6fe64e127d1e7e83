package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/serviceitem"
)

// ofCases are the promises of a store of cases (办件).
var ofCases = []promise{
	{"a case is read as it was written, by id and by number", caseAsWritten},
	{"a case is written over the entry it was read at and over no other", caseOverItsEntry},
	{"units that act on one case at once wait for each other, and none meets another's rows", caseHeld},
	{"what a case was handed in with never changes", caseKeepsItsOrigin},
	{"of a person and a kind one case is in flight, and an ended one leaves room", caseInFlight},
	{"two cases of a person handed in at once are one case and one refusal", casesAtOnce},
	{"a number is given to one case", caseNumberOnce},
	{"entries are read in their order, and each number is given once", caseEntries},
	{"work comes by the last day of its term, what has none behind it, in pages that miss and repeat nothing", caseWork},
	{"work is narrowed by office, state, item and the steps that somebody may take", caseNarrowed},
	{"a member's cases come latest first, ended ones too", caseOfMember},
	{"a unit that fails leaves nothing of a case", caseUndone},
	{"a case and its entries survive a reopening", caseSurvives},
}

// caseNo is the number of case n of the suite.
func caseNo(t *testing.T, n int) number.CaseNo {
	t.Helper()
	numbers, err := number.NewIssuer("640100")
	if err != nil {
		t.Fatal(err)
	}
	no, err := numbers.Case(1, first, int64(n))
	if err != nil {
		t.Fatal(err)
	}
	return no
}

// aCase is case n of the suite, of person n, under way with no last day of its term.
func aCase(t *testing.T, n int) cases.Case {
	t.Helper()
	return cases.Case{ID: cases.ID(n), Number: caseNo(t, n), Item: "test.item", Kind: "test",
		Member: number.MemberNo(fmt.Sprintf("m%d", n)), Person: int64(n), Applicant: int64(n) + 100, Authority: "委1号",
		Door: act.Counter, Branch: "01", Office: "02", Holder: "clerk", Form: []byte{0, 1, 255}, Digest: "d",
		State: cases.UnderWay, Step: "one", Ref: 77, Submitted: first, Accepted: first + 1, Entries: 1}
}

// add writes cases, with their first entries.
func (b *Bench) add(t *testing.T, list ...cases.Case) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		for _, c := range list {
			if err := b.Cases().AddCase(tx, c); err != nil {
				return err
			}
			if err := b.Cases().AddEntry(tx, c.ID, cases.Entry{No: 1, By: "clerk", Door: c.Door, Office: c.Branch,
				State: c.State}); err != nil {
				return err
			}
		}
		return nil
	})
}

// set writes a case over an entry and gives whether it was written.
func (b *Bench) set(t *testing.T, c cases.Case, was int) (written bool) {
	t.Helper()
	b.do(t, func(tx unit.Tx) (err error) {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		written, err = b.Cases().SetCase(tx, c, was)
		return err
	})
	return written
}

func (b *Bench) caseOf(t *testing.T, id cases.ID) (c cases.Case) {
	t.Helper()
	b.read(t, func(tx unit.Tx) (err error) { c, _, err = b.Cases().Case(tx, id); return err })
	return c
}

func (b *Bench) read(t *testing.T, f func(unit.Tx) error) {
	t.Helper()
	if err := b.Work.Read(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// same compares cases by what they say.
func same(t *testing.T, what string, got, want cases.Case) {
	t.Helper()
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("%s is\n%+v, want\n%+v", what, got, want)
	}
}

// whole is a case of which no field is zero that may be anything in some state.
func whole(t *testing.T) cases.Case {
	c := aCase(t, 1)
	c.Decided, c.Left, c.Stars = first+3, -4, 5
	return c
}

func caseAsWritten(t *testing.T, b *Bench) {
	standing := aCase(t, 2)
	standing.State, standing.Stopped, standing.Until, standing.Left = cases.Correcting, first+2, first+9, 3
	ended := aCase(t, 3)
	ended.State, ended.Closed, ended.Step = cases.Granted, first+5, ""
	running := aCase(t, 4)
	running.Due = first + 30
	all := []cases.Case{whole(t), standing, ended, running}
	b.add(t, all...)
	for _, want := range all {
		same(t, "a case by id", b.caseOf(t, want.ID), want)
		b.read(t, func(tx unit.Tx) error {
			got, found, err := b.Cases().ByNumber(tx, want.Number)
			if !found {
				t.Errorf("case %d is not found by its number", want.ID)
			}
			same(t, "a case by number", got, want)
			return err
		})
	}
	b.read(t, func(tx unit.Tx) error {
		_, found, err := b.Cases().Case(tx, 404)
		if found || err != nil {
			t.Errorf("a case that is not there: %v, %v", found, err)
		}
		_, found, err = b.Cases().ByNumber(tx, caseNo(t, 404))
		if found {
			t.Error("a number that nobody has was found")
		}
		return err
	})
}

func caseOverItsEntry(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1))
	next := whole(t)
	next.State, next.Stopped, next.Until, next.Entries = cases.Correcting, first+2, first+9, 2
	next.Office, next.Holder, next.Step, next.Ref = "03", "", "two", 78
	if b.set(t, next, 2) {
		t.Error("a case was written over an entry that it does not have")
	}
	same(t, "a case that was not written", b.caseOf(t, 1), aCase(t, 1))
	if !b.set(t, next, 1) {
		t.Error("a case was not written over its own entry")
	}
	same(t, "a case that was written", b.caseOf(t, 1), next)
	if b.set(t, next, 1) {
		t.Error("a case was written twice over one entry")
	}
	var all sync.WaitGroup
	written := make([]bool, 8)
	next.Entries = 3
	for i := range written {
		all.Go(func() { // what loses its turn at the end of its unit has written nothing either
			_ = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) (err error) {
				b.Audit.Record(tx, audit.Entry{Kind: "test"})
				written[i], err = b.Cases().SetCase(tx, next, 2)
				return err
			})
		})
	}
	all.Wait()
	if n := len(slices.DeleteFunc(written, func(w bool) bool { return !w })); n != 1 {
		t.Errorf("%d of 8 at once wrote over one entry", n)
	}
}

func caseHeld(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1))
	next := aCase(t, 1)
	next.Entries = 2
	var all sync.WaitGroup
	held, errs := make([]bool, 8), make([]error, 8)
	for i := range held {
		all.Go(func() {
			errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) (err error) {
				b.Audit.Record(tx, audit.Entry{Kind: "test"})
				if held[i], err = b.Cases().Hold(tx, 1, 1); err != nil || !held[i] {
					return err
				}
				if err := b.Cases().AddEntry(tx, 1, cases.Entry{No: 2, State: cases.UnderWay}); err != nil {
					return err
				}
				_, err = b.Cases().SetCase(tx, next, 1)
				return err
			})
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("unit %d: %v", i, err)
		}
	}
	if n := len(slices.DeleteFunc(held, func(h bool) bool { return !h })); n != 1 {
		t.Errorf("%d of 8 at once held a case at one entry", n)
	}
}

func caseKeepsItsOrigin(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1))
	other := aCase(t, 1)
	other.Number, other.Item, other.Kind, other.Member, other.Person = caseNo(t, 9), "x", "x", "x", 9
	other.Applicant, other.Authority, other.Door, other.Branch = 9, "x", act.OnlineHall, "09"
	other.Form, other.Digest, other.Submitted = []byte("x"), "x", first+9
	b.set(t, other, 1)
	same(t, "a case that somebody tried to hand in anew", b.caseOf(t, 1), aCase(t, 1))
}

func caseInFlight(t *testing.T, b *Bench) {
	one := aCase(t, 1)
	b.add(t, one)
	twin := aCase(t, 2)
	twin.Person = one.Person
	b.refuse(t, cases.CodeInFlight, func(tx unit.Tx) error { return b.Cases().AddCase(tx, twin) })
	b.read(t, func(tx unit.Tx) error {
		got, found, err := b.Cases().InFlight(tx, one.Person, one.Kind)
		if !found || got.ID != one.ID {
			t.Errorf("in flight is %d, %v", got.ID, found)
		}
		if _, found, err := b.Cases().InFlight(tx, one.Person, "other"); found || err != nil {
			t.Errorf("of another kind: %v, %v", found, err)
		}
		return err
	})
	other := twin
	other.Kind = "other"
	b.add(t, other) // of another kind there is room
	one.State, one.Closed, one.Entries = cases.Withdrawn, first+1, 2
	b.set(t, one, 1)
	b.read(t, func(tx unit.Tx) error {
		_, found, err := b.Cases().InFlight(tx, one.Person, one.Kind)
		if found {
			t.Error("a case that has ended is in flight")
		}
		return err
	})
	again := aCase(t, 3)
	again.Person = one.Person
	b.add(t, again)
}

func casesAtOnce(t *testing.T, b *Bench) {
	made := make([]error, 8)
	var all sync.WaitGroup
	for i := range made {
		c := aCase(t, i+1)
		c.Person = 1
		all.Go(func() {
			made[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
				b.Audit.Record(tx, audit.Entry{Kind: "test"})
				return b.Cases().AddCase(tx, c)
			})
		})
	}
	all.Wait()
	n := 0
	for _, err := range made {
		if err == nil {
			n++
		} else if !strings.Contains(err.Error(), cases.Taken().Text) {
			t.Error(err)
		}
	}
	if n != 1 || b.Count("service_case") != 1 {
		t.Errorf("%d of 8 were made, %d are there", n, b.Count("service_case"))
	}
}

func caseNumberOnce(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1))
	twin := aCase(t, 2)
	twin.Number = caseNo(t, 1)
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		return b.Cases().AddCase(tx, twin)
	}); err == nil {
		t.Error("two cases have one number")
	}
}

func caseEntries(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1), aCase(t, 2))
	want := []cases.Entry{{No: 1, By: "clerk", Door: act.Counter, Office: "01", State: cases.UnderWay}}
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		for _, no := range []int{3, 2} {
			e := cases.Entry{No: no, Act: cases.Advance, Step: "one", By: "approver", Door: act.Console, Office: "03",
				At: civil.At(first, 9, no), State: cases.Granted, Words: "准予\n“甲”'", Materials: []string{"a", "b-c"}}
			if err := b.Cases().AddEntry(tx, 1, e); err != nil {
				return err
			}
			want = slices.Insert(want, 1, e)
		}
		return nil
	})
	b.read(t, func(tx unit.Tx) error {
		got, err := b.Cases().Entries(tx, 1)
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("the entries are %+v, want %+v", got, want)
		}
		return err
	})
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		return b.Cases().AddEntry(tx, 1, want[2])
	}); err == nil {
		t.Error("an entry was written twice")
	}
}

// listed reads a list in pages of two; it comes to its end with these.
func (b *Bench) listed(t *testing.T, what string, f cases.Filter, want ...cases.ID) {
	t.Helper()
	got := []cases.ID{}
	f.Limit = 2
	b.read(t, func(tx unit.Tx) error {
		for len(got) <= len(want)+2 {
			page, err := b.Cases().List(tx, f)
			if err != nil || len(page) == 0 {
				return err
			}
			if len(page) > 2 {
				t.Errorf("%s: a page of two has %d", what, len(page))
			}
			for _, c := range page {
				got = append(got, c.ID)
			}
			last := page[len(page)-1]
			f.After, f.AfterOn = last.ID, cmp.Or(last.Due, cases.NoTerm)
		}
		return nil
	})
	if !slices.Equal(got, want) {
		t.Errorf("%s lists %v, want %v", what, got, want)
	}
}

// manyCases are nine cases: some due on a day of their own, some on the same one, and every fourth without a term.
func manyCases(t *testing.T, b *Bench) {
	for n := 1; n <= 9; n++ {
		c := aCase(t, n)
		if c.Due = first + civil.Date(n/3*10+5); n%4 == 0 {
			c.Due = 0
		}
		switch n {
		case 2:
			c.Office = "03"
		case 3:
			c.Step = "two"
		case 5:
			c.Item = "test.other"
		case 7:
			c.State, c.Due, c.Stopped = cases.Suspended, 0, first+1
		case 9:
			c.State, c.Due, c.Closed, c.Step = cases.Granted, 0, first+2, ""
		}
		b.add(t, c)
	}
}

func caseWork(t *testing.T, b *Bench) {
	manyCases(t, b)
	// 1 and 2 are due first, then 3 and 5, then 6; 4, 7 and 8 have no last day, 9 has ended.
	b.listed(t, "work", cases.Filter{}, 1, 2, 3, 5, 6, 4, 7, 8)
}

func caseNarrowed(t *testing.T, b *Bench) {
	manyCases(t, b)
	b.listed(t, "an office", cases.Filter{Office: "03"}, 2)
	b.listed(t, "a state", cases.Filter{State: cases.Suspended}, 7)
	b.listed(t, "an item", cases.Filter{Item: "test.other"}, 5)
	b.listed(t, "office and item", cases.Filter{Office: "03", Item: "test.other"})
	step := func(item, code string) cases.Waiting {
		return cases.Waiting{Item: serviceitem.Code(item), Step: code}
	}
	b.listed(t, "one step", cases.Filter{Next: []cases.Waiting{step("test.item", "two")}}, 3)
	b.listed(t, "steps of two items", cases.Filter{Next: []cases.Waiting{step("test.other", "one"),
		step("test.item", "two")}}, 3, 5)
	b.listed(t, "a step that nothing waits for", cases.Filter{Next: []cases.Waiting{step("test.item", "three")}})
	// What stands does not wait for anybody's step.
	b.listed(t, "first steps", cases.Filter{Next: []cases.Waiting{step("test.item", "one")}}, 1, 2, 6, 4, 8)
}

func caseOfMember(t *testing.T, b *Bench) {
	for n := 1; n <= 5; n++ {
		c := aCase(t, n)
		c.Member, c.Person = "m1", 1
		if c.Kind = fmt.Sprint("kind ", n); n == 2 {
			c.State, c.Closed = cases.Refused, first+2
		}
		b.add(t, c)
	}
	b.add(t, aCase(t, 6))
	b.listed(t, "a member", cases.Filter{Member: "m1"}, 5, 4, 3, 2, 1)
	b.listed(t, "what was refused to a member", cases.Filter{Member: "m1", State: cases.Refused}, 2)
	b.listed(t, "a member at another office", cases.Filter{Member: "m1", Office: "03"})
	b.listed(t, "a member without cases", cases.Filter{Member: "m9"})
}

func caseUndone(t *testing.T, b *Bench) {
	b.add(t, aCase(t, 1))
	next := aCase(t, 1)
	next.Holder, next.Entries = "another", 2
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		if _, err := b.Cases().SetCase(tx, next, 1); err != nil {
			return err
		}
		if err := b.Cases().AddEntry(tx, 1, cases.Entry{No: 2, State: cases.UnderWay}); err != nil {
			return err
		}
		if err := b.Cases().AddCase(tx, aCase(t, 2)); err != nil {
			return err
		}
		return errors.New("undo")
	}); err == nil {
		t.Fatal("the unit did not fail")
	}
	same(t, "a case after a unit that failed", b.caseOf(t, 1), aCase(t, 1))
	if n, entries := b.Count("service_case"), b.Count("service_case_entry"); n != 1 || entries != 1 {
		t.Errorf("%d cases and %d entries are there", n, entries)
	}
}

func caseSurvives(t *testing.T, b *Bench) {
	b.add(t, whole(t))
	b.Reopen()
	same(t, "a case after a reopening", b.caseOf(t, 1), whole(t))
	b.read(t, func(tx unit.Tx) error {
		list, err := b.Cases().Entries(tx, 1)
		if len(list) != 1 {
			t.Errorf("%d entries are left", len(list))
		}
		return err
	})
}
