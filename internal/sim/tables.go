package sim

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/document"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/opening"
)

type memberNo = number.MemberNo

// centreName is the name under which the city's books move in.
const centreName = "示例市住房公积金管理中心（虚构）"

// The numbers that people and employers had in the books before these.
func oldEmployer(n int) string { return fmt.Sprintf("示例DW%06d", n) }

func oldMember(n int) string { return fmt.Sprintf("示例GR%08d", n) }

func oldLoan(n int) string { return fmt.Sprintf("示例DK%08d", n) }

// serial is the number of the person that had a number.
func serial(old string) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(old, "示例GR"))
	if err != nil {
		return 0, fmt.Errorf("number of an invented person: %w", err)
	}
	return n, nil
}

// Tables are the tables of the data standard that the centre of the city hands in when its books begin.
func (c *City) Tables() ([]opening.Source, error) {
	terms, err := app.OfficeTerms(c.start())
	if err != nil {
		return nil, err
	}
	employers, people := len(c.established()), len(c.began())
	return []opening.Source{
		c.source("建账说明", 1, []string{"ZXMC", "JZRQ"}, func(_ int, yield yields) error {
			return yield(centreName, c.start().String())
		}),
		c.source("缴存单位信息", employers, []string{"DWZH", "DWMC", "ZZJGDM", "JGDM", "DWSLRQ", "DWKHRQ", "DWFXR",
			"JBRXM", "JBRSJHM", "FKZHHM"}, c.employerRow),
		c.source("单位账户", employers, []string{"DWZH", "DWJCBL", "GRJCBL", "DWJCRS", "DWFCRS", "DWZHYE", "DWZHZT",
			"JZNY"}, c.unitRow),
		c.source("个人信息", people, []string{"GRZH", "XingMing", "ZJLX", "ZJHM", "SJHM"}, c.personRow),
		c.source("个人账户", people, []string{"GRZH", "DWZH", "GRZHZT", "KHRQ", "GRJCJS", "DWYJCE", "GRYJCE",
			"GRZHYE", "GRZHSNJZYE", "GRZHDNGJYE", "JS", "JZNY", "LXJCQSNY", "GRCKZHHM"},
			func(n int, yield yields) error { return c.accountRow(terms, n, yield) }),
		c.source("借款合同", people, []string{"JKHTBH", "JKRGJJZH", "DKHKFS", "HTDKJE", "DKQS", "YDHKR", "FWTS"},
			c.contractRow),
		c.source("贷款账户", people, []string{"DKZH", "JKHTBH", "DKFFE", "DKFFRQ", "DKYE", "DKLL", "DQQC", "XCYHRQ",
			"YQBJZE", "LJYQQS"}, c.loanRow),
		c.source("银行专户", 1, []string{"ZHXH", "YHZHHM", "YHZHMC", "YHMC", "ZHXZ", "YE"}, c.bankRows),
		c.source("总账", 1, []string{"KMBH", "QMYE", "QMYEFX"}, c.ledgerRows),
		c.source("控制总数", 1, []string{"XM", "DX", "SZ"}, c.controlRows),
	}, nil
}

// yields takes the cells of a row.
type yields func(cells ...string) error

// source is a table of so many things, each of which gives its rows.
func (c *City) source(name string, things int, header []string, row func(n int, yield yields) error) opening.Source {
	return opening.Source{Name: name, Size: int64(things), Each: func(f func(document.Row) error) error {
		no := 1
		if err := f(document.Row{No: no, Cells: header}); err != nil {
			return err
		}
		for n := range things {
			if err := row(n, func(cells ...string) error {
				no++
				return f(document.Row{No: no, Cells: cells, Read: int64(n)})
			}); err != nil {
				return err
			}
		}
		return nil
	}}
}

func (c *City) employerRow(n int, yield yields) error {
	e := c.Employers[n]
	return yield(oldEmployer(n), e.Name, e.Credit, Offices[e.Office].Code, e.Founded.String(),
		e.Founded.AddDays(20).String(), strconv.Itoa(e.Payday), e.Agent, e.Mobile, e.Account)
}

func (c *City) unitRow(n int, yield yields) error {
	e := c.Employers[n]
	var balance money.Fen
	for _, i := range e.Staff {
		balance = money.Sum(balance, c.People[i].Carried, c.People[i].Current)
	}
	ratio := strconv.Itoa(e.Percent)
	return yield(oldEmployer(n), ratio, ratio, strconv.Itoa(len(e.Staff)), "0", balance.String(), "01",
		civil.MonthOf(c.Options.Year, 1).Add(-1).String())
}

func (c *City) personRow(n int, yield yields) error {
	p := c.People[n]
	return yield(oldMember(n), p.Name, "01", p.ID, p.Mobile)
}

// accountRow gives somebody's account. What the balances earned before the year is part of them, so that no day-product
// comes along.
func (c *City) accountRow(terms map[string]member.Terms, n int, yield yields) error {
	p := c.People[n]
	e := c.Employers[p.Employer]
	t := terms[Offices[e.Office].Code]
	base := t.Base(p.Base)
	part := t.Part(base, money.Rate(e.Percent)*money.RateOne/100).String()
	since := c.sinceOf(p)
	return yield(oldMember(n), oldEmployer(p.Employer), "01", since.First().String(), base.String(), part, part,
		(p.Carried + p.Current).String(), p.Carried.String(), p.Current.String(), "0",
		civil.MonthOf(c.Options.Year, 1).Add(-1).String(), since.String(), p.Card)
}

func (c *City) contractRow(n int, yield yields) error {
	o := c.People[n].Loan
	if o == nil {
		return nil
	}
	return yield(o.Contract, oldMember(n), o.Method.Code(), o.Granted.String(), strconv.Itoa(o.Months),
		strconv.Itoa(o.Disbursed.Day()), "1")
}

func (c *City) loanRow(n int, yield yields) error {
	o := c.People[n].Loan
	if o == nil {
		return nil
	}
	return yield(oldLoan(n), o.Contract, o.Granted.String(), o.Disbursed.String(), o.Outstanding.String(),
		o.Rate.String(), strconv.Itoa(o.Paid+1), o.nextDue().String(), "0", "0")
}

// nextDue is when the first instalment of the year falls due.
func (o OpeningLoan) nextDue() civil.Date { return o.Disbursed.AddMonths(o.Paid + 1) }

// totals are what the city's books come to on the first day.
type totals struct {
	deposits, loans [3]money.Fen // by office
	running         int
	dues            map[civil.Date]int
}

func (c *City) totals() totals {
	t := totals{dues: map[civil.Date]int{}}
	for _, p := range c.began() {
		office := c.Employers[p.Employer].Office
		t.deposits[office] = money.Sum(t.deposits[office], p.Carried, p.Current)
		if p.Loan != nil {
			t.loans[office] = money.Sum(t.loans[office], p.Loan.Outstanding)
			t.dues[p.Loan.nextDue()]++
			t.running++
		}
	}
	return t
}

func (t totals) sums() (deposits, loans money.Fen) {
	return money.Sum(t.deposits[:]...), money.Sum(t.loans[:]...)
}

func (c *City) bankRows(_ int, yield yields) error {
	deposits, loans := c.totals().sums()
	if err := yield(strconv.FormatInt(app.Demonstration.Fund, 10), fundNumber, "示例市住房公积金存款户", "示例银行", "01",
		(deposits - loans).String()); err != nil {
		return err
	}
	return yield(strconv.FormatInt(app.Demonstration.Surplus, 10), surplusNumber, "示例市增值收益户", "示例银行", "03", "0")
}

// The numbers of the centre's bank accounts.
const (
	fundNumber    = "9900000000000001"
	surplusNumber = "9900000000000002"
)

func (c *City) ledgerRows(_ int, yield yields) error {
	deposits, loans := c.totals().sums()
	for _, r := range []struct {
		account ledger.Account
		amount  money.Fen
		side    string
	}{{ledger.FundDemand, deposits - loans, "01"}, {ledger.PersonalLoans, loans, "01"},
		{ledger.HousingFund, deposits, "02"}} {
		if err := yield(fmt.Sprint(r.account), r.amount.String(), r.side); err != nil {
			return err
		}
	}
	return nil
}

func (c *City) controlRows(_ int, yield yields) error {
	t := c.totals()
	deposits, loans := t.sums()
	people, employers := strconv.Itoa(len(c.began())), strconv.Itoa(len(c.established()))
	running := strconv.Itoa(t.running)
	rows := [][]string{{"缴存余额", "", deposits.String()}, {"贷款余额", "", loans.String()}, {"积数", "", "0"},
		{"银行专户余额", fundNumber, (deposits - loans).String()}, {"银行专户余额", surplusNumber, "0"},
		{"个人账户数", "", people}, {"个人账户数", "01", people}, {"单位账户数", "", employers}, {"单位账户数", "01", employers},
		{"贷款笔数", "", running}, {"贷款笔数", "正常", running}}
	for i, o := range Offices {
		rows = append(rows, []string{"缴存余额", o.Code, t.deposits[i].String()},
			[]string{"贷款余额", o.Code, t.loans[i].String()}, []string{"积数", o.Code, "0"})
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
