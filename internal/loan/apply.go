package loan

import (
	"context"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Purpose is what the money is for (贷款用途).
type Purpose uint8

// The purposes the fund may lend for.
const (
	Purchase   Purpose = iota + 1 // 购买
	Build                         // 建造、翻建
	MajorWorks                    // 大修
)

// Application is what a borrower asks for (贷款申请).
type Application struct {
	Account   ledger.AccountID // of the borrower
	Partner   ledger.AccountID // of the spouse who borrows too, or zero (共同借款人)
	Branch    string           // 受理机构
	Purpose   Purpose
	Home      HomeClass
	Price     money.Fen // price, or cost of the works
	Appraisal money.Fen // 评估价, or zero when none was made
	Amount    money.Fen // 申请金额
	Months    int       // 申请期限
	Method    Method    // 还款方式
	Income    money.Fen // proven family income a month; zero takes the contribution bases
	OtherDebt money.Fen // other instalments a month (其他负债月还款)
}

// value is what the home counts for: the lower of price and appraisal.
func (a Application) value() money.Fen {
	if a.Appraisal > 0 {
		return min(a.Price, a.Appraisal)
	}
	return a.Price
}

// check names everything that is wrong with the application by itself.
func (a Application) check() error {
	var bad []*refusal.Refused
	require := func(ok bool, text string) {
		if !ok {
			bad = append(bad, refusal.Bad(CodeInput, text))
		}
	}
	require(a.Account.ID > 0, "请选择借款人的个人账户")
	require(a.Purpose >= Purchase && a.Purpose <= MajorWorks, "请选择贷款用途")
	require(a.Home == FirstHome || a.Home == SecondHome, "只能为首套或二套住房申请贷款")
	require(a.Price > 0, "房屋总价应大于零")
	require(a.Appraisal >= 0 && a.Income >= 0 && a.OtherDebt >= 0, "评估价、收入和负债不能为负数")
	require(a.Amount > 0, "申请金额应大于零")
	require(a.Months > 0, "贷款期限应大于零")
	require(a.Method.Known(), "还款方式只能是等额本息或等额本金")
	return refusal.Join(bad...)
}

// The keys of the parameters of an application.
const (
	keyDecideDays  policy.Count = "loan.decide_days"
	keyMinMonths   policy.Count = "loan.min_months"
	keyMaxYears    policy.Count = "loan.max_years"
	keyAgeYears    policy.Count = "loan.age_extension_years"
	keyMultiple    policy.Count = "loan.multiple"
	keyCapSingle   policy.Fen   = "loan.cap.single"
	keyCapCouple   policy.Fen   = "loan.cap.couple"
	keyLimitUnit   policy.Fen   = "loan.round_down_to"
	keyLTVFirst    policy.Rate  = "loan.ltv.first"
	keyLTVSecond   policy.Rate  = "loan.ltv.second"
	keyIncomeShare policy.Rate  = "loan.income_share"
)

// Apply takes an application in (受理). It refuses, with every reason at once, when the borrowers may not borrow
// or not that much. The answer is due by a working day that the parameters set.
func (s *Service) Apply(ctx context.Context, by act.By, key string, a Application) (ID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeLoans)
	if err != nil {
		return 0, err
	}
	if bad := a.check(); bad != nil {
		return 0, bad
	}
	if err := access.Reach(ctx, access.Object{Branch: a.Branch, Amount: a.Amount}); err != nil {
		return 0, err
	}
	id, err := s.do(ctx, by, request{"loan.apply", key, a, newLoan}, func(tx unit.Tx, id int64) error {
		_, err := s.accept(tx, by, Loan{ID: ID(id), Application: a})
		return err
	})
	return ID(id), err
}

// newLoan is the kind of the ids of loans.
const newLoan = "loan"

// accept takes a new loan in as part of the caller's unit of work, when it may be granted as things stand.
func (s *Service) accept(tx unit.Tx, by act.By, l Loan) (Loan, error) {
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return l, err
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return l, err
	}
	judged, err := s.judged(tx, set, l.Application, 0, today)
	l.Borrower, l.Spouse = judged.Borrower, judged.Spouse
	if err != nil {
		return l, err
	}
	days, err := keyDecideDays.On(set, l.Branch, today)
	if err != nil {
		return l, err
	}
	l.State, l.Maker = Applied, by.Actor
	l.Accepted, l.DecideBy = today, civil.China().AddWorkdays(today, days)
	if err := s.Store.AddLoans(tx, []Loan{l}); err != nil {
		return l, err
	}
	s.record(tx, "loan.applied", l.ID, "amount", l.Amount.String(), "months", strconv.Itoa(l.Months),
		"accepted", l.Accepted.String(), "decide_by", l.DecideBy.String())
	return l, nil
}

// judged is the loan that an application asks for when it may be granted as things stand on a day. self is the loan
// that the application has become already, which does not stand in its own way.
func (s *Service) judged(tx unit.Tx, set *policy.Set, a Application, self ID, on civil.Date) (Loan, error) {
	l := Loan{Application: a}
	p, err := parametersOn(set, a, on)
	if err != nil {
		return l, err
	}
	c := candidate{Application: a}
	borrower, found, err := s.Borrowers.Borrower(tx, a.Account)
	if err != nil {
		return l, err
	}
	if !found {
		return l, refusal.New(CodeNoAccount, "借款人没有住房公积金账户", basisBorrow, "请先建立缴存关系")
	}
	c.people = append(c.people, borrower)
	l.Borrower = borrower.Person
	if a.Partner.ID > 0 {
		partner, found, err := s.Borrowers.Borrower(tx, a.Partner)
		if err != nil {
			return l, err
		}
		if !found {
			return l, refusal.New(CodeNoAccount, "共同借款人没有住房公积金账户", basisBorrow, "请核对共同借款人账户")
		}
		c.people = append(c.people, partner)
		l.Spouse = partner.Person
	}
	for _, person := range c.people {
		running, total, err := s.Store.LoansOf(tx, person.Person, self)
		if err != nil {
			return l, err
		}
		c.running += running
		c.lifetime = max(c.lifetime, total)
	}
	if no := p.judge(c, on); no != nil {
		return l, no
	}
	return l, nil
}
