package sim

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/member"
	"guangsha/internal/withdrawal"
)

// hiring asks for accounts of people who have none.
type hiring struct {
	employer member.EmployerID
	list     []member.NewMember
}

// monthOf is a month of the year, counted from 0.
func (c *City) monthOf(m int) civil.Month { return civil.MonthOf(c.Options.Year, m+1) }

// registerEmployer opens the account of a new employer, and those of its people.
func registerEmployer(ctx context.Context, l *life, e event) error {
	n := l.city.Employers[e.n]
	r := member.NewEmployer{USCC: n.Credit, Name: n.Name, Office: Offices[n.Office].Code, FoundedOn: n.Founded,
		EmployerRatio: ratio(n.Percent), MemberRatio: ratio(n.Percent), PayDay: n.Payday,
		FirstMonth: l.city.monthOf(n.First), PayerAccount: n.Account, AgentName: n.Agent, AgentMobile: n.Mobile}
	id, err := heard[member.EmployerID](l, e.key(), r)(
		l.centre.Member.OpenEmployer(ctx, staff(n.Office, clerk, e.day), e.key(), r))
	if err != nil {
		return err
	}
	l.employers[e.n] = id
	agent := []access.Mandate{l.mandate(e.n)}
	if err := l.centre.Access.Authorize(ctx, staff(n.Office, clerk, e.day), agent); err != nil {
		return fmt.Errorf("authorize the agent: %w", err)
	}
	return l.hire(ctx, e, n.Staff, n.First)
}

// ratio is so many in a hundred.
func ratio(percent int) money.Rate { return money.Rate(percent) * money.RateOne / 100 }

func hireNewcomers(ctx context.Context, l *life, e event) error {
	return l.hire(ctx, e, l.city.Employers[e.n].Turns[e.m].hired, e.m)
}

// hire opens the accounts of people whom an employer's agent reports, from a month on.
func (l *life) hire(ctx context.Context, e event, people []int, month int) error {
	h := hiring{l.employers[e.n], make([]member.NewMember, len(people))}
	for i, n := range people {
		p := l.city.People[n]
		h.list[i] = member.NewMember{Name: p.Name, IDNo: p.ID, Mobile: p.Mobile, Card: p.Card, Wage: p.Base,
			FirstMonth: l.city.monthOf(month)}
	}
	key := e.key("people")
	opened, err := heard[[]member.Member](l, key, h)(l.openMembers(ctx, e, key, h))
	if err != nil {
		return err
	}
	for i, n := range people {
		l.members[n] = opened[i]
	}
	return nil
}

func (l *life) openMembers(ctx context.Context, e event, key string, h hiring) ([]member.Member, error) {
	numbers, err := l.centre.Member.OpenMembers(ctx, l.agent(e), key, h.employer, h.list)
	if err != nil {
		return nil, err
	}
	return l.centre.Find(ctx, numbers)
}

// sealLeavers seals the accounts of who leaves, reason by reason.
func sealLeavers(ctx context.Context, l *life, e event) error {
	reasons := map[member.SealReason][]number.MemberNo{}
	for _, n := range l.city.Employers[e.n].Turns[e.m].leaves {
		why := l.city.People[n].Leaves.Why
		reasons[why] = append(reasons[why], l.members[n].No)
	}
	for why := member.Resigned; why <= member.OtherSealing; why++ {
		if len(reasons[why]) == 0 {
			continue
		}
		s := member.Sealing{Employer: l.employers[e.n], Members: reasons[why], Month: l.city.monthOf(e.m), Reason: why}
		key := e.key(fmt.Sprint(why))
		if err := l.said(key, s, l.centre.Member.Seal(ctx, l.agent(e), key, s)); err != nil {
			return err
		}
	}
	return nil
}

// receiveComers takes in people from other employers, and people of its own who come back.
func receiveComers(ctx context.Context, l *life, e event) error {
	t, by, month := l.city.Employers[e.n].Turns[e.m], l.agent(e), l.city.monthOf(e.m)
	if len(t.comes) > 0 {
		r := member.Transfer{To: l.employers[e.n], Month: month}
		for _, n := range t.comes {
			r.List = append(r.List, member.Arrival{Member: l.members[n].No, Wage: l.city.People[n].Base})
		}
		key := e.key("transfer")
		if err := l.said(key, r, l.centre.Member.Transfer(ctx, by, key, r)); err != nil {
			return err
		}
	}
	if len(t.back) == 0 {
		return nil
	}
	r := member.Unsealing{Employer: l.employers[e.n], Month: month}
	for _, n := range t.back {
		r.Members = append(r.Members, l.members[n].No)
	}
	key := e.key("back")
	return l.said(key, r, l.centre.Member.Unseal(ctx, by, key, r))
}

// leftCase is the case of somebody who left a job half a year ago.
func (l *life) leftCase(ctx context.Context, e event) (withdrawal.Case, error) {
	return l.withdraws(ctx, e, fmt.Sprintf("sim/left/%d", e.n), withdrawal.Request{Reason: withdrawal.Left,
		Closing: true, Left: &withdrawal.LeftClaim{Document: fmt.Sprintf("示例离职证明%06d", e.n), NotElsewhere: true,
			NotReemployed: true}})
}

// declared is up to what balance on 1 January heirs come with a declaration only: the year may add to it.
const declared = 2 * money.Wan

// heirsCase is the case of the heirs of somebody who has died.
func (l *life) heirsCase(ctx context.Context, e event) (withdrawal.Case, error) {
	p := l.city.People[e.n]
	claim := &withdrawal.InheritClaim{Died: p.Leaves.Died, Certificate: fmt.Sprintf("示例死亡证明%06d", e.n),
		Right: withdrawal.ByNotary, Document: fmt.Sprintf("示例公证书%06d", e.n), Verified: true}
	if p.Carried+p.Current < declared {
		claim.Right, claim.Document = withdrawal.ByDeclaration, fmt.Sprintf("示例继承声明%06d", e.n)
	}
	return l.withdraws(ctx, e, fmt.Sprintf("sim/heirs/%d", e.n),
		withdrawal.Request{Reason: withdrawal.Death, Closing: true, Inherits: claim})
}

// recallJoined finds the employers and people that came to the city on days that were lived before this run began.
func (l *life) recallJoined(ctx context.Context, open civil.Date) error {
	for day := l.city.start(); day < open; day++ {
		for _, e := range l.plan[day] {
			if e.what != openEmployer && e.what != hire {
				continue
			}
			if err := deeds[e.what](ctx, l, e); err != nil {
				return fmt.Errorf("%s again: %w", e.key(), err)
			}
		}
	}
	return nil
}
