package treasury

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// TakenDeposit is a time deposit that was placed before these books began (期初定期存款). The interest accrued so far
// stands under 应收利息 among the taken balances.
type TakenDeposit struct {
	Bank    int64 // demand account of the fund that it goes back to
	Amount  money.Fen
	Rate    money.Rate
	Months  int
	Placed  civil.Date
	Due     civil.Date
	Accrued money.Fen // 已计提利息
}

// mostRate is more than any time deposit of three years bears: a rate beyond it lacks its percent sign.
const mostRate = money.RateOne / 10

// CheckDeposit refuses a time deposit that cannot be taken over, whatever account it goes back to.
func CheckDeposit(r TakenDeposit) error {
	switch {
	case r.Amount <= 0 || r.Rate <= 0 || r.Months != 12 && r.Months != 24 && r.Months != 36 || r.Placed == 0 ||
		r.Due <= r.Placed || r.Accrued < 0:
		return refusal.Bad("treasury.deposit.incomplete", "期初定期存款的金额、利率须为正数，期限为一年、两年或三年，并有存入和到期日期")
	case r.Rate > mostRate:
		return refusal.Bad("treasury.deposit.rate", "期初定期存款的利率"+r.Rate.Percent()+"超过10%，请核对是否少写了百分号")
	case r.Accrued > r.deposit().whole():
		return refusal.Bad("treasury.deposit.accrued", "期初定期存款的已计提利息超过全部利息")
	}
	return nil
}

func (r TakenDeposit) deposit() TimeDeposit {
	return TimeDeposit{Bank: r.Bank, Amount: r.Amount, Rate: r.Rate, Months: r.Months, Placed: r.Placed, Due: r.Due,
		Accrued: r.Accrued}
}

// TakeDeposit takes a time deposit over when the books begin (期初建账), from the demand account of the fund whose opening
// balance therefore is the fund's money before it was placed.
func (s *Service) TakeDeposit(ctx context.Context, by act.By, key string, r TakenDeposit) (DepositID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return 0, err
	}
	if err := CheckDeposit(r); err != nil {
		return 0, err
	}
	var id DepositID
	err = s.Work.Do(ctx, by, "treasury.take-deposit", func(tx unit.Tx) error {
		given, err := s.Books.Once(tx, ledger.NewRequest(0, key, r), "deposit", func(id int64) error {
			if err := s.FundAccount(tx, r.Bank); err != nil {
				return err
			}
			d := r.deposit()
			d.ID = DepositID(id)
			if err := s.Store.AddDeposit(tx, d); err != nil {
				return fmt.Errorf("write time deposit %d: %w", id, err)
			}
			if err := s.Store.SetDeposit(tx, d); err != nil { // what it has accrued
				return fmt.Errorf("write time deposit %d: %w", id, err)
			}
			s.Audit.Record(tx, audit.Entry{Kind: "deposit.taken-over", ID: id, Fields: []audit.Field{
				{Name: "amount", Value: r.Amount.String()}}})
			time, demand := ledger.Debit(ledger.FundTime, r.Amount), ledger.Credit(ledger.FundDemand, r.Amount)
			_, err := s.Books.Post(tx, ledger.Posting{Kind: ledger.KindOpening, Branch: by.Branch, Summary: "期初定期存款",
				Lines: []ledger.Line{time, demand},
				Holders: []ledger.HolderRow{{Account: ledger.FundTime, Holder: id, Amount: time.Amount},
					{Account: ledger.FundDemand, Holder: r.Bank, Amount: demand.Amount}}})
			return err
		})
		id = DepositID(given)
		return err
	})
	return id, err
}

// TakenBalances are what the other accounts of the chart and the bank accounts stood at before these books began (期初
// 总账余额). What members, borrowers, payers and time deposits stood at comes in with them.
type TakenBalances struct {
	Main  int64 // bank account of the fund that all opening vouchers move
	Lines []ledger.Line
	Banks []TakenBank
}

// TakenBank is what a bank account must have in the end.
type TakenBank struct {
	ID      int64
	Balance money.Fen
}

// CheckTaken refuses an account of the chart that no balance is entered for by itself.
func CheckTaken(account ledger.Account) error {
	if info, ok := ledger.Info(account); !ok || !info.Posted || info.Control != ledger.NoControl {
		return refusal.Bad("treasury.taken.account", fmt.Sprintf("科目%d不能直接录入期初余额", account))
	}
	return nil
}

// TakeBalances posts the rest of an opening in one voucher, against the fund's main bank account, and brings the other
// bank accounts to what they have. It refuses a main account that then does not have what it must: the opening does
// not balance.
func (s *Service) TakeBalances(ctx context.Context, by act.By, key string, r TakenBalances) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	for _, l := range r.Lines {
		if err := CheckTaken(l.Account); err != nil {
			return err
		}
	}
	return s.Work.Do(ctx, by, "treasury.take-balances", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, r), "change", func(id int64) error {
			return s.takeBalances(tx, by, id, r)
		})
		return err
	})
}

func (s *Service) takeBalances(tx unit.Tx, by act.By, id int64, r TakenBalances) error {
	s.Audit.Record(tx, audit.Entry{Kind: "balances.taken-over", ID: id})
	p := ledger.Posting{Kind: ledger.KindOpening, Branch: by.Branch, Summary: "期初总账余额"}
	var moved, main money.Fen // out of the main account, credit positive; what it must have
	for _, l := range r.Lines {
		if l.Amount != 0 {
			p.Lines, moved = append(p.Lines, l), money.Sum(moved, -l.Amount)
		}
	}
	for _, b := range r.Banks {
		if b.ID == r.Main {
			main = b.Balance
			continue
		}
		bank, found, err := s.Store.Bank(tx, b.ID)
		if err != nil {
			return err
		}
		if !found {
			return refusal.New(CodeBankUnknown, "没有这个银行专户", "", "请核对银行专户登记簿")
		}
		has, err := s.Books.HolderBalance(tx, bank.Account(), b.ID)
		if err != nil {
			return err
		}
		if more := b.Balance + has; more != 0 {
			p.Lines = append(p.Lines, ledger.Debit(bank.Account(), more))
			p.Holders = append(p.Holders, ledger.HolderRow{Account: bank.Account(), Holder: b.ID, Amount: -more})
			moved = money.Sum(moved, more)
		}
	}
	has, err := s.Books.HolderBalance(tx, ledger.FundDemand, r.Main)
	if err != nil {
		return err
	}
	if left := -has - moved; left != main {
		return refusal.New("treasury.taken.unbalanced", fmt.Sprintf("期初入账后主办专户应有%s元，实为%s元，期初余额不平",
			main.Grouped(), left.Grouped()), "", "请核对总账与银行专户余额")
	}
	if moved != 0 {
		p.Lines = append(p.Lines, ledger.Credit(ledger.FundDemand, moved))
		p.Holders = append(p.Holders, ledger.HolderRow{Account: ledger.FundDemand, Holder: r.Main, Amount: moved})
	}
	if len(p.Lines) == 0 {
		return nil
	}
	_, err = s.Books.Post(tx, p)
	return err
}
