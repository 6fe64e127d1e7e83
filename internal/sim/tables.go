package sim

import (
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/document"
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
		c.source("逾期登记", people, []string{"DKZH", "YQQC", "YHRQ", "YQBJ", "YQLX", "YQFX", "FXJZR"}, c.arrearRow),
		c.source("暂收暂存", len(c.Waiting), []string{"ZCLX", "DWZH", "FKZHHM", "FKZHMC", "FSE", "DZRQ", "YHJSLSH",
			"YHZHHM"}, c.moneyRow),
		c.source("定期存款", len(c.Deposits), []string{"DQCKBH", "ZHHM", "LiLv", "BJJE", "CRRQ", "DQRQ", "CKQX", "YJTLX"},
			c.depositRow),
		c.source("冻结登记", people, []string{"GRZH", "DJJE", "DJQRQ", "DJZRQ", "DJJG", "WSBH"}, c.freezeRow),
		c.source("限制名单", people, []string{"GRZH", "CLRQ", "XZZRQ", "CLWH"}, c.banRow),
		c.source("购房提取记录", len(c.Drawings), []string{"GRZH", "TQYY", "TQRQ", "TQJE", "FWBH", "JTBH"}, c.drawingRow),
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

// accountRow gives somebody's account.
func (c *City) accountRow(terms map[string]member.Terms, n int, yield yields) error {
	p := c.People[n]
	e := c.Employers[p.Employer]
	t := terms[Offices[e.Office].Code]
	base := t.Base(p.Base)
	part := t.Part(base, money.Rate(e.Percent)*money.RateOne/100).String()
	since := c.sinceOf(p)
	return yield(oldMember(n), oldEmployer(p.Employer), "01", since.First().String(), base.String(), part, part,
		(p.Carried + p.Current).String(), p.Carried.String(), p.Current.String(), yuanDays(c.product(p)),
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
	return yield(oldLoan(n), o.Contract, o.Granted.String(), o.Disbursed.String(),
		money.Sum(o.Outstanding, o.overdue()).String(), o.Rate.String(), strconv.Itoa(o.Paid+1), o.nextDue().String(),
		o.overdue().String(), strconv.Itoa(o.Unpaid))
}

// nextDue is when the first instalment of the year falls due.
func (o OpeningLoan) nextDue() civil.Date { return o.Disbursed.AddMonths(o.Paid + 1) }

// The numbers of the centre's bank accounts.
const (
	fundNumber    = "9900000000000001"
	surplusNumber = "9900000000000002"
)
