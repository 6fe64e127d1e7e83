package sim

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/loan"
	"guangsha/internal/withdrawal"
)

// Requests of these use cases that have no type of their own for them.
type (
	// takingBack ends an application at the applicant's wish.
	takingBack struct{ id withdrawal.CaseID }
	// turningDown and cancelling end an application for a loan.
	turningDown struct{ loan.Decision }
	cancelling  struct{ loan.Decision }
)

// officeOf is the office that serves a person.
func (l *life) officeOf(person int) int {
	return l.city.Employers[l.city.People[person].Employer].Office
}

// freeze is the freeze of a person's account. The same order gives it again.
func (l *life) freeze(ctx context.Context, e event) (withdrawal.FreezeID, error) {
	return once(l, fmt.Sprintf("sim/freeze/%d", e.n), func(key string) (withdrawal.FreezeID, error) {
		on := l.city.People[e.n].Detour
		o := withdrawal.FreezeOrder{Member: l.members[e.n].No, Amount: on.Amount, Since: on.Begins, Until: on.Until,
			Authority: "示例市人民法院", Document: fmt.Sprintf("示例执保字%06d号", e.n)}
		return heard[withdrawal.FreezeID](l, key, o)(
			l.centre.Withdrawal.Freeze(ctx, staff(l.officeOf(e.n), reviewer, e.day), key, o))
	})
}

func freezeOne(ctx context.Context, l *life, e event) error {
	_, err := l.freeze(ctx, e)
	return err
}

func unfreezeOne(ctx context.Context, l *life, e event) error {
	id, err := l.freeze(ctx, e)
	if err != nil {
		return err
	}
	u := withdrawal.Unfreezing{Freeze: id, Document: fmt.Sprintf("示例解封字%06d号", e.n)}
	key := e.key()
	return l.said(key, u, l.centre.Withdrawal.Unfreeze(ctx, staff(l.officeOf(e.n), reviewer, e.day), key, u))
}

func banOne(ctx context.Context, l *life, e event) error {
	f := withdrawal.Fraud{Member: l.members[e.n].No, Loan: e.n%3 == 0, Decision: fmt.Sprintf("示例处理字%06d号", e.n)}
	key := e.key()
	_, err := heard[civil.Date](l, key, f)(
		l.centre.Withdrawal.Ban(ctx, staff(l.officeOf(e.n), reviewer, e.day), key, f))
	return err
}

// vainCase is the case of somebody with a detour who asks for rent, for the mth time.
func (l *life) vainCase(ctx context.Context, e event) (withdrawal.Case, error) {
	p := l.city.People[e.n]
	asked := p.Detour.Begins
	if e.m > 0 || p.Detour.Kind <= isBanned {
		asked = p.Detour.Asks
	}
	from := civil.MonthOf(l.city.Options.Year, min(asked.Month().Number(), 13-vainRent.Months))
	return l.withdraws(ctx, e, fmt.Sprintf("sim/vain/%d/%d", e.n, e.m), withdrawal.Request{Reason: withdrawal.Rent,
		Amount: vainRent.Amount(), Rent: &withdrawal.RentClaim{From: from, Months: vainRent.Months,
			Monthly: vainRent.Excess + p.Base.AtRate(incomeShare, money.HalfUp), Income: p.Base, NoHome: true}})
}

// askWhileBarred asks for rent although the account is frozen or the person banned, and is sent home. Who is not is a
// defect.
func askWhileBarred(ctx context.Context, l *life, e event) error {
	_, err := l.vainCase(ctx, e)
	switch {
	case err == nil && l.city.witness == nil:
		return fmt.Errorf("%s was taken in", e.key())
	case refusal.Is(err, withdrawal.CodeFrozen), refusal.Is(err, withdrawal.CodeBanned):
		return nil
	}
	return err
}

func askInVain(ctx context.Context, l *life, e event) error {
	_, err := l.vainCase(ctx, e)
	return err
}

func turnCaseDown(ctx context.Context, l *life, e event) error {
	c, err := l.vainCase(ctx, e)
	if err != nil {
		return err
	}
	r := withdrawal.Rejection{Case: c.ID, Reason: "租赁备案信息与申请不符"}
	key := e.key()
	_, err = heard[withdrawal.Case](l, key, r)(
		l.centre.Withdrawal.Reject(ctx, staff(l.officeOf(e.n), approver, e.day), key, r))
	return err
}

func takeCaseBack(ctx context.Context, l *life, e event) error {
	c, err := l.vainCase(ctx, e)
	if err != nil {
		return err
	}
	key := e.key()
	_, err = heard[withdrawal.Case](l, key, takingBack{c.ID})(
		l.centre.Withdrawal.Withdraw(ctx, staff(l.officeOf(e.n), clerk, e.day), key, c.ID))
	return err
}

// paySecond pays what was asked for the second time.
func paySecond(ctx context.Context, l *life, e event) error {
	c, err := l.vainCase(ctx, e)
	if err != nil {
		return err
	}
	a := withdrawal.Approval{
		Case: c.ID, Bank: app.Demonstration.Fund, Serial: fmt.Sprintf("TQ%s-%d-again", e.day, e.n)}
	key := e.key()
	_, err = heard[withdrawal.Case](l, key, a)(
		l.centre.Withdrawal.Approve(ctx, staff(l.officeOf(e.n), approver, e.day), key, a))
	return err
}

// vainLoan is the id of a loan that comes to nothing: its application, which answers again under its key.
func (l *life) vainLoan(ctx context.Context, e event) (loan.ID, error) {
	return once(l, fmt.Sprintf("sim/vain-loan/%d", e.n), func(key string) (loan.ID, error) {
		v, office := l.city.People[e.n].Detour.Loan, l.officeOf(e.n)
		a := loan.Application{Account: l.members[e.n].ID, Branch: Offices[office].Code, Purpose: loan.Purchase,
			Home: loan.FirstHome, Price: v.Price, Amount: v.Amount, Months: v.Months}
		return heard[loan.ID](l, key, a)(
			l.centre.Loan.Apply(ctx, staff(office, clerk, l.city.People[e.n].Detour.Begins), key, a))
	})
}

func applyInVain(ctx context.Context, l *life, e event) error {
	_, err := l.vainLoan(ctx, e)
	return err
}

// vainStep does something with a loan that comes to nothing.
func vainStep(do func(ctx context.Context, l *life, e event, id loan.ID, key string) error) deed {
	return func(ctx context.Context, l *life, e event) error {
		id, err := l.vainLoan(ctx, e)
		if err != nil {
			return err
		}
		return do(ctx, l, e, id, e.key())
	}
}

func approveInVain(ctx context.Context, l *life, e event, id loan.ID, key string) error {
	d := loan.Decision{Loan: id, Opinion: "符合贷款条件"}
	return l.said(key, d, l.centre.Loan.Approve(ctx, staff(l.officeOf(e.n), approver, e.day), key, d))
}

func signInVain(ctx context.Context, l *life, e event, id loan.ID, key string) error {
	k := loan.Contract{Loan: id, Number: fmt.Sprintf("示例未放款借%07d号", e.n), Payee: int64(1000 + e.n%7)}
	return l.said(key, k, l.centre.Loan.Sign(ctx, staff(l.officeOf(e.n), clerk, e.day), key, k))
}

func turnLoan(ctx context.Context, l *life, e event, id loan.ID, key string) error {
	d := turningDown{loan.Decision{Loan: id, Opinion: "收入证明不足以支持申请额度"}}
	by := staff(l.officeOf(e.n), approver, e.day)
	return l.said(key, d, l.centre.Loan.Reject(ctx, by, key, d.Decision))
}

func giveLoanUp(ctx context.Context, l *life, e event, id loan.ID, key string) error {
	d := cancelling{loan.Decision{Loan: id, Opinion: "借款人放弃购房"}}
	return l.said(key, d, l.centre.Loan.Cancel(ctx, staff(l.officeOf(e.n), clerk, e.day), key, d.Decision))
}

// returnPayment books a payment of a loan that the bank gave back. n is the loan of the year.
func returnPayment(ctx context.Context, l *life, e event, id loan.ID, _ NewLoan, office int) error {
	r := loan.Returned{Loan: id, Reason: "收款账户户名不符"}
	key := e.key()
	return l.said(key, r, l.centre.Loan.ReturnDisbursement(ctx, staff(office, cashier, e.day), key, r))
}
