package loan

import (
	"context"

	"guangsha/internal/base/act"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Disbursement tells that the bank paid a loan out (放款).
type Disbursement struct {
	Loan   ID
	Serial string // 银行流水号
}

// Disburse books the payment of a loan to the account that its contract names, at the rate of this day, and starts
// its schedule. Who approved the loan may not pay it out. Only a payment that the bank has made is booked, so that
// one that failed leaves the loan where it was.
func (s *Service) Disburse(ctx context.Context, by act.By, key string, d Disbursement) error {
	if d.Serial == "" {
		return refusal.Bad(CodeInput, "请填写放款的银行流水号")
	}
	st := step{op: "loan.disburse", kind: "loan.disbursed", loan: d.Loan, to: Active}
	return s.advance(ctx, by, key, st, d, func(tx unit.Tx, l *Loan) error {
		if by.Actor == l.Checker {
			return refuseSamePerson("审批和放款")
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
		if _, err := s.Books.Post(tx, v.posting()); err != nil {
			return err
		}
		return s.Store.AddRunning(tx, []Running{{
			Loan: l.ID, Rate: rate, Months: l.Months, Payment: money.Annuity(l.Amount, rate, l.Months),
			Balance: l.Amount, Next: 1, Disbursed: today, NextDue: DueDate(today, today.Day(), 1),
		}})
	})
}
