package sim

import (
	"cmp"
	"fmt"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
)

// Office is an office of the centre (机构): the city's own and those of two counties.
type Office struct {
	Code  string // 机构代码
	Name  string // 机构名称
	Place string // how employers of the place are named
	share int    // of the employers, in ten thousand
}

// Offices are the three offices of 示例市.
var Offices = []Office{
	{"01", "示例市住房公积金管理中心", "", 6000},
	{"02", "示例市北县分中心", "北县", 2500},
	{"03", "示例市南县分中心", "南县", 1500},
}

// Kind is what an employer is (单位性质).
type Kind uint8

// The kinds of employers.
const (
	Public Kind = iota // 机关事业单位
	State              // 国有企业
	Firm               // 其他企业
)

// Employer is an invented employer (缴存单位).
type Employer struct {
	N       int // from 0
	Office  int
	Kind    Kind
	Name    string
	Credit  string // 统一社会信用代码
	Founded civil.Date
	Percent int    // 缴存比例 of each side
	Payday  int    // 发薪日
	Account string // account it remits from
	Agent   string
	Mobile  string
	Staff   []int      // people by number, on 1 January or when it registers
	Opens   civil.Date // day on which it registers; zero for who is there on 1 January
	First   int        // first month of contribution, from 0
	// Late is how many days after its usual day it remits, by month from 0, and Short how much of the list is missing
	// then, in ten thousand; a short payment is made good by a second one.
	Late  [12]int
	Short [12]int
	Turns [12]turnover // by month from 0
}

// Person is an invented member (缴存职工).
type Person struct {
	N        int // from 0
	Employer int
	Name     string
	Sex      idno.Sex
	Birth    civil.Date
	ID       string // 公民身份号码
	Mobile   string
	Card     string
	Base     money.Fen // 缴存基数
	Months   int       // contributed without a gap up to the year before
	Carried  money.Fen // balance on 1 January from before the last 1 July
	Current  money.Fen // and since then
	Joins    bool      // in the year; who does has nothing on 1 January
	Retires  civil.Date
	Leaves   *Leaving
	Rents    []Rent
	Buys     *BoughtHome
	Repays   *RepaidLoan
	Loan     *OpeningLoan
	Prepays  *EarlyRepayment
	Borrows  *NewLoan
	Frozen   *OldFreeze
	Banned   *OldBan
	Detour   *Detour
}

// Rent is a withdrawal for rent (租房提取) that a person asks for.
type Rent struct {
	On     civil.Date
	From   int       // first month, from 0
	Months int       // number of months
	Excess money.Fen // what a month's rent costs beyond the share of the income that the rules leave to the family
}

// Amount is what is asked for.
func (r Rent) Amount() money.Fen { return r.Excess * money.Fen(r.Months) }

// OpeningLoan is a loan that runs on 1 January.
type OpeningLoan struct {
	Contract    string
	Granted     money.Fen  // 贷款金额
	Rate        money.Rate // annual
	Months      int        // 期数
	Method      loan.Method
	Paid        int        // instalments paid before the year
	Outstanding money.Fen  // principal left on 1 January
	Disbursed   civil.Date // 发放日
	Unpaid      int        // the last instalments before the year that are owed on 1 January
	Settles     civil.Date // day on which they are paid; zero for never
	Misses
}

// Misses are the instalments of the year that are not paid on their day: in some months, or none from a month on.
type Misses struct {
	In    []int // months from 1
	Stops int   // month from 1, or zero
}

// Miss reports whether the instalment due on a day is not paid then.
func (m Misses) Miss(due civil.Date) bool {
	month := due.Month().Number()
	return slices.Contains(m.In, month) || m.Stops > 0 && month >= m.Stops
}

// NewLoan is a loan asked for in the year. Each day is a working day after the one before.
type NewLoan struct {
	N           int
	Applied     civil.Date
	Approved    civil.Date
	Signed      civil.Date
	Registered  civil.Date
	Disbursed   civil.Date // later than the year for the last ones, which then stay undisbursed
	Price       money.Fen
	Amount      money.Fen
	Months      int
	Method      loan.Method
	Second      bool
	Contract    string
	Certificate string
	Fee         FeeCase
	Returns     *Return // the bank gives the payment back
	Misses
}

// FeeCase says why a loan of the year has no registration fee paid in the year, if it has none.
type FeeCase uint8

// The four reasons for which a loan and a fee do not meet, beside the ordinary case.
const (
	FeePaid          FeeCase = iota // billed and paid
	FeeNextYear                     // registered in December, billed in January
	FeeByOther                      // the developer paid for the whole building
	FeeExempt                       // 保障性住房: no fee is charged
	FeePreRegistered                // 抵押权预告登记: no fee until the house is finished
)

// City is the invented city at the beginning of the year.
type City struct {
	Options   Options
	Calendar  civil.Calendar
	Employers []Employer
	People    []Person
	Loans     []int // people with a loan of the year, in the order of application
	Bills     []bill
	Drawings  []Drawing
	Waiting   []OldMoney
	Deposits  []OldDeposit

	witness witness          // watches the year, if there is one
	skip    func(event) bool // leaves events out of the plan, if it is set
	born    map[string]int   // identification numbers given, by office, day and sex
}

// began are the people who are there on 1 January.
func (c *City) began() []Person { return c.People[:c.Options.Members] }

// established are the employers that are there on 1 January.
func (c *City) established() []Employer {
	return c.Employers[:c.People[c.Options.Members-1].Employer+1]
}

// Build invents the city of a set of options: always the same one.
func Build(o Options) *City {
	c := &City{Options: o, Calendar: civil.China(), born: map[string]int{}}
	c.employers()
	c.people()
	c.openingLoans()
	c.newLoans()
	c.housing()
	c.turnovers()
	c.prepayers()
	c.brought()
	c.detours()
	c.Bills = c.bills()
	return c
}

// start and end are the first and last day of the year.
func (c *City) start() civil.Date { return civil.DateOf(c.Options.Year, 1, 1) }

// End is the last day of the city's year.
func (c *City) End() civil.Date { return c.end() }

func (c *City) end() civil.Date { return civil.DateOf(c.Options.Year, 12, 31) }

// employers invents the employers, the largest of each kind about as large as all of its smallest together.
func (c *City) employers() {
	o := c.Options
	d := o.dice("employers")
	n := max(len(Offices), o.Members/o.PerEmployer)
	sizes := skewed(n, o.Members)
	kinds := [3]int{}
	for i := range n {
		office := i // every office has one employer at least
		if i >= len(Offices) {
			for office = 0; office < len(Offices)-1 && !d.chance(Offices[office].share); office++ {
			}
		}
		kind := Firm
		if i%5 < 2 {
			kind = Public
		} else if i%7 == 3 {
			kind = State
		}
		e := Employer{N: i, Office: office, Kind: kind,
			Name:    employerName(d, Offices[office], kind, kinds[kind]),
			Credit:  creditCode([]string{"12", "91", "91"}[kind], office, i),
			Founded: civil.DateOf(o.Year-3-int(d.between(0, 30)), 1+d.IntN(12), 1+d.IntN(28)),
			Percent: int(map[Kind]int64{Public: 12, State: d.between(9, 12), Firm: d.between(5, 9)}[kind]),
			Payday:  int(map[Kind]int64{Public: 10, State: 15, Firm: d.between(5, 20)}[kind]),
			Account: fmt.Sprintf("9%02d%011d", office+1, i),
			Agent:   personName(d), Mobile: mobile(90_000_000 + i)}
		kinds[kind]++
		e.troubles(d, o)
		e.Staff = make([]int, 0, sizes[i])
		for range sizes[i] {
			e.Staff = append(e.Staff, len(c.People))
			c.People = append(c.People, Person{N: len(c.People), Employer: i})
		}
		c.Employers = append(c.Employers, e)
	}
}

// troubles decides in which months an employer remits late or short.
func (e *Employer) troubles(d dice, o Options) {
	late, short := d.chance(o.LatePayers), d.chance(o.ShortPayers)
	for m := range 12 {
		if late && d.chance(3000) {
			e.Late[m] = int(d.between(3, 24))
		}
		if short && d.chance(2500) {
			e.Short[m] = int(d.between(300, 2500))
		}
	}
}

// skewed shares people out to n employers, two at least to each, the rest as one over the rank.
func skewed(n, people int) []int {
	sizes := make([]int, n)
	weights, total := make([]int64, n), int64(0)
	for i := range n {
		weights[i] = 1_000_000 / int64(i+3)
		total += weights[i]
	}
	rest := int64(people - 2*n)
	given := 0
	for i := range n {
		sizes[i] = 2 + int(rest*weights[i]/total)
		given += sizes[i]
	}
	for i := 0; given < people; i, given = (i+1)%n, given+1 {
		sizes[i]++
	}
	return sizes
}

// people invents everybody: age, salary, what is on the account, who rents and who retires.
func (c *City) people() {
	o := c.Options
	d := o.dice("people")
	for i := range c.People {
		p := &c.People[i]
		e := c.Employers[p.Employer]
		p.Name = personName(d)
		p.Sex = idno.Male
		if d.chance(4600) {
			p.Sex = idno.Female
		}
		c.ages(d, p)
		c.identify(p, e.Office)
		c.salary(d, p, e)
		c.renting(d, p)
	}
}

// identify gives a person the numbers, and the next day of birth when all of a day are given.
func (c *City) identify(p *Person, office int) {
	key := fmt.Sprint(office, p.Birth, p.Sex)
	for c.born[key] >= serialSpan {
		p.Birth++
		key = fmt.Sprint(office, p.Birth, p.Sex)
	}
	p.ID = idNumber(office, p.Birth, p.Sex, c.born[key])
	c.born[key]++
	p.Mobile, p.Card = mobile(p.N), card(p.N)
}

// retirementAge is the statutory age (法定退休年龄) in the year, in whole years: it rises from 2025 on.
func retirementAge(sex idno.Sex, kind Kind) int {
	switch {
	case sex == idno.Male:
		return 60
	case kind == Public:
		return 55
	}
	return 50
}

// ages gives a person a day of birth, and a day in the year to retire if it comes to that.
func (c *City) ages(d dice, p *Person) {
	year := c.Options.Year
	limit := retirementAge(p.Sex, c.Employers[p.Employer].Kind)
	if d.chance(c.Options.Retiring) {
		p.Birth = civil.DateOf(year-limit, 1+d.IntN(11), 1+d.IntN(28))
		p.Retires = c.workday(p.Birth.AddMonths(12 * limit).AddDays(int(d.between(5, 30))))
		return
	}
	age := int(d.bell(21, int64(limit)*2-21-30))
	age = min(max(age, 21), limit-1)
	p.Birth = civil.DateOf(year-age, 1+d.IntN(12), 1+d.IntN(28))
}

// salary gives a base by kind of employer and age, and a balance by how long a person has paid in.
func (c *City) salary(d dice, p *Person, e Employer) {
	low := map[Kind]int64{Public: 5200, State: 4800, Firm: 3200}[e.Kind]
	high := map[Kind]int64{Public: 11_800, State: 11_000, Firm: 9800}[e.Kind]
	yuan := d.bell(low, high)
	if d.chance(400) {
		yuan = d.between(high, 21_000)
	}
	p.Base = money.Fen(yuan * 100)
	age := int64(c.Options.Year - p.Birth.Year())
	monthly := int64(p.Base) * int64(e.Percent) * 2 / 100
	months := 3 + (age-20)*d.bell(3, 30)/10
	if p.Retires != 0 {
		months += d.between(50, 120)
	}
	p.Months = int(months)
	p.Current = money.Fen(monthly * min(months, 6))
	p.Carried = money.Fen(monthly*(months-min(months, 6)) + d.between(0, 9999))
}

// renting decides when a person withdraws for rent: once a year or by the quarter, never on a rest day.
func (c *City) renting(d dice, p *Person) {
	if !d.chance(c.Options.Renters) || p.Retires != 0 {
		return
	}
	// The most that the year's cap leaves a family is 1,500 yuan a month.
	monthly := min(money.Fen(d.bell(1000, 1800)*100), 150_000)
	if d.chance(6000) {
		on := c.start().AddDays(int(d.between(70, 360)))
		p.Rents = []Rent{{On: c.workday(on), Excess: monthly, Months: 12}}
		return
	}
	first := c.start().AddDays(int(d.between(10, 80)))
	for q := range 4 {
		p.Rents = append(p.Rents, Rent{On: c.workday(first.AddMonths(3 * q)), Excess: monthly, From: 3 * q, Months: 3})
	}
}

// workdayFrom is day, or the first working day after it.
func (c *City) workdayFrom(day civil.Date) civil.Date {
	for !c.Calendar.IsWorkday(day) {
		day++
	}
	return day
}

// workday is the same, or the last of the year when that comes first.
func (c *City) workday(day civil.Date) civil.Date {
	if day = c.workdayFrom(day); day > c.end() {
		return c.Calendar.OnOrBefore(c.end())
	}
	return day
}

// sortLoans orders the loans of the year by their application.
func (c *City) sortLoans() {
	slices.SortStableFunc(c.Loans, func(a, b int) int {
		return cmp.Compare(c.People[a].Borrows.Applied, c.People[b].Borrows.Applied)
	})
	for n, i := range c.Loans {
		c.People[i].Borrows.N = n
		c.People[i].Borrows.Contract = fmt.Sprintf("示例借〔%d〕%06d号", c.Options.Year, n+1)
		c.People[i].Borrows.Certificate = fmt.Sprintf("示例(%d)不动产证明第%07d号", c.Options.Year, n+1)
	}
}
