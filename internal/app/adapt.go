package app

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/selfeval"
	"guangsha/internal/spending"
	"guangsha/internal/withdrawal"
)

// Find reads members by number, in the order of the numbers. A number that nobody has is an error.
func (c *Centre) Find(ctx context.Context, numbers []number.MemberNo) ([]member.Member, error) {
	var found []member.Member
	err := c.Work.Read(ctx, func(tx unit.Tx) (err error) {
		found, err = c.Member.Store.Members(tx, numbers)
		return err
	})
	if err != nil {
		return nil, err
	}
	byNumber := make(map[number.MemberNo]member.Member, len(found))
	for _, m := range found {
		byNumber[m.No] = m
	}
	list := make([]member.Member, len(numbers))
	for i, no := range numbers {
		m, ok := byNumber[no]
		if !ok {
			return nil, fmt.Errorf("no member has the number %s", no)
		}
		list[i] = m
	}
	return list, nil
}

// borrowers tells lending what it must know of a member.
type borrowers struct {
	members *member.Service
	books   *ledger.Books
	numbers number.Issuer
	bans    withdrawal.Store
}

// lapse is how many months an account may be behind and still count as contributing: a month is remitted in the next.
const lapse = 2

// Borrower implements loan.Borrowers.
func (b borrowers) Borrower(tx unit.Tx, id ledger.AccountID) (loan.Borrower, bool, error) {
	account, found, err := b.books.MemberAccount(tx, id)
	if err != nil || !found {
		return loan.Borrower{}, false, err
	}
	no, err := b.numbers.Member(id.ID)
	if err != nil {
		return loan.Borrower{}, false, err
	}
	m, err := b.members.Member(tx, no)
	if err != nil {
		return loan.Borrower{}, false, err
	}
	today, err := b.books.OpenDay(tx)
	if err != nil {
		return loan.Borrower{}, false, err
	}
	one := loan.Borrower{Person: int64(m.Person), Normal: m.State == member.Normal && !account.Closed,
		Base: m.Base, Balance: account.Balance}
	if m.PaidThrough != 0 && today.Month()-m.PaidThrough <= lapse {
		one.MonthsInFull = m.MonthsInRow()
	}
	one.BannedUntil, err = b.bans.BannedUntil(tx, m.Person)
	return one, true, err
}

// openLoans tells withdrawal who repays a loan here.
type openLoans struct{ loans loan.Store }

// OpenLoan implements withdrawal.Loans.
func (o openLoans) OpenLoan(tx unit.Tx, person member.PersonID) (bool, error) {
	running, _, err := o.loans.LoansOf(tx, int64(person), 0)
	return running > 0, err
}

// Repaid implements withdrawal.Loans.
func (o openLoans) Repaid(tx unit.Tx, person member.PersonID, from, before civil.Date) (money.Fen, error) {
	return o.loans.RepaidBy(tx, int64(person), from, before)
}

// noBank answers for a centre that is connected to no bank.
type noBank struct{}

// Debit implements loan.Debits.
func (noBank) Debit(context.Context, loan.DebitFile) (loan.DebitAnswer, error) {
	return loan.DebitAnswer{}, refusal.New("app.no-bank", "未接入银行，不能批量扣款", "", "请先接入银行结算系统")
}

// surveyRegister enters what a drawn survey found where every survey is counted.
type surveyRegister struct{ spending *spending.Service }

// topics are the topics of the groups that are drawn.
var topics = map[selfeval.Asked]spending.Topic{
	selfeval.AskBorrowers: spending.SurveyBorrowers, selfeval.AskWithdrawers: spending.SurveyWithdrawers,
}

// Enter implements selfeval.SurveyRegister.
func (r surveyRegister) Enter(tx unit.Tx, s selfeval.Survey) error {
	return r.spending.EnterSurvey(tx, spending.Survey{Topic: topics[s.Asked], From: s.From, To: s.To,
		Held: s.Closed, Sent: s.Sent, Valid: s.Valid(), VerySatisfied: s.Answers[0], Satisfied: s.Answers[1],
		Document: s.Document})
}

// applicants tells cases and the items of lending who is who among the members.
type applicants struct{ *member.Service }

// Owner implements cases.People.
func (r applicants) Owner(tx unit.Tx, no number.MemberNo) (int64, error) {
	m, err := r.Member(tx, no)
	return int64(m.Person), err
}

// ByIDNo implements cases.People.
func (r applicants) ByIDNo(tx unit.Tx, no string, on civil.Date) (int64, error) {
	parsed, err := idno.Parse(no, on)
	if err != nil {
		return 0, err
	}
	person, err := r.PersonByIDNo(tx, parsed)
	return int64(person), err
}

// Name implements cases.People and loan.Accounts.
func (r applicants) Name(tx unit.Tx, person int64) (string, error) {
	p, err := r.Personal(tx, member.PersonID(person))
	return p.Name, err
}

// Registered implements cases.People.
func (r applicants) Registered(tx unit.Tx, person int64) (cases.Registered, error) {
	p, err := r.Personal(tx, member.PersonID(person))
	if err != nil {
		return cases.Registered{}, err
	}
	known := cases.Registered{Name: p.Name, Mobile: p.Mobile}
	list, err := r.OpenAccounts(tx, member.PersonID(person))
	for _, a := range list {
		known.Accounts = append(known.Accounts, cases.Account(a))
	}
	return known, err
}

// IDNo implements loan.Accounts.
func (r applicants) IDNo(tx unit.Tx, person int64) (string, error) {
	p, err := r.Personal(tx, member.PersonID(person))
	return p.IDNo, err
}

// known says what an order of the hotline may be about.
type known struct {
	members *member.Service
	cases   *cases.Service
}

// Member implements workorder.Known.
func (k known) Member(tx unit.Tx, no number.MemberNo) error {
	_, err := k.members.Member(tx, no)
	return err
}

// Case implements workorder.Known.
func (k known) Case(tx unit.Tx, no number.CaseNo) error {
	_, err := k.cases.Whole(tx, no)
	return err
}

// codes are the codes of offices.
func codes(offices []member.Office) (list []string) {
	for _, o := range offices {
		list = append(list, o.Code)
	}
	return list
}
