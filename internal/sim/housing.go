package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/withdrawal"
)

// BoughtHome is a home that a person bought without a loan from the centre, and withdraws for (购房提取).
type BoughtHome struct {
	On          civil.Date
	Signed      civil.Date
	Price, Loan money.Fen // Loan is a bank's
	Amount      money.Fen // asked for
}

// RepaidLoan is a withdrawal for what a person repaid on a home loan (还贷提取).
type RepaidLoan struct {
	On     civil.Date
	Here   bool      // the loan is one of the centre
	Repaid money.Fen // elsewhere, in twelve months
	Amount money.Fen // asked for
}

// housing decides who withdraws for a home beside those who rent: borrowers of the centre for what they repaid, others
// for a home that they bought or for a bank's loan. Nobody does two of these in a year.
func (c *City) housing() {
	d := c.Options.dice("housing")
	for i := range c.People {
		p := &c.People[i]
		switch {
		case p.Retires != 0 || p.Borrows != nil:
		case p.Loan != nil:
			if d.chance(c.Options.Repaying) {
				p.Repays = c.repaidHere(d, *p)
			}
		case d.chance(c.Options.Buying):
			p.Buys, p.Rents = c.boughtHome(d, *p), nil
		case d.chance(c.Options.RepayingBank):
			p.Repays, p.Rents = c.repaidElsewhere(d, *p), nil
		}
	}
}

// leftAlone is what everybody leaves on the account, a little more than the rules ask for.
const leftAlone = 20 * money.Yuan

// whole is an amount as people ask for it: in hundreds of yuan, and never more than was there on 1 January.
func (p Person) whole(amount money.Fen) money.Fen {
	return min(amount, p.Carried+p.Current-leftAlone).RoundTo(100*money.Yuan, money.Truncate)
}

// repaidHere asks, mostly near the end of the year, for the instalments that were paid on their day until then.
func (c *City) repaidHere(d dice, p Person) *RepaidLoan {
	on := c.workday(c.start().AddDays(int(d.bell(120, 460) % 366)))
	if on.Month().Number() < 3 { // who is early waits for the end of the year
		on = c.Calendar.OnOrBefore(c.end().AddDays(-int(d.between(0, 40))))
	}
	plan, repaid := p.Loan.plan(), money.Fen(0)
	for month := 1; month <= 12; month++ {
		due := civil.MonthOf(c.Options.Year, month).First().AddMonthsAnchored(0, p.Loan.Disbursed.Day())
		if due < on && !p.Loan.Miss(due) {
			repaid += plan[p.Loan.Paid+month-1].Amount()
		}
	}
	if amount := p.whole(repaid - money.Yuan); amount > 0 {
		return &RepaidLoan{On: on, Here: true, Amount: amount}
	}
	return nil
}

// repaidElsewhere asks for a year's instalments of a bank's loan.
func (c *City) repaidElsewhere(d dice, p Person) *RepaidLoan {
	repaid := money.Fen(d.bell(1500, 4200)) * 12 * money.Yuan
	if amount := p.whole(repaid); amount > 0 {
		return &RepaidLoan{On: c.workday(c.start().AddDays(int(d.between(10, 360)))), Repaid: repaid, Amount: amount}
	}
	return nil
}

// boughtHome asks for what was paid for a home of one's own, a month to a year after its contract was registered.
func (c *City) boughtHome(d dice, p Person) *BoughtHome {
	on := c.workday(c.start().AddDays(int(d.between(10, 360))))
	b := &BoughtHome{On: on, Price: money.Fen(d.bell(28, 92)) * money.Wan}
	b.Signed = b.On.AddDays(-int(d.between(30, 365)))
	b.Loan = money.MulDiv(b.Price, d.between(0, 7), 10, money.Truncate).RoundTo(money.Wan, money.Truncate)
	if b.Amount = p.whole(b.Price - b.Loan); b.Amount <= 0 {
		return nil
	}
	return b
}

// housingPlan adds who asks for money for a home, and when the case is decided.
func (c *City) housingPlan(add func(civil.Date, what, int, int), decided func(civil.Date) civil.Date) {
	for _, p := range c.People {
		if b := p.Buys; b != nil {
			add(b.On, buy, p.N, 0)
			add(decided(b.On), decideBuy, p.N, 0)
		}
		if r := p.Repays; r != nil {
			add(r.On, repay, p.N, 0)
			add(decided(r.On), decideRepay, p.N, 0)
		}
	}
}

// withdraws is the case of a person who asks for money from the account, made on the day it is asked for. The same
// request gives it again.
func (l *life) withdraws(ctx context.Context, e event, key string, r withdrawal.Request) (withdrawal.Case, error) {
	return once(l, key, func(key string) (withdrawal.Case, error) {
		p := l.city.People[e.n]
		r.Member, r.Applicant, r.Card = l.members[p.N].No, l.members[p.N].Person, p.Card
		by := staff(l.city.Employers[p.Employer].Office, clerk, e.day)
		return heard[withdrawal.Case](l, key, r)(l.centre.Withdrawal.Apply(ctx, by, key, r))
	})
}

// asks makes a deed of a case: somebody who is refused goes home, as from any counter.
func asks(open func(*life, context.Context, event) (withdrawal.Case, error)) deed {
	return func(ctx context.Context, l *life, e event) error {
		if _, err := open(l, ctx, e); refusal.Of(err) == nil {
			return err
		}
		return nil
	}
}

// isPaid makes a deed of its decision.
func isPaid(open func(*life, context.Context, event) (withdrawal.Case, error)) deed {
	return func(ctx context.Context, l *life, e event) error {
		c, err := open(l, ctx, e)
		switch {
		case refusal.Of(err) != nil:
			return nil
		case err != nil:
			return err
		}
		return l.approveCase(ctx, e, c)
	}
}

// houseOf is the home that the nth person buys.
func houseOf(n int) string { return fmt.Sprintf("示例房屋%07d", n) }

func (l *life) homeCase(ctx context.Context, e event) (withdrawal.Case, error) {
	b := *l.city.People[e.n].Buys
	claim := &withdrawal.PurchaseClaim{House: houseOf(e.n), Signed: b.Signed, Price: b.Price,
		Loan: b.Loan, Document: fmt.Sprintf("示例发票%07d", e.n)}
	return l.withdraws(ctx, e, fmt.Sprintf("sim/buy/%d", e.n),
		withdrawal.Request{Reason: withdrawal.Purchase, Amount: b.Amount, Purchase: claim})
}

func (l *life) repayCase(ctx context.Context, e event) (withdrawal.Case, error) {
	r := *l.city.People[e.n].Repays
	claim := &withdrawal.RepayClaim{Here: r.Here, Repaid: r.Repaid}
	if !r.Here {
		claim.Document = fmt.Sprintf("示例还款记录%07d", e.n)
	}
	return l.withdraws(ctx, e, fmt.Sprintf("sim/repay/%d", e.n),
		withdrawal.Request{Reason: withdrawal.Repay, Amount: r.Amount, Repay: claim})
}
