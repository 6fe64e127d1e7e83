package sim

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/loan"
	"guangsha/internal/sim/model"
	"guangsha/internal/withdrawal"
)

// The events beside the plan: what people ask for now and then and a city never plans.
const (
	payPart       = whatEnd + 1 + iota // 逾期贷款部分收回, or more than is owed
	payTwice                           // a withdrawal decided a second time
	reuseKey                           // something else under the key of a loan that was paid out
	assignTwice                        // money in suspense given a second time
	paidOutTwice                       // a loan paid out a second time
	registerTwice                      // a mortgage registered a second time
	rentAny                            // rent that anybody asks for: beside the cap, the interval, or the last yuan
	loanAny                            // a loan that anybody asks for: beside one of the limits
	rentClosed                         // rent from a closed account
	buyAny                             // a home that somebody may have withdrawn for, or that costs less than is asked
	repayAny                           // repayments beside what was repaid, or too early
	sealAny                            // anybody's account sealed, from a month that may be paid
	moveAny                            // anybody given to another employer, sealed or not
	backAny                            // anybody unsealed
	leftAny                            // the money of anybody who is sealed
	reverseAny                         // a receipt taken back, and given to its employer again every other time
	prepayAny                          // an early repayment beside one of the limits
	extraEnd
)

// extraNames are they in the words of their request keys.
var extraNames = map[what]string{payPart: "part", payTwice: "pay-twice", reuseKey: "reuse-key",
	assignTwice: "assign-twice", paidOutTwice: "disburse-twice", registerTwice: "register-twice", rentAny: "rent-any",
	loanAny: "loan-any", rentClosed: "rent-closed", buyAny: "buy-any", repayAny: "repay-any",
	sealAny: "seal-any", moveAny: "move-any", backAny: "back-any", leftAny: "left-any",
	reverseAny: "reverse-any", prepayAny: "prepay-any",
	freezeAny: "freeze-any", unfreezeAny: "unfreeze-any", banAny: "ban-any", turnDownAny: "turn-down-any",
	takeBackAny: "take-back-any", turnLoanAny: "turn-loan-any", cancelAny: "cancel-any", returnAny: "return-any",
	rentFrozen: "rent-frozen", loanBanned: "loan-banned"}

// extras are such events for a year, the same for one city always. n picks among what there is on the day, and m is a
// percentage.
func (c *City) extras() map[civil.Date][]event {
	d := c.Options.dice("extras")
	all := map[civil.Date][]event{}
	for day := c.start() + 1; day <= c.end(); day++ {
		for range d.between(0, 2) {
			e := event{day, payPart, int(d.between(0, 1000)), int(d.between(1, 115))}
			if d.chance(7500) {
				e.what = what(d.between(int64(payTwice), int64(extraEnd)-1))
			}
			if c.skip == nil || !c.skip(e) {
				all[day] = append(all[day], e)
			}
		}
	}
	c.detourExtras(all)
	return all
}

// remember keeps what can be asked for a second time.
func (o *opinion) remember(t testimony) {
	if t.err != nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	switch r := t.request.(type) {
	case withdrawal.Approval:
		o.done.cases = append(o.done.cases, r.Case)
	case assignment:
		o.done.receipts = append(o.done.receipts, r.receipt)
	case contribution.Arrival:
		if got, ok := t.answer.(contribution.Receipt); ok {
			if o.done.arrivals == nil {
				o.done.arrivals = map[string]contribution.Receipt{}
			}
			o.done.arrivals[t.key] = got
		}
	case loan.Disbursement:
		o.done.loans = with(o.done.loans, r.Loan)
		o.done.paidOut = told(o.done.paidOut, t)
	case loan.Prepayment:
		o.done.prepaid = told(o.done.prepaid, t)
	case withdrawal.Request:
		if o.done.asked == nil {
			o.done.asked = map[string]withdrawal.Case{}
		}
		o.done.asked[t.key] = t.answer.(withdrawal.Case)
	case loan.Application:
		o.done.applied = with(o.done.applied, t.answer.(loan.ID))
	case withdrawal.FreezeOrder:
		o.done.freezes = with(o.done.freezes, t.answer.(withdrawal.FreezeID))
	}
}

// with adds what was done once to a list, in its place: a request that is asked again is told of again, and what many
// desks do at once is told of in any order, of which nothing that is asked beside may depend.
func with[T cmp.Ordered](list []T, one T) []T {
	at, there := slices.BinarySearch(list, one)
	if there {
		return list
	}
	return slices.Insert(list, at, one)
}

// told is with for what is known by its request key, which begins with the day.
func told(list []testimony, t testimony) []testimony {
	at, there := slices.BinarySearchFunc(list, t.key, func(one testimony, key string) int {
		return strings.Compare(one.key, key)
	})
	if there {
		return list
	}
	return slices.Insert(list, at, t)
}

// extra asks for something beside the plan, when there is something to ask it of.
func (o *opinion) extra(ctx context.Context, l *life, e event) error {
	key := e.key()
	switch e.what {
	case payPart:
		return o.payPart(ctx, l, e)
	case payTwice:
		if n := len(o.done.cases); n > 0 {
			a := withdrawal.Approval{Case: o.done.cases[e.n%n], Bank: app.Demonstration.Fund, Serial: key}
			_, err := heard[withdrawal.Case](l, key, a)(
				l.centre.Withdrawal.Approve(ctx, staff(0, approver, e.day), key, a))
			return err
		}
	case reuseKey:
		if n := len(o.done.paidOut); n > 0 {
			t := o.done.paidOut[e.n%n]
			d := t.request.(loan.Disbursement)
			d.Serial = key
			return l.said(t.key, d, l.centre.Loan.Disburse(ctx, staff(0, cashier, e.day), t.key, d))
		}
	case assignTwice:
		if n := len(o.done.receipts); n > 0 {
			a := assignment{o.done.receipts[e.n%n], l.employers[0]}
			_, err := heard[contribution.Receipt](l, key, a)(
				l.centre.Contribution.Assign(ctx, staff(0, reviewer, e.day), key, a.receipt, a.employer))
			return err
		}
	case paidOutTwice:
		if n := len(o.done.loans); n > 0 {
			d := loan.Disbursement{Loan: o.done.loans[e.n%n], Serial: key}
			office, err := l.lentBy(ctx, d.Loan) // one that the bank returned is paid out
			if err != nil {
				return err
			}
			return l.said(key, d, l.centre.Loan.Disburse(ctx, staff(office, cashier, e.day), key, d))
		}
	case registerTwice:
		if n := len(o.done.loans); n > 0 {
			r := loan.Registration{Loan: o.done.loans[e.n%n], Kind: loan.MortgageRegistration, Certificate: key,
				Day: e.day, Office: registry}
			return l.said(key, r, l.centre.Loan.RegisterMortgage(ctx, staff(0, clerk, e.day), key, r))
		}
	case rentAny:
		return o.rentAny(ctx, l, e)
	case loanAny:
		return o.loanAny(ctx, l, e)
	case rentClosed:
		return o.rentClosed(ctx, l, e)
	case buyAny:
		return o.buyAny(ctx, l, e)
	case repayAny:
		return o.repayAny(ctx, l, e)
	case sealAny:
		return o.sealAny(ctx, l, e)
	case moveAny:
		return o.moveAny(ctx, l, e)
	case backAny:
		return o.backAny(ctx, l, e)
	case reverseAny:
		return o.reverseAny(ctx, l, e)
	case leftAny:
		return o.leftAny(ctx, l, e)
	case prepayAny:
		return o.prepayAny(ctx, l, e)
	}
	return o.detour(ctx, l, e)
}

// payPart pays a percentage of what one loan owes, which is more than all of it above a hundred.
func (o *opinion) payPart(ctx context.Context, l *life, e event) error {
	loans := o.model.RunningLoans()
	maps.DeleteFunc(loans, func(_ int64, r model.RunningLoan) bool { return len(r.Arrears) == 0 })
	if len(loans) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(loans))
	id := ids[e.n%len(ids)]
	owed := new(big.Int)
	for _, a := range loans[id].Arrears {
		owed.Add(owed, a.Principal).Add(owed, a.Interest).Add(owed, a.Penalty)
	}
	part := money.MulDiv(money.Fen(owed.Int64()), int64(e.m), 100, money.Up)
	key := e.key()
	c := loan.Collection{Loan: loan.ID(id), Amount: part, Serial: key}
	office, err := l.lentBy(ctx, c.Loan)
	if err != nil {
		return err
	}
	return l.said(key, c, l.centre.Loan.CollectOverdue(ctx, staff(office, cashier, e.day), key, c))
}

// lentBy is the office that a loan belongs to.
func (l *life) lentBy(ctx context.Context, id loan.ID) (office int, err error) {
	var of loan.Loan
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) (err error) {
		of, err = l.centre.Loan.Loan(tx, id)
		return err
	})
	return slices.IndexFunc(Offices, func(o Office) bool { return o.Code == of.Branch }), err
}

// rentAny asks for a rent at the edge of what may be had, and pays it when it is accepted: every other time it is
// somebody who has little, and who asks for all of it or for all but a few yuan.
func (o *opinion) rentAny(ctx context.Context, l *life, e event) error {
	i, excess, months := l.somebody(e.n), []money.Fen{50_000, 150_000, 200_000, 400_000}[e.m%4], 1+e.m%6
	amount := excess * money.Fen(months)
	if e.n%2 == 0 {
		var balance money.Fen
		i, balance = o.poor(l, e.n/2%20)
		amount = max(balance-[]money.Fen{0, 500, 1_000, 1_001}[e.m%4], 1)
		excess = money.MulDiv(amount, 1, int64(months), money.Up)
	}
	m, p := l.members[i], l.city.People[i]
	office, key := l.city.Employers[p.Employer].Office, e.key()
	r := withdrawal.Request{Member: m.No, Reason: withdrawal.Rent, Amount: amount, Applicant: m.Person, Card: p.Card,
		Rent: &withdrawal.RentClaim{From: e.day.Month().Add(1 - months), Months: months,
			Monthly: excess + p.Base.AtRate(incomeShare, money.HalfUp), Income: p.Base, NoHome: true}}
	return o.askAndPay(ctx, l, office, key, r)
}

// askAndPay asks for a withdrawal, and pays it when it is accepted.
func (o *opinion) askAndPay(ctx context.Context, l *life, office int, key string, r withdrawal.Request) error {
	day := l.clock.Now().Date()
	c, err := heard[withdrawal.Case](l, key, r)(l.centre.Withdrawal.Apply(ctx, staff(office, clerk, day), key, r))
	if err != nil {
		return err
	}
	a := withdrawal.Approval{Case: c.ID, Bank: app.Demonstration.Fund, Serial: key}
	_, err = heard[withdrawal.Case](l, key+"/pay", a)(
		l.centre.Withdrawal.Approve(ctx, staff(office, approver, day), key+"/pay", a))
	return err
}

// buyAny asks for one of a few homes, whoever has withdrawn for it, bought three years ago or so: for a part
// of the price, all of it, or a yuan more.
func (o *opinion) buyAny(ctx context.Context, l *life, e event) error {
	i := l.somebody(e.n)
	m, p := l.members[i], l.city.People[i]
	price := []money.Fen{5_000, 20_000, 1_000_000}[e.n%3] * money.Yuan
	c := &withdrawal.PurchaseClaim{House: fmt.Sprintf("示例房屋-%d", e.n%5), Price: price, Loan: price / 2,
		Signed: e.day.AddMonths(-e.m % 40).AddDays(-e.n % 3), Document: "示例发票"}
	amount := []money.Fen{price / 10, price / 2, price/2 + money.Yuan, price / 4}[e.m%4]
	if old := l.city.Drawings; len(old) > 0 && e.n%4 == 3 { // somebody withdrew for it before the year
		c.House = old[e.n%len(old)].House
	}
	return o.askAndPay(ctx, l, l.city.Employers[p.Employer].Office, e.key(), withdrawal.Request{
		Member: m.No, Reason: withdrawal.Purchase, Amount: amount, Applicant: m.Person, Card: p.Card, Purchase: c})
}

// repayAny asks for what was repaid here, every other time of somebody who repays, for a few yuan or for many; or for a
// loan elsewhere.
func (o *opinion) repayAny(ctx context.Context, l *life, e event) error {
	i := l.somebody(e.n)
	for late := range l.members {
		if j := l.somebody(i + late); e.n%2 == 0 && l.city.People[j].Loan != nil {
			i = j
			break
		}
	}
	m, p := l.members[i], l.city.People[i]
	c := &withdrawal.RepayClaim{Here: e.m%3 > 0}
	if !c.Here {
		c.Repaid, c.Document = 3_000*money.Yuan, "示例还款记录"
	}
	amount := []money.Fen{100, 1_000, 3_000, 3_001, 8_000}[e.m%5] * money.Yuan
	return o.askAndPay(ctx, l, l.city.Employers[p.Employer].Office, e.key(), withdrawal.Request{
		Member: m.No, Reason: withdrawal.Repay, Amount: amount, Applicant: m.Person, Card: p.Card, Repay: c})
}

// poor is the person with the nth smallest balance of those who have any, and the balance.
func (o *opinion) poor(l *life, n int) (person int, balance money.Fen) {
	accounts := o.model.Accounts()
	var people []int
	for i, m := range l.members {
		if a, open := accounts[m.ID.ID]; open && a.Balance.Sign() > 0 {
			people = append(people, i)
		}
	}
	has := func(i int) int64 { return accounts[l.members[i].ID.ID].Balance.Int64() }
	slices.SortStableFunc(people, func(a, b int) int { return cmp.Compare(has(a), has(b)) })
	i := people[n%len(people)]
	return i, money.Fen(has(i))
}

// loanAny asks for a loan that may be too long or too large by price, balance or income. Nobody decides on it.
func (o *opinion) loanAny(ctx context.Context, l *life, e event) error {
	i := l.somebody(e.n)
	for late := range l.members { // every third time somebody who began lately
		if j := l.somebody(i + late); e.n%3 == 0 && l.city.People[j].Months <= 5 {
			i = j
			break
		}
	}
	m, office := l.members[i], l.city.Employers[l.city.People[i].Employer].Office
	key := e.key()
	a := loan.Application{Account: m.ID, Branch: Offices[office].Code, Purpose: loan.Purchase, Home: loan.FirstHome,
		Amount: money.Fen(1+e.n*e.m%60) * 1_000_000, Months: 12 * (1 + (e.n+e.m)%31)}
	a.Price = money.MulDiv(a.Amount, int64(110+e.n%90), 100, money.Up)
	if e.m%2 == 0 {
		a.Home = loan.SecondHome
	}
	if e.m%3 == 0 {
		a.Method = loan.EqualPrincipal
	}
	_, err := heard[loan.ID](l, key, a)(l.centre.Loan.Apply(ctx, staff(office, clerk, e.day), key, a))
	return err
}

// rentClosed asks for rent in the name of somebody who has retired.
func (o *opinion) rentClosed(ctx context.Context, l *life, e event) error {
	closed := map[int64]bool{}
	for id, a := range o.model.Accounts() {
		closed[id] = a.Closed
	}
	for i := range l.members {
		m := l.members[(i+e.n)%len(l.members)]
		if !closed[m.ID.ID] {
			continue
		}
		key, p := e.key(), l.city.People[(i+e.n)%len(l.members)]
		r := withdrawal.Request{Member: m.No, Reason: withdrawal.Rent, Amount: 100, Applicant: m.Person, Card: p.Card,
			Rent: &withdrawal.RentClaim{From: e.day.Month(), Months: 1, Monthly: 1_000_000, Income: p.Base,
				NoHome: true}}
		_, err := heard[withdrawal.Case](l, key, r)(l.centre.Withdrawal.Apply(ctx, staff(0, clerk, e.day), key, r))
		return err
	}
	return nil
}
