package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
)

// AddRunning implements loan.Store.
func (s loanStore) AddRunning(u unit.Tx, list []loan.Running) error {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.Loan, r.Rate, r.Months, r.Payment, r.Balance, r.Next, r.Disbursed, r.NextDue, r.Unpaid,
			r.DueDay, r.Method}
	}
	return s.tx(u).insert(`INSERT INTO loan_running (loan, rate, months, payment, balance, next, disbursed, next_due,
			unpaid, due_day, method)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS INTEGER),
			CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS INTEGER),
			CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS INTEGER),
			CAST(value ->> 9 AS INTEGER), CAST(value ->> 10 AS INTEGER)
		FROM json_each($1)`, rows)
}

// DropRunning implements loan.Store.
func (s loanStore) DropRunning(u unit.Tx, id loan.ID) error {
	_, err := s.tx(u).exec(`DELETE FROM loan_running WHERE loan = $1`, int64(id))
	return err
}

// runningColumns are what scanRunning reads.
const runningColumns = `SELECT loan, rate, months, payment, balance, next, disbursed, next_due, unpaid, due_day,
	rate_before, rate_since, method FROM loan_running `

func scanRunning(scan func(...any) error) (r loan.Running, err error) {
	return r, scan(&r.Loan, &r.Rate, &r.Months, &r.Payment, &r.Balance, &r.Next, &r.Disbursed, &r.NextDue, &r.Unpaid,
		&r.DueDay, &r.Repriced.Before, &r.Repriced.Since, &r.Method)
}

// Running implements loan.Store.
func (s loanStore) Running(u unit.Tx, id loan.ID) (loan.Running, bool, error) {
	return first(s.tx(u), runningColumns+`WHERE loan = $1`, []any{int64(id)}, scanRunning)
}

// Due implements loan.Store.
func (s loanStore) Due(u unit.Tx, day civil.Date, after loan.ID, limit int) ([]loan.Running, error) {
	return all(s.tx(u), runningColumns+`WHERE next_due > 0 AND next_due <= $1 AND loan > $2 ORDER BY loan LIMIT $3`,
		[]any{int64(day), int64(after), int64(limit)}, scanRunning)
}

// ToReprice implements loan.Store.
func (s loanStore) ToReprice(u unit.Tx, months int, since civil.Date, limit int) ([]loan.RepricedLoan, error) {
	return all(s.tx(u), `SELECT r.loan, r.rate, r.months, r.payment, r.balance, r.next, r.disbursed, r.next_due, r.unpaid,
			r.due_day, r.rate_before, r.rate_since, r.method, l.branch, l.home_class, l.months
		FROM loan_running r JOIN loan l ON l.id = r.loan
		WHERE r.next_due > $1 AND r.rate_since < $1 AND r.disbursed < $1 AND l.months > $2
		ORDER BY r.loan LIMIT $3`, []any{int64(since), int64(months), int64(limit)},
		func(scan func(...any) error) (p loan.RepricedLoan, err error) {
			return p, scan(&p.Loan, &p.Rate, &p.Months, &p.Payment, &p.Balance, &p.Next, &p.Disbursed, &p.NextDue,
				&p.Unpaid, &p.DueDay, &p.Repriced.Before, &p.Repriced.Since, &p.Method, &p.Branch, &p.Home, &p.Contract)
		})
}

// SaveRunning implements loan.Store.
func (s loanStore) SaveRunning(u unit.Tx, list []loan.Running) error {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.Loan, r.Balance, r.Next, r.NextDue, r.Unpaid}
	}
	return s.tx(u).insert(`WITH v AS MATERIALIZED (
			SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS balance,
				CAST(value ->> 2 AS INTEGER) AS next, CAST(value ->> 3 AS BIGINT) AS due,
				CAST(value ->> 4 AS INTEGER) AS unpaid
			FROM json_each($1))
		UPDATE loan_running SET balance = v.balance, next = v.next, next_due = v.due, unpaid = v.unpaid
		FROM v WHERE loan_running.loan = v.id`, rows)
}

// Replan implements loan.Store.
func (s loanStore) Replan(u unit.Tx, list []loan.Running) error {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.Loan, r.Rate, r.Months, r.Payment, r.Balance, r.Next, r.NextDue, r.Unpaid,
			r.Repriced.Before, r.Repriced.Since}
	}
	return s.tx(u).insert(`WITH v AS MATERIALIZED (
			SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS rate,
				CAST(value ->> 2 AS INTEGER) AS months, CAST(value ->> 3 AS BIGINT) AS payment,
				CAST(value ->> 4 AS BIGINT) AS balance, CAST(value ->> 5 AS INTEGER) AS next,
				CAST(value ->> 6 AS BIGINT) AS due, CAST(value ->> 7 AS INTEGER) AS unpaid,
				CAST(value ->> 8 AS BIGINT) AS rate_before, CAST(value ->> 9 AS BIGINT) AS rate_since
			FROM json_each($1))
		UPDATE loan_running SET rate = v.rate, months = v.months, payment = v.payment, balance = v.balance, next = v.next,
			next_due = v.due, unpaid = v.unpaid, rate_before = v.rate_before, rate_since = v.rate_since
		FROM v WHERE loan_running.loan = v.id`, rows)
}

// PrepaidSince implements loan.Store.
func (s loanStore) PrepaidSince(u unit.Tx, id loan.ID, from civil.Date) (n int, err error) {
	_, err = s.tx(u).get(`SELECT COUNT(*) FROM loan_repayment WHERE loan = $1 AND number = 0 AND day >= $2`,
		[]any{int64(id), int64(from)}, &n)
	return n, err
}

// AddRepayments implements loan.Store.
func (s loanStore) AddRepayments(u unit.Tx, list []loan.Repayment) error {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.Loan, r.Number, r.Voucher, r.Due, r.Day, bit(r.Overdue), r.Principal, r.Interest, r.Penalty}
	}
	return s.tx(u).insert(`INSERT INTO loan_repayment (loan, number, voucher, due, day, overdue, principal, interest,
			penalty)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS BIGINT),
			CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS INTEGER),
			CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS BIGINT)
		FROM json_each($1)`, rows)
}

// AddArrears implements loan.Store.
func (s loanStore) AddArrears(u unit.Tx, list []loan.LoanArrear) error {
	rows := make([][]any, len(list))
	for i, a := range list {
		rows[i] = []any{a.Loan, a.Number, a.Due, a.Principal, a.Interest, a.Penalty, a.Since}
	}
	return s.tx(u).insert(`INSERT INTO loan_arrear (loan, number, due, principal, interest, penalty, since)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS BIGINT),
			CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT),
			CAST(value ->> 6 AS BIGINT)
		FROM json_each($1)`, rows)
}

// Arrears implements loan.Store.
func (s loanStore) Arrears(u unit.Tx, id loan.ID) ([]loan.Arrear, error) {
	return all(s.tx(u), `SELECT number, due, principal, interest, penalty, since, moved FROM loan_arrear
		WHERE loan = $1 AND settled = 0 ORDER BY number`, []any{int64(id)},
		func(scan func(...any) error) (a loan.Arrear, err error) {
			var moved int64
			err = scan(&a.Number, &a.Due, &a.Principal, &a.Interest, &a.Penalty, &a.Since, &moved)
			a.Moved = moved != 0
			return a, err
		})
}

// SaveArrears implements loan.Store.
func (s loanStore) SaveArrears(u unit.Tx, id loan.ID, shares []loan.Share, day civil.Date) error {
	t := s.tx(u)
	for _, sh := range shares {
		settled := civil.Date(0)
		if sh.Left.Owed() == 0 {
			settled = day
		}
		if _, err := t.exec(`UPDATE loan_arrear SET principal = $3, interest = $4, penalty = $5, since = $6, settled = $7
			WHERE loan = $1 AND number = $2`, int64(id), int64(sh.Number), int64(sh.Left.Principal),
			int64(sh.Left.Interest), int64(sh.Left.Penalty), int64(sh.Left.Since), int64(settled)); err != nil {
			return err
		}
	}
	return nil
}

// MoveArrears implements loan.Store.
func (s loanStore) MoveArrears(u unit.Tx, ids []loan.ID, moved bool) error {
	_, err := s.tx(u).exec(`UPDATE loan_arrear SET moved = $2
		WHERE settled = 0 AND loan IN (SELECT CAST(key AS BIGINT) FROM json_each($1))`, keysJSON(ids), bit(moved))
	return err
}
