package sqlstore

import (
	"errors"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// AccountsAfter implements ledger.CreditingStore.
func (s *Store) AccountsAfter(u unit.Tx, after ledger.AccountID, limit int) (last ledger.AccountID, n int, err error) {
	t := s.tx(u)
	full, err := t.get(`SELECT home, id FROM member_account WHERE (home, id) > ($1, $2)
		ORDER BY home, id LIMIT 1 OFFSET $3`, []any{after.Home, after.ID, int64(limit) - 1}, &last.Home, &last.ID)
	if err != nil || full {
		return last, limit, err
	}
	_, err = t.get(`SELECT COUNT(*), COALESCE(MAX(home), 0) FROM member_account WHERE (home, id) > ($1, $2)`,
		[]any{after.Home, after.ID}, &n, &last.Home)
	if err != nil || n == 0 {
		return last, n, err
	}
	_, err = t.get(`SELECT MAX(id) FROM member_account WHERE home = $1`, []any{last.Home}, &last.ID)
	return last, n, err
}

// What a crediting does to each account, over the row as it stands: $1 is the day after the day of crediting, $2 the
// rate, $3 to $6 the range, $7 the year of $1.
const (
	// yearProduct is the day-product of the whole year.
	yearProduct = `(product + balance * ($1 - last_day))`
	// yearInterest is money.DayProduct.Interest: product × rate / (360 × 10^7), half up to the fen. The product, never
	// negative, is split at the divisor, so that nothing overflows for any balance and any rate up to one.
	yearInterest = `((` + yearProduct + ` / 3600000000) * $2
		+ ((` + yearProduct + ` % 3600000000) * $2 + 1800000000) / 3600000000)`
	// received is what an account that was moved on $1 already got then: it is of the new year.
	received = `CASE WHEN last_day < $1 THEN 0 ELSE COALESCE((
		SELECT CAST(CASE WHEN SUM(m.amount - m.carried) > 0 THEN SUM(m.amount - m.carried) ELSE 0 END AS BIGINT)
		FROM movement m WHERE m.home = member_account.home AND m.year = $7 AND m.account = member_account.id
			AND m.day >= $1), 0) END`
	// carry is how much the carried part grows.
	carry = `(balance + ` + yearInterest + ` - ` + received + ` - carried)`
	// creditedRange are the accounts of the range that have anything.
	creditedRange = `(home, id) > ($3, $4) AND (home, id) <= ($5, $6) AND closed = 0
		AND (product <> 0 OR balance <> 0)`
)

const anyInterest = `SELECT 1 FROM member_account WHERE ` + creditedRange + ` AND ` + yearInterest + ` <> 0 LIMIT 1`

const insertCredited = `INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
	SELECT home, $8, id, seq + 1, $9, $1 - 1, $10, interest, carry, balance + interest FROM (
		SELECT home, id, seq, balance, ` + yearInterest + ` AS interest, ` + carry + ` AS carry
		FROM member_account WHERE ` + creditedRange + `) v
	WHERE interest <> 0 OR carry <> 0
	RETURNING home, account, amount, carried`

const startAnew = `UPDATE member_account SET product = 0, last_day = $1,
		balance = balance + ` + yearInterest + ` * $8, carried = carried + ` + carry + ` * $8,
		seq = seq + CASE WHEN ` + yearInterest + ` <> 0 OR ` + carry + ` <> 0 THEN $8 ELSE 0 END
	WHERE ` + creditedRange

// CreditAccounts implements ledger.CreditingStore. Movements are written first, while the accounts still stand as
// they were.
func (s *Store) CreditAccounts(u unit.Tx, id ledger.VoucherID, c ledger.Crediting) (
	accounts int64, rows []ledger.CreditedRow, err error) {
	t := s.tx(u)
	next := c.Day.AddDays(1)
	args := []any{int64(next), int64(c.Rate), c.After.Home, c.After.ID, c.Through.Home, c.Through.ID,
		int64(next.Year())}
	var posted int64 // 1 when anybody earned a fen, so that there is a voucher
	if _, err := t.get(anyInterest, args[:6], &posted); err != nil {
		return 0, nil, err
	}
	if posted == 1 {
		rows, err = all(t, insertCredited,
			append(args[:len(args):len(args)], int64(c.Day.Year()), int64(id), int64(ledger.MoveInterest)),
			func(scan func(...any) error) (r ledger.CreditedRow, err error) {
				return r, scan(&r.Account.Home, &r.Account.ID, &r.Interest, &r.Carried)
			})
		if err != nil {
			return 0, nil, err
		}
	}
	accounts, err = t.exec(startAnew, append(args[:len(args):len(args)], posted)...)
	return accounts, rows, err
}

// AppendCredited implements ledger.CreditingStore.
func (s *Store) AppendCredited(u unit.Tx, v ledger.Voucher, p ledger.Posting) error {
	t := s.tx(u)
	list := voucherRows(v, t.request)
	for _, m := range p.Members {
		t.movements += int64(len(m.Rows))
	}
	return t.batch(append(list, stmt{query: `INSERT INTO voucher_home (voucher, home)
		SELECT $2, CAST(key AS BIGINT) FROM json_each($1)`, args: []any{homesJSON(p.Members), int64(v.ID)}, want: -1}))
}

// ProductTotal implements ledger.CreditingStore.
func (s *Store) ProductTotal(u unit.Tx, day civil.Date) (total money.DayProduct, err error) {
	found, err := s.tx(u).get(`SELECT CAST(COALESCE(SUM(product + balance * ($1 - last_day)), 0) AS BIGINT)
		FROM member_account WHERE closed = 0`, []any{int64(day)}, &total)
	if err == nil && !found {
		err = errors.New("sqlstore: no sum of day-products")
	}
	return total, err
}
