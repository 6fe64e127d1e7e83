package sim

import (
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/spending"
)

// The centre's own year is not scaled with the city: it has the same contract staff, premises and contracts whatever
// the number of members. Only the registration fees follow the loans. All of it is 示例.

// staffPay is what one contract employee (内部聘用人员) is paid a month.
const staffPay money.Fen = 600_000

// The staff of the three offices, by number from 1: first the contract staff, then those on the establishment.
const (
	contractStaff = 13
	allStaff      = 32
)

// latePayMonth is the month, from 1, whose wages are paid a working day after they were due: a planted deviation.
const latePayMonth = 8

// training is a training course (职工培训).
type training struct {
	month, day int
	topic      string
	cost       money.Fen
	came       int // of all staff
}

// trainings are the courses of the year. Few came to the second: a planted deviation.
var trainings = []training{
	{3, 14, "归集业务规范培训", 1_150_000, 31},
	{6, 20, "贷款业务与风险防控培训", 1_480_000, 21},
	{9, 12, "窗口服务礼仪与政策培训", 1_260_000, 32},
}

// order is a print order (印刷业务).
type order struct {
	month, day int
	what       string
	cost       money.Fen
}

var orders = []order{
	{4, 18, "政策宣传折页", 1_820_000},
	{10, 17, "业务凭证和档案袋", 2_040_000},
}

// premises are the buildings whose bills the centre pays, by office.
var premises = []string{"市中心办公楼", "北县分中心办公楼", "南县分中心办公楼"}

// utility is a kind of bill that falls due for each of the premises.
type utility struct {
	rule spending.BillRule
	fen  [3]money.Fen // about how much, by premises
}

// utilities are the kinds of bills: heating comes by season and property management by the quarter.
var utilities = []utility{
	{spending.BillRule{Kind: spending.Water, Months: everyMonth, Day: 20}, [3]money.Fen{42_000, 21_000, 16_000}},
	{spending.BillRule{Kind: spending.Electricity, Months: everyMonth, Day: 20},
		[3]money.Fen{305_000, 152_000, 118_000}},
	{spending.BillRule{Kind: spending.Heating, Months: []int{1, 11}, Day: 25},
		[3]money.Fen{1_200_000, 640_000, 480_000}},
	{spending.BillRule{Kind: spending.Property, Months: []int{1, 4, 7, 10}, Day: 25},
		[3]money.Fen{800_000, 440_000, 380_000}},
}

var everyMonth = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// billPlan is the calendar of bills as the centre enters it.
func (c *City) billPlan() spending.BillPlan {
	p := spending.BillPlan{Year: c.Options.Year, Premises: premises}
	for _, u := range utilities {
		p.Rules = append(p.Rules, u.rule)
	}
	return p
}

// bill is what happens to one bill of the calendar.
type bill struct {
	spending.Bill
	paid   civil.Date
	amount money.Fen
}

// bills are the bills of the year in the order of the calendar. Two of them are paid after they were due: a planted
// deviation.
func (c *City) bills() []bill {
	d := c.Options.dice("bills")
	var all []bill
	for _, b := range c.billPlan().Bills() {
		place, kind := slices.Index(premises, b.Premises), utilities[b.Kind-spending.Water]
		one := bill{Bill: b, amount: kind.fen[place] * money.Fen(d.between(88, 112)) / 100}
		one.paid = c.Calendar.OnOrBefore(b.Due.AddDays(-int(d.between(1, 9))))
		month := b.Due.Month().Number()
		if b.Kind == spending.Electricity && (month == 5 && place == 1 || month == 10 && place == 2) {
			one.paid = c.workday(b.Due.AddDays(4))
		}
		all = append(all, one)
	}
	return all
}

// contract is an IT service contract (信息化服务外包合同).
type contract struct {
	cost     spending.Cost
	number   string
	supplier string
	amount   money.Fen
	pays     []part
}

// part is a payment under a contract, after the service of the time before was accepted.
type part struct {
	month  int
	amount money.Fen
}

// contracts are the five IT contracts of the year.
var contracts = []contract{
	{spending.Channels, "示例信采2024-01", "示例省综合服务平台", 98_000_000,
		[]part{{3, 24_500_000}, {6, 24_500_000}, {9, 24_500_000}, {12, 24_500_000}}},
	{spending.DataReporting, "示例信采2024-02", "示例数据服务公司", 5_000_000, []part{{12, 5_000_000}}},
	{spending.Assessment, "示例信采2024-03", "示例测评机构", 8_500_000, []part{{9, 8_500_000}}},
	{spending.CloudSecurity, "示例信采2024-04", "示例云服务公司", 38_000_000, []part{{6, 19_000_000}, {12, 19_000_000}}},
	{spending.CoreSystem, "示例信采2024-05", "示例软件公司", 54_000_000,
		[]part{{3, 13_500_000}, {6, 13_500_000}, {9, 13_500_000}, {12, 13_500_000}}},
}

// payday is when the wages of a month are due: the 25th, and when that is a rest day the working day before.
func (c *City) payday(month int) civil.Date {
	return c.Calendar.OnOrBefore(civil.DateOf(c.Options.Year, month, 25))
}

// spendingPlan adds the centre's own spending to the plan.
func (c *City) spendingPlan(add func(civil.Date, what, int, int)) {
	year := c.Options.Year
	on := func(month, day int) civil.Date { return c.workday(civil.DateOf(year, month, day)) }
	add(on(1, 2), beginSpending, 0, 0)
	for i := range contracts {
		add(on(1, 2), signContract, i, 0)
		for m := 1; m <= 12; m++ {
			add(c.Calendar.OnOrBefore(civil.MonthOf(year, m).Last()), acceptService, i, m)
		}
		for j, p := range contracts[i].pays {
			add(c.Calendar.OnOrBefore(civil.DateOf(year, p.month, 26)), payContract, i, j)
		}
	}
	add(on(9, 5), assess, 0, 0)
	for m := 1; m <= 12; m++ {
		day := c.payday(m)
		if m == latePayMonth {
			day = c.Calendar.AddWorkdays(day, 1)
		}
		add(day, payStaff, m, 0)
	}
	for i, t := range trainings {
		add(on(t.month, t.day), train, i, 0)
	}
	for i, o := range orders {
		add(on(o.month, o.day), printOrder, i, 0)
		add(c.Calendar.AddWorkdays(on(o.month, o.day), 10), acceptPrint, i, 0)
	}
	for i, b := range c.Bills {
		add(b.paid, payBill, i, 0)
	}
	for i, s := range c.surveys() {
		add(s.Held, survey, i, 0)
	}
	for m := 1; m <= 12; m++ {
		if len(c.registered(m)) == 0 {
			continue
		}
		billed := c.Calendar.OnOrBefore(civil.MonthOf(year, m).Last())
		add(billed, registryBill, m, 0)
		add(c.Calendar.AddWorkdays(billed, 4), payRegistry, m, 0)
	}
}

// registered are the loans, by number, whose registration fee the registry bills at the end of a month.
func (c *City) registered(month int) []int {
	var loans []int
	for n, i := range c.Loans {
		l := c.People[i].Borrows
		if l.Fee == FeePaid && l.Registered.Month() == civil.MonthOf(c.Options.Year, month) {
			loans = append(loans, n)
		}
	}
	return loans
}
