package treasury

import (
	"guangsha/internal/audit"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// bankInterest books what banks pay on demand accounts on the 20th of the last month of a quarter (银行季度结息): the
// balances at the end of each day since the last time, the 20th included, at the demand rate of the day, actual days
// over 360, half up to the fen for each account.
func (s *Service) bankInterest(tx unit.Tx, c closing) error {
	rate, err := s.rate(tx, DemandRate, c.by.Branch, c.day)
	if err != nil {
		return err
	}
	banks, err := s.Store.Banks(tx)
	if err != nil {
		return err
	}
	for _, nature := range []Nature{FundNature, SurplusNature} {
		var lines []ledger.Line
		var holders []ledger.HolderRow
		for _, b := range banks {
			if b.Nature != nature || b.Through >= c.day {
				continue
			}
			product, err := s.Store.BankProduct(tx, b.Account(), b.ID, b.Through.AddDays(1), c.day)
			if err != nil {
				return err
			}
			interest := max(product.Interest(rate), 0)
			lines = append(lines, ledger.Debit(b.Account(), interest), ledger.Credit(b.income(), interest))
			if interest > 0 {
				holders = append(holders, received(b, interest, "interest/"+c.day.String()))
			}
			if err := s.Store.SetInterestThrough(tx, b.ID, c.day); err != nil {
				return err
			}
			s.Audit.Record(tx, audit.Entry{Kind: "bank.interest-through", ID: b.ID,
				Fields: []audit.Field{{Name: "interest", Value: interest.String()}}})
		}
		kind, summary := ledger.KindFundInterest, "住房公积金存款利息"
		if nature == SurplusNature {
			kind, summary = ledger.KindSurplusInt, "增值收益存款利息"
		}
		if err := s.post(tx, c, kind, summary, lines, holders); err != nil {
			return err
		}
	}
	return nil
}

// received is money coming into a bank account.
func received(b BankAccount, amount money.Fen, ref string) ledger.HolderRow {
	return ledger.HolderRow{Account: b.Account(), Holder: b.ID, Amount: -amount, Ref: ref}
}

// paid is money going out of a bank account.
func paid(b BankAccount, amount money.Fen, ref string) ledger.HolderRow {
	return ledger.HolderRow{Account: b.Account(), Holder: b.ID, Amount: amount, Ref: ref}
}
