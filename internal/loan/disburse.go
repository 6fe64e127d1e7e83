package loan

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// Disbursement tells that the bank paid a loan out (放款).
type Disbursement struct {
	Loan   ID
	Serial string // 银行流水号
}

// Disburse books the payment of a loan to the account that its contract names, at the rate of this day, and starts
// its schedule. Who took the application in or approved
// it may not pay it out. Only a payment that the bank has made is booked, so that
// one that failed leaves the loan where it was.
func (s *Service) Disburse(ctx context.Context, by act.By, key string, d Disbursement) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.DisburseLoans)
	if err != nil {
		return err
	}
	if d.Serial == "" {
		return refusal.Bad(CodeInput, "请填写放款的银行流水号")
	}
	return s.advance(ctx, by, key, s.disbursing(by, d), d)
}

// disbursing is the step that books a payment.
func (s *Service) disbursing(by act.By, d Disbursement) step {
	return step{op: "loan.disburse", kind: "loan.disbursed", loan: d.Loan, from: Registered, to: Active,
		change: func(tx unit.Tx, l *Loan) error {
			if by.Actor == l.Checker {
				return refuseSamePerson("审批和放款")
			}
			if by.Actor == l.Maker {
				return refuseSamePerson("受理和放款")
			}
			today, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			set, err := s.Policy.Policy(tx)
			if err != nil {
				return err
			}
			rate, err := RateOn(set, l.Branch, l.Home, l.Months, today)
			if err != nil {
				return err
			}
			l.Disbursed = today
			v := voucher{kind: ledger.KindDisbursement, branch: l.Branch, summary: "发放个人住房贷款"}
			v.holder(ledger.PersonalLoans, int64(l.ID), -l.Amount, "")
			v.holder(ledger.FundDemand, s.FundBank, l.Amount, d.Serial)
			if l.Voucher, err = s.Books.Post(tx, v.posting()); err != nil {
				return err
			}
			s.Events.Announce(tx, event.Event{Kind: event.LoanDisbursed, Ref: int64(l.ID), Part: int64(l.Voucher)})
			return s.Store.AddRunning(tx, []Running{{
				Loan: l.ID, Rate: rate, Months: l.Months, Method: l.Method,
				Payment: l.Method.Equal(l.Amount, rate, l.Months), Balance: l.Amount, Next: 1, Disbursed: today,
				NextDue: DueDate(today, today.Day(), 1),
			}})
		}}
}

// Returned tells that the bank gave back the payment of a loan (放款退票).
type Returned struct {
	Loan   ID
	Reason string // 退票原因, without personal data
}

// ReturnDisbursement takes a disbursement back that the bank returned: its voucher is reversed, the loan waits for
// the money again, and its schedule is gone. It refuses once an instalment has come due.
func (s *Service) ReturnDisbursement(ctx context.Context, by act.By, key string, r Returned) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.DisburseLoans)
	if err != nil {
		return err
	}
	if r.Reason == "" {
		return refusal.Bad(CodeInput, "请填写退票原因")
	}
	return s.advance(ctx, by, key, s.returning(r.Loan), r)
}

// returning is the step that takes a disbursement back.
func (s *Service) returning(id ID) step {
	return step{op: "loan.return-disbursement", kind: "loan.disbursement-returned", loan: id, to: Registered,
		change: func(tx unit.Tx, l *Loan) error {
			running, _, err := s.Store.Running(tx, l.ID)
			if err != nil {
				return err
			}
			if l.State != Active || l.Opening || running.Next > 1 {
				return refusal.New(CodeState, "贷款已开始还款，不能按退票处理", "", "请核对退回款项的性质")
			}
			if _, err := s.Books.Reverse(tx, l.Voucher, "放款退票"); err != nil {
				return err
			}
			l.Disbursed, l.Voucher = 0, 0
			return s.Store.DropRunning(tx, l.ID)
		}}
}
