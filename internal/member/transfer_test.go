package member_test

import (
	"context"
	"strings"
	"testing"

	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

// leavers are two who were paid through December and whose employer has sealed them from a month on.
func (c *centre) leavers(from member.EmployerID) []number.MemberNo {
	c.Helper()
	list := c.takeOver(from, taken(0, 500_00), taken(1, 0))
	if err := c.Seal(context.Background(), by, "left", member.Sealing{Employer: from, Members: list, Month: jan,
		Reason: member.Resigned}); err != nil {
		c.Fatal(err)
	}
	return list
}

func TestATransferKeepsTheAccountAndTakesTheNewEmployersTerms(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		ctx := context.Background()
		from, to := c.employer(1), c.employer(2)
		list := c.leavers(from)
		before := c.member(list[0])
		r := member.Transfer{To: to, Month: jan, List: []member.Arrival{{Member: list[0], Wage: 9000 * money.Yuan}}}
		for range 2 { // the same request again changes nothing
			if err := c.Transfer(ctx, by, "move", r); err != nil {
				t.Fatal(err)
			}
		}
		m := c.member(list[0])
		if m.ID != before.ID || m.No != before.No || m.Employer != to || m.State != member.Normal || m.SealedFrom != 0 {
			t.Errorf("got %+v", m)
		}
		if m.Base != 9000*money.Yuan || m.EmployerPart != 900*money.Yuan || m.MemberPart != 720*money.Yuan {
			t.Errorf("base %s, parts %s and %s", m.Base, m.EmployerPart, m.MemberPart)
		}
		if m.FirstMonth != jan || m.Since != jan-1 || m.MonthsInRow() != 1 {
			t.Errorf("on the lists since %s, without a gap since %s: %d months", m.FirstMonth, m.Since, m.MonthsInRow())
		}
		// A month without contributions begins the count anew.
		r.Month, r.List = jan+1, []member.Arrival{{Member: list[1], Wage: money.Yuan}}
		if err := c.Transfer(ctx, by, "later", r); err != nil {
			t.Fatal(err)
		}
		if m := c.member(list[1]); m.Since != jan+1 || m.Base != 1950*money.Yuan {
			t.Errorf("got %+v", m)
		}
	})
}

func TestWhoIsNotSealedElsewhereIsNotTransferredAndThenNobodyIs(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	ctx := context.Background()
	from, to := c.employer(1), c.employer(2)
	gone, here := c.leavers(from), c.members(to, 10, 1)
	at := func(no number.MemberNo, wage money.Fen) member.Arrival { return member.Arrival{Member: no, Wage: wage} }
	all := member.Transfer{To: to, Month: jan,
		List: []member.Arrival{at(gone[0], money.Yuan), at(here[0], money.Yuan), at(gone[1], 0)}}
	err := c.Transfer(ctx, by, "all", all)
	got := refusal.Of(err)
	if !refusal.Is(err, member.CodeSameEmployer) || len(got.Also) != 1 || !strings.Contains(err.Error(), "第2行") {
		t.Errorf("got %v", err)
	}
	if m := c.member(gone[0]); m.Employer != from || m.State != member.Sealed {
		t.Errorf("a refused list moved %+v", m)
	}
	for why, r := range map[string]member.Transfer{
		member.CodeSealFirst:       {To: from, Month: jan, List: []member.Arrival{at(here[0], money.Yuan)}},
		member.CodeAccountUnknown:  {To: to, Month: jan, List: []member.Arrival{at(gone[0], 1), at(gone[0], 1)}},
		member.CodeEmployerUnknown: {To: 999, Month: jan, List: []member.Arrival{at(gone[0], 1)}},
		"member.transfer.month":    {To: to, Month: jan - 1, List: []member.Arrival{at(gone[0], 1)}},
		"member.list.size":         {To: to, Month: jan},
	} {
		if err := c.Transfer(ctx, by, why, r); !refusal.Is(err, why) {
			t.Errorf("want %s, got %v", why, err)
		}
	}
}
