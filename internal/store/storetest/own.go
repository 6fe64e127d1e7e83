package storetest

import (
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/own"
)

// ofMembers are the promises of a store of what members do for themselves.
var ofMembers = []promise{
	{"a code is read as it was written, and tried from the state it was read in alone", codeTried},
	{"codes that were sent are counted by person, source and instant, and old ones forgotten", codesCounted},
	{"a person has one session, the last", oneSession},
	{"members are found by their person, and by no other", foundByPerson},
}

// ownUnit runs a unit of what members do.
func (b *Bench) ownUnit(t *testing.T, f func(tx unit.Tx, s own.Store) error) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		return f(tx, b.Own())
	})
}

func codeTried(t *testing.T, b *Bench) {
	written := own.Code{Ticket: []byte("t"), Person: 7, Account: 8, Source: "s", Made: 100, Digest: []byte("d"),
		Sent: true}
	tried := written
	tried.Tries = 1
	b.ownUnit(t, func(tx unit.Tx, s own.Store) error { return s.AddCode(tx, written, 0) })
	b.ownUnit(t, func(tx unit.Tx, s own.Store) error {
		got, found, err := s.Code(tx, []byte("t"))
		if err != nil || !found || string(got.Digest) != "d" || got.Person != 7 || got.Account != 8 || !got.Sent ||
			got.Ended || got.Tries != 0 || got.Made != 100 {
			t.Errorf("%+v, %v, %v", got, found, err)
		}
		if moved, err := s.SetCode(tx, written, tried); err != nil || !moved {
			t.Errorf("a try is not kept: %v", err)
		}
		if moved, err := s.SetCode(tx, written, tried); err != nil || moved {
			t.Errorf("a try is kept over another: %v", err)
		}
		_, found, err = s.Code(tx, []byte("u"))
		if found {
			t.Error("a ticket that nobody has is found")
		}
		return err
	})
}

func codesCounted(t *testing.T, b *Bench) {
	b.ownUnit(t, func(tx unit.Tx, s own.Store) error {
		for i, c := range []own.Code{{Person: 7, Source: "a", Sent: true}, {Person: 7, Source: "a", Sent: true},
			{Person: 7, Source: "b", Sent: true}, {Person: 7, Source: "a"}, {Person: 9, Source: "a", Sent: true}} {
			c.Ticket, c.Digest, c.Made = []byte{'a' + byte(i)}, []byte("d"), civil.Instant(100+i)
			if err := s.AddCode(tx, c, 0); err != nil {
				return err
			}
		}
		for _, want := range []struct{ since, here, all int }{{99, 2, 3}, {100, 1, 2}, {104, 0, 0}} {
			here, all, err := s.Sent(tx, 7, "a", civil.Instant(want.since))
			if err != nil || here != want.here || all != want.all {
				t.Errorf("since %d: %d and %d, %v", want.since, here, all, err)
			}
		}
		return s.AddCode(tx, own.Code{Ticket: []byte("z"), Digest: []byte("d"), Made: 200}, 150)
	})
	if n := b.Count("own_code"); n != 1 {
		t.Errorf("%d codes are kept", n)
	}
}

func oneSession(t *testing.T, b *Bench) {
	b.ownUnit(t, func(tx unit.Tx, s own.Store) error {
		for i, one := range []own.Session{{Person: 7, Begun: 100}, {Person: 9, Begun: 200}, {Person: 7, Begun: 300}} {
			one.Digest = []byte{'a' + byte(i)}
			if err := s.BeginSession(tx, one, 150); err != nil {
				return err
			}
		}
		return nil
	})
	b.ownUnit(t, func(tx unit.Tx, s own.Store) error {
		if _, found, err := s.Session(tx, []byte("a")); err != nil || found {
			t.Errorf("an earlier session is there: %v", err)
		}
		if got, found, err := s.Session(tx, []byte("c")); err != nil || !found || got.Person != 7 || got.Begun != 300 {
			t.Errorf("%+v, %v, %v", got, found, err)
		}
		return s.EndSessions(tx, 7)
	})
	if n := b.Count("own_session"); n != 1 {
		t.Errorf("%d sessions are kept", n)
	}
}

func foundByPerson(t *testing.T, b *Bench) {
	b.asked(t, "first", remit(b.members(t, 1, 3), 1000, "s1"))
	b.register(t)
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		all, err := b.Members().MemberList(tx, member.Filter{}, listing.Page[number.MemberNo]{})
		if err != nil {
			return err
		}
		if len(all) != 3 {
			t.Errorf("%d members", len(all))
		}
		for _, by := range []string{"", member.ByBalance} {
			p := listing.Page[number.MemberNo]{Order: listing.Order{By: by}}
			for _, l := range all {
				got, err := b.Members().MemberList(tx, member.Filter{Person: l.Person}, p)
				if err != nil || len(got) != 1 || got[0].No != l.No {
					t.Errorf("person %d: %d members, %v", l.Person, len(got), err)
				}
			}
			if got, err := b.Members().MemberList(tx, member.Filter{Person: 999_999}, p); err != nil || len(got) != 0 {
				t.Errorf("nobody: %d members, %v", len(got), err)
			}
		}
		return nil
	})
}
