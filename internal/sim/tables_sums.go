package sim

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/ledger"
)

// overdueFrom is with how many unpaid instalments their principal stands under 逾期贷款.
const overdueFrom = 3

// totals are what the city's books come to on the first day.
type totals struct {
	deposits, loans  [3]money.Fen        // by office; what is overdue is part of the loans
	products         [3]money.DayProduct // likewise
	overdue          money.Fen           // 逾期贷款
	running, unpaid  int
	dues             map[civil.Date]int
	known, suspended money.Fen // 单位暂存, 暂收
	time, accrued    money.Fen // 定期存款, 应收利息
	frozen, banned   int
}

func (c *City) totals() totals {
	t := totals{dues: map[civil.Date]int{}}
	for _, p := range c.began() {
		office := c.Employers[p.Employer].Office
		t.deposits[office] = money.Sum(t.deposits[office], p.Carried, p.Current)
		t.products[office] += c.product(p)
		if p.Loan != nil {
			t.add(office, *p.Loan)
		}
		if p.Frozen != nil {
			t.frozen++
		}
		if p.Banned != nil {
			t.banned++
		}
	}
	for _, m := range c.Waiting {
		if m.Known {
			t.known = money.Sum(t.known, m.Amount)
		} else {
			t.suspended = money.Sum(t.suspended, m.Amount)
		}
	}
	for _, o := range c.Deposits {
		t.time, t.accrued = money.Sum(t.time, o.Amount), money.Sum(t.accrued, o.accrued(c.start()))
	}
	return t
}

func (t *totals) add(office int, o OpeningLoan) {
	overdue := o.overdue()
	t.loans[office] = money.Sum(t.loans[office], o.Outstanding, overdue)
	t.dues[o.nextDue()]++
	t.running++
	if o.Unpaid > 0 {
		t.unpaid++
	}
	if o.Unpaid >= overdueFrom {
		t.overdue = money.Sum(t.overdue, overdue)
	}
}

func (t totals) sums() (deposits, loans money.Fen) {
	return money.Sum(t.deposits[:]...), money.Sum(t.loans[:]...)
}

func (t totals) product() (sum money.DayProduct) {
	for _, p := range t.products {
		sum += p
	}
	return sum
}

// yuanDays is a day-product as the tables write it.
func yuanDays(p money.DayProduct) string { return money.Fen(p).String() }

// payable is the interest that members have earned since the last 1 July (应付利息).
func (t totals) payable() money.Fen { return t.product().Interest(depositRate) }

// atHand is what the fund's bank account has: what is owed to others, less what others owe.
func (t totals) atHand() money.Fen {
	deposits, loans := t.sums()
	return money.Sum(deposits, t.payable(), t.known, t.suspended) - money.Sum(loans, t.time, t.accrued)
}

func (c *City) bankRows(_ int, yield yields) error {
	if err := yield(strconv.FormatInt(app.Demonstration.Fund, 10), fundNumber, "示例市住房公积金存款户", "示例银行", "01",
		c.totals().atHand().String()); err != nil {
		return err
	}
	return yield(strconv.FormatInt(app.Demonstration.Surplus, 10), surplusNumber, "示例市增值收益户", "示例银行", "03", "0")
}

func (c *City) ledgerRows(_ int, yield yields) error {
	t := c.totals()
	deposits, loans := t.sums()
	const debit, credit = "01", "02"
	for _, r := range []struct {
		account ledger.Account
		amount  money.Fen
		side    string
	}{{ledger.FundDemand, t.atHand(), debit}, {ledger.FundTime, t.time, debit},
		{ledger.InterestReceivable, t.accrued, debit}, {ledger.PersonalLoans, loans - t.overdue, debit},
		{ledger.PersonalOverdue, t.overdue, debit}, {ledger.HousingFund, deposits, credit},
		{ledger.InterestPayable, t.payable(), credit}, {ledger.EmployerUnallocated, t.known, credit},
		{ledger.Suspense, t.suspended, credit}} {
		if err := yield(fmt.Sprint(r.account), r.amount.String(), r.side); err != nil {
			return err
		}
	}
	return nil
}

func (c *City) controlRows(_ int, yield yields) error {
	t := c.totals()
	deposits, loans := t.sums()
	people, employers, drawn := len(c.began()), len(c.established()), len(c.Drawings)
	rows := [][]string{{"缴存余额", "", deposits.String()}, {"贷款余额", "", loans.String()},
		{"积数", "", yuanDays(t.product())}, {"定期存款", "", t.time.String()},
		{"银行专户余额", fundNumber, t.atHand().String()}, {"银行专户余额", surplusNumber, "0"}}
	for _, count := range []struct {
		item, object string
		n            int
	}{{"个人账户数", "", people}, {"个人账户数", "01", people}, {"单位账户数", "", employers}, {"单位账户数", "01", employers},
		{"贷款笔数", "", t.running}, {"贷款笔数", "正常", t.running - t.unpaid}, {"贷款笔数", "逾期", t.unpaid},
		{"冻结笔数", "", t.frozen}, {"限制名单人数", "", t.banned}, {"购房提取记录数", "", drawn}} {
		rows = append(rows, []string{count.item, count.object, strconv.Itoa(count.n)})
	}
	for i, o := range Offices {
		rows = append(rows, []string{"缴存余额", o.Code, t.deposits[i].String()},
			[]string{"贷款余额", o.Code, t.loans[i].String()}, []string{"积数", o.Code, yuanDays(t.products[i])})
	}
	for _, day := range slices.Sorted(maps.Keys(t.dues)) {
		rows = append(rows, []string{"应还日贷款笔数", day.String(), strconv.Itoa(t.dues[day])})
	}
	for _, r := range rows {
		if err := yield(r...); err != nil {
			return err
		}
	}
	return nil
}
