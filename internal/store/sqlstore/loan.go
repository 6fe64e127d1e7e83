package sqlstore

import (
	"errors"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
)

// loanStore is the store as loans see it.
type loanStore struct{ *Store }

var _ loan.Store = loanStore{}

// Loan is the port of loans.
func (s *Store) Loan() loan.Store { return loanStore{s} }

var errLoanRows = errors.New("sqlstore: loan rows missing or named twice")

// AddLoans implements loan.Store.
func (s loanStore) AddLoans(u unit.Tx, list []loan.Loan) error {
	rows := make([][]any, len(list))
	for i, l := range list {
		rows[i] = []any{l.ID, l.State, l.Branch, l.Account.Home, l.Account.ID, l.Partner.Home, l.Partner.ID,
			l.Borrower, l.Spouse, l.Purpose, l.Home, l.Price, l.Appraisal, l.Amount, l.Months, l.Income, l.OtherDebt,
			l.Maker, l.Checker, l.Accepted, l.DecideBy, l.Decided, l.Contract, l.Payee, l.Signed, l.DisburseBy,
			l.Disbursed, l.Voucher, bit(l.Opening), l.Method, l.Case, l.Number, bit(l.InCase)}
	}
	return s.tx(u).insert(insertLoans, rows)
}

const insertLoans = `INSERT INTO loan (id, state, branch, home, account, partner_home, partner, borrower, spouse,
		purpose, home_class, price, appraisal, amount, months, income, other_debt, maker, checker, accepted, decide_by,
		decided, contract, payee, signed, disburse_by, disbursed, voucher, opening, method, case_id, case_number,
		case_open)
	SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), value ->> 2, CAST(value ->> 3 AS BIGINT),
		CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS BIGINT),
		CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS BIGINT), CAST(value ->> 9 AS INTEGER),
		CAST(value ->> 10 AS INTEGER), CAST(value ->> 11 AS BIGINT), CAST(value ->> 12 AS BIGINT),
		CAST(value ->> 13 AS BIGINT), CAST(value ->> 14 AS INTEGER), CAST(value ->> 15 AS BIGINT),
		CAST(value ->> 16 AS BIGINT), value ->> 17, value ->> 18, CAST(value ->> 19 AS BIGINT),
		CAST(value ->> 20 AS BIGINT), CAST(value ->> 21 AS BIGINT), value ->> 22, CAST(value ->> 23 AS BIGINT),
		CAST(value ->> 24 AS BIGINT), CAST(value ->> 25 AS BIGINT), CAST(value ->> 26 AS BIGINT),
		CAST(value ->> 27 AS BIGINT), CAST(value ->> 28 AS INTEGER),
		CAST(value ->> 29 AS INTEGER), CAST(value ->> 30 AS BIGINT), value ->> 31, CAST(value ->> 32 AS INTEGER)
	FROM json_each($1)`

// loanColumns are what scanLoanRow reads.
const loanColumns = `SELECT id, state, branch, home, account, partner_home, partner, borrower, spouse, purpose, home_class,
	price, appraisal, amount, months, income, other_debt, maker, checker, accepted, decide_by, decided, contract, payee,
	signed, disburse_by, disbursed, voucher, opening, method, case_id, case_number, case_open FROM loan `

func scanLoanRow(scan func(...any) error) (l loan.Loan, err error) {
	var opening, inCase int64
	err = scan(&l.ID, &l.State, &l.Branch, &l.Account.Home, &l.Account.ID, &l.Partner.Home, &l.Partner.ID, &l.Borrower,
		&l.Spouse, &l.Purpose, &l.Home, &l.Price, &l.Appraisal, &l.Amount, &l.Months, &l.Income, &l.OtherDebt, &l.Maker,
		&l.Checker, &l.Accepted, &l.DecideBy, &l.Decided, &l.Contract, &l.Payee, &l.Signed, &l.DisburseBy, &l.Disbursed,
		&l.Voucher, &opening, &l.Method, &l.Case, &l.Number, &inCase)
	l.Opening, l.InCase = opening != 0, inCase != 0
	return l, err
}

// Loan implements loan.Store.
func (s loanStore) Loan(u unit.Tx, id loan.ID) (loan.Loan, bool, error) {
	return first(s.tx(u), loanColumns+`WHERE id = $1`, []any{int64(id)}, scanLoanRow)
}

// RunningOf implements loan.Store. An account is found by its owner, who has an index.
func (s loanStore) RunningOf(u unit.Tx, account ledger.AccountID) ([]loan.Loan, error) {
	return all(s.tx(u), loanColumns+`WHERE state IN ($3, $4) AND id IN (
			SELECT l.id FROM member m JOIN loan l ON l.borrower = m.person WHERE m.home = $1 AND m.id = $2
			UNION SELECT l.id FROM member m JOIN loan l ON l.spouse = m.person AND l.spouse > 0
				WHERE m.home = $1 AND m.id = $2)
		ORDER BY id`, []any{account.Home, account.ID, int64(loan.Active), int64(loan.Overdue)}, scanLoanRow)
}

// ByContract implements loan.Store.
func (s loanStore) ByContract(u unit.Tx, number string) (id loan.ID, err error) {
	_, err = s.tx(u).get(`SELECT id FROM loan WHERE contract = $1 AND contract <> ''`, []any{number}, &id)
	return id, err
}

// SaveLoan implements loan.Store.
func (s loanStore) SaveLoan(u unit.Tx, l loan.Loan) error {
	n, err := s.tx(u).exec(`UPDATE loan SET state = $2, checker = $3, decided = $4, contract = $5, payee = $6, signed = $7,
		disburse_by = $8, disbursed = $9, voucher = $10, case_open = $11 WHERE id = $1`, int64(l.ID), int64(l.State),
		l.Checker, int64(l.Decided), l.Contract, l.Payee, int64(l.Signed), int64(l.DisburseBy), int64(l.Disbursed),
		int64(l.Voucher), bit(l.InCase))
	if err == nil && n != 1 {
		err = errLoanRows
	}
	return err
}

// Reschedule implements loan.Store.
func (s loanStore) Reschedule(u unit.Tx, id loan.ID, due civil.Date) error {
	_, err := s.tx(u).exec(`UPDATE loan SET decide_by = $2 WHERE id = $1 AND state = 1`, int64(id), int64(due))
	return err
}

// SetState implements loan.Store.
func (s loanStore) SetState(u unit.Tx, ids []loan.ID, state loan.State) error {
	if len(ids) == 0 {
		return nil
	}
	return s.tx(u).batch([]stmt{{query: `UPDATE loan SET state = $2
		WHERE id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))`, args: []any{keysJSON(ids), int64(state)},
		want: int64(len(ids)), miss: errLoanRows}})
}

// LoansOf implements loan.Store. States up to 已逾期 are under way or not settled.
func (s loanStore) LoansOf(u unit.Tx, person int64, self loan.ID) (running, disbursed int, err error) {
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(CASE WHEN state <= $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(CASE WHEN disbursed > 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
		FROM (SELECT id, state, disbursed FROM loan WHERE borrower = $1
			UNION SELECT id, state, disbursed FROM loan WHERE spouse = $1 AND spouse > 0) own
		WHERE id <> $2`, []any{person, int64(self), int64(loan.Overdue)}, &running, &disbursed)
	return running, disbursed, err
}

// RepaidBy implements loan.Store.
func (s loanStore) RepaidBy(u unit.Tx, person int64, from, before civil.Date) (sum money.Fen, err error) {
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(r.principal + r.interest), 0) AS BIGINT)
		FROM (SELECT id FROM loan WHERE borrower = $1 UNION SELECT id FROM loan WHERE spouse = $1 AND spouse > 0) own
		JOIN loan_repayment r ON r.loan = own.id
		WHERE r.day >= $2 AND r.day < $3`, []any{person, int64(from), int64(before)}, &sum)
	return sum, err
}

// AddRegistration implements loan.Store.
func (s loanStore) AddRegistration(u unit.Tx, r loan.Registration) error {
	_, err := s.tx(u).exec(`INSERT INTO loan_registration (certificate, loan, kind, day, office, non_residential, no_fee,
			document, fee) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, r.Certificate, int64(r.Loan), int64(r.Kind),
		int64(r.Day), r.Office, bit(r.NonResidential), int64(r.NoFee), r.Document, int64(r.Fee))
	return err
}

// Registration implements loan.Store.
func (s loanStore) Registration(u unit.Tx, id loan.ID, certificate string) (loan.Registration, bool, error) {
	r := loan.Registration{Loan: id, Certificate: certificate}
	var other int64
	found, err := s.tx(u).get(`SELECT kind, day, office, non_residential, no_fee, document, fee FROM loan_registration
		WHERE certificate = $1 AND loan = $2`, []any{certificate, int64(id)},
		&r.Kind, &r.Day, &r.Office, &other, &r.NoFee, &r.Document, &r.Fee)
	r.NonResidential = other != 0
	return r, found, err
}

// FeeGap implements loan.Store. A loan's newest entry in the registry says what it bears; a claimed reason counts
// before one that follows from the bills.
func (s loanStore) FeeGap(u unit.Tx, from, to civil.Date) ([]loan.FeeGapLoan, error) {
	return all(s.tx(u), `SELECT loan, reason, CASE WHEN reason > $3 THEN fee ELSE 0 END FROM (
			SELECT l.id AS loan, COALESCE(r.fee, 0) AS fee, CASE
				WHEN r.certificate IS NULL THEN CAST($4 AS BIGINT)
				WHEN r.no_fee > 0 THEN r.no_fee
				WHEN b.id IS NULL THEN CAST($5 AS BIGINT)
				WHEN b.paid_day > 0 THEN CAST($6 AS BIGINT)
				ELSE CAST($7 AS BIGINT) END AS reason
			FROM loan l
			LEFT JOIN loan_registration r ON r.loan = l.id AND NOT EXISTS (SELECT 1 FROM loan_registration n
				WHERE n.loan = l.id AND (n.day > r.day OR n.day = r.day AND n.certificate > r.certificate))
			LEFT JOIN spending_registry_item i ON i.certificate = r.certificate
			LEFT JOIN spending_registry_bill b ON b.id = i.bill
			WHERE l.disbursed BETWEEN $1 AND $2 AND l.opening = 0 AND NOT EXISTS (
				SELECT 1 FROM spending_registry_item p JOIN spending_registry_bill q ON q.id = p.bill
				WHERE p.loan = l.id AND q.paid_day > 0 AND q.paid_day <= $2)) gap
		ORDER BY reason, loan`,
		[]any{int64(from), int64(to), int64(loan.FeeExempt), int64(loan.FeeUnregistered), int64(loan.FeeNotBilled),
			int64(loan.FeePaidLater), int64(loan.FeeBillUnpaid)},
		func(scan func(...any) error) (g loan.FeeGapLoan, err error) {
			return g, scan(&g.Loan, &g.Reason, &g.Fee)
		})
}
