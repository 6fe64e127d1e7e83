package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// OpenDay implements ledger.Store. The shared side of the fence was taken when the unit began.
func (s *Store) OpenDay(u unit.Tx) (civil.Date, error) {
	t := s.tx(u)
	if t.openDay != 0 {
		return t.openDay, nil
	}
	_, err := t.get(`SELECT open_day FROM book`, nil, &t.openDay)
	return t.openDay, err
}

// DayState implements ledger.Store.
func (s *Store) DayState(u unit.Tx, day civil.Date) (ledger.DayState, error) {
	var state ledger.DayState
	_, err := s.tx(u).get(`SELECT state FROM book_day WHERE day = $1`, []any{int64(day)}, &state)
	return state, err
}

// FenceDay implements ledger.Store.
func (s *Store) FenceDay(u unit.Tx) error {
	t := s.tx(u)
	return s.engine.fence(t.ctx, t.conn)
}

// SetDay implements ledger.Store.
func (s *Store) SetDay(u unit.Tx, day civil.Date, state ledger.DayState) error {
	t := s.tx(u)
	if _, err := t.exec(`INSERT INTO book_day (day, state) VALUES ($1, $2)
		ON CONFLICT (day) DO UPDATE SET state = excluded.state`, int64(day), int64(state)); err != nil {
		return err
	}
	if state != ledger.DayOpen {
		return nil
	}
	t.openDay = 0
	_, err := t.exec(`UPDATE book SET open_day = $1`, int64(day))
	return err
}

// NumberVouchers implements ledger.Store. Days close in order, so the greatest number of the month is that of
// the day before. Ids come in the order of arrival, which is nobody's business: vouchers of a kind stand in the order
// of the bank's serials, and those without one in the order of the homes they moved.
func (s *Store) NumberVouchers(u unit.Tx, day civil.Date) (int64, error) {
	m := day.Month()
	base := int64(m.Year()*100+m.Number()) * numberBase
	return s.tx(u).exec(`WITH n AS MATERIALIZED (
			SELECT v.id, ROW_NUMBER() OVER (ORDER BY v.kind,
				COALESCE((SELECT MIN(h.ref) FROM holder_movement h WHERE h.voucher = v.id AND h.ref <> ''), ''),
				COALESCE((SELECT MIN(m.home) FROM voucher_home m WHERE m.voucher = v.id), 0), v.id)
				+ (SELECT COALESCE(MAX(month_no), $2) FROM voucher WHERE month_no > $2 AND month_no < $2 + $3) AS no
			FROM voucher v WHERE v.day = $1 AND v.month_no = 0)
		UPDATE voucher SET month_no = n.no FROM n WHERE voucher.id = n.id`, int64(day), base, int64(numberBase))
}

// WriteBalances implements ledger.Store. The day before is closed, so its rows and the day's lines are all.
func (s *Store) WriteBalances(u unit.Tx, day civil.Date) (money.Fen, error) {
	t := s.tx(u)
	if _, err := t.exec(`INSERT INTO gl_balance (day, branch, account, debit, credit, balance)
		SELECT CAST($1 AS BIGINT), branch, account, SUM(debit), SUM(credit), SUM(balance) FROM (
			SELECT branch, account, 0 AS debit, 0 AS credit, balance FROM gl_balance WHERE day = $1 - 1
			UNION ALL
			SELECT v.branch, l.account, CASE WHEN l.amount < 0 THEN -l.amount ELSE 0 END,
				CASE WHEN l.amount > 0 THEN l.amount ELSE 0 END, l.amount
			FROM voucher v JOIN line l ON l.voucher = v.id WHERE v.day = $1) x
		GROUP BY branch, account`, int64(day)); err != nil {
		return 0, err
	}
	var sum money.Fen
	_, err := t.get(`SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) FROM gl_balance WHERE day = $1`,
		[]any{int64(day)}, &sum)
	return sum, err
}

// Balances implements ledger.Store.
func (s *Store) Balances(u unit.Tx, day civil.Date) ([]ledger.Balance, bool, error) {
	t := s.tx(u)
	var closed civil.Date
	if _, err := t.get(`SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3 AND day <= $1`,
		[]any{int64(day)}, &closed); err != nil {
		return nil, false, err
	}
	list, err := all(t, `SELECT branch, account, CAST(SUM(debit) AS BIGINT), CAST(SUM(credit) AS BIGINT),
			CAST(SUM(balance) AS BIGINT) FROM (
			SELECT branch, account, CASE WHEN day = $2 THEN debit ELSE 0 END AS debit,
				CASE WHEN day = $2 THEN credit ELSE 0 END AS credit, balance FROM gl_balance WHERE day = $1
			UNION ALL
			SELECT v.branch, l.account, CASE WHEN l.amount < 0 AND v.day = $2 THEN -l.amount ELSE 0 END,
				CASE WHEN l.amount > 0 AND v.day = $2 THEN l.amount ELSE 0 END, l.amount
			FROM voucher v JOIN line l ON l.voucher = v.id WHERE v.day > $1 AND v.day <= $2) x
		GROUP BY branch, account ORDER BY account, branch`, []any{int64(closed), int64(day)},
		func(scan func(...any) error) (b ledger.Balance, err error) {
			return b, scan(&b.Branch, &b.Account, &b.Debit, &b.Credit, &b.Balance)
		})
	return list, closed == day, err
}
