package treasury

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Nature is what a bank account is for (专户性质), with the codes of JGJ/T 320-2014.
type Nature uint8

// The natures.
const (
	FundNature    Nature = 1 // 住房公积金存款户
	SurplusNature Nature = 3 // 增值收益户
)

// BankAccount is a demand account of the centre at a bank (银行专户). Its id is a small number that the centre gives
// it; the books know the account's money by it.
type BankAccount struct {
	ID      int64
	Name    string // 户名
	Bank    string // 开户行
	Number  string // 账号
	Nature  Nature
	Opened  civil.Date // given by RegisterBank
	Through civil.Date // last day whose balance has borne interest; given by the close
}

// Account is the account of the books that holds the bank account's money.
func (b BankAccount) Account() ledger.Account {
	if b.Nature == SurplusNature {
		return ledger.SurplusDemand
	}
	return ledger.FundDemand
}

// income is the account that the bank's interest goes to.
func (b BankAccount) income() ledger.Account {
	if b.Nature == SurplusNature {
		return ledger.SurplusInterest
	}
	return ledger.FundInterestIncome
}

// Codes of refusals about bank accounts.
const (
	CodeBankExists  = "treasury.bank.exists"
	CodeBankUnknown = "treasury.bank.unknown"
)

// mostBanks is more than any centre has; a larger number of an account is its number at the bank in the wrong column.
const mostBanks = 9_999

// CheckBank refuses a bank account that cannot be registered, whatever the register holds.
func CheckBank(b BankAccount) error {
	if b.ID <= 0 || b.ID > mostBanks || b.Name == "" || b.Bank == "" || b.Number == "" ||
		b.Nature != FundNature && b.Nature != SurplusNature {
		return refusal.Bad("treasury.bank.incomplete", "银行专户的序号（1至9999）、户名、开户行、账号和专户性质均须填写")
	}
	return nil
}

// RegisterBank enters a bank account in the register, as of the open day. It refuses an id that is taken.
func (s *Service) RegisterBank(ctx context.Context, by act.By, key string, b BankAccount) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterBanks)
	if err != nil {
		return err
	}
	b.Opened, b.Through = 0, 0
	if err := CheckBank(b); err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "treasury.register-bank", func(tx unit.Tx) error {
		_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, b), b.ID)
		if err != nil || !first {
			return err
		}
		day, err := s.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		entry := b
		entry.Opened, entry.Through = day, day.AddDays(-1)
		added, err := s.Store.AddBank(tx, entry)
		if err != nil {
			return fmt.Errorf("write bank account %d: %w", b.ID, err)
		}
		if !added {
			return refusal.New(CodeBankExists, "该序号的银行专户已登记", "", "请核对银行专户登记簿")
		}
		s.Audit.Record(tx, audit.Entry{Kind: "bank.registered", ID: b.ID,
			Fields: []audit.Field{{Name: "nature", Value: fmt.Sprint(int(b.Nature))}}})
		return nil
	})
}

// Banks lists the register of bank accounts by id.
func (s *Service) Banks(tx unit.Tx) ([]BankAccount, error) { return s.Store.Banks(tx) }

// FundAccount refuses a bank account that is not registered or does not hold the fund's demand money.
func (s *Service) FundAccount(tx unit.Tx, bank int64) error {
	b, found, err := s.Store.Bank(tx, bank)
	if err == nil && (!found || b.Nature != FundNature) {
		return refusal.New(CodeBankUnknown, "没有这个住房公积金存款专户", "", "请核对银行专户登记簿")
	}
	return err
}

// KeptAt refuses a bank account that is not the fund's demand money at the named bank (开户行). One at another bank is
// answered as one that is not there: a bank learns nothing of accounts elsewhere.
func (s *Service) KeptAt(tx unit.Tx, bank int64, keeper string) error {
	b, found, err := s.Store.Bank(tx, bank)
	if err == nil && (!found || b.Nature != FundNature || b.Bank != keeper) {
		return refusal.New(CodeBankUnknown, "贵行没有这个序号的住房公积金存款专户", "", "请与中心核对专户序号和机构名称")
	}
	return err
}

// main is the first bank account of a nature, which pays what is no particular account's.
func (s *Service) main(tx unit.Tx, n Nature) (BankAccount, error) {
	list, err := s.Store.Banks(tx)
	if err != nil {
		return BankAccount{}, err
	}
	for _, b := range list {
		if b.Nature == n {
			return b, nil
		}
	}
	return BankAccount{}, fmt.Errorf("no bank account of nature %d is registered", n)
}
