package sim

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
	"guangsha/internal/sim/model"
	"guangsha/internal/withdrawal"
)

// What people ask for beside the plan that does not go the usual way.
const (
	freezeAny   = extraEnd + iota // anybody's account frozen, wholly or but for a little, or from yesterday on
	unfreezeAny                   // a freeze lifted, which may have ended
	banAny                        // anybody banned
	turnDownAny                   // any application for a withdrawal turned down, decided or not
	takeBackAny                   // or taken back
	turnLoanAny                   // any loan turned down, however far it is
	cancelAny                     // or cancelled
	returnAny                     // any payment of a loan returned
	rentFrozen                    // what a freeze leaves of an account, or a fen more
	loanBanned                    // a loan of somebody who is banned
	detourEnd
)

// detourExtras adds such events to the others, from a stream of chance of their own; a city without detours has none.
func (c *City) detourExtras(all map[civil.Date][]event) {
	if c.Options.Detours == (Detours{}) {
		return
	}
	d := c.Options.dice("detour extras")
	for day := c.start() + 1; day <= c.end(); day++ {
		kind := what(d.between(int64(freezeAny), int64(detourEnd)-1))
		e := event{day, kind, int(d.between(0, 1000)), int(d.between(1, 115))}
		if d.chance(2500) && (c.skip == nil || !c.skip(e)) {
			all[day] = append(all[day], e)
		}
	}
}

// askDetour puts a request that does not go the usual way to the model, if it is one.
func (o *opinion) askDetour(l *life, t testimony) (result model.Result, asked bool) {
	m := o.model
	switch r := t.request.(type) {
	case withdrawal.FreezeOrder:
		id, _ := t.answer.(withdrawal.FreezeID)
		f := model.Freeze{Member: o.accounts[r.Member], Since: modelDate(r.Since), Until: modelDate(r.Until)}
		if r.Amount > 0 {
			f.Amount = fen(r.Amount)
		}
		return m.FreezeAccount(t.key, int64(id), f), true
	case withdrawal.Unfreezing:
		return m.Unfreeze(t.key, int64(r.Freeze)), true
	case withdrawal.Fraud:
		who := o.accounts[r.Member]
		result := m.Ban(t.key, who, r.Loan)
		until, _ := t.answer.(civil.Date)
		if want := m.BannedUntil(who); t.err == nil && modelDate(until) != want {
			o.differ(l.clock.Now().Date(), "account", "member %d is banned until %s, the model says %s", who, until, want)
		}
		return result, true
	case withdrawal.Rejection:
		return m.TurnDown(t.key, int64(r.Case)), true
	case takingBack:
		return m.TakeBack(t.key, int64(r.id)), true
	case turningDown:
		return m.TurnLoanDown(t.key, int64(r.Loan)), true
	case cancelling:
		return m.CancelLoan(t.key, int64(r.Loan)), true
	case loan.Returned:
		return m.ReturnLoan(t.key, int64(r.Loan)), true
	}
	return 0, false
}

// detour asks for something of the kind beside the plan, when there is something to ask it of.
func (o *opinion) detour(ctx context.Context, l *life, e event) error {
	key, i := e.key(), l.somebody(e.n)
	switch e.what {
	case freezeAny:
		return o.freezeAny(ctx, l, e, i)
	case unfreezeAny:
		if n := len(o.done.freezes); n > 0 {
			u := withdrawal.Unfreezing{Freeze: o.done.freezes[e.n%n], Document: "示例解封字"}
			return l.said(key, u, l.centre.Withdrawal.Unfreeze(ctx, staff(0, reviewer, e.day), key, u))
		}
	case banAny:
		f := withdrawal.Fraud{Member: l.members[i].No, Loan: e.m%2 == 0, Decision: key}
		_, err := heard[civil.Date](l, key, f)(
			l.centre.Withdrawal.Ban(ctx, staff(l.officeOf(i), reviewer, e.day), key, f))
		return err
	case rentFrozen:
		return o.rentFrozen(ctx, l, e)
	case loanBanned:
		return o.loanBanned(ctx, l, e)
	}
	return o.endAny(ctx, l, e)
}

// endAny ends an application, or takes a payment back.
func (o *opinion) endAny(ctx context.Context, l *life, e event) error {
	key := e.key()
	switch cases, loans := len(o.done.asked), len(o.done.applied); {
	case e.what == turnDownAny && cases > 0:
		c, office := o.latest(e)
		r := withdrawal.Rejection{Case: c, Reason: "材料不符"}
		_, err := heard[withdrawal.Case](l, key, r)(
			l.centre.Withdrawal.Reject(ctx, staff(office, approver, e.day), key, r))
		return err
	case e.what == takeBackAny && cases > 0:
		c, office := o.latest(e)
		_, err := heard[withdrawal.Case](l, key, takingBack{c})(
			l.centre.Withdrawal.Withdraw(ctx, staff(office, clerk, e.day), key, c))
		return err
	case loans == 0:
		return nil
	}
	id := o.done.applied[e.n%len(o.done.applied)]
	d := loan.Decision{Loan: id, Opinion: "示例意见"}
	office, err := l.lentBy(ctx, id)
	if err != nil {
		return err
	}
	switch e.what {
	case turnLoanAny:
		return l.said(key, turningDown{d}, l.centre.Loan.Reject(ctx, staff(office, approver, e.day), key, d))
	case cancelAny:
		return l.said(key, cancelling{d}, l.centre.Loan.Cancel(ctx, staff(office, clerk, e.day), key, d))
	case returnAny:
		r := loan.Returned{Loan: id, Reason: "示例退票"}
		return l.said(key, r, l.centre.Loan.ReturnDisbursement(ctx, staff(office, cashier, e.day), key, r))
	}
	return nil
}

// latest is one of the applications of the last days, which may wait for its decision, and its office; zero when there
// is none. Clerks take them in at once, so that only their request keys have an order.
func (o *opinion) latest(e event) (id withdrawal.CaseID, office int) {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(o.done.asked)), func(key string) bool {
		return o.done.asked[key].Accepted < e.day.AddDays(-decidedWithin)
	})
	if len(keys) == 0 {
		return 0, 0
	}
	c := o.done.asked[keys[e.n%len(keys)]]
	return c.ID, slices.IndexFunc(Offices, func(o Office) bool { return o.Code == c.Branch })
}

// leftByFreezes is what a freeze of anybody's account leaves of it.
var leftByFreezes = []money.Fen{0, 50_000, 100_000, 150_001}

// freezeAny freezes an account: all of it, or but for a little, for three months or so. Every ninth begins yesterday.
func (o *opinion) freezeAny(ctx context.Context, l *life, e event, i int) error {
	m, key := l.members[i], e.key()
	f := withdrawal.FreezeOrder{Member: m.No, Since: e.day, Until: e.day.AddDays(60 + e.m), Authority: "示例市人民法院",
		Document: fmt.Sprintf("示例执保字%d", e.n)}
	balance := money.Fen(o.model.Accounts()[m.ID.ID].Balance.Int64())
	if left := leftByFreezes[e.m%len(leftByFreezes)]; left > 0 {
		f.Amount = max(balance-left, 1)
	}
	if e.n%9 == 0 {
		f.Since--
	}
	_, err := heard[withdrawal.FreezeID](l, key, f)(
		l.centre.Withdrawal.Freeze(ctx, staff(l.officeOf(i), reviewer, e.day), key, f))
	return err
}

// rentFrozen asks for the rent that a freeze leaves, or a fen more, of the nth account of which a part is frozen.
func (o *opinion) rentFrozen(ctx context.Context, l *life, e event) error {
	var people []int
	for i, m := range l.members {
		if m.No == "" {
			continue
		}
		if frozen, whole := o.model.Frozen(m.ID.ID); !whole && frozen.Sign() > 0 {
			people = append(people, i)
		}
	}
	if len(people) == 0 {
		return nil
	}
	i := people[e.n%len(people)]
	m, p := l.members[i], l.city.People[i]
	frozen, _ := o.model.Frozen(m.ID.ID)
	left := money.Fen(o.model.Accounts()[m.ID.ID].Balance.Int64()-frozen.Int64()) - 10*money.Yuan
	amount := max(min(left+money.Fen(e.m%2), 3_000*money.Yuan), 1)
	r := withdrawal.Request{Member: m.No, Reason: withdrawal.Rent, Amount: amount, Applicant: m.Person, Card: p.Card,
		Rent: &withdrawal.RentClaim{From: e.day.Month(), Months: 1,
			Monthly: amount + p.Base.AtRate(incomeShare, money.HalfUp), Income: p.Base, NoHome: true}}
	return o.askAndPay(ctx, l, l.officeOf(i), e.key(), r)
}

// loanBanned asks for a small loan in the name of somebody who is banned.
func (o *opinion) loanBanned(ctx context.Context, l *life, e event) error {
	for n := range l.members {
		i := l.somebody(e.n + n)
		m := l.members[i]
		if o.model.BannedUntil(m.ID.ID) <= modelDate(e.day) {
			continue
		}
		key, office := e.key(), l.officeOf(i)
		a := loan.Application{Account: m.ID, Branch: Offices[office].Code, Purpose: loan.Purchase, Home: loan.FirstHome,
			Price: 20 * money.Wan, Amount: money.Wan, Months: 120}
		_, err := heard[loan.ID](l, key, a)(l.centre.Loan.Apply(ctx, staff(office, clerk, e.day), key, a))
		return err
	}
	return nil
}
