package sim

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/member"
)

// turnover is who comes and goes at an employer with one month's list (人员变更清册), people by number.
type turnover struct {
	hired  []int // 新开户
	comes  []int // 内部转入
	back   []int // 启封
	leaves []int // 封存
}

// Leaving is a job that ends (离职), and what follows.
type Leaving struct {
	Month int               // first without contribution, from 0
	Why   member.SealReason // 封存原因
	To    int               // the next employer, or the same one after unpaid leave; nobody's for -1
	From  int               // first month of contribution there, from 0
	Ends  civil.Date        // day on which the person, or the heirs, ask for the money; zero for nobody
	Died  civil.Date        // zero for who lives
}

// hiresByMonth says how many of a year's newcomers come with each month's list: after the spring festival, and after
// the summer's examinations.
var hiresByMonth = [12]int64{4, 6, 12, 9, 7, 7, 16, 14, 9, 7, 5, 4}

// turnovers decides who comes to the city, changes employers, takes unpaid leave, leaves for good or dies. Those with
// other plans for the year stay where they are, and no employer loses more than a few.
func (c *City) turnovers() {
	d := c.Options.dice("turnover")
	established := len(c.Employers)
	lost := make([]int, established)
	for i := range c.People {
		p := &c.People[i]
		if p.Retires != 0 || p.Borrows != nil || len(p.Rents) > 0 || p.Buys != nil || p.Repays != nil {
			continue
		}
		leaves, dies := d.chance(c.Options.Leaving), d.chance(c.Options.Dying)
		if (leaves || dies && p.Loan == nil) && lost[p.Employer] < len(c.Employers[p.Employer].Staff)/4 {
			lost[p.Employer]++
			c.leave(d, p, dies && p.Loan == nil)
		}
	}
	c.newcomers(d)
	c.newEmployers(d)
}

// leave makes a person leave with the list of some month.
func (c *City) leave(d dice, p *Person, dies bool) {
	l := &Leaving{Month: int(d.between(1, 11)), Why: member.Resigned, To: -1}
	p.Leaves = l
	own := &c.Employers[p.Employer]
	own.Turns[l.Month].leaves = append(own.Turns[l.Month].leaves, p.N)
	paid, _ := c.paymentDays(*own)
	gone := paid[l.Month]
	switch {
	case dies:
		l.Why, l.Died = member.Deceased, gone.AddDays(-int(d.between(1, 20)))
		l.ends(c, gone.AddDays(int(d.between(15, 75))))
	case d.chance(1500):
		l.Why, l.To = member.UnpaidLeave, p.Employer
		c.arrive(p, l, l.Month+int(d.between(1, 4)), gone)
	case d.chance(6500):
		for l.To = int(d.Int64N(int64(len(c.Employers)))); l.To == p.Employer; {
			l.To = int(d.Int64N(int64(len(c.Employers))))
		}
		gap := 0
		if d.chance(3000) {
			gap = int(d.between(1, 3))
		}
		c.arrive(p, l, l.Month+gap, gone)
	case p.Loan == nil && d.chance(6000):
		l.ends(c, gone.AddMonths(6).AddDays(int(d.between(0, 45))))
	}
}

// ends sets the day on which the account's money is asked for, if it comes in the year.
func (l *Leaving) ends(c *City, day civil.Date) {
	if day = c.workdayFrom(day); day <= c.end() {
		l.Ends = day
	}
}

// arrive brings a person to the next employer with the list of a month, or of the first one that is made on a later
// day than the account was sealed; who would come after the year stays sealed.
func (c *City) arrive(p *Person, l *Leaving, month int, gone civil.Date) {
	to := &c.Employers[l.To]
	paid, _ := c.paymentDays(*to)
	for ; month < 12; month++ {
		if paid[month] <= gone {
			continue
		}
		l.From = month
		if t := &to.Turns[month]; l.To == p.Employer {
			t.back = append(t.back, p.N)
		} else {
			t.comes = append(t.comes, p.N)
		}
		return
	}
	l.To = -1
}

// newcomers are people who contribute for the first time, with employers that were there before.
func (c *City) newcomers(d dice) {
	var all int64
	for _, share := range hiresByMonth {
		all += share
	}
	for range c.Options.Members * c.Options.Joining / 10_000 {
		month, left := 0, d.Int64N(all)
		for ; left >= hiresByMonth[month]; month++ {
			left -= hiresByMonth[month]
		}
		// A large employer hires more than a small one: as somebody among its staff would bring a friend.
		e := &c.Employers[c.People[d.IntN(c.Options.Members)].Employer]
		e.Turns[month].hired = append(e.Turns[month].hired, c.newcomer(d, e))
	}
}

// newEmployers register in the year with a few people each. One in four comes later than the law allows.
func (c *City) newEmployers(d dice) {
	established := len(c.Employers)
	for range max(1, established*c.Options.Founding/10_000) {
		n, month := len(c.Employers), int(d.between(1, 11))
		office := int(d.between(0, int64(len(Offices)-1)))
		opens := c.workday(civil.MonthOf(c.Options.Year, month+1).First().AddDays(int(d.between(0, 2))))
		e := Employer{N: n, Office: office, Kind: Firm, Opens: opens, First: month,
			Name:   employerName(d, Offices[office], Firm, n),
			Credit: creditCode("91", office, n), Founded: opens.AddDays(-int(d.between(5, 38))),
			Percent: int(d.between(5, 8)), Payday: int(d.between(10, 20)),
			Account: fmt.Sprintf("9%02d%011d", office+1, n), Agent: personName(d), Mobile: mobile(90_000_000 + n)}
		for range d.between(2, 9) {
			e.Staff = append(e.Staff, c.newcomer(d, &e))
		}
		c.Employers = append(c.Employers, e)
	}
}

// newcomer invents somebody who has never contributed, and gives the number.
func (c *City) newcomer(d dice, e *Employer) int {
	p := Person{N: len(c.People), Employer: e.N, Joins: true, Name: personName(d), Sex: idno.Male}
	if d.chance(4600) {
		p.Sex = idno.Female
	}
	p.Birth = civil.DateOf(c.Options.Year-int(d.bell(20, 38)), 1+d.IntN(12), 1+d.IntN(28))
	c.salary(d, &p, *e)
	p.Months, p.Carried, p.Current = 0, 0, 0
	c.identify(&p, e.Office)
	c.People = append(c.People, p)
	return p.N
}

// turnoverPlan adds what employers report with their lists, and who asks for the money of an account that nobody pays
// into any more.
func (c *City) turnoverPlan(add func(civil.Date, what, int, int), decided func(civil.Date) civil.Date) {
	for _, e := range c.Employers {
		if e.Opens != 0 {
			add(e.Opens, openEmployer, e.N, 0)
		}
		paid, _ := c.paymentDays(e)
		for m, t := range e.Turns {
			if len(t.leaves) > 0 {
				add(paid[m], leave, e.N, m)
			}
			if len(t.hired) > 0 {
				add(paid[m], hire, e.N, m)
			}
			if len(t.comes)+len(t.back) > 0 {
				add(paid[m], come, e.N, m)
			}
		}
	}
	for _, p := range c.People {
		if l := p.Leaves; l != nil && l.Ends != 0 {
			ask, decide := leftJob, decideLeftJob
			if l.Died != 0 {
				ask, decide = inherit, decideInherit
			}
			add(l.Ends, ask, p.N, 0)
			add(decided(l.Ends), decide, p.N, 0)
		}
	}
}
