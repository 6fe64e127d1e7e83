package cases_test

import (
	"maps"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// amending is a centre that amends what is registered of its members.
func amending(t *testing.T, w *opentest.World) *centre { return open(t, w, member.Items) }

// amend is an application of member n to be registered anew.
func (c *centre) amend(n int, typed map[string]string) cases.Application {
	return cases.Application{Item: "member.amend", Member: c.no[n], IDNo: opentest.Person(n + 1).IDNo, Typed: typed}
}

// approve has the second person type what was asked for once more.
func (c *centre) approve(m cases.Case, typed map[string]string) (cases.Case, error) {
	return c.Act(ctx, approver, c.key(), cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "approve",
		Typed: typed})
}

// owner is member n, and what is registered of their owner.
func (c *centre) owner(n int) (m member.Member, p member.Personal) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		if m, err = c.members.Member(tx, c.no[n]); err != nil {
			return err
		}
		p, err = c.members.Personal(tx, m.Person)
		return err
	}))
	return m, p
}

// waiting are the kinds of what is waiting to be told.
func (c *centre) waiting() (kinds string) {
	c.Helper()
	list, err := c.World.Store.Messages().Outbox(ctx, 9)
	c.must(err)
	for _, e := range list {
		kinds += string(e.Kind) + " "
	}
	return kinds
}

// fresh are new facts of somebody whom the centre does not know.
func fresh() map[string]string {
	p := opentest.Person(77)
	return map[string]string{"name": "示例新名", "id_no": p.IDNo, "mobile": p.Mobile}
}

// What is registered of a member is put right by two people who have read the same, all of it at once, and is found
// under the new numbers; the log holds it, and both numbers are told.
func TestWhatIsRegisteredIsAmendedByTwoPeople(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := amending(t, w)
		before, old := c.owner(0)
		m, err := c.Submit(ctx, clerk, c.key(), c.amend(0, fresh()))
		c.must(err)
		if m.State != cases.UnderWay || m.Due != civil.China().AddWorkdays(april, 3) || m.Ref != before.ID.ID {
			t.Errorf("taken in as %+v", m)
		}
		if _, p := c.owner(0); p != old {
			t.Errorf("before anybody decided it is %+v", p)
		}
		_, err = c.Act(ctx, clerk, c.key(), cases.Move{Case: m.ID, Act: cases.Advance, Seen: m.Entries, Step: "approve",
			Typed: fresh()})
		c.refuses(access.CodeSameHand, err)
		for _, wrong := range []map[string]string{nil, {"name": "示例新名"}, {"mobile": "13900000001"}} {
			typed := fresh()
			maps.Copy(typed, wrong)
			if wrong == nil {
				typed = nil
			}
			if len(wrong) > 0 && wrong["name"] != "" {
				delete(typed, "mobile")
			}
			_, err = c.approve(m, typed)
			c.refuses(member.CodeAmendRetyped, err)
		}
		if _, p := c.owner(0); p != old || c.waiting() != "" {
			t.Errorf("what two people read differently is registered: %+v, told %q", p, c.waiting())
		}
		m, err = c.approve(m, fresh())
		c.must(err)
		after, now := c.owner(0)
		want := member.Personal{Name: "示例新名", IDNo: fresh()["id_no"], Mobile: fresh()["mobile"], Card: old.Card}
		if m.State != cases.Granted || now != want || after.Person != before.Person || after.No != before.No {
			t.Errorf("granted as %+v: %+v", m, now)
		}
		for text, found := range map[string]int{old.IDNo: 0, old.Mobile: 0, now.IDNo: 1, now.Mobile: 1} {
			if got := c.sought(text); got != found {
				t.Errorf("%d are found under a number, want %d", got, found)
			}
		}
		if got := c.waiting(); got != "member.amended member.mobile-left " {
			t.Errorf("told is %q", got)
		}
		for _, e := range c.whole(m.Number).Log {
			if strings.Contains(e.Words, now.IDNo) || strings.Contains(e.Words, now.Mobile) {
				t.Errorf("an entry tells a number: %s", e.Words)
			}
		}
		c.recorded()
	})
}

// sought counts who is found under a whole number.
func (c *centre) sought(text string) (n int) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		f, err := c.members.Sought(text)
		if err != nil {
			return err
		}
		list, err := c.World.Store.MemberReader().MemberList(tx, f, listing.Page[number.MemberNo]{})
		n = len(list)
		return err
	}))
	return n
}

// unborn is an identity number of somebody who is born later.
func unborn() string {
	first := "64019920300101001"
	return first + string(idno.CheckDigit(first))
}

// second is another employer, by number and id.
func (c *centre) second() (number.EmployerNo, member.EmployerID) {
	c.Helper()
	id, err := c.members.OpenEmployer(ctx, clerk, "second", opentest.Employer(2))
	c.must(err)
	return number.EmployerNo(c.numberOf(id)), id
}

func (c *centre) numberOf(id member.EmployerID) (no string) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		e, err := c.members.Employer(tx, id)
		no = string(e.No)
		return err
	}))
	return no
}

// A number of somebody else, what is no number, what somebody else asks for and what changes nothing are refused in
// Chinese, and nothing is written; of whom the number is is not told.
func TestWhatIsWrongIsNotAmended(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := amending(t, w)
		home, other := c.owner(1)
		elsewhere, _ := c.second()
		here := c.numberOf(home.Employer)
		for what, refused := range map[string]struct {
			code  string
			typed map[string]string
			idNo  string
		}{
			"nothing":          {code: member.CodeAmendInput},
			"a taken number":   {member.CodeAmendTaken, map[string]string{"id_no": other.IDNo}, ""},
			"no number":        {serviceitem.CodeForm, map[string]string{"id_no": "640199199001010000"}, ""},
			"born tomorrow":    {"idno.birth", map[string]string{"id_no": unborn()}, ""},
			"no mobile":        {serviceitem.CodeForm, map[string]string{"mobile": "12345678901"}, ""},
			"a long name":      {serviceitem.CodeForm, map[string]string{"name": strings.Repeat("名", 121)}, ""},
			"half an employer": {member.CodeAmendInput, map[string]string{"month": "2024-05"}, ""},
			"no employer": {"number.malformed",
				map[string]string{"employer": "1", "month": "2024-05", "wage": "9000"}, ""},
			"the same employer": {member.CodeSameEmployer,
				map[string]string{"employer": here, "month": "2024-05", "wage": "9000"}, ""},
			"an unsealed one": {member.CodeSealFirst,
				map[string]string{"employer": string(elsewhere), "month": "2024-05", "wage": "9000"}, ""},
			"somebody else":   {member.CodeAmendApplicant, map[string]string{"mobile": "13900000001"}, other.IDNo},
			"nobody verified": {member.CodeAmendApplicant, map[string]string{"mobile": "13900000001"}, "none"},
		} {
			a := c.amend(0, refused.typed)
			switch refused.idNo {
			case "none":
				a.IDNo = ""
			case "":
			default:
				a.IDNo = refused.idNo
			}
			_, err := c.Submit(ctx, clerk, c.key(), a)
			if r := refusal.Of(err); r == nil || r.Code != refused.code || r.Next == "" {
				t.Errorf("%s: %v", what, err)
			} else if strings.Contains(r.Text+r.Next, other.Name) || strings.Contains(r.Text, string(c.no[1])) {
				t.Errorf("%s tells whose it is: %s", what, r.Text)
			}
		}
		agent := c.amend(0, map[string]string{"mobile": "13900000001"})
		agent.Authority = "示例授权1号"
		_, err := c.Submit(ctx, clerk, c.key(), agent)
		c.refuses(member.CodeAmendApplicant, err)
		if n := c.count(); n != 0 {
			t.Errorf("refusals left %d cases", n)
		}
		_, p := c.owner(0)
		same := map[string]string{"mobile": p.Mobile, "id_no": p.IDNo}
		m, err := c.Submit(ctx, clerk, c.key(), c.amend(0, same)) // nothing is told before two people have looked
		c.must(err)
		_, err = c.approve(m, same)
		c.refuses(member.CodeAmendSame, err)
	})
}

// Who cannot be verified because the registered number is wrong has it put right with materials. Who is taken in the
// meantime keeps their number.
func TestAWrongIdentityNumberIsPutRightByMaterials(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := amending(t, w)
		right := opentest.Person(78).IDNo
		a := c.amend(0, map[string]string{"id_no": right})
		a.IDNo = right
		bare := a
		bare.Draft = "none"
		_, err := c.Service.Submit(ctx, clerk, c.key(), bare)
		if r := refusal.Of(err); r == nil || !strings.Contains(r.Text, "身份证件") {
			t.Errorf("without the card: %v", err)
		}
		both := a
		both.Typed = map[string]string{"id_no": right, "mobile": "13900000001"}
		_, err = c.Submit(ctx, clerk, c.key(), both)
		c.refuses(member.CodeAmendApplicant, err)
		unverified := a
		unverified.IDNo = ""
		a.Draft = c.draft(clerk, unverified)
		m, err := c.Service.Submit(ctx, clerk, c.key(), a)
		c.must(err)
		_, employer := c.second()
		_, err = c.members.OpenMembers(ctx, clerk, c.key(), employer, []member.NewMember{opentest.Person(78)})
		c.must(err)
		_, err = c.approve(m, a.Typed)
		c.refuses(member.CodeAmendTaken, err)
		if _, p := c.owner(0); p.IDNo != opentest.Person(1).IDNo {
			t.Error("the number of somebody else is registered")
		}
		m = c.took(m, cases.Refuse)
		if m.State != cases.Refused {
			t.Errorf("refused as %+v", m)
		}
	})
}

// Whom the register has at the wrong employer is moved, by the rules of every move.
func TestAWrongEmployerIsPutRight(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := amending(t, w)
		before, _ := c.owner(0)
		to, id := c.second()
		err := c.members.Seal(ctx, clerk, c.key(), member.Sealing{Employer: before.Employer, Members: c.no[:1],
			Month: civil.MonthOf(2024, 4), Reason: member.Resigned})
		c.must(err)
		typed := map[string]string{"employer": string(to), "month": "2024-05", "wage": "9000", "mobile": "13900000001"}
		m, err := c.Submit(ctx, clerk, c.key(), c.amend(0, typed))
		c.must(err)
		m, err = c.approve(m, typed)
		c.must(err)
		after, p := c.owner(0)
		if m.State != cases.Granted || after.Employer != id || after.State != member.Normal ||
			p.Mobile != "13900000001" {
			t.Errorf("granted as %+v: %+v", m, after)
		}
		c.recorded()
	})
}
