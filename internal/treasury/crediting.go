package treasury

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

// chunkAccounts is how many accounts one unit of work credits: few enough to hold others up for some tens of
// milliseconds only, enough to make a city of a million a hundred units.
const chunkAccounts = 10_000

// Chunk is a range of accounts whose interest of a year is credited.
type Chunk struct {
	Year     int
	No       int              // from 1
	Through  ledger.AccountID // last account, in the order of home and id
	Accounts int64
	Rows     int64
	Interest money.Fen
	Voucher  ledger.VoucherID // zero when nobody had earned a fen
}

// Credited says what a crediting came to.
type Credited struct {
	Chunks   int
	Accounts int64
	Interest money.Fen
}

// CodeNotClosing is the code of the refusal to credit interest outside the close of 30 June.
const CodeNotClosing = "treasury.crediting.not-closing"

// CreditInterest credits the interest of the year that ends on 30 June to every member account (年度结息), inside the
// close of that day. It goes from range to range, each a unit of work with a request key of its own, and goes on where
// an earlier run ended; repeating it does nothing. It gives what this run did.
func (s *Service) CreditInterest(ctx context.Context, by act.By, year int) (Credited, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.CloseDays)
	if err != nil {
		return Credited{}, err
	}
	var done Credited
	for {
		c, more, err := s.creditChunk(ctx, by, year)
		if err != nil || !more {
			return done, err
		}
		done.Chunks++
		done.Accounts += c.Accounts
		done.Interest = money.Sum(done.Interest, c.Interest)
	}
}

// creditChunk credits the next range of accounts, or gives false when there is none.
func (s *Service) creditChunk(ctx context.Context, by act.By, year int) (chunk Chunk, more bool, err error) {
	err = s.Work.Do(ctx, by, "treasury.credit-interest", func(tx unit.Tx) error {
		chunk, more = Chunk{}, false
		last, found, err := s.Store.LastChunk(tx, year)
		if err != nil {
			return err
		}
		if !found {
			last.Through.Home = -1 // before every account
		}
		through, n, err := s.Books.AccountsAfter(tx, last.Through, s.chunk)
		if err != nil || n == 0 {
			return err
		}
		chunk, more = Chunk{Year: year, No: last.No + 1, Through: through}, true
		key := fmt.Sprintf("credit-interest/%d/%d", year, chunk.No)
		if _, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, year), int64(chunk.No)); err != nil {
			return err
		} else if !first {
			return fmt.Errorf("%s is claimed, but its chunk is not written", key)
		}
		return s.credit(tx, by, last, &chunk)
	})
	return chunk, more && err == nil, err
}

func (s *Service) credit(tx unit.Tx, by act.By, last Chunk, chunk *Chunk) error {
	day := creditingDay(chunk.Year)
	if state, err := s.Books.DayState(tx, day); err != nil {
		return err
	} else if state != ledger.DayClosing {
		return refusal.New(CodeNotClosing, "年度结息只能在6月30日日终处理中进行", "《住房公积金管理条例》第二十一条", "请先发起6月30日日终")
	}
	rate, err := s.rate(tx, DepositRate, "", day)
	if err != nil {
		return err
	}
	c, err := s.Books.PostCrediting(tx, ledger.Crediting{Branch: by.Branch, Day: day, Rate: rate,
		Summary: fmt.Sprintf("%d年度结息", chunk.Year), After: last.Through, Through: chunk.Through})
	if err != nil {
		return err
	}
	chunk.Accounts, chunk.Rows, chunk.Interest, chunk.Voucher = c.Accounts, c.Rows, c.Interest, c.Voucher
	if err := s.Store.AddChunk(tx, *chunk); err != nil {
		return fmt.Errorf("write chunk %d of %d: %w", chunk.No, chunk.Year, err)
	}
	if c.Voucher > 0 {
		s.Events.Announce(tx, event.Event{Kind: event.InterestCredited, Ref: int64(c.Voucher), Part: int64(chunk.Year)})
	}
	s.Audit.Record(tx, audit.Entry{Kind: "interest.credited", ID: int64(c.Voucher), Fields: []audit.Field{
		{Name: "year", Value: fmt.Sprint(chunk.Year)}, {Name: "chunk", Value: fmt.Sprint(chunk.No)},
		{Name: "accounts", Value: fmt.Sprint(c.Accounts)}, {Name: "interest", Value: c.Interest.String()}}})
	return nil
}
