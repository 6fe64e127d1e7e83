package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
)

// borrower is the person and the plan of the nth loan of the year, and the office that lends.
func (l *life) borrower(n int) (Person, NewLoan, int) {
	p := l.city.People[l.city.Loans[n]]
	return p, *p.Borrows, l.city.Employers[p.Employer].Office
}

// loan is the id of the nth loan of the year: its application, which answers again under its key.
func (l *life) loan(ctx context.Context, n int) (loan.ID, error) {
	return once(l, fmt.Sprintf("sim/loan/%d", n), func(key string) (loan.ID, error) {
		p, b, office := l.borrower(n)
		a := loan.Application{Account: l.members[p.N].ID, Branch: Offices[office].Code, Purpose: loan.Purchase,
			Home: loan.FirstHome, Price: b.Price, Amount: b.Amount, Months: b.Months,
			Method: b.Method}
		if b.Second {
			a.Home = loan.SecondHome
		}
		return heard[loan.ID](l, key, a)(l.centre.Loan.Apply(ctx, staff(office, clerk, b.Applied), key, a))
	})
}

// step does something with the nth loan of the year.
func step(do func(ctx context.Context, l *life, e event, id loan.ID, b NewLoan, office int) error) deed {
	return func(ctx context.Context, l *life, e event) error {
		id, err := l.loan(ctx, e.n)
		if err != nil {
			return err
		}
		_, b, office := l.borrower(e.n)
		return do(ctx, l, e, id, b, office)
	}
}

func applyForLoan(ctx context.Context, l *life, e event) error {
	_, err := l.loan(ctx, e.n)
	return err
}

func approveLoan(ctx context.Context, l *life, e event, id loan.ID, _ NewLoan, office int) error {
	d := loan.Decision{Loan: id, Opinion: "符合贷款条件"}
	key := e.key()
	return l.said(key, d, l.centre.Loan.Approve(ctx, staff(office, approver, e.day), key, d))
}

func signLoan(ctx context.Context, l *life, e event, id loan.ID, b NewLoan, office int) error {
	k := loan.Contract{Loan: id, Number: b.Contract, Payee: int64(1000 + e.n%7)}
	key := e.key()
	return l.said(key, k, l.centre.Loan.Sign(ctx, staff(office, clerk, e.day), key, k))
}

func registerLoan(ctx context.Context, l *life, e event, id loan.ID, b NewLoan, office int) error {
	r := loan.Registration{Loan: id, Kind: loan.MortgageRegistration, Certificate: b.Certificate, Day: e.day,
		Office: registry}
	switch b.Fee {
	case FeeByOther:
		r.NoFee, r.Document = loan.FeeByDeveloper, "示例开发企业承担登记费协议"
	case FeeExempt:
		r.NoFee, r.Document = loan.FeeExempt, "示例保障性住房证明"
	case FeePreRegistered:
		r.Kind = loan.PreRegistration
	}
	key := e.key()
	return l.said(key, r, l.centre.Loan.RegisterMortgage(ctx, staff(office, clerk, e.day), key, r))
}

func disburseLoan(ctx context.Context, l *life, e event, id loan.ID, _ NewLoan, office int) error {
	d := loan.Disbursement{Loan: id, Serial: fmt.Sprintf("FK%s%06d", e.day, e.n)}
	key := e.key()
	return l.said(key, d, l.centre.Loan.Disburse(ctx, staff(office, cashier, e.day), key, d))
}

// collectArrears books what a borrower pays later of an instalment that was missed: all that is owed on that day. n is
// the person. Nothing is owed when this was done already.
func collectArrears(ctx context.Context, l *life, e event) error {
	p := l.city.People[e.n]
	id, err := l.loanOf(ctx, p)
	if err != nil || id == 0 {
		return err
	}
	var owed money.Fen
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		list, err := l.centre.Loan.Owed(tx, id, e.day)
		owed = 0
		for _, a := range list {
			owed = money.Sum(owed, a.Owed())
		}
		return err
	})
	if err != nil || owed == 0 {
		return err
	}
	office := l.city.Employers[p.Employer].Office
	c := loan.Collection{Loan: id, Amount: owed, Serial: fmt.Sprintf("YQ%s%07d", e.day, e.n)}
	key := e.key()
	return l.said(key, c, l.centre.Loan.CollectOverdue(ctx, staff(office, cashier, e.day), key, c))
}

// loanOf is the id of the loan that a person repays, or zero when it was not disbursed.
func (l *life) loanOf(ctx context.Context, p Person) (id loan.ID, err error) {
	contract := ""
	switch {
	case p.Loan != nil:
		contract = p.Loan.Contract
	case p.Borrows != nil:
		contract = p.Borrows.Contract
	}
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		id, err = l.centre.Loan.ByContract(tx, contract)
		return err
	})
	return id, err
}
