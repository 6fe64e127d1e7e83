package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/member"
	"guangsha/internal/spending"
	"guangsha/internal/withdrawal"
)

// ContributionReader is the port of screens to lists.
func (s *Store) ContributionReader() contribution.Reader { return contributionStore{s} }

// Lists implements contribution.Reader.
func (s contributionStore) Lists(u unit.Tx, e member.EmployerID, before civil.Month, limit int) (
	[]contribution.List, error) {
	return all(s.tx(u), `SELECT id, employer, month, state, members, due, deadline, paid_on, voucher, prepared
		FROM remittance_list WHERE employer = $1 AND (CAST($2 AS BIGINT) = 0 OR month < $2) ORDER BY month DESC LIMIT $3`,
		[]any{int64(e), int64(before), int64(limit)}, func(scan func(...any) error) (l contribution.List, err error) {
			return l, scan(&l.ID, &l.Employer, &l.Month, &l.State, &l.Members, &l.Due, &l.Deadline, &l.PaidOn,
				&l.Voucher, &l.Prepared)
		})
}

// WithdrawalReader is the port of screens to withdrawals.
func (s *Store) WithdrawalReader() withdrawal.Reader { return withdrawalStore{s} }

// PaidByReason implements withdrawal.Reader.
func (s withdrawalStore) PaidByReason(u unit.Tx, from, to civil.Date) ([]withdrawal.ReasonMonth, error) {
	return byMonth(s.tx(u), `SELECT v.day, c.reason, COUNT(*), CAST(SUM(c.principal + c.interest) AS BIGINT)
		FROM withdrawal_case c JOIN voucher v ON v.id = c.voucher
		WHERE v.day BETWEEN $1 AND $2 AND c.voucher > 0
			AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = v.id AND r.reverses > 0)
		GROUP BY v.day, c.reason ORDER BY v.day, c.reason`, []any{int64(from), int64(to)},
		func(scan func(...any) error, day *civil.Date) (k withdrawal.Code, r withdrawal.ReasonMonth, err error) {
			err = scan(day, &r.Reason, &r.Cases, &r.Amount)
			return r.Reason, r, err
		},
		func(m civil.Month, k withdrawal.Code, sum *withdrawal.ReasonMonth, one withdrawal.ReasonMonth) {
			*sum = withdrawal.ReasonMonth{Month: m, Reason: k, Cases: sum.Cases + one.Cases,
				Amount: money.Sum(sum.Amount, one.Amount)}
		})
}

// caseOrders are the columns of a list of cases; a day that has not come stands behind all days.
var caseOrders = orders{"": byKey, withdrawal.ByPaid: "CAST(principal + interest AS BIGINT)",
	withdrawal.ByDecided: "CAST(COALESCE(NULLIF(decided, 0), 9999999) AS BIGINT)"}

// withdrawalsFrom is a page of cases behind what is read of each.
func withdrawalsFrom(f withdrawal.CaseFilter, p listing.Page[withdrawal.CaseID]) (from string, args []any, err error) {
	column, end, args, err := ordered(caseOrders, "id", p, string(f.Reason), int64(f.State), f.Branch, int64(f.From),
		int64(f.To))
	return column + ` FROM withdrawal_case
		WHERE ($1 = '' OR reason = $1) AND (CAST($2 AS BIGINT) = 0 OR state = $2) AND ($3 = '' OR branch = $3)
			AND (CAST($5 AS BIGINT) = 0 OR state = 2 AND decided BETWEEN $4 AND $5
				AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = withdrawal_case.voucher AND r.reverses > 0))` + end,
		args, err
}

// List implements withdrawal.Reader.
func (s withdrawalStore) List(u unit.Tx, f withdrawal.CaseFilter, p listing.Page[withdrawal.CaseID]) (
	[]withdrawal.Listed, error) {
	from, args, err := withdrawalsFrom(f, p)
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT `+caseFields+`, `+from, args,
		func(scan func(...any) error) (l withdrawal.Listed, err error) {
			l.Case, err = scanCase(func(to ...any) error { return scan(append(to, &l.Sorted)...) })
			return l, err
		})
}

// Places implements withdrawal.Reader.
func (s withdrawalStore) Places(u unit.Tx, f withdrawal.CaseFilter, o listing.Order) (
	[]listing.Place[withdrawal.CaseID], error) {
	from, args, err := withdrawalsFrom(f, listing.All[withdrawal.CaseID](o))
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT id, `+from, args, scanPlace[withdrawal.CaseID])
}

// SpendingReader is the port of screens to the register.
func (s *Store) SpendingReader() spending.Reader { return spendingStore{s} }

// Execution implements spending.Reader.
func (s spendingStore) Execution(u unit.Tx, year int) ([]spending.ProjectBudget, error) {
	return all(s.tx(u), `SELECT j.id, j.name, j.family, CAST(COALESCE(SUM(b.amount), 0) AS BIGINT)
		FROM spending_project j LEFT JOIN spending_budget b ON b.project = j.id
		WHERE j.year = $1 GROUP BY j.id, j.name, j.family ORDER BY j.family`, []any{int64(year)},
		func(scan func(...any) error) (p spending.ProjectBudget, err error) {
			return p, scan(&p.Project, &p.Name, &p.Family, &p.Budget)
		})
}

// PaidByMonth implements spending.Reader.
func (s spendingStore) PaidByMonth(u unit.Tx, year int) ([]spending.ProjectMonth, error) {
	return byMonth(s.tx(u), `SELECT p.day, j.id, CAST(SUM(p.amount) AS BIGINT)
		FROM spending_project j JOIN spending_payment p ON p.project = j.id
		WHERE j.year = $1 GROUP BY p.day, j.id ORDER BY p.day, j.id`, []any{int64(year)},
		func(scan func(...any) error, day *civil.Date) (id spending.ProjectID, paid spending.ProjectMonth, err error) {
			err = scan(day, &id, &paid.Paid)
			return id, paid, err
		},
		func(m civil.Month, id spending.ProjectID, sum *spending.ProjectMonth, one spending.ProjectMonth) {
			*sum = spending.ProjectMonth{Project: id, Month: m, Paid: money.Sum(sum.Paid, one.Paid)}
		})
}
