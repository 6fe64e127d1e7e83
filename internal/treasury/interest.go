package treasury

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// CodeCrediting is the code of the refusal to pay out while interest is credited.
const CodeCrediting = "treasury.crediting"

// creditingDay is 30 June of a year (结息日, 条例第二十一条).
func creditingDay(year int) civil.Date { return civil.DateOf(year, 6, 30) }

// ClosingInterest is the interest that an account takes along when it closes on day (销户结息): on its day-product up
// to the day before, at the rate of the day, half up to the fen.
func (s *Service) ClosingInterest(tx unit.Tx, a ledger.MemberAccount, day civil.Date) (money.Fen, error) {
	if err := s.PayoutOpen(tx, day); err != nil {
		return 0, err
	}
	rate, err := s.rate(tx, DepositRate, "", day)
	if err != nil {
		return 0, err
	}
	return a.ProductAt(day).Interest(rate), nil
}

// PayoutOpen refuses to let money out of member accounts on a day before the last 30 June has had its interest
// credited: an account must not leave, nor use up its carried part, before that year is settled.
func (s *Service) PayoutOpen(tx unit.Tx, day civil.Date) error {
	june := creditingDay(day.Year())
	if day <= june {
		return nil
	}
	state, err := s.Books.DayState(tx, june)
	if err == nil && state == ledger.DayClosing {
		return refusal.New(CodeCrediting, "年度结息正在进行，暂不能办理提取", "", "请在结息完成后再办理")
	}
	return err
}

// accrual is what must be added to 应付利息 so that it equals what members have earned: the interest on all day-products
// together, rounded once, less what stands there. It is negative after a cut of the rate.
func accrual(earned money.DayProduct, rate money.Rate, stands money.Fen) money.Fen {
	return earned.Interest(rate) - stands
}

// accrue brings 应付利息 up to what members have earned through the end of a day (计提应付利息). What was paid out to
// closed accounts since has left both sides, so closings need no entry of their own. The balance is the one of this
// moment: an account that closed on the day after has taken its interest from it and its day-product with it.
func (s *Service) accrue(tx unit.Tx, c closing) error {
	earned, err := s.Books.ProductTotal(tx, c.day.AddDays(1))
	if err != nil {
		return err
	}
	rate, err := s.rate(tx, DepositRate, "", c.day)
	if err != nil {
		return err
	}
	stands, err := s.balances(tx, c.day.AddDays(1), ledger.InterestPayable)
	if err != nil {
		return err
	}
	var payable money.Fen
	for _, b := range stands {
		payable = money.Sum(payable, b.Balance)
	}
	more := accrual(earned, rate, payable)
	return s.post(tx, c, ledger.KindAccrual, "计提应付利息", accrualEntry(more), nil)
}

func accrualEntry(more money.Fen) []ledger.Line {
	return []ledger.Line{ledger.Debit(ledger.DepositInterest, more), ledger.Credit(ledger.InterestPayable, more)}
}

// clearPayable takes what is left on 应付利息 after the crediting to 利息支出, branch by branch: the difference between
// one rounding over all and one for each account.
func (s *Service) clearPayable(tx unit.Tx, c closing) error {
	left, err := s.balances(tx, c.day.AddDays(1), ledger.InterestPayable)
	if err != nil {
		return err
	}
	for _, b := range left {
		at := c
		at.by.Branch = b.Branch
		err := s.post(tx, at, ledger.KindAccrual, "结转结息尾差", []ledger.Line{
			ledger.Debit(ledger.InterestPayable, b.Balance), ledger.Credit(ledger.DepositInterest, b.Balance)}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}
