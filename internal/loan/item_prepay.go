package loan

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// keyPrepayDays is within how many working days of acceptance an early repayment is booked (承诺办结期限).
const keyPrepayDays policy.Count = "loan.prepay.days"

// prepayItem offers giving money back ahead of the schedule (提前还款). It has no record of its own before the money is
// there: its case is about a loan that runs, and what is due is reckoned anew on the day on which it is booked.
func prepayItem(d desk) serviceitem.Item {
	return serviceitem.Item{Code: "loan.prepay", Name: "提前偿还住房公积金个人住房贷款", Kind: "loan.prepay",
		Term: keyPrepayDays,
		Who:  "住房公积金个人住房贷款的借款人、共同借款人",
		Grounds: []serviceitem.Ground{{Effective: regulation1999, Basis: basisPrepay,
			Materials: []serviceitem.Material{serviceitem.Identity}}},
		Fields: []serviceitem.Field{
			{Code: "contract", Label: "借款合同编号", Kind: serviceitem.Text, Max: 40},
			{Code: "way", Label: "提前还款方式", Kind: serviceitem.Choice, Choices: options(ways)},
			{Code: "principal", Label: "提前归还的本金（元）", Hint: "提前结清的不填", Kind: serviceitem.Amount, Optional: true},
		},
		Amount: "principal", Result: "还款入账，其余各期按新的还款计划；提前结清的可办理解除抵押",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.LackNotice, serviceitem.RefusalNotice,
			d.repaymentPaper()},
		Doors: []act.Door{act.Counter, act.Platform}, Take: access.TakeLoans,
		Facts: d.prepayFacts, Check: d.checkPrepayment, Accept: d.acceptPrepayment,
		Withdraw:   func(context.Context, unit.Tx, act.By, serviceitem.Matter) error { return nil },
		Reschedule: func(unit.Tx, serviceitem.Matter, civil.Date) error { return nil },
		Steps: []serviceitem.Step{{Code: "book", Title: "还款入账", May: access.CollectLoans, Decides: true,
			Fields: []serviceitem.Field{
				{Code: "received", Label: "实收金额（元）", Hint: "含截至当日的利息，提前结清的含逾期本息", Kind: serviceitem.Amount},
				{Code: "serial", Label: "收款的银行流水号", Kind: serviceitem.Text, Max: 40},
			},
			Do:     d.bookMatter,
			Refuse: func(context.Context, unit.Tx, act.By, serviceitem.Matter, string) error { return nil }}},
	}
}

// ways are the answers of the choice of how to repay early.
var ways = []choice[PrepayWay]{{"reduce", ReducePayment}, {"shorten", ShortenTerm}, {"payoff", PayOff}}

// wanted is the early repayment that a case asks for, without the money, and its loan.
func (d desk) wanted(tx unit.Tx, in serviceitem.Request) (p Prepayment, l Loan, err error) {
	f := in.Form
	p = Prepayment{Way: meant(ways, f.Text("way")), Principal: f.Fen("principal")}
	if p.Loan, err = d.Store.ByContract(tx, f.Text("contract")); err != nil {
		return p, l, err
	}
	if l, err = d.mustLoan(tx, p.Loan); err != nil {
		return p, l, err
	}
	account, err := d.accounts.Account(tx, in.Member)
	if err == nil && account != l.Account && account != l.Partner {
		err = refusal.New(CodeNotBorrower, "该合同不是这个账户所有人的贷款", "", "请核对个人账号和借款合同编号")
	}
	return p, l, err
}

// checkPrepayment implements serviceitem.Item.Check.
func (d desk) checkPrepayment(tx unit.Tx, _ act.By, in serviceitem.Request) error {
	p, l, err := d.wanted(tx, in)
	if err != nil {
		return err
	}
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	_, err = d.quote(tx, l, p, today)
	borrower := l.Borrower
	if in.Applicant == l.Spouse {
		borrower = l.Spouse
	}
	return asking(in, borrower, err)
}

// acceptPrepayment implements serviceitem.Item.Accept. The record of the case is the loan.
func (d desk) acceptPrepayment(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter) (
	id int64, due civil.Date, err error) {
	if err := d.checkPrepayment(tx, by, m.Request); err != nil {
		return 0, 0, err
	}
	p, l, err := d.wanted(tx, m.Request)
	if err != nil {
		return 0, 0, err
	}
	if err := access.Reach(ctx, access.Object{Branch: m.Office, Amount: p.Principal}); err != nil {
		return 0, 0, err
	}
	set, err := d.Policy.Policy(tx)
	if err != nil {
		return 0, 0, err
	}
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return 0, 0, err
	}
	days, err := keyPrepayDays.On(set, l.Branch, today)
	return int64(p.Loan), civil.China().AddWorkdays(today, days), err
}

// bookMatter implements serviceitem.Step.Do.
func (d desk) bookMatter(ctx context.Context, tx unit.Tx, _ act.By, m serviceitem.Matter, f serviceitem.Form) (
	string, error) {
	p, l, err := d.wanted(tx, m.Request)
	if err != nil {
		return "", err
	}
	p.Received, p.Serial = f.Fen("received"), f.Text("serial")
	q, err := d.prepay(ctx, tx, l, m.Office, p)
	if err != nil {
		return "", err
	}
	came := fmt.Sprintf("%s入账%s元，其中本金%s元", p.Way, p.Received.Grouped(), q.Principal.Grouped())
	if p.Way == PayOff {
		return came + "，贷款已结清", nil
	}
	return came + fmt.Sprintf("，剩余本金%s元，还有%d期", q.After.Balance.Grouped(), q.After.Months-q.After.Next+1), nil
}

// prepayFacts implements serviceitem.Item.Facts: the loans that run, with what paying each off would take today.
func (d desk) prepayFacts(tx unit.Tx, _ act.By, no number.MemberNo, _ int64) (list []serviceitem.Fact, err error) {
	account, err := d.accounts.Account(tx, no)
	if err != nil {
		return nil, err
	}
	running, err := d.Store.RunningOf(tx, account)
	if err != nil {
		return nil, err
	}
	const loans = "贷款账务"
	if len(running) == 0 {
		list = append(list, serviceitem.Fact{Label: "住房公积金贷款", Value: "没有正在偿还的贷款", Source: loans, Wrong: true})
	}
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return nil, err
	}
	for _, l := range running {
		q, err := d.quote(tx, l, Prepayment{Loan: l.ID, Way: PayOff}, today)
		no := refusal.Of(err)
		if err != nil && no == nil {
			return nil, err
		}
		list = append(list, serviceitem.Fact{Label: "借款合同", Value: l.Contract, Source: loans},
			serviceitem.Fact{Label: "未到期本金", Value: q.Before.Balance.Grouped() + "元", Source: loans},
			serviceitem.Fact{Label: "下一应还日", Value: q.Before.NextDue.String(), Source: loans})
		payoff := serviceitem.Fact{Label: "今日结清应还", Value: q.Total().Grouped() + "元", Source: loans}
		if no != nil {
			payoff.Value, payoff.Wrong = no.Error(), true
		}
		list = append(list, payoff)
	}
	return list, nil
}
