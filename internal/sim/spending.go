package sim

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// The centre's own year is not scaled with the city: it has the same contract staff, premises and contracts whatever
// the number of members. Only the registration fees follow the loans. All of it is 示例.

// staffPay is what one contract employee (内部聘用人员) is paid a month.
const staffPay money.Fen = 600_000

// contractStaff is how many there are.
const contractStaff = 13

// latePayMonth is the month, from 1, whose wages are paid a working day after they were due: a planted deviation.
const latePayMonth = 8

// training is a training course (职工培训).
type training struct {
	day     [2]int // month and day it is held
	planned int    // month it was planned for
	topic   string
	cost    money.Fen
	invited int
	came    int
}

// trainings are the courses of the year. Few came to the second: a planted deviation.
var trainings = []training{
	{[2]int{3, 14}, 3, "归集业务规范培训", 1_150_000, 32, 31},
	{[2]int{6, 20}, 6, "贷款业务与风险防控培训", 1_480_000, 32, 21},
	{[2]int{9, 12}, 9, "窗口服务礼仪与政策培训", 1_260_000, 32, 32},
}

// order is a print order (印刷业务).
type order struct {
	day  [2]int
	what string
	cost money.Fen
}

var orders = []order{
	{[2]int{4, 18}, "政策宣传折页", 1_820_000},
	{[2]int{10, 17}, "业务凭证和档案袋", 2_040_000},
}

// premises are the buildings whose bills the centre pays, by office.
var premises = []string{"市中心办公楼", "北县分中心办公楼", "南县分中心办公楼"}

// utility is a kind of bill that comes for each of the premises.
type utility struct {
	name   string
	months []int        // months in which it comes
	due    int          // days until it is due
	fen    [3]money.Fen // about how much, by premises
}

// utilities are the kinds of bills: heating comes by season and property management by the quarter.
var utilities = []utility{
	{"水费", everyMonth, 15, [3]money.Fen{42_000, 21_000, 16_000}},
	{"电费", everyMonth, 15, [3]money.Fen{305_000, 152_000, 118_000}},
	{"供暖费", []int{1, 11}, 20, [3]money.Fen{1_200_000, 640_000, 480_000}},
	{"物业费", []int{1, 4, 7, 10}, 20, [3]money.Fen{900_000, 480_000, 410_000}},
}

var everyMonth = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// bill is one bill of the centre's calendar.
type bill struct {
	premises int
	utility  int
	arrives  civil.Date
	due      civil.Date
	paid     civil.Date
	amount   money.Fen
}

// bills is the calendar of bills. Two of the year are paid after they were due: a planted deviation.
func (c *City) bills() []bill {
	d := c.Options.dice("bills")
	var all []bill
	for u, kind := range utilities {
		for _, m := range kind.months {
			for p := range premises {
				b := bill{premises: p, utility: u}
				b.arrives = c.workday(civil.DateOf(c.Options.Year, m, 5+p))
				b.due = b.arrives.AddDays(kind.due)
				b.paid = c.Calendar.AddWorkdays(b.arrives, int(d.between(2, 6)))
				b.amount = kind.fen[p] * money.Fen(d.between(88, 112)) / 100
				if late := kind.name == "电费" && (m == 5 && p == 1 || m == 10 && p == 2); late {
					b.paid = c.workday(b.due.AddDays(4))
				}
				all = append(all, b)
			}
		}
	}
	return all
}

// contract is an IT service contract (信息化服务外包合同).
type contract struct {
	what     string
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
	{"住房公积金综合服务平台建设运营（六种服务渠道）", "示例省综合服务平台", 98_000_000,
		[]part{{3, 24_500_000}, {6, 24_500_000}, {9, 24_500_000}, {12, 24_500_000}}},
	{"数据上报系统运行服务", "示例数据服务公司", 5_000_000, []part{{12, 5_000_000}}},
	{"网络安全等级保护测评", "示例测评机构", 8_500_000, []part{{9, 8_500_000}}},
	{"云服务器安全运维", "示例云服务公司", 38_000_000, []part{{6, 19_000_000}, {12, 19_000_000}}},
	{"核心业务系统综合运维", "示例软件公司", 54_000_000,
		[]part{{3, 13_500_000}, {6, 13_500_000}, {9, 13_500_000}, {12, 13_500_000}}},
}

// payday is when the wages of a month are due: the 25th, and when that is a rest day the working day before.
func (c *City) payday(month int) civil.Date {
	return c.Calendar.OnOrBefore(civil.DateOf(c.Options.Year, month, 25))
}

// spendingPlan adds the centre's own spending to the plan.
func (c *City) spendingPlan(add func(civil.Date, what, int, int)) {
	year := c.Options.Year
	on := func(day [2]int) civil.Date { return c.workday(civil.DateOf(year, day[0], day[1])) }
	for i := range contracts {
		add(c.workday(civil.DateOf(year, 1, 2)), hireContract, i, 0)
		for j, p := range contracts[i].pays {
			add(c.Calendar.OnOrBefore(civil.DateOf(year, p.month, 22)), acceptService, i, j)
			add(c.Calendar.OnOrBefore(civil.DateOf(year, p.month, 26)), payContract, i, j)
		}
	}
	for m := 1; m <= 12; m++ {
		day := c.payday(m)
		if m == latePayMonth {
			day = c.Calendar.AddWorkdays(day, 1)
		}
		add(day, payStaff, m, 0)
	}
	for i, t := range trainings {
		add(on(t.day), train, i, 0)
	}
	for i, o := range orders {
		add(on(o.day), printOrder, i, 0)
	}
	for i, b := range c.bills() {
		add(b.arrives, billArrives, i, 0)
		add(b.paid, billPaid, i, 0)
	}
	for m := 1; m <= 12; m++ {
		if len(c.registered(m)) == 0 {
			continue
		}
		billed := c.Calendar.OnOrBefore(civil.MonthOf(year, m).Last())
		add(billed, registryBill, m, 0)
		add(c.Calendar.AddWorkdays(billed, 4), registryPaid, m, 0)
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
