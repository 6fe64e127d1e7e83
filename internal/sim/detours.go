package sim

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Detours are the rates of what does not go the usual way (波折), as in Options. Those whom they befall have no other
// plans for the year, but for the borrowers whose payment comes back.
type Detours struct {
	Freezing    int `json:",omitempty"` // share of members whose account a court freezes
	Defrauding  int `json:",omitempty"` // share of members who are banned
	TurningDown int `json:",omitempty"` // share of members who ask for rent and are turned down
	TakingBack  int `json:",omitempty"` // share of members who take such an application back
	Vain        int `json:",omitempty"` // share of members who ask for a loan that comes to nothing
	Returning   int `json:",omitempty"` // share of new loans whose payment the bank returns
}

// detourKind says what befalls somebody.
type detourKind uint8

const (
	isFrozen  detourKind = iota + 1 // 司法冻结
	isBanned                        // 限制名单
	isTurned                        // 提取不予批准
	takesBack                       // 撤回提取申请
	inVain                          // 贷款不通过、作废
)

// Detour is what befalls somebody, and when.
type Detour struct {
	Kind   detourKind
	Begins civil.Date // the account is frozen, the person banned, the application made
	Asks   civil.Date // asks for rent and is sent home, for who is frozen or banned; else for the second time, or never
	Ends   civil.Date // the freeze is lifted, or the application ends; zero for never
	Paid   civil.Date // the second application is paid
	Amount money.Fen  // frozen; zero for the whole account
	Until  civil.Date // last day of the freeze
	Loan   *VainLoan
}

// VainLoan is an application for a loan that comes to nothing, after so many steps.
type VainLoan struct {
	Price, Amount money.Fen
	Months        int
	Steps         vainSteps
	Approved      civil.Date
	Signed        civil.Date
}

// vainSteps says how far a loan comes that comes to nothing.
type vainSteps uint8

const (
	turnedDownAtOnce vainSteps = iota // 审核不通过
	cancelledAtOnce                   // 受理后作废
	cancelledApproved
	cancelledSigned
	vainEnd
)

// Return is a payment of a loan that comes back, and is made again.
type Return struct{ Back, Again civil.Date }

// vainRent is what people ask for as rent in vain: so much a month beyond the share of the income, for a quarter.
var vainRent = Rent{Excess: 500 * money.Yuan, Months: 3}

// detours decides what befalls whom. Each kind has its own stream of chance, and takes only people with no other plans,
// so that without these rates a city is what it was, and with them nearly all of it.
func (c *City) detours() {
	for _, of := range []struct {
		kind detourKind
		rate int
		with func(dice, *Person, *Detour) bool
	}{
		{isFrozen, c.Options.Freezing, c.freezes}, {isBanned, c.Options.Defrauding, c.bans},
		{isTurned, c.Options.TurningDown, c.asksInVain}, {takesBack, c.Options.TakingBack, c.asksInVain},
		{inVain, c.Options.Vain, c.borrowsInVain},
	} {
		d := c.Options.dice(fmt.Sprintf("detour %d", of.kind))
		want := some(c.Options.Members, of.rate)
		for _, i := range d.Perm(c.Options.Members) {
			p := &c.People[i]
			if want == 0 {
				break
			}
			if !p.free() {
				continue
			}
			begins := c.workday(c.start().AddDays(int(d.between(35, 280))))
			if on := (&Detour{Kind: of.kind, Begins: begins}); of.with(d, p, on) {
				p.Detour = on
				want--
			}
		}
	}
	c.returns()
}

// free reports whether a person has no other plans for the year.
func (p *Person) free() bool {
	return p.Retires == 0 && p.Leaves == nil && len(p.Rents) == 0 && p.Buys == nil && p.Repays == nil &&
		p.Loan == nil && p.Borrows == nil && p.Frozen == nil && p.Banned == nil && p.Detour == nil && p.Months >= 12 &&
		p.Carried+p.Current >= 10*vainRent.Amount()
}

// freezes lets a court freeze the account: the whole of it, when the person asks for rent in vain, or a part. One in
// two is lifted within the year, and of the others some end.
func (c *City) freezes(d dice, p *Person, on *Detour) bool {
	on.Until = on.Begins.AddDays(int(d.between(60, 360)))
	if d.chance(5000) {
		on.Amount = ((p.Carried + p.Current) / 2).RoundTo(money.Yuan, money.Truncate)
	}
	on.Asks = c.Calendar.AddWorkdays(on.Begins, int(d.between(2, 10)))
	if d.chance(5000) {
		on.Ends = c.Calendar.AddWorkdays(on.Begins, int(d.between(12, 35)))
	}
	return true
}

// bans lets a person be found out, who asks for rent all the same.
func (c *City) bans(d dice, _ *Person, on *Detour) bool {
	on.Asks = c.Calendar.AddWorkdays(on.Begins, int(d.between(1, 20)))
	return true
}

// asksInVain lets a person ask for rent that is not paid. One in two asks again two weeks later, and is paid.
func (c *City) asksInVain(d dice, _ *Person, on *Detour) bool {
	on.Ends = c.Calendar.AddWorkdays(on.Begins, int(d.between(1, 3)))
	if d.chance(5000) {
		on.Asks = c.Calendar.AddWorkdays(on.Ends, 10)
		on.Paid = c.Calendar.AddWorkdays(on.Asks, int(d.between(1, 3)))
	}
	return true
}

// borrowsInVain lets a person ask for a loan that is turned down, or given up on the way.
func (c *City) borrowsInVain(d dice, p *Person, on *Detour) bool {
	age := c.Options.Year - p.Birth.Year()
	if age < 23 || age > 50 {
		return false
	}
	l := c.newLoan(d, *p, age)
	on.Begins = l.Applied
	v := &VainLoan{Price: l.Price, Amount: l.Amount, Months: l.Months, Steps: vainSteps(d.between(0, int64(vainEnd)-1))}
	on.Ends = c.Calendar.AddWorkdays(on.Begins, int(d.between(2, 7)))
	if v.Steps >= cancelledApproved {
		v.Approved = on.Ends
		on.Ends = c.Calendar.AddWorkdays(on.Ends, int(d.between(2, 9)))
	}
	if v.Steps == cancelledSigned {
		v.Signed = on.Ends
		on.Ends = c.Calendar.AddWorkdays(on.Ends, int(d.between(2, 9)))
	}
	on.Loan = v
	return true
}

// latestReturn is the latest day in November on which a payment is made that comes back: it is made again in time for
// the surveys of the year.
const latestReturn = 15

// returns lets the bank return the payments of some new loans. They are made again within two weeks. Their borrowers
// miss no instalment: the day on which it is due moves with the payment.
func (c *City) returns() {
	d := c.Options.dice("returns")
	want := some(len(c.Loans), c.Options.Returning)
	for _, n := range d.Perm(len(c.Loans)) {
		b := c.People[c.Loans[n]].Borrows
		if want == 0 {
			return
		}
		if len(b.In) > 0 || b.Stops > 0 || b.Disbursed > civil.DateOf(c.Options.Year, 11, latestReturn) {
			continue
		}
		back := c.Calendar.AddWorkdays(b.Disbursed, int(d.between(1, 3)))
		b.Returns = &Return{Back: back, Again: c.Calendar.AddWorkdays(back, int(d.between(2, 6)))}
		want--
	}
}

// detourPlan adds what befalls people.
func (c *City) detourPlan(add func(civil.Date, what, int, int)) {
	for _, p := range c.People {
		on := p.Detour
		if on == nil {
			continue
		}
		switch on.Kind {
		case isFrozen:
			add(on.Begins, freezeAccount, p.N, 0)
			if on.Amount == 0 && on.Asks < on.Until {
				add(on.Asks, askBarred, p.N, 0)
			}
			if on.Ends != 0 && on.Ends < on.Until {
				add(on.Ends, liftFreeze, p.N, 0)
			}
		case isBanned:
			add(on.Begins, banPerson, p.N, 0)
			add(on.Asks, askBarred, p.N, 0)
		case isTurned, takesBack:
			add(on.Begins, askVain, p.N, 0)
			add(on.Ends, map[detourKind]what{isTurned: turnDown, takesBack: takeBack}[on.Kind], p.N, 0)
			if on.Asks != 0 && on.Paid <= c.end() {
				add(on.Asks, askVain, p.N, 1)
				add(on.Paid, payVain, p.N, 1)
			}
		case inVain:
			c.vainPlan(add, p.N, on)
		}
	}
	for n, i := range c.Loans {
		if r := c.People[i].Borrows.Returns; r != nil {
			add(r.Back, returnLoan, n, 0)
			add(r.Again, disburseAgain, n, 0)
		}
	}
}

func (c *City) vainPlan(add func(civil.Date, what, int, int), person int, on *Detour) {
	add(on.Begins, applyVain, person, 0)
	if on.Loan.Approved != 0 {
		add(on.Loan.Approved, approveVain, person, 0)
	}
	if on.Loan.Signed != 0 {
		add(on.Loan.Signed, signVain, person, 0)
	}
	add(on.Ends, map[bool]what{true: turnLoanDown, false: cancelLoan}[on.Loan.Steps == turnedDownAtOnce], person, 0)
}
