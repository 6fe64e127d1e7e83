package withdrawal

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// Approval is a reviewer's yes, with the payment that goes with it.
type Approval struct {
	Case   CaseID
	Bank   int64  // bank account of the fund that pays
	Serial string // the bank's serial number of the payment (银行流水号)
}

// Rejection is a reviewer's no.
type Rejection struct {
	Case   CaseID
	Reason string // why (不予批准的理由), without personal data
}

// Approve examines a case again on the facts of this moment, under the law and the terms of its day of acceptance,
// and pays it: part of the balance, or all of it with interest and the account closed. It refuses when the reviewer
// accepted the case, when it is decided already, and when something now speaks against it; then nothing changes.
func (s *Service) Approve(ctx context.Context, by act.By, key string, a Approval) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ApproveWithdrawals)
	if err != nil {
		return Case{}, err
	}
	if a.Serial == "" {
		return Case{}, refusal.Bad("withdrawal.serial", "未填写银行流水号")
	}
	return s.decide(ctx, by, "withdrawal.approve", key, a.Case, a, s.approving(by, a))
}

// approving is the decision to pay a case.
func (s *Service) approving(by act.By, a Approval) decision {
	return func(tx unit.Tx, c Case) (Case, error) {
		c, err := s.reviewed(tx, by, c, Paid)
		if err != nil {
			return c, err
		}
		if err := s.Treasury.PayoutOpen(tx, c.Decided); err != nil {
			return c, err
		}
		if err := s.Treasury.FundAccount(tx, a.Bank); err != nil {
			return c, err
		}
		if err := s.examineAgain(tx, c); err != nil {
			return c, err
		}
		return s.pay(tx, c, a)
	}
}

// Reject turns a case down (不予批准), with a reason. It refuses when the reviewer accepted the case or when it is
// decided already.
func (s *Service) Reject(ctx context.Context, by act.By, key string, r Rejection) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ApproveWithdrawals)
	if err != nil {
		return Case{}, err
	}
	if r.Reason == "" {
		return Case{}, refusal.Bad("withdrawal.reject.reason", "未填写不予批准的理由")
	}
	return s.decide(ctx, by, "withdrawal.reject", key, r.Case, r, s.rejecting(by, r))
}

// rejecting is the decision to turn a case down.
func (s *Service) rejecting(by act.By, r Rejection) decision {
	return func(tx unit.Tx, c Case) (Case, error) {
		c, err := s.reviewed(tx, by, c, Rejected)
		c.Remark = r.Reason
		return c, err
	}
}

// Withdraw takes an application back at the applicant's wish (撤回申请), for example to apply again under a new law.
// The clerk who accepted it may do this. It refuses when the case is decided already.
func (s *Service) Withdraw(ctx context.Context, by act.By, key string, id CaseID) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeWithdrawals)
	if err != nil {
		return Case{}, err
	}
	return s.decide(ctx, by, "withdrawal.withdraw", key, id, id, s.withdrawing(by))
}

// withdrawing is the decision of the applicant.
func (s *Service) withdrawing(by act.By) decision {
	return func(tx unit.Tx, c Case) (Case, error) {
		day, err := s.Books.OpenDay(tx)
		if err != nil {
			return c, err
		}
		return c.move(Withdrawn, day, by.Actor)
	}
}

// decision gives a case as it ends.
type decision func(unit.Tx, Case) (Case, error)

// decide ends a case once per request.
func (s *Service) decide(ctx context.Context, by act.By, op, key string, id CaseID, content any, f decision) (
	Case, error) {
	var c Case
	err := s.Work.Do(ctx, by, op, func(tx unit.Tx) error {
		c = Case{}
		_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, content), int64(id))
		if err != nil {
			return err
		}
		if c, err = s.read(tx, id); err != nil || !first {
			return err
		}
		if err := c.alone(); err != nil {
			return err
		}
		c, err = s.end(ctx, tx, c, c.Branch, f)
		return err
	})
	return c, err
}

// end ends a case as part of the caller's unit of work, by people whose posts reach an office.
func (s *Service) end(ctx context.Context, tx unit.Tx, c Case, office string, f decision) (Case, error) {
	c, err := f(tx, c)
	if err != nil {
		return c, err
	}
	if err := access.Reach(ctx, access.Object{Branch: office, Amount: c.Principal}); err != nil {
		return c, err
	}
	written, err := s.Store.SetDecision(tx, c)
	if err == nil && !written {
		err = fmt.Errorf("case %d changed while it was decided", c.ID)
	}
	if err != nil {
		return c, err
	}
	if c.State == Paid {
		s.Events.Announce(tx, event.Event{Kind: event.WithdrawalPaid, Ref: int64(c.ID), Part: int64(c.Voucher)})
	}
	s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.decided", ID: int64(c.ID), Fields: []audit.Field{
		{Name: "state", Value: fmt.Sprint(int(c.State))},
		audit.Day("decided", c.Decided),
		{Name: "principal", Value: c.Principal.String()},
		{Name: "interest", Value: c.Interest.String()},
		{Name: "voucher", Value: fmt.Sprint(int64(c.Voucher))},
	}})
	return c, nil
}

// reviewed decides a case on the open day by another person than its maker.
func (s *Service) reviewed(tx unit.Tx, by act.By, c Case, to State) (Case, error) {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return c, err
	}
	return c.review(to, day, by.Actor)
}

// examineAgain holds a case against the facts of this moment and the terms of its day of acceptance.
func (s *Service) examineAgain(tx unit.Tx, c Case) error {
	terms, err := s.terms(tx, c.Branch)
	if err != nil {
		return err
	}
	terms.On = c.Accepted
	card, err := s.Cipher.Open(c.Payee, payeePlace(c.ID))
	if err != nil {
		return fmt.Errorf("open payee of case %d: %w", c.ID, err)
	}
	r := c.Request
	r.Card = string(card)
	_, a, err := s.application(tx, r, terms, c.ID)
	if err != nil {
		return err
	}
	_, err = Examine(a, terms)
	return err
}

// pay posts what a case comes to and gives the case with it.
func (s *Service) pay(tx unit.Tx, c Case, a Approval) (Case, error) {
	account, found, err := s.Books.MemberAccount(tx, c.Account)
	if err != nil {
		return c, err
	}
	if !found {
		return c, fmt.Errorf("account of case %d is gone", c.ID)
	}
	if !c.Request.Closing {
		c.Principal = c.Request.Amount
		c.Voucher, err = s.Books.Post(tx, partial(c, account, a))
		return c, err
	}
	c.Principal = account.Balance
	if c.Interest, err = s.Treasury.ClosingInterest(tx, account, c.Decided); err != nil {
		return c, err
	}
	if c.Voucher, err = s.Books.Post(tx, closing(c, account, a)); err != nil {
		return c, err
	}
	reason, _ := Find(c.Request.Reason)
	return c, s.Members.CloseMember(tx, c.Request.Member, reason.Closes)
}

// partial is the posting of a partial withdrawal: principal only, the part carried from earlier interest years first.
func partial(c Case, account ledger.MemberAccount, a Approval) ledger.Posting {
	return ledger.Posting{
		Kind: ledger.KindWithdrawal, Branch: c.Branch, Summary: "部分提取 " + string(c.Number),
		Lines: []ledger.Line{
			ledger.Debit(ledger.HousingFund, c.Principal), ledger.Credit(ledger.FundDemand, c.Principal)},
		Members: []ledger.MemberBatch{{Kind: ledger.MovePartial, Carried: -min(c.Principal, account.Carried),
			Rows: []ledger.MemberRow{{Account: account.AccountID, Amount: -c.Principal}}}},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: a.Bank, Amount: c.Principal, Ref: a.Serial}},
	}
}

// closing is the posting of a closing withdrawal: the interest goes into the account, then everything out of it.
// What is owed as interest was accrued month by month, so the closing itself expenses nothing.
func closing(c Case, account ledger.MemberAccount, a Approval) ledger.Posting {
	total := money.Sum(c.Principal, c.Interest)
	p := ledger.Posting{
		Kind: ledger.KindClosing, Branch: c.Branch, Summary: "销户提取 " + string(c.Number),
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: a.Bank, Amount: total, Ref: a.Serial}},
	}
	if c.Interest > 0 {
		p.Lines = append(p.Lines,
			ledger.Debit(ledger.InterestPayable, c.Interest), ledger.Credit(ledger.HousingFund, c.Interest))
		p.Members = append(p.Members, ledger.MemberBatch{Kind: ledger.MoveInterest,
			Rows: []ledger.MemberRow{{Account: account.AccountID, Amount: c.Interest}}})
	}
	p.Lines = append(p.Lines, ledger.Debit(ledger.HousingFund, total), ledger.Credit(ledger.FundDemand, total))
	p.Members = append(p.Members, ledger.MemberBatch{Kind: ledger.MoveClosing, Carried: -account.Carried,
		Rows: []ledger.MemberRow{{Account: account.AccountID, Amount: -total}}})
	return p
}

// UnderReview lists cases that wait for a decision (待审核), oldest first, after the given one, at most limit.
func (s *Service) UnderReview(ctx context.Context, after CaseID, limit int) ([]Case, error) {
	var list []Case
	err := s.Work.Read(ctx, func(tx unit.Tx) error {
		var err error
		list, err = s.Store.UnderReview(tx, after, limit)
		return err
	})
	return list, err
}
