package contribution_test

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/measure"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

func TestAMeasureCountsWhatIsPostedAndNotWhatIsTakenBack(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		one, _ := c.employer(1, 6000*money.Yuan)
		two, _ := c.employer(2, 5000*money.Yuan)
		c.employer(3, 5000*money.Yuan)
		person := opentest.Person(9000)
		person.Wage = 5000 * money.Yuan
		taken := member.TakenMember{NewMember: person, State: member.Normal, OpenedOn: today, EmployerPart: 500_00,
			MemberPart: 500_00, Since: jan - 1, PaidThrough: jan - 1, Carried: 1}
		if _, err := c.people.TakeOver(ctx, by, []member.Takeover{{Key: c.key(), Employer: one, BankAccount: bank,
			Rows: []member.TakenMember{taken}}}); err != nil {
			t.Fatal(err)
		}
		c.receive(c.arrival(1, c.confirmed(one).Due)) // deadline 15 January
		c.confirmed(one)                              // deadline 15 February, not paid
		c.receive(c.arrival(2, c.confirmed(two).Due+1))
		wrong := c.receive(c.arrival(2, c.confirmed(two).Due)) // February, paid ahead
		if _, err := c.Reverse(ctx, by, c.key(), wrong.ID); err != nil {
			t.Fatal(err)
		}
		january := measure.Period{From: jan.First(), To: jan.Last()}
		year := measure.Year(2024)
		before := measure.Period{From: today - 10, To: today - 1}
		for _, want := range []struct {
			m    measure.Measure
			p    measure.Period
			n    int64
			rows int64
		}{
			{contribution.Amount, january, 3200_00, 4},
			{contribution.Amount, before, 0, 0},
			{contribution.ContributingMembers, year, 3, 3},
			{contribution.ContributingEmployers, year, 2, 2},
			{contribution.OnTime, january, 10_000, 2},
			{contribution.OnTime, year, 5_000, 4},
			{member.OpenedMembers, january, 3, 3},
			{member.OpenedEmployers, january, 2, 2},
			{member.OpenedEmployers, before, 0, 0},
		} {
			c.do(func(tx unit.Tx) error {
				v, err := w.Store.Value(tx, want.m, want.p)
				if err != nil {
					return err
				}
				if v.N != want.n || v.Rows != want.rows {
					t.Errorf("%s is %d from %d rows, want %d from %d", want.m.Name, v.N, v.Rows, want.n, want.rows)
				}
				list, err := w.Store.Rows(tx, want.m, want.p, measure.Row{Day: civil.DateOf(1900, 1, 1)}, 100)
				if int64(len(list)) != want.rows {
					t.Errorf("%s lists %d rows", want.m.Name, len(list))
				}
				return err
			})
		}
	})
}
