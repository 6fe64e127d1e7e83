package treasury

import (
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// accrueFees expenses what the banks charge for the month (计提手续费): a share of what was collected, and a share of
// the interest on loans, each half up to the fen.
func (s *Service) accrueFees(tx unit.Tx, c closing) error {
	moved, err := s.Store.Turnovers(tx, c.day.Month().First(), c.day)
	if err != nil {
		return err
	}
	var collected, interest money.Fen
	for _, t := range moved {
		switch {
		case t.Account == ledger.HousingFund && (t.Kind == ledger.KindRemittance || t.Kind == ledger.KindAllocation):
			collected = money.Sum(collected, t.Amount)
		case t.Account.Under(ledger.LoanIncome):
			interest = money.Sum(interest, t.Amount)
		}
	}
	collection, err := s.rate(tx, CollectionFee, c.by.Branch, c.day)
	if err != nil {
		return err
	}
	loan, err := s.rate(tx, LoanFee, c.by.Branch, c.day)
	if err != nil {
		return err
	}
	forCollection, forLoans := collected.AtRate(collection, money.HalfUp), interest.AtRate(loan, money.HalfUp)
	return s.post(tx, c, ledger.KindFeeAccrual, "计提手续费", []ledger.Line{
		ledger.Debit(ledger.CollectionFees, forCollection), ledger.Debit(ledger.LoanFees, forLoans),
		ledger.Credit(ledger.FeesPayable, money.Sum(forCollection, forLoans))}, nil)
}

// payFees pays the banks what is owed to them at the end of a quarter (支付手续费).
func (s *Service) payFees(tx unit.Tx, c closing) error {
	owed, err := s.balances(tx, c.day, ledger.FeesPayable)
	if err != nil || len(owed) == 0 {
		return err
	}
	bank, err := s.main(tx, FundNature)
	if err != nil {
		return err
	}
	for _, b := range owed {
		if b.Balance < 0 {
			continue // taken back more than was owed: the next quarter settles it
		}
		at := c
		at.by.Branch = b.Branch
		if err := s.post(tx, at, ledger.KindFeePayment, "支付手续费",
			[]ledger.Line{ledger.Debit(ledger.FeesPayable, b.Balance), ledger.Credit(ledger.FundDemand, b.Balance)},
			[]ledger.HolderRow{paid(bank, b.Balance, "fees/"+c.day.String()+"/"+b.Branch)}); err != nil {
			return err
		}
	}
	return nil
}
