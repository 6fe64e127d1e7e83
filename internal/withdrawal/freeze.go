package withdrawal

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Codes of refusals about freezes.
const (
	CodeFreeze        = "withdrawal.freeze"
	CodeFreezeUnknown = "withdrawal.freeze.unknown"
	CodeFreezeLifted  = "withdrawal.freeze.lifted"
)

// FreezeID identifies a freeze.
type FreezeID int64

// FreezeOrder is what a court or another authority orders (协助冻结). Contributions and interest go on, and the money may
// not leave: none of it, or only what is beyond the amount. Several freezes of one account add up (轮候冻结).
type FreezeOrder struct {
	Member    number.MemberNo
	Amount    money.Fen  // zero for the whole account (全额冻结)
	Since     civil.Date // first day
	Until     civil.Date // last day (冻结止日期)
	Authority string     // 冻结机关
	Document  string     // 协助执行通知书文号
}

// Freeze is a freeze in the register (冻结登记).
type Freeze struct {
	ID      FreezeID
	Account ledger.AccountID
	FreezeOrder
	Lifted   civil.Date // first day on which it holds no more; zero while it does
	Released string     // number of the document that lifted it
}

// holds reports whether the freeze keeps money in on a day.
func (f Freeze) holds(day civil.Date) bool {
	return f.Since <= day && day <= f.Until && (f.Lifted == 0 || day < f.Lifted)
}

const maxDocument = 120 // bytes; longer than any number or name

func (o FreezeOrder) check(day civil.Date, taken bool) error {
	var bad []*refusal.Refused
	add := func(wrong bool, text string) {
		if wrong {
			bad = append(bad, refusal.Bad(CodeFreeze, text))
		}
	}
	add(o.Amount < 0 || o.Amount > maxHome, "冻结金额不能为负数，不超过一亿元；全额冻结填零")
	add(o.Since == 0 || o.Until < o.Since, "冻结起止日期须填写，止日期不能早于起日期")
	add(!taken && (o.Since < day || o.Until < day), "冻结起日期不能早于今天")
	add(!written(o.Authority) || !written(o.Document), "冻结机关和文书编号须填写，各不超过40字")
	return refusal.Join(bad...)
}

func written(s string) bool { return s != "" && len(s) <= maxDocument && strings.TrimSpace(s) == s }

// Freeze enters a freeze (冻结). It holds from its first day on for whatever leaves the account, whoever asks for it.
func (s *Service) Freeze(ctx context.Context, by act.By, key string, o FreezeOrder) (FreezeID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.FreezeAccounts)
	if err != nil {
		return 0, err
	}
	return s.enterFreeze(ctx, by, "withdrawal.freeze", key, o, false)
}

// CheckFreeze refuses a freeze that cannot be taken over when the books begin on a day, whosever account it is.
func CheckFreeze(o FreezeOrder, day civil.Date) error { return o.check(day, true) }

// TakeFreeze takes a freeze over when the books begin (期初建账), whenever it began.
func (s *Service) TakeFreeze(ctx context.Context, by act.By, key string, o FreezeOrder) (FreezeID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return 0, err
	}
	return s.enterFreeze(ctx, by, "withdrawal.take-freeze", key, o, true)
}

func (s *Service) enterFreeze(ctx context.Context, by act.By, op, key string, o FreezeOrder, taken bool) (
	FreezeID, error) {
	var given int64
	err := s.Work.Do(ctx, by, op, func(tx unit.Tx) (err error) {
		given, err = s.Books.Once(tx, ledger.NewRequest(0, key, o), "freeze", func(id int64) error {
			day, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			if err := o.check(day, taken); err != nil {
				return err
			}
			m, err := s.Members.Member(tx, o.Member)
			if err != nil {
				return err
			}
			f := Freeze{ID: FreezeID(id), Account: m.ID, FreezeOrder: o}
			if err := s.Store.AddFreeze(tx, f); err != nil {
				return fmt.Errorf("write freeze %d: %w", id, err)
			}
			s.Audit.Record(tx, audit.Entry{Kind: "account.frozen", ID: id, Fields: []audit.Field{
				{Name: "account", Value: fmt.Sprint(m.ID.ID)}, {Name: "amount", Value: o.Amount.String()},
				{Name: "until", Value: o.Until.String()}, {Name: "document", Value: o.Document}}})
			return nil
		})
		return err
	})
	return FreezeID(given), err
}

// Unfreezing is the authority's word that a freeze ends before its last day (解冻).
type Unfreezing struct {
	Freeze   FreezeID
	Document string // 解除冻结通知书文号
}

// Unfreeze ends a freeze from the open day on. It refuses with CodeFreezeLifted one that has ended already.
func (s *Service) Unfreeze(ctx context.Context, by act.By, key string, u Unfreezing) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.FreezeAccounts)
	if err != nil {
		return err
	}
	if !written(u.Document) {
		return refusal.Bad(CodeFreeze, "解除冻结的文书编号须填写，不超过40字")
	}
	return s.Work.Do(ctx, by, "withdrawal.unfreeze", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, u), "change", func(int64) error {
			day, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			f, found, err := s.Store.FreezeOf(tx, u.Freeze)
			switch {
			case err != nil:
				return err
			case !found:
				return refusal.New(CodeFreezeUnknown, "没有该冻结登记", "", "请核对登记号")
			case f.Lifted != 0 || f.Until < day:
				return refusal.New(CodeFreezeLifted, "该冻结已解除或已到期", "", "请查看冻结登记簿")
			}
			f.Lifted, f.Released = day, u.Document
			lifted, err := s.Store.LiftFreeze(tx, f)
			if err == nil && !lifted {
				err = fmt.Errorf("freeze %d changed while it was lifted", f.ID)
			}
			if err != nil {
				return err
			}
			s.Audit.Record(tx, audit.Entry{Kind: "account.unfrozen", ID: int64(f.ID), Fields: []audit.Field{
				{Name: "account", Value: fmt.Sprint(f.Account.ID)}, {Name: "document", Value: u.Document}}})
			return nil
		})
		return err
	})
}

// frozen says whether the whole of an account is frozen on a day, or how much of it.
func (s *Service) frozen(tx unit.Tx, account ledger.AccountID, day civil.Date) (
	whole bool, amount money.Fen, err error) {
	list, err := s.Store.Freezes(tx, account)
	for _, f := range list {
		if f.holds(day) {
			whole = whole || f.Amount == 0
			amount = money.Sum(amount, f.Amount)
		}
	}
	return whole, amount, err
}
