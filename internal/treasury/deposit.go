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

// DepositID identifies a time deposit.
type DepositID int64

// TimeDeposit is money of the fund at a bank for one to three years at a fixed rate (定期存款).
type TimeDeposit struct {
	ID      DepositID
	Bank    int64 // demand account it came from and goes back to
	Amount  money.Fen
	Rate    money.Rate // annual
	Months  int        // 12, 24 or 36
	Placed  civil.Date
	Due     civil.Date
	Accrued money.Fen  // interest booked so far as receivable
	Drawn   civil.Date // zero while it stands
}

// whole is the interest of the full term: principal × rate × months / 12, half up to the fen.
func (d TimeDeposit) whole() money.Fen {
	return money.MulDiv(d.Amount, int64(d.Rate)*int64(d.Months), 12*int64(money.RateOne), money.HalfUp)
}

// month is what a month adds to the interest receivable: principal × rate / 360 × 30, half up to the fen, and never
// more than the full term comes to.
func (d TimeDeposit) month() money.Fen {
	return min(d.Amount.DayInterest(d.Rate, 30), d.whole()-d.Accrued)
}

// Codes of refusals about time deposits.
const (
	CodeDepositUnknown = "treasury.deposit.unknown"
	CodeDepositDrawn   = "treasury.deposit.drawn"
	CodeDepositNotDue  = "treasury.deposit.not-due"
	CodeFundsShort     = "treasury.funds-short"
)

// Placement asks to place money for a term.
type Placement struct {
	Bank   int64 // demand account of the fund
	Amount money.Fen
	Months int        // 12, 24 or 36
	Rate   money.Rate // as agreed with the bank
	Serial string     // the bank's serial number (银行流水号)
}

// PlaceDeposit moves fund money from demand to time (存入定期). It refuses more than the demand account has.
func (s *Service) PlaceDeposit(ctx context.Context, by act.By, key string, r Placement) (DepositID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageDeposits)
	if err != nil {
		return 0, err
	}
	if r.Amount <= 0 || r.Rate <= 0 || r.Rate >= money.RateOne || r.Serial == "" ||
		r.Months != 12 && r.Months != 24 && r.Months != 36 {
		return 0, refusal.Bad("treasury.deposit.incomplete", "定期存款的金额、利率须为正数，期限为一年、两年或三年，并填写银行流水号")
	}
	var id DepositID
	err = s.Work.Do(ctx, by, "treasury.place-deposit", func(tx unit.Tx) error {
		given, err := s.Books.Once(tx, ledger.NewRequest(0, key, r), "deposit", func(id int64) error {
			return s.place(tx, by, DepositID(id), r)
		})
		id = DepositID(given)
		return err
	})
	return id, err
}

func (s *Service) place(tx unit.Tx, by act.By, id DepositID, r Placement) error {
	if err := s.FundAccount(tx, r.Bank); err != nil {
		return err
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	has, err := s.Books.HolderBalance(tx, ledger.FundDemand, r.Bank)
	if err != nil {
		return err
	}
	if -has < r.Amount {
		return refusal.New(CodeFundsShort, "活期存款余额不足，不能转存定期", "", "请核对银行存款余额")
	}
	d := TimeDeposit{ID: id, Bank: r.Bank, Amount: r.Amount, Rate: r.Rate, Months: r.Months, Placed: day,
		Due: day.AddMonths(r.Months)}
	if err := s.Store.AddDeposit(tx, d); err != nil {
		return fmt.Errorf("write time deposit %d: %w", id, err)
	}
	if _, err := s.Books.Post(tx, ledger.Posting{Kind: ledger.KindPlaceDeposit, Branch: by.Branch, Summary: "存入定期",
		Lines: []ledger.Line{ledger.Debit(ledger.FundTime, r.Amount), ledger.Credit(ledger.FundDemand, r.Amount)},
		Holders: []ledger.HolderRow{
			{Account: ledger.FundTime, Holder: int64(id), Amount: -r.Amount, Ref: r.Serial},
			{Account: ledger.FundDemand, Holder: r.Bank, Amount: r.Amount, Ref: r.Serial}}}); err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "deposit.placed", ID: int64(id), Fields: []audit.Field{
		{Name: "amount", Value: r.Amount.String()}, {Name: "rate", Value: r.Rate.String()},
		{Name: "due", Value: d.Due.String()}}})
	return nil
}

// Register is the register of time deposits (定期存款登记簿), drawn ones too, in the order of their ids.
func (s *Service) Register(tx unit.Tx) ([]TimeDeposit, error) { return s.Store.Register(tx) }

// Drawing asks to draw a time deposit that is due.
type Drawing struct {
	Deposit DepositID
	Serial  string // the bank's serial number
}

// DrawDeposit takes a time deposit back with the interest of its term (定期支取). It refuses one that is not due yet.
func (s *Service) DrawDeposit(ctx context.Context, by act.By, key string, r Drawing) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageDeposits)
	if err != nil {
		return err
	}
	if r.Serial == "" {
		return refusal.Bad("treasury.deposit.incomplete", "未填写银行流水号")
	}
	return s.Work.Do(ctx, by, "treasury.draw-deposit", func(tx unit.Tx) error {
		_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, r), int64(r.Deposit))
		if err != nil || !first {
			return err
		}
		d, found, err := s.Store.Deposit(tx, r.Deposit)
		if err != nil {
			return err
		}
		day, err := s.Books.OpenDay(tx)
		switch {
		case err != nil:
			return err
		case !found:
			return refusal.New(CodeDepositUnknown, "没有这笔定期存款", "", "请核对定期存款登记簿")
		case d.Drawn != 0:
			return refusal.New(CodeDepositDrawn, "该笔定期存款已支取", "", "请核对定期存款登记簿")
		case day < d.Due:
			return refusal.New(CodeDepositNotDue, "定期存款未到期，"+d.Due.String()+"到期", "", "请在到期后支取")
		}
		return s.draw(tx, by, d, day, r.Serial)
	})
}

func (s *Service) draw(tx unit.Tx, by act.By, d TimeDeposit, day civil.Date, serial string) error {
	interest := d.whole()
	p := ledger.Posting{Kind: ledger.KindDrawDeposit, Branch: by.Branch, Summary: "定期支取",
		Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, money.Sum(d.Amount, interest)),
			ledger.Credit(ledger.FundTime, d.Amount)},
		Holders: []ledger.HolderRow{
			{Account: ledger.FundTime, Holder: int64(d.ID), Amount: d.Amount, Ref: serial},
			{Account: ledger.FundDemand, Holder: d.Bank, Amount: -money.Sum(d.Amount, interest), Ref: serial}}}
	if d.Accrued > 0 {
		p.Lines = append(p.Lines, ledger.Credit(ledger.InterestReceivable, d.Accrued))
	}
	if rest := interest - d.Accrued; rest > 0 {
		p.Lines = append(p.Lines, ledger.Credit(ledger.FundInterestIncome, rest))
	}
	if _, err := s.Books.Post(tx, p); err != nil {
		return err
	}
	d.Drawn = day
	if err := s.Store.SetDeposit(tx, d); err != nil {
		return fmt.Errorf("write time deposit %d: %w", d.ID, err)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "deposit.drawn", ID: int64(d.ID),
		Fields: []audit.Field{{Name: "interest", Value: interest.String()}}})
	return nil
}

// accrueDeposits books a month's interest on the time deposits that stand and are not due (计提定期存款利息).
func (s *Service) accrueDeposits(tx unit.Tx, c closing) error {
	list, err := s.Store.Deposits(tx)
	if err != nil {
		return err
	}
	var sum money.Fen
	for _, d := range list {
		if d.Placed > c.day || c.day >= d.Due {
			continue
		}
		more := d.month()
		if more == 0 {
			continue
		}
		d.Accrued += more
		sum = money.Sum(sum, more)
		if err := s.Store.SetDeposit(tx, d); err != nil {
			return fmt.Errorf("write time deposit %d: %w", d.ID, err)
		}
		s.Audit.Record(tx, audit.Entry{Kind: "deposit.accrued", ID: int64(d.ID),
			Fields: []audit.Field{{Name: "interest", Value: more.String()}}})
	}
	return s.post(tx, c, ledger.KindTimeInterest, "计提定期存款利息", []ledger.Line{
		ledger.Debit(ledger.InterestReceivable, sum), ledger.Credit(ledger.FundInterestIncome, sum)}, nil)
}
