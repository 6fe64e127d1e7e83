package ledger

import (
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// DayState is the state of a book day (会计日). It only moves forward: open, closing, closed.
type DayState uint8

// The states of a book day.
const (
	DayUnknown DayState = iota // never opened
	DayOpen                    // 营业中
	DayClosing                 // 日终处理中: only the close's own vouchers post
	DayClosed                  // 已日结
)

// Begin opens the first book day of an empty set of books.
func (b *Books) Begin(tx unit.Tx, day civil.Date) error {
	if err := b.store.SetDay(tx, day, DayOpen); err != nil {
		return fmt.Errorf("open %s: %w", day, err)
	}
	b.audit.Record(tx, audit.Entry{Kind: "day.opened", ID: int64(day)})
	return nil
}

// OpenDay is the day new postings go to; it stays open until tx ends.
func (b *Books) OpenDay(tx unit.Tx) (civil.Date, error) { return b.store.OpenDay(tx) }

// DayState is the state of a book day.
func (b *Books) DayState(tx unit.Tx, day civil.Date) (DayState, error) {
	return b.store.DayState(tx, day)
}

// StartClose moves the open day to closing and opens the next one. It holds new postings out for the length of
// tx only, which does nothing else: a crash after it leaves the day closing, and the close goes on from there.
// A day that is closing already is left as it is.
func (b *Books) StartClose(tx unit.Tx, day civil.Date) error {
	if err := b.store.FenceDay(tx); err != nil {
		return err
	}
	state, err := b.store.DayState(tx, day)
	if err != nil {
		return err
	}
	switch state {
	case DayClosing:
		return nil
	case DayOpen:
	default:
		return refusal.New(CodeNotToday, day.String()+"不是当前营业日，不能日终", "", "请先结清前一日，再办理本日日终")
	}
	if prev, err := b.store.DayState(tx, day.AddDays(-1)); err != nil {
		return err
	} else if prev == DayClosing {
		return refusal.New("day.previous-closing", "前一日日终尚未完成，不能开始本日日终", "", "请先完成前一日日终")
	}
	if err := b.store.SetDay(tx, day, DayClosing); err != nil {
		return err
	}
	if err := b.store.SetDay(tx, day.AddDays(1), DayOpen); err != nil {
		return err
	}
	b.audit.Record(tx, audit.Entry{Kind: "day.closing", ID: int64(day)})
	return nil
}

// FinishClose numbers the vouchers of a closing day, writes the balances and closes it. The numbering, the
// balances and the state become durable together; repeating it on a closed day changes nothing.
func (b *Books) FinishClose(tx unit.Tx, day civil.Date) (vouchers int64, err error) {
	state, err := b.store.DayState(tx, day)
	if err != nil || state == DayClosed {
		return 0, err
	}
	if state != DayClosing {
		return 0, refusal.New("day.not-closing", day.String()+"尚未进入日终处理", "", "请先发起日终")
	}
	if vouchers, err = b.store.NumberVouchers(tx, day); err != nil {
		return 0, fmt.Errorf("number %s: %w", day, err)
	}
	sum, err := b.store.WriteBalances(tx, day)
	if err != nil {
		return 0, fmt.Errorf("balances %s: %w", day, err)
	}
	if sum != 0 {
		return 0, fmt.Errorf("balances %s do not add up to zero but to %s", day, sum)
	}
	if err := b.store.SetDay(tx, day, DayClosed); err != nil {
		return 0, err
	}
	b.audit.Record(tx, audit.Entry{Kind: "day.closed", ID: int64(day),
		Fields: []audit.Field{{Name: "vouchers", Value: fmt.Sprint(vouchers)}}})
	return vouchers, nil
}

// Balances are the balances at the end of a day and whether that day is closed.
func (b *Books) Balances(tx unit.Tx, day civil.Date) ([]Balance, bool, error) {
	return b.store.Balances(tx, day)
}
