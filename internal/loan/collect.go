package loan

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// Collection is money received for what is overdue (逾期还款).
type Collection struct {
	Loan   ID
	Amount money.Fen
	Serial string // 银行流水号
}

// CollectOverdue books money for arrears: the oldest instalment first, and in it penalty, interest, principal. It
// refuses more than is owed. A loan with fewer unpaid instalments than the threshold goes back from 逾期贷款.
func (s *Service) CollectOverdue(ctx context.Context, by act.By, key string, c Collection) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.CollectLoans)
	if err != nil {
		return err
	}
	if c.Amount <= 0 || c.Serial == "" {
		return refusal.Bad(CodeInput, "请填写还款金额和银行流水号")
	}
	_, err = s.do(ctx, by, request{"loan.collect-overdue", key, c, stepID}, func(tx unit.Tx, _ int64) error {
		return s.collect(ctx, tx, by, c)
	})
	return err
}

// Owed lists what a loan owes of its overdue instalments on a day, penalty included, oldest first.
func (s *Service) Owed(tx unit.Tx, id ID, on civil.Date) ([]Arrear, error) {
	l, err := s.mustLoan(tx, id)
	if err != nil {
		return nil, err
	}
	r, _, err := s.Store.Running(tx, id)
	if err != nil {
		return nil, err
	}
	return s.accrued(tx, id, l.Branch, r.Rate, on)
}

// accrued is what a loan at a rate owes, with the penalty up to a day, oldest first.
func (s *Service) accrued(tx unit.Tx, id ID, branch string, rate money.Rate, on civil.Date) ([]Arrear, error) {
	terms, _, err := s.overdueTerms(tx, branch, rate, on)
	if err != nil {
		return nil, err
	}
	arrears, err := s.Store.Arrears(tx, id)
	for i := range arrears {
		arrears[i] = arrears[i].AccruedTo(on, terms)
	}
	return arrears, err
}

func (s *Service) collect(ctx context.Context, tx unit.Tx, by act.By, c Collection) error {
	l, err := s.mustLoan(tx, c.Loan)
	if err != nil {
		return err
	}
	if err := access.Reach(ctx, access.Object{Branch: l.Branch, Amount: c.Amount}); err != nil {
		return err
	}
	r, _, err := s.Store.Running(tx, c.Loan)
	if err != nil {
		return err
	}
	arrears, err := s.Store.Arrears(tx, c.Loan)
	if err != nil {
		return err
	}
	if len(arrears) == 0 {
		return refusal.New(CodeNothingOwed, "该贷款没有逾期", "", "请办理正常还款或提前还款")
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	terms, threshold, err := s.overdueTerms(tx, l.Branch, r.Rate, today)
	if err != nil {
		return err
	}
	shares, rest := Allocate(arrears, c.Amount, today, terms)
	if rest > 0 {
		return refusal.New(CodeSurplus, fmt.Sprintf("还款金额超过逾期应还总额%s元", (c.Amount-rest).Grouped()), "",
			"请按逾期应还总额还款")
	}
	id, err := s.postCollection(tx, l, shares, c.Serial)
	if err != nil {
		return err
	}
	repayments, left := settle(c.Loan, arrears, shares, today, id)
	if err := s.Store.AddRepayments(tx, repayments); err != nil {
		return err
	}
	if err := s.Store.SaveArrears(tx, c.Loan, shares, today); err != nil {
		return err
	}
	r.Unpaid = left
	if err := s.Store.SaveRunning(tx, []Running{r}); err != nil {
		return err
	}
	s.Events.Announce(tx, event.Event{Kind: event.OverdueCollected, Ref: int64(c.Loan), Part: int64(id)})
	s.record(tx, "loan.overdue-collected", c.Loan, "amount", c.Amount.String(), "unpaid", fmt.Sprint(left),
		"voucher", fmt.Sprint(id))
	return s.afterCollection(tx, by, r, threshold)
}

// settle is what the shares of a payment leave in the register of repayments, and how many arrears stay.
func settle(id ID, arrears []Arrear, shares []Share, today civil.Date, v ledger.VoucherID) ([]Repayment, int) {
	left := len(arrears)
	var list []Repayment
	for _, sh := range shares {
		list = append(list, Repayment{Loan: id, Number: sh.Number, Due: sh.Left.Due, Day: today, Overdue: true,
			Principal: sh.Principal, Interest: sh.Interest, Penalty: sh.Penalty, Voucher: v})
		if sh.Left.Owed() == 0 {
			left--
		}
	}
	return list, left
}

func (s *Service) overdueTerms(tx unit.Tx, branch string, rate money.Rate, on civil.Date) (
	PenaltyTerms, int, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return PenaltyTerms{}, 0, err
	}
	factor, err := keyPenaltyFactor.On(set, branch, on)
	if err != nil {
		return PenaltyTerms{}, 0, err
	}
	threshold, err := keyThreshold.On(set, branch, on)
	return PenaltyTerms{Rate: rate, Factor: factor}, threshold, err
}

// repaid is what came back of loans, by what it is.
type repaid struct{ principal, interest, penalty money.Fen }

// giveBack adds the principal of shares to the loan's side of a voucher, and gives the sums of their parts.
func (v *voucher) giveBack(id ID, shares []Share) (sum repaid) {
	for _, sh := range shares {
		account := ledger.PersonalLoans
		if sh.Left.Moved {
			account = ledger.PersonalOverdue
		}
		v.holder(account, int64(id), sh.Principal, "")
		sum.principal += sh.Principal
		sum.interest += sh.Interest
		sum.penalty += sh.Penalty
	}
	return sum
}

// receive adds the bank's side: principal to the fund's account, interest and penalty, which are income, to that of the
// surplus.
func (s *Service) receive(v *voucher, r repaid, serial string) {
	v.holder(ledger.FundDemand, s.FundBank, -r.principal, serial)
	v.holder(ledger.SurplusDemand, s.SurplusBank, -(r.interest + r.penalty), serial)
	v.plain(ledger.LoanInterestIncome, r.interest)
	v.plain(ledger.LoanPenaltyIncome, r.penalty)
}

func (s *Service) postCollection(tx unit.Tx, l Loan, shares []Share, serial string) (ledger.VoucherID, error) {
	v := voucher{kind: ledger.KindInstalment, branch: l.Branch, summary: "收回逾期贷款本息"}
	s.receive(&v, v.giveBack(l.ID, shares), serial)
	return s.Books.Post(tx, v.posting())
}

// afterCollection brings the loan's state and the side its arrears stand on in line with what is left of them.
func (s *Service) afterCollection(tx unit.Tx, by act.By, r Running, threshold int) error {
	switch {
	case r.Unpaid == 0 && r.NextDue == 0:
		return s.Store.SetState(tx, []ID{r.Loan}, Settled)
	case r.Unpaid == 0:
		return s.Store.SetState(tx, []ID{r.Loan}, Active)
	case r.Unpaid >= threshold:
		return nil
	}
	v := voucher{kind: ledger.KindOverdueChange, branch: by.Branch, summary: "逾期贷款转回"}
	if err := s.reclass(tx, &v, r.Loan, false); err != nil {
		return err
	}
	return s.postReclass(tx, v, []ID{r.Loan}, false)
}
