package sim

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/contribution"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// What the committee's plan says of idle money: the share of it that is placed, in a hundred, and the rate for three
// years.
const (
	placedShare            = 90
	placedRate  money.Rate = 295_000
	atHand                 = 70 // members whose share stays at hand besides
)

// idle is most of what members have, nobody has borrowed, and the year's loans will not take.
func (c *City) idle() money.Fen {
	var idle money.Fen
	for _, p := range c.began() {
		idle = money.Sum(idle, p.Carried, p.Current)
		if p.Loan != nil {
			idle -= money.Sum(p.Loan.Outstanding, p.Loan.overdue())
		}
		if p.Borrows != nil {
			idle -= p.Borrows.Amount
		}
	}
	// In a small city one pension or loan is a large part of all, so more of the money has to stay at hand.
	members := int64(c.Options.Members)
	idle = money.MulDiv(idle, max(members-atHand, 0), members, money.Truncate)
	return max(money.MulDiv(idle, placedShare, 100, money.Truncate), 0)
}

// placeIdleMoney places the idle money that no time deposit of the years before holds for three years, as the
// committee's plan says.
func placeIdleMoney(ctx context.Context, l *life, e event) error {
	amount := l.city.idle().RoundTo(money.Wan, money.Truncate)
	for _, o := range l.city.Deposits {
		amount -= o.Amount
	}
	if amount <= 0 {
		return nil
	}
	p := treasury.Placement{
		Bank: app.Demonstration.Fund, Amount: amount, Months: 36, Rate: placedRate, Serial: "DQ" + e.day.String()}
	_, err := heard[treasury.DepositID](l, e.key("deposit"), p)(
		l.centre.Treasury.PlaceDeposit(ctx, staff(0, approver, e.day), e.key("deposit"), p))
	return err
}

// agent is an employer's agent in the online hall.
func (l *life) agent(e event) act.By {
	return act.By{Actor: agentCode(e.n), Door: act.OnlineHall,
		Branch: Offices[l.city.Employers[e.n].Office].Code, Trace: "sim/" + e.day.String()}
}

// list is the confirmed list of an employer for a month, made on the day of its remittance.
func (l *life) list(ctx context.Context, e event) (contribution.List, error) {
	return once(l, fmt.Sprintf("sim/list/%d/%d", e.n, e.m), func(key string) (contribution.List, error) {
		id, err := heard[contribution.ListID](l, key, listRequest{l.employers[e.n]})(
			l.centre.Contribution.PrepareList(ctx, l.agent(e), key, l.employers[e.n]))
		if err != nil {
			return contribution.List{}, err
		}
		list, err := l.centre.Contribution.List(ctx, id)
		if err != nil || list.State != contribution.Draft {
			return list, err
		}
		return list, l.centre.Contribution.ConfirmList(ctx, l.agent(e), id)
	})
}

// shortBy is what is missing of a list's money at first.
func (l *life) shortBy(e event, due money.Fen) money.Fen {
	return money.MulDiv(due, int64(l.city.Employers[e.n].Short[e.m]), 10_000, money.HalfUp)
}

// strays says whether the money of a month comes from an account and a name that nobody knows, so that it waits in
// suspense until the staff has found out whose it is.
func strays(e event) bool { return (e.n*7+e.m*13+5)%97 == 0 }

// misbooked says whether the cashier takes the booking of a month's money back (冲账), to look into its payer, before the
// money is given to the employer again.
func misbooked(e event) bool { return !strays(e) && (e.n*11+e.m*5+3)%173 == 0 }

// arrival is money of an employer as the bank reports it.
func (l *life) arrival(e event, amount money.Fen) contribution.Arrival {
	from := l.city.Employers[e.n]
	return contribution.Arrival{BankAccount: app.Demonstration.Fund, Serial: fmt.Sprintf("DZ%s-%d-%d", e.day, e.n, e.m),
		PayerAccount: from.Account, PayerName: from.Name, Amount: amount, ValueDate: e.day}
}

// remitMonth makes the list of a month and pays it: in full, or short at first.
func remitMonth(ctx context.Context, l *life, e event) error {
	list, err := l.list(ctx, e)
	if err != nil {
		return err
	}
	a := l.arrival(e, list.Due-l.shortBy(e, list.Due))
	if strays(e) {
		a.PayerAccount, a.PayerName = "9990000000000000", "示例代付公司"
	}
	office := l.city.Employers[e.n].Office
	r, err := heard[contribution.Receipt](l, e.key("receive"), a)(
		l.centre.Contribution.Receive(ctx, staff(office, cashier, e.day), e.key("receive"), a))
	if err == nil && misbooked(e) {
		key := e.key("reverse")
		_, err = heard[contribution.Receipt](l, key, reversal{r.ID})(
			l.centre.Contribution.Reverse(ctx, staff(office, reviewer, e.day), key, r.ID))
	}
	if err != nil || !strays(e) && !misbooked(e) {
		return err
	}
	_, err = heard[contribution.Receipt](l, e.key("assign"), assignment{r.ID, l.employers[e.n]})(
		l.centre.Contribution.Assign(ctx, staff(office, reviewer, e.day), e.key("assign"), r.ID, l.employers[e.n]))
	return err
}

// restSuffix ends the serial number of what completes a list.
const restSuffix = "-R"

// payTheRest pays what was missing of a list.
func payTheRest(ctx context.Context, l *life, e event) error {
	list, err := l.list(ctx, e)
	if err != nil {
		return err
	}
	office := l.city.Employers[e.n].Office
	// A late list and its rest may come on one day, the last of the year.
	a := l.arrival(e, l.shortBy(e, list.Due))
	a.Serial += restSuffix
	_, err = heard[contribution.Receipt](l, e.key("receive-rest"), a)(
		l.centre.Contribution.Receive(ctx, staff(office, cashier, e.day), e.key("receive-rest"), a))
	return err
}

// withdrawalPlan adds who asks for money for rent or on retiring, and when the case is decided: within the promised
// days, or now and then a day too late.
func (c *City) withdrawalPlan(add func(civil.Date, what, int, int)) {
	d := c.Options.dice("decisions")
	decided := func(day civil.Date) civil.Date {
		if d.chance(150) {
			return c.Calendar.AddWorkdays(day, 4)
		}
		return c.Calendar.AddWorkdays(day, int(d.between(1, 3)))
	}
	for _, p := range c.People {
		for i, r := range p.Rents {
			add(r.On, rent, p.N, i)
			add(decided(r.On), decideRent, p.N, i)
		}
		if p.Retires != 0 {
			on := c.afterShortMonths(p, p.Retires)
			if f := p.Frozen; f != nil && on <= f.Until {
				if on < f.Until { // not on its very last day
					add(on, askHeld, p.N, 0)
				}
				on = c.afterShortMonths(p, c.workdayFrom(f.Until+1))
			}
			add(on, retire, p.N, 0)
			add(decided(on), decideRetire, p.N, 0)
		}
	}
	c.housingPlan(add, decided)
	c.turnoverPlan(add, decided)
}

// decidedWithin is the most days from an application to its decision: four working days, with the week of a holiday and
// the weekends about it.
const decidedWithin = 16

// afterShortMonths is when a person who retires asks for the money, on a day or later: not while a confirmed list with
// that person still waits for the rest of its money, as the employer's agent would not let it come to that.
func (c *City) afterShortMonths(p Person, on civil.Date) civil.Date {
	e := c.Employers[p.Employer]
	paid, rest := c.paymentDays(e)
	for m := range 12 {
		if e.Short[m] > 0 && on >= paid[m].AddDays(-decidedWithin) && on <= rest[m] {
			on = c.workday(rest[m].AddDays(1))
		}
	}
	return on
}

// paymentDays is when an employer pays for each month, and when the missing money of a list comes that was paid short.
// Neither is later than the next month is paid: a list is made when the one before it is posted.
func (c *City) paymentDays(e Employer) (paid, rest [12]civil.Date) {
	next := c.end()
	for m := 11; m >= 0; m-- {
		paid[m] = min(max(c.remitDay(e, c.monthOf(m)), e.Opens), next)
		rest[m] = min(c.workday(paid[m].AddDays(9)), next)
		next = paid[m]
	}
	return paid, rest
}

// incomeShare is the share of the family income that rent must exceed under the Regulation of 2024's days.
const incomeShare money.Rate = 1_500_000

// rentCase is the case of a withdrawal for rent.
func (l *life) rentCase(ctx context.Context, e event) (withdrawal.Case, error) {
	p := l.city.People[e.n]
	r := p.Rents[e.m]
	return l.withdraws(ctx, e, fmt.Sprintf("sim/rent/%d/%d", e.n, e.m), withdrawal.Request{Reason: withdrawal.Rent,
		Amount: r.Amount(), Rent: &withdrawal.RentClaim{From: civil.MonthOf(l.city.Options.Year, r.From+1),
			Months: r.Months, Monthly: r.Excess + p.Base.AtRate(incomeShare, money.HalfUp), Income: p.Base,
			NoHome: true}})
}

// approveCase pays a case, by somebody else than the one who accepted it.
func (l *life) approveCase(ctx context.Context, e event, c withdrawal.Case) error {
	office := l.city.Employers[l.city.People[e.n].Employer].Office
	a := withdrawal.Approval{
		Case: c.ID, Bank: app.Demonstration.Fund, Serial: fmt.Sprintf("TQ%s-%d-%d", e.day, e.n, e.m)}
	key := e.key()
	_, err := heard[withdrawal.Case](l, key, a)(
		l.centre.Withdrawal.Approve(ctx, staff(office, approver, e.day), key, a))
	return err
}

// pension is the case of a person who retired.
func (l *life) pension(ctx context.Context, e event) (withdrawal.Case, error) {
	return l.withdraws(ctx, e, fmt.Sprintf("sim/pension/%d", e.n), l.pensionRequest(e.n))
}

// pensionRequest asks for all that the nth person has, on retirement.
func (l *life) pensionRequest(n int) withdrawal.Request {
	return withdrawal.Request{Reason: withdrawal.Retire, Closing: true, Retired: &withdrawal.Retirement{
		On: l.city.People[n].Retires, Document: fmt.Sprintf("示例退休审批%06d", n)}}
}

func applyForPension(ctx context.Context, l *life, e event) error {
	_, err := l.pension(ctx, e)
	return err
}

func approvePension(ctx context.Context, l *life, e event) error {
	c, err := l.pension(ctx, e)
	if err != nil {
		return err
	}
	return l.approveCase(ctx, e, c)
}
