package sim

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/contribution"
	"guangsha/internal/member"
	"guangsha/internal/sim/model"
	"guangsha/internal/withdrawal"
)

// ids are the accounts of an answer, which stay the same whatever becomes of their people.
func ids(list []member.Member) (all []int64) {
	for _, m := range list {
		all = append(all, m.ID.ID)
	}
	return all
}

// askAboutPeople puts to the model who comes, leaves and changes employers.
func (o *opinion) askAboutPeople(l *life, t testimony) model.Result {
	m := o.model
	switch r := t.request.(type) {
	case member.NewEmployer:
		id, _ := t.answer.(member.EmployerID)
		return m.OpenEmployer(t.key, model.Employer{ID: int64(id), Name: r.Name, Office: r.Office,
			Account: r.PayerAccount, Each: model.Rate(r.EmployerRatio.String()), First: modelMonth(r.FirstMonth),
			Payday: r.PayDay})
	case hiring:
		opened, _ := t.answer.([]member.Member)
		list := make([]model.Member, len(opened))
		for i, a := range opened {
			o.know(a)
			list[i] = model.Member{ID: a.ID.ID, Employer: int64(r.employer), Wage: fen(r.list[i].Wage)}
		}
		return m.Hire(t.key, int64(r.employer), modelMonth(r.list[0].FirstMonth), list)
	case member.Sealing:
		return m.Seal(t.key, int64(r.Employer), o.known(r.Members), modelMonth(r.Month), model.Reason(r.Reason))
	case member.Unsealing:
		return m.Unseal(t.key, int64(r.Employer), o.known(r.Members), modelMonth(r.Month))
	case member.Transfer:
		var list []model.Member
		for _, a := range r.List {
			list = append(list, model.Member{ID: o.known([]number.MemberNo{a.Member})[0], Wage: fen(a.Wage)})
		}
		return m.Transfer(t.key, int64(r.To), modelMonth(r.Month), list)
	}
	panic(fmt.Sprintf("nobody comes or goes by a %T", t.request))
}

// know keeps the account of a number.
func (o *opinion) know(m member.Member) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.accounts[m.No] = m.ID.ID
}

func (o *opinion) known(numbers []number.MemberNo) []int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := make([]int64, len(numbers))
	for i, no := range numbers {
		list[i] = o.accounts[no]
	}
	return list
}

// somebody is the nth person who has an account by now, and the first of those after whom the numbers begin anew.
func (l *life) somebody(n int) int {
	for i := n % len(l.members); ; i = (i + 1) % len(l.members) {
		if l.members[i].No != "" {
			return i
		}
	}
}

// now is somebody's account as it stands, sealed if there is somebody like that and sealedOnly asks for it.
func (l *life) now(ctx context.Context, n int, sealedOnly bool) (person int, m member.Member, err error) {
	numbers := make([]number.MemberNo, 0, len(l.members))
	var who []int
	for i := range l.members {
		if j := (n + i) % len(l.members); l.members[j].No != "" {
			numbers, who = append(numbers, l.members[j].No), append(who, j)
		}
	}
	all, err := l.centre.Find(ctx, numbers)
	if err != nil {
		return 0, m, err
	}
	for i, m := range all {
		if !sealedOnly || m.State == member.Sealed {
			return who[i], m, nil
		}
	}
	return who[0], all[0], nil
}

// counter is the clerk at the counter of an employer's office.
func (l *life) counter(e event, employer member.EmployerID) act.By {
	return staff(l.city.Employers[slices.Index(l.employers, employer)].Office, clerk, e.day)
}

// sealAny seals somebody, from a month beside the last one that is paid.
func (o *opinion) sealAny(ctx context.Context, l *life, e event) error {
	_, m, err := l.now(ctx, e.n, false)
	if err != nil {
		return err
	}
	s := member.Sealing{Employer: m.Employer, Members: []number.MemberNo{m.No}, Month: m.PaidThrough.Add(e.m % 3),
		Reason: member.SealReason(1 + e.m%7)}
	return l.said(e.key(), s, l.centre.Member.Seal(ctx, l.counter(e, m.Employer), e.key(), s))
}

// moveAny gives somebody to an employer, from a month beside the first possible one.
func (o *opinion) moveAny(ctx context.Context, l *life, e event) error {
	_, m, err := l.now(ctx, e.n, e.m%4 > 0)
	if err != nil {
		return err
	}
	to := l.employers[e.n%len(l.city.established())]
	r := member.Transfer{To: to, Month: max(m.PaidThrough, m.SealedFrom).Add(e.m % 3),
		List: []member.Arrival{{Member: m.No, Wage: m.Base + 1}}}
	return l.said(e.key(), r, l.centre.Member.Transfer(ctx, l.counter(e, to), e.key(), r))
}

// backAny unseals somebody.
func (o *opinion) backAny(ctx context.Context, l *life, e event) error {
	_, m, err := l.now(ctx, e.n, e.m%4 > 0)
	if err != nil {
		return err
	}
	r := member.Unsealing{Employer: m.Employer, Members: []number.MemberNo{m.No},
		Month: max(m.PaidThrough, m.SealedFrom).Add(e.m % 3)}
	return l.said(e.key(), r, l.centre.Member.Unseal(ctx, l.counter(e, m.Employer), e.key(), r))
}

// leftAny asks for the money of somebody who is sealed, whatever for and however long ago.
func (o *opinion) leftAny(ctx context.Context, l *life, e event) error {
	i, m, err := l.now(ctx, e.n, true)
	if err != nil {
		return err
	}
	p := l.city.People[i]
	return o.askAndPay(ctx, l, l.city.Employers[p.Employer].Office, e.key(), withdrawal.Request{
		Member: m.No, Reason: withdrawal.Left, Closing: true, Applicant: m.Person, Card: p.Card,
		Left: &withdrawal.LeftClaim{Document: "示例离职证明", NotElsewhere: true, NotReemployed: true}})
}

// reverseAny takes a booking of the last weeks back and gives its money to its employer again, to another one, or to
// nobody. Requests are picked by their keys, since clerks who work at once bring their receipts in any order.
func (o *opinion) reverseAny(ctx context.Context, l *life, e event) error {
	keys := slices.Sorted(maps.Keys(o.done.arrivals))
	if len(keys) == 0 {
		return nil
	}
	r := o.done.arrivals[keys[max(0, len(keys)-1-e.n%20)]]
	by, key := staff(0, reviewer, e.day), e.key()
	_, err := heard[contribution.Receipt](l, key, reversal{r.ID})(
		l.centre.Contribution.Reverse(ctx, by, key, r.ID))
	if err != nil || e.m%8 == 0 {
		return err
	}
	to := r.Employer
	if to == 0 || e.m%8 == 1 {
		to = l.employers[e.n%len(l.city.established())]
	}
	_, err = heard[contribution.Receipt](l, key+"/again", assignment{r.ID, to})(
		l.centre.Contribution.Assign(ctx, by, key+"/again", r.ID, to))
	return err
}
