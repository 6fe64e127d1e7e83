package loan

import (
	"context"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/serviceitem"
)

// Accounts tells items whose an account is.
type Accounts interface {
	// Account is the account of a number, or a refusal when there is none.
	Account(tx unit.Tx, no number.MemberNo) (ledger.AccountID, error)
	// Name is the name of a person, IDNo their identity number, both as they stand on papers.
	Name(tx unit.Tx, person int64) (string, error)
	IDNo(tx unit.Tx, person int64) (string, error)
}

// offers make the service items of lending, each in a file of its own, in the order in which doors show them.
var offers = []func(desk) serviceitem.Item{applyItem, prepayItem, settledItem}

// Items are the service items of lending.
func Items(s *Service, accounts Accounts) (list []serviceitem.Item) {
	for _, offer := range offers {
		list = append(list, offer(desk{s, accounts}))
	}
	return list
}

// desk is the service as its items take it.
type desk struct {
	*Service
	accounts Accounts
}

// regulation1999 is the first day of the Regulation (住房公积金管理条例，国务院令第262号).
var regulation1999 = civil.DateOf(1999, 4, 3)

// doer is what serviceitem.Step.Do is.
type doer func(context.Context, unit.Tx, act.By, serviceitem.Matter, serviceitem.Form) (string, error)

// moves takes a step of the loan of a case, and says what came of it.
func (d desk) moves(next func(act.By, ID, serviceitem.Form) (step, error),
	say func(Loan, serviceitem.Form) string) doer {
	return func(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter, f serviceitem.Form) (string, error) {
		st, err := next(by, ID(m.Ref), f)
		if err != nil {
			return "", err
		}
		l, err := d.through(ctx, tx, m, st)
		return say(l, f), err
	}
}

// through takes a step of the loan of a case, in the office that has it.
func (d desk) through(ctx context.Context, tx unit.Tx, m serviceitem.Matter, st step) (Loan, error) {
	st.office = m.Office
	return d.take(ctx, tx, st)
}

// asking adds to what speaks against a request that whoever asks is not the borrower, nor has the borrower's authority.
func asking(in serviceitem.Request, borrower int64, err error) error {
	no := refusal.Of(err)
	if err != nil && no == nil {
		return err
	}
	var stranger *refusal.Refused
	if in.Applicant == 0 || in.Applicant != borrower && in.Authority == "" {
		stranger = refusal.New(CodeNotBorrower, "申请人身份未核验，或不是借款人本人及其受托人", "",
			"请由借款人本人或持授权委托书的受托人办理")
	}
	return refusal.Join(stranger, no)
}
