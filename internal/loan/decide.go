package loan

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Decision is the answer to an application (审批意见).
type Decision struct {
	Loan    ID
	Opinion string // 审批意见, without personal data
}

// Approve grants a loan (审批通过). Who took the application in may not approve it, and every rule is asked again as
// things stand now.
func (s *Service) Approve(ctx context.Context, by act.By, key string, d Decision) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ApproveLoans)
	if err != nil {
		return err
	}
	return s.advance(ctx, by, key, s.approving(by, d.Loan), d)
}

// approving is the step that grants a loan.
func (s *Service) approving(by act.By, id ID) step {
	return step{op: "loan.approve", kind: "loan.approved", loan: id, to: Approved,
		change: func(tx unit.Tx, l *Loan) error {
			if err := s.decide(tx, by, l); err != nil {
				return err
			}
			set, err := s.Policy.Policy(tx)
			if err != nil {
				return err
			}
			_, err = s.judged(tx, set, l.Application, l.ID, l.Decided)
			return err
		}}
}

// Reject turns an application down (审核不通过). The opinion must say why.
func (s *Service) Reject(ctx context.Context, by act.By, key string, d Decision) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ApproveLoans)
	if err != nil {
		return err
	}
	if d.Opinion == "" {
		return refusal.Bad(CodeInput, "审核不通过应写明理由")
	}
	return s.advance(ctx, by, key, s.rejecting(by, d.Loan), d)
}

// rejecting is the step that turns an application down.
func (s *Service) rejecting(by act.By, id ID) step {
	return step{op: "loan.reject", kind: "loan.rejected", loan: id, to: Rejected,
		change: func(tx unit.Tx, l *Loan) error { return s.decide(tx, by, l) }}
}

// decide writes who decided and when, and keeps the two persons apart.
func (s *Service) decide(tx unit.Tx, by act.By, l *Loan) (err error) {
	if by.Actor == l.Maker {
		return refuseSamePerson("受理和审批")
	}
	l.Checker = by.Actor
	l.Decided, err = s.Books.OpenDay(tx)
	return err
}

// Contract is a signed loan contract (借款合同).
type Contract struct {
	Loan   ID
	Number string // 合同编号, one loan each
	Payee  int64  // supervised account of the seller or developer that the contract names
}

// Sign writes the contract down (合同签订).
func (s *Service) Sign(ctx context.Context, by act.By, key string, c Contract) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeLoans)
	if err != nil {
		return err
	}
	if c.Number == "" || c.Payee <= 0 {
		return refusal.Bad(CodeInput, "请填写合同编号和收款监管账户")
	}
	return s.advance(ctx, by, key, s.signing(c), c)
}

// signing is the step that writes a contract down.
func (s *Service) signing(c Contract) step {
	return step{op: "loan.sign", kind: "loan.signed", loan: c.Loan, to: Signed,
		change: func(tx unit.Tx, l *Loan) (err error) {
			l.Contract, l.Payee = c.Number, c.Payee
			l.Signed, err = s.Books.OpenDay(tx)
			return err
		}}
}

// Cancel ends an application before any money was lent (作废).
func (s *Service) Cancel(ctx context.Context, by act.By, key string, d Decision) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeLoans)
	if err != nil {
		return err
	}
	if d.Opinion == "" {
		return refusal.Bad(CodeInput, "作废应写明理由")
	}
	return s.advance(ctx, by, key, cancelling(d.Loan), d)
}

// cancelling is the step that ends an application.
func cancelling(id ID) step {
	return step{op: "loan.cancel", kind: "loan.cancelled", loan: id, to: Cancelled,
		change: func(unit.Tx, *Loan) error { return nil }}
}

// ContractTaken refuses a contract number that another loan has.
func ContractTaken() *refusal.Refused {
	return refusal.New(CodeContractTaken, "合同编号已用于其他贷款", "", "请核对合同编号")
}
