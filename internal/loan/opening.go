package loan

import (
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// OpeningLoan is a loan that was lent before these books began (期初贷款). Balance is all principal that is not paid
// back; what of it is overdue stands in Arrears besides. Payment, NextDue and DueDay may be zero: they then follow from
// the balance and the day of disbursement.
type OpeningLoan struct {
	Account   ledger.AccountID
	Branch    string
	Home      HomeClass
	Contract  string
	Amount    money.Fen // lent at first
	Balance   money.Fen // 剩余本金
	Months    int       // 总期数
	Next      int       // next instalment, from 1
	Rate      money.Rate
	Disbursed civil.Date
	Signed    civil.Date // 合同签订日期, or zero
	Method    Method     // 还款方式
	Payment   money.Fen  // 月还款额; of equal principal the amount of the next instalment (当期计划还款金额)
	NextDue   civil.Date // 下次应还日
	DueDay    int        // 约定还款日
	Arrears   []Arrear   // unpaid instalments, in the order of their numbers
}

// MostAtOnce is how many loans one unit of work touches at most.
const MostAtOnce = 500

func checkOpening(list []OpeningLoan) error {
	if len(list) == 0 || len(list) > MostAtOnce {
		return refusal.Bad(CodeInput, fmt.Sprintf("期初贷款每批应为1至%d笔", MostAtOnce))
	}
	for i, o := range list {
		if r := refusal.Of(CheckOpening(o)); r != nil {
			return refusal.Bad(CodeInput, fmt.Sprintf("第%d笔%s", i+1, r.Text))
		}
	}
	return nil
}

// CheckOpening refuses a loan that cannot be taken over, whoever borrows it.
func CheckOpening(o OpeningLoan) error {
	overdue, last := money.Fen(0), 0
	for _, a := range o.Arrears {
		if a.Principal < 0 || a.Interest < 0 || a.Penalty < 0 || a.Owed() == 0 || a.Number <= last ||
			a.Number >= o.Next || a.Due == 0 || a.Since < a.Due {
			return refusal.Bad(CodeInput, "期初贷款的逾期期次、金额或日期不正确")
		}
		overdue, last = money.Sum(overdue, a.Principal), a.Number
	}
	left := o.Balance - overdue
	switch {
	case left <= 0, o.Balance > o.Amount, o.Next < 1, o.Next > o.Months, o.Rate < 0, o.Disbursed == 0,
		!o.Method.Known():
		return refusal.Bad(CodeInput, "期初贷款的余额、期次、日期或还款方式不正确")
	case o.Payment < 0, o.Payment > 0 && o.Next < o.Months && o.Payment <= left.MonthInterest(o.Rate):
		return refusal.Bad(CodeInput, "期初贷款的月还款额不够还当月利息")
	case o.DueDay < 0, o.DueDay > 31,
		o.NextDue != 0 && o.NextDue != o.NextDue.AddMonthsAnchored(0, o.running(0).dueDay()):
		return refusal.Bad(CodeInput, "期初贷款的下次应还日与约定还款日不符")
	}
	return nil
}

// OpenLoans takes over running loans when the books begin (期初建账), at most MostAtOnce in a call: each goes on
// from its balance and next instalment with the payment that it has, or that follows from them, and owes what it owed.
// The principal of as many arrears as the parameters say stands under 逾期贷款. One voucher moves their sum from the
// fund's bank account, whose opening balance therefore is the fund's money before they were lent.
func (s *Service) OpenLoans(ctx context.Context, by act.By, key string, list []OpeningLoan) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	if bad := checkOpening(list); bad != nil {
		return bad
	}
	_, err = s.do(ctx, by, request{"loan.open", key, list, stepID}, func(tx unit.Tx, _ int64) error {
		threshold, err := s.threshold(tx, by.Branch)
		if err != nil {
			return err
		}
		t := takeover{voucher: voucher{kind: ledger.KindOpening, branch: by.Branch, summary: "期初贷款建账"}}
		for _, o := range list {
			id, err := s.Books.NextID(tx, "loan")
			if err != nil {
				return err
			}
			borrower, found, err := s.Borrowers.Borrower(tx, o.Account)
			if err != nil {
				return err
			}
			if !found {
				return refusal.New(CodeNoAccount, "期初贷款的借款人没有住房公积金账户", "", "请核对借款人账户")
			}
			t.add(o, ID(id), borrower.Person, by.Actor, threshold)
		}
		return s.takeOver(tx, t)
	})
	return err
}

// threshold is how many unpaid instalments move a loan's arrears to 逾期贷款 on the open day.
func (s *Service) threshold(tx unit.Tx, branch string) (int, error) {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return 0, err
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return 0, err
	}
	return keyThreshold.On(set, branch, day)
}

// takeover is what taking over a list writes.
type takeover struct {
	voucher
	loans   []Loan
	running []Running
	arrears []LoanArrear
	moved   []ID // loans whose arrears stand under 逾期贷款
}

func (t *takeover) add(o OpeningLoan, id ID, person int64, maker string, threshold int) {
	l, r := o.loan(id, person, maker), o.running(id)
	account := ledger.PersonalLoans
	if len(o.Arrears) > 0 {
		l.State = Overdue
		if len(o.Arrears) >= threshold {
			account = ledger.PersonalOverdue
			t.moved = append(t.moved, id)
		}
	}
	for _, a := range o.Arrears {
		t.arrears = append(t.arrears, LoanArrear{Loan: id, Arrear: a})
		t.holder(account, int64(id), -a.Principal, "")
	}
	t.loans, t.running = append(t.loans, l), append(t.running, r)
	t.holder(ledger.PersonalLoans, int64(id), -r.Balance, "")
	t.plain(ledger.FundDemand, o.Balance)
}

func (s *Service) takeOver(tx unit.Tx, t takeover) error {
	t.holders = append(t.holders, ledger.HolderRow{
		Account: ledger.FundDemand, Holder: s.FundBank, Amount: -sumOf(t.holders)})
	if err := s.Store.AddLoans(tx, t.loans); err != nil {
		return err
	}
	if err := s.Store.AddRunning(tx, t.running); err != nil {
		return err
	}
	if err := s.Store.AddArrears(tx, t.arrears); err != nil {
		return err
	}
	if len(t.moved) > 0 {
		if err := s.Store.MoveArrears(tx, t.moved, true); err != nil {
			return err
		}
	}
	id, err := s.Books.Post(tx, t.posting())
	if err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "loan.taken-over", ID: int64(id), Fields: []audit.Field{
		{Name: "loans", Value: strconv.Itoa(len(t.loans))}}})
	return nil
}

func (o OpeningLoan) loan(id ID, borrower int64, maker string) Loan {
	a := Application{Account: o.Account, Branch: o.Branch, Purpose: Purchase, Home: o.Home, Amount: o.Amount,
		Months: o.Months, Method: o.Method}
	return Loan{ID: id, State: Active, Application: a, Borrower: borrower, Maker: maker, Contract: o.Contract,
		Signed: o.Signed, Disbursed: o.Disbursed, Opening: true}
}

// running is the part that goes on: principal that is not due yet, from the next instalment.
func (o OpeningLoan) running(id ID) Running {
	left := o.Balance
	for _, a := range o.Arrears {
		left -= a.Principal
	}
	r := Running{Loan: id, Rate: o.Rate, Months: o.Months, Method: o.Method, Payment: o.Payment, Balance: left,
		Next: o.Next, Disbursed: o.Disbursed, DueDay: o.DueDay, NextDue: o.NextDue, Unpaid: len(o.Arrears)}
	if r.DueDay == o.Disbursed.Day() {
		r.DueDay = 0
	}
	switch {
	case left <= 0 || o.Next > o.Months:
	case o.Payment == 0:
		r.Payment = o.Method.Equal(left, o.Rate, o.Months-o.Next+1)
	default:
		r.Payment = o.Method.product().within(o.Payment, left, o.Rate)
	}
	if r.NextDue == 0 {
		r.NextDue = DueDate(o.Disbursed, r.dueDay(), o.Next)
	}
	return r
}

func sumOf(rows []ledger.HolderRow) (total money.Fen) {
	for _, r := range rows {
		total = money.Sum(total, r.Amount)
	}
	return total
}
