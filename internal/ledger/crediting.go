package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// InterestYear is the year on whose 30 June what an account has on a day is credited with interest (结息年度, 条例
// 第二十一条).
func InterestYear(day civil.Date) int {
	if day.Month().Number() > 6 {
		return day.Year() + 1
	}
	return day.Year()
}

// Crediting asks for the yearly interest (年度结息) of the open member accounts after After, up to and with Through,
// in the order of home and id.
type Crediting struct {
	Branch         string
	Summary        string
	Day            civil.Date // 结息日, which must be closing; its interest is part of the balance from the next day on
	Rate           money.Rate // annual rate of the whole year
	After, Through AccountID
}

// Credited says what a crediting did.
type Credited struct {
	Voucher  VoucherID // zero when no account had earned a fen
	Accounts int64     // accounts whose day-product began anew
	Rows     int64     // movements written
	Interest money.Fen
}

// CreditedRow is the movement that a crediting wrote for an account: its interest, and what became part of the balance
// carried from earlier interest years. Interest is zero for an account that earned less than half a fen.
type CreditedRow struct {
	Account  AccountID
	Interest money.Fen
	Carried  money.Fen
}

// CreditingStore is what crediting needs of an engine. It computes in the database, so that a city is one pass over
// its accounts.
type CreditingStore interface {
	// AccountsAfter gives the last of the next limit accounts after one, and how many there are; zero at the end.
	AccountsAfter(tx unit.Tx, after AccountID, limit int) (last AccountID, n int, err error)
	// CreditAccounts adds to each account the interest on its day-product up to and with c.Day, half up to the fen,
	// makes the balance of that day the carried part, starts the day-product anew on the day after, and writes the
	// movements under voucher id. What an account received on the day after stays of the current year. Where nobody
	// earned a fen, it only starts the day-products anew.
	CreditAccounts(tx unit.Tx, id VoucherID, c Crediting) (accounts int64, rows []CreditedRow, err error)
	// AppendCredited writes a voucher whose movements CreditAccounts has written.
	AppendCredited(tx unit.Tx, v Voucher, p Posting) error
	// ProductTotal is the sum of the day-products of all open accounts up to and without day.
	ProductTotal(tx unit.Tx, day civil.Date) (money.DayProduct, error)
}

// AccountsAfter gives the last of the next limit member accounts after one, in the order of home and id, and how many
// there are.
func (b *Books) AccountsAfter(tx unit.Tx, after AccountID, limit int) (AccountID, int, error) {
	return b.store.AccountsAfter(tx, after, limit)
}

// ProductTotal is the sum of the day-products of all open member accounts up to and without day.
func (b *Books) ProductTotal(tx unit.Tx, day civil.Date) (money.DayProduct, error) {
	return b.store.ProductTotal(tx, day)
}

// PostCrediting credits interest to a range of member accounts with one voucher, 应付利息 to 住房公积金, whose lines are
// the sum of the movements beneath. The caller sees to it that no account is credited twice.
func (b *Books) PostCrediting(tx unit.Tx, c Crediting) (Credited, error) {
	if state, err := b.store.DayState(tx, c.Day); err != nil {
		return Credited{}, err
	} else if state != DayClosing {
		return Credited{}, fmt.Errorf("credit interest of %s: the day is not closing", c.Day)
	}
	n, err := b.store.NextID(tx, "voucher")
	if err != nil {
		return Credited{}, err
	}
	id := VoucherID(n)
	accounts, rows, err := b.store.CreditAccounts(tx, id, c)
	if err != nil {
		return Credited{}, fmt.Errorf("credit interest of %s: %w", c.Day, err)
	}
	done := Credited{Accounts: accounts, Rows: int64(len(rows))}
	for _, r := range rows {
		done.Interest = money.Sum(done.Interest, r.Interest)
	}
	if done.Interest == 0 {
		b.audit.Record(tx, audit.Entry{Kind: "interest.none", ID: int64(c.Day),
			Fields: []audit.Field{{Name: "accounts", Value: fmt.Sprint(accounts)}}})
		return done, nil
	}
	done.Voucher = id
	p := Posting{Kind: KindCrediting, Branch: c.Branch, Summary: c.Summary, Day: c.Day,
		Lines:   []Line{Debit(InterestPayable, done.Interest), Credit(HousingFund, done.Interest)},
		Members: creditedBatches(rows)}
	if err := p.check(); err != nil {
		return Credited{}, err
	}
	v := Voucher{ID: id, Day: c.Day, Kind: p.Kind, Branch: p.Branch, Summary: p.Summary, Lines: p.Lines}
	v.Digest = digest(b.digest(), v, p.Holders, sealedRows(p.Members))
	if err := b.store.AppendCredited(tx, v, p); err != nil {
		return Credited{}, err
	}
	b.recordPosted(tx, v)
	return done, nil
}

// creditedBatches puts rows into batches of one carried part each, as Store.Movements gives them back.
func creditedBatches(rows []CreditedRow) []MemberBatch {
	slices.SortFunc(rows, func(a, b CreditedRow) int {
		return cmp.Or(cmp.Compare(a.Carried, b.Carried), cmp.Compare(a.Account.Home, b.Account.Home),
			cmp.Compare(a.Account.ID, b.Account.ID))
	})
	var batches []MemberBatch
	for i, r := range rows {
		if i == 0 || rows[i-1].Carried != r.Carried {
			batches = append(batches, MemberBatch{Kind: MoveInterest, Carried: r.Carried})
		}
		last := &batches[len(batches)-1]
		last.Rows = append(last.Rows, MemberRow{Account: r.Account, Amount: r.Interest})
	}
	return batches
}
