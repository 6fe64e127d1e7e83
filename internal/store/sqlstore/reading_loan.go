package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
)

// LoanReader is the port of screens to loans.
func (s *Store) LoanReader() loan.Reader { return loanStore{s} }

const listedColumns = `SELECT l.id, l.state, l.branch, l.home, l.account, l.borrower, l.spouse, l.purpose, l.home_class,
	l.price, l.amount, l.months, l.accepted, l.decide_by, l.decided, l.contract, l.signed, l.disburse_by, l.disbursed,
	l.voucher, l.opening, COALESCE(r.rate, 0), COALESCE(r.months, 0), COALESCE(r.payment, 0), COALESCE(r.balance, 0),
	COALESCE(r.next, 0), COALESCE(r.disbursed, 0), COALESCE(r.next_due, 0), COALESCE(r.unpaid, 0),
	COALESCE(r.due_day, 0), COALESCE(r.rate_before, 0), COALESCE(r.rate_since, 0), l.method, `

const listedTables = ` AS sorted FROM loan l LEFT JOIN loan_running r ON r.loan = l.id `

const selectListed = listedColumns + byKey + listedTables

// loanOrders are the columns of a list of loans; a day that has not come stands behind all days.
var loanOrders = orders{"": byKey, loan.ByAmount: "l.amount",
	loan.ByDisbursed: "CAST(COALESCE(NULLIF(l.disbursed, 0), 9999999) AS BIGINT)",
	loan.ByBalance:   "CAST(COALESCE(r.balance, 0) AS BIGINT)",
	loan.ByNextDue:   "CAST(COALESCE(NULLIF(r.next_due, 0), 9999999) AS BIGINT)",
	loan.ByUnpaid:    "CAST(COALESCE(r.unpaid, 0) AS BIGINT)"}

func scanLoan(scan func(...any) error) (l loan.Listed, err error) {
	var opening int64
	r := &l.Running
	err = scan(&l.ID, &l.State, &l.Branch, &l.Account.Home, &l.Account.ID, &l.Borrower, &l.Spouse, &l.Purpose, &l.Home,
		&l.Price, &l.Amount, &l.Months, &l.Accepted, &l.DecideBy, &l.Decided, &l.Contract, &l.Signed, &l.DisburseBy,
		&l.Disbursed, &l.Voucher, &opening, &r.Rate, &r.Months, &r.Payment, &r.Balance, &r.Next, &r.Disbursed,
		&r.NextDue, &r.Unpaid, &r.DueDay, &r.Repriced.Before, &r.Repriced.Since, &l.Method, &l.Sorted)
	r.Loan, r.Method, l.Opening = l.ID, l.Method, opening != 0
	return l, err
}

// loansFrom is a page of loans behind what is read of each.
func loansFrom(f loan.Filter, p listing.Page[loan.ID]) (from string, args []any, err error) {
	column, end, args, err := ordered(loanOrders, "l.id", p, int64(f.State), int64(f.From), int64(f.To), f.Branch,
		beginning(f.Contract), bit(f.Overdue))
	return column + listedTables + `WHERE (CAST($1 AS BIGINT) = 0 OR l.state = $1)
			AND (CAST($3 AS BIGINT) = 0 OR l.disbursed BETWEEN $2 AND $3) AND ($4 = '' OR l.branch = $4)
			AND ($5 = '' OR l.contract LIKE $5 ESCAPE '!') AND (CAST($6 AS BIGINT) = 0 OR r.unpaid > 0)` + end, args, err
}

// List implements loan.Reader.
func (s loanStore) List(u unit.Tx, f loan.Filter, p listing.Page[loan.ID]) ([]loan.Listed, error) {
	from, args, err := loansFrom(f, p)
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), listedColumns+from, args, scanLoan)
}

// Places implements loan.Reader.
func (s loanStore) Places(u unit.Tx, f loan.Filter, o listing.Order) ([]listing.Place[loan.ID], error) {
	from, args, err := loansFrom(f, listing.All[loan.ID](o))
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT l.id, `+from, args, scanPlace[loan.ID])
}

// Listed implements loan.Reader.
func (s loanStore) Listed(u unit.Tx, ids []loan.ID) (map[loan.ID]loan.Listed, error) {
	list, err := all(s.tx(u), selectListed+`WHERE l.id IN (SELECT CAST(key AS BIGINT) FROM json_each($1))`,
		[]any{keysJSON(distinct(ids))}, scanLoan)
	found := make(map[loan.ID]loan.Listed, len(list))
	for _, l := range list {
		found[l.ID] = l
	}
	return found, err
}

// LentByMonth implements loan.Reader.
func (s loanStore) LentByMonth(u unit.Tx, from, to civil.Date) ([]loan.MonthLent, error) {
	return byMonth(s.tx(u), `SELECT disbursed, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM loan
		WHERE disbursed BETWEEN $1 AND $2 AND opening = 0 GROUP BY disbursed ORDER BY disbursed`,
		[]any{int64(from), int64(to)},
		func(scan func(...any) error, day *civil.Date) (k struct{}, m loan.MonthLent, err error) {
			err = scan(day, &m.Loans, &m.Amount)
			return k, m, err
		},
		func(m civil.Month, _ struct{}, sum *loan.MonthLent, one loan.MonthLent) {
			*sum = loan.MonthLent{Month: m, Loans: sum.Loans + one.Loans, Amount: money.Sum(sum.Amount, one.Amount)}
		})
}

// Borrowed implements loan.Reader.
func (s loanStore) Borrowed(u unit.Tx, person int64) ([]loan.Listed, error) {
	return all(s.tx(u), selectListed+`WHERE l.borrower = $1 OR (l.spouse = $1 AND l.spouse > 0) ORDER BY l.id DESC`,
		[]any{person}, scanLoan)
}

// Repayments implements loan.Reader.
func (s loanStore) Repayments(u unit.Tx, id loan.ID) ([]loan.Repayment, error) {
	return all(s.tx(u), `SELECT loan, number, due, day, overdue, principal, interest, penalty, voucher FROM loan_repayment
		WHERE loan = $1 ORDER BY day, number, voucher`, []any{int64(id)},
		func(scan func(...any) error) (r loan.Repayment, err error) {
			var overdue int64
			err = scan(&r.Loan, &r.Number, &r.Due, &r.Day, &overdue, &r.Principal, &r.Interest, &r.Penalty, &r.Voucher)
			r.Overdue = overdue != 0
			return r, err
		})
}

// Registrations implements loan.Reader.
func (s loanStore) Registrations(u unit.Tx, id loan.ID) ([]loan.Registration, error) {
	return all(s.tx(u), `SELECT loan, kind, certificate, day, office, no_fee, document, fee FROM loan_registration
		WHERE loan = $1 ORDER BY day, certificate`, []any{int64(id)},
		func(scan func(...any) error) (r loan.Registration, err error) {
			return r, scan(&r.Loan, &r.Kind, &r.Certificate, &r.Day, &r.Office, &r.NoFee, &r.Document, &r.Fee)
		})
}
