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
	_, err = s.tx(u).get(`SELECT home, id, CAST(n AS BIGINT) FROM (
			SELECT home, id, ROW_NUMBER() OVER (ORDER BY home, id) AS n FROM (
				SELECT home, id FROM member_account WHERE (home, id) > ($1, $2) ORDER BY home, id LIMIT $3) a) b
		ORDER BY n DESC LIMIT 1`, []any{after.Home, after.ID, int64(limit)}, &last.Home, &last.ID, &n)
	return last, n, err
}

// yearInterest is money.DayProduct.Interest in SQL: product × rate / (360 × 10^7), half up to the fen. The product is
// split at the divisor, so that nothing overflows for any balance and any rate up to one; day-products are never
// negative. $2 is the rate.
const yearInterest = `(product / 3600000000) * $2 + ((product % 3600000000) * $2 + 1800000000) / 3600000000`

// credited is what a crediting does to each account of its range: $1 the day after the day of crediting, $2 the rate,
// $3 to $6 the range, $7 the year of $1. An account that was moved on $1 already keeps what it received then as of
// the current year.
const credited = `WITH v AS MATERIALIZED (
	SELECT home, id, interest, balance + interest - received - carried AS carry FROM (
		SELECT home, id, balance, carried, ` + yearInterest + ` AS interest,
			CASE WHEN received > 0 THEN received ELSE 0 END AS received
		FROM (SELECT home, id, balance, carried, product + balance * ($1 - last_day) AS product,
				CASE WHEN last_day < $1 THEN 0 ELSE COALESCE((SELECT CAST(SUM(m.amount - m.carried) AS BIGINT)
					FROM movement m WHERE m.home = member_account.home AND m.year = $7
						AND m.account = member_account.id AND m.day >= $1), 0) END AS received
			FROM member_account
			WHERE (home, id) > ($3, $4) AND (home, id) <= ($5, $6) AND closed = 0
				AND (product <> 0 OR balance <> 0)) a) b) `

const insertCredited = credited + `
	INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
	SELECT a.home, $8, a.id, a.seq + 1, $9, $1 - 1, $10, v.interest, v.carry, a.balance + v.interest
	FROM v CROSS JOIN member_account a
	WHERE a.home = v.home AND a.id = v.id AND (v.interest <> 0 OR v.carry <> 0)
		AND EXISTS (SELECT 1 FROM v w WHERE w.interest <> 0)
	RETURNING home, account, amount, carried`

const startAnew = credited + `
	UPDATE member_account SET product = 0, last_day = $1,
		balance = balance + v.interest * $8, carried = carried + v.carry * $8,
		seq = seq + CASE WHEN v.interest <> 0 OR v.carry <> 0 THEN $8 ELSE 0 END
	FROM v WHERE member_account.home = v.home AND member_account.id = v.id`

// CreditAccounts implements ledger.CreditingStore. Movements are written first, while the accounts still stand as
// they were.
func (s *Store) CreditAccounts(u unit.Tx, id ledger.VoucherID, c ledger.Crediting) (
	accounts int64, rows []ledger.CreditedRow, err error) {
	t := s.tx(u)
	next := c.Day.AddDays(1)
	args := []any{int64(next), int64(c.Rate), c.After.Home, c.After.ID, c.Through.Home, c.Through.ID,
		int64(next.Year())}
	rows, err = all(t, insertCredited,
		append(args[:len(args):len(args)], int64(c.Day.Year()), int64(id), int64(ledger.MoveInterest)),
		func(scan func(...any) error) (r ledger.CreditedRow, err error) {
			return r, scan(&r.Account.Home, &r.Account.ID, &r.Interest, &r.Carried)
		})
	if err != nil {
		return 0, nil, err
	}
	var posted int64 // 1 when anybody earned a fen, so that there is a voucher
	if len(rows) > 0 {
		posted = 1
	}
	accounts, err = t.exec(startAnew, append(args[:len(args):len(args)], posted)...)
	return accounts, rows, err
}

// AppendCredited implements ledger.CreditingStore.
func (s *Store) AppendCredited(u unit.Tx, v ledger.Voucher, p ledger.Posting) error {
	t := s.tx(u)
	list := voucherRows(v)
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
