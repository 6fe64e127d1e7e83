package app

import (
	"context"

	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
)

// Find reads a member by number.
func (c *Centre) Find(ctx context.Context, no number.MemberNo) (m member.Member, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		m, err = c.Member.Member(tx, no)
		return err
	})
	return m, err
}

// borrowers tells lending what it must know of a member.
type borrowers struct {
	members *member.Service
	books   *ledger.Books
	numbers number.Issuer
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
		one.MonthsInFull = int(m.PaidThrough-m.FirstMonth) + 1
	}
	return one, true, nil
}

// openLoans tells withdrawal who repays a loan here.
type openLoans struct{ loans loan.Store }

// OpenLoan implements withdrawal.Loans.
func (o openLoans) OpenLoan(tx unit.Tx, person member.PersonID) (bool, error) {
	running, _, err := o.loans.LoansOf(tx, int64(person), 0)
	return running > 0, err
}

// noBank answers for a centre that is connected to no bank.
type noBank struct{}

// Debit implements loan.Debits.
func (noBank) Debit(context.Context, loan.DebitFile) (loan.DebitAnswer, error) {
	return loan.DebitAnswer{}, refusal.New("app.no-bank", "未接入银行，不能批量扣款", "", "请先接入银行结算系统")
}
