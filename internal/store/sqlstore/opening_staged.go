package sqlstore

import (
	"guangsha/internal/base/unit"
	"guangsha/internal/opening"
)

// The staging area has no statistics, so that the order of a join is the one in which its tables stand: SQLite keeps to
// the order of a CROSS JOIN, and builds no index of its own for every page.

// Employers implements opening.Store.
func (s openingStore) Employers(u unit.Tx, after int64, limit int) ([]opening.StagedEmployer, error) {
	return all(s.tx(u), `SELECT e.ref, e.no, e.name, e.uscc, e.office, e.founded, e.opened, e.pay_day, e.agent,
			e.agent_mobile, e.payer_account, e.given, a.employer_ratio, a.member_ratio, a.state, a.paid_through
		FROM opening_employer e CROSS JOIN opening_unit a
		WHERE e.ref > $1 AND a.no = e.no AND a.state <> '04' ORDER BY e.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (e opening.StagedEmployer, err error) {
			return e, scan(&e.Ref, &e.No, &e.Name, &e.USCC, &e.Office, &e.Founded, &e.Opened, &e.PayDay, &e.Agent,
				&e.AgentMobile, &e.PayerAccount, &e.Given, &e.EmployerRatio, &e.MemberRatio, &e.State, &e.PaidThrough)
		})
}

// Accounts implements opening.Store.
func (s openingStore) Accounts(u unit.Tx, employer string, after int64, limit int) ([]opening.StagedAccount, error) {
	return all(s.tx(u), `SELECT a.ref, p.ref, a.no, p.name, p.id_no, p.mobile, a.card, a.state, a.seal_reason, a.opened,
			a.base, a.employer_part, a.member_part, a.carried, a.current_part, a.product, a.paid_through, a.since,
			a.sealed_from
		FROM opening_account a CROSS JOIN opening_person p
		WHERE a.employer = $1 AND a.ref > $2 AND p.no = a.no AND a.state IN ('01', '02') ORDER BY a.ref LIMIT $3`,
		[]any{employer, after, int64(limit)}, func(scan func(...any) error) (a opening.StagedAccount, err error) {
			return a, scan(&a.Ref, &a.PersonRef, &a.No, &a.Name, &a.IDNo, &a.Mobile, &a.Card, &a.State, &a.SealReason,
				&a.Opened, &a.Base, &a.EmployerPart, &a.MemberPart, &a.Carried, &a.Current, &a.Product, &a.PaidThrough,
				&a.Since, &a.SealedFrom)
		})
}

// Loans implements opening.Store. Before the accounts are in the books, a borrower's account is zero.
func (s openingStore) Loans(u unit.Tx, office string, after int64, limit int) ([]opening.StagedLoan, error) {
	return all(s.tx(u), `SELECT l.ref, l.no, l.contract, c.homes, c.method, COALESCE(m.home, 0), COALESCE(m.id, 0), l.lent, l.balance,
			l.payment, l.overdue, c.months, l.next, c.due_day, l.rate, c.signed, l.disbursed, l.next_due
		FROM opening_loan l CROSS JOIN opening_contract c CROSS JOIN opening_account a CROSS JOIN opening_employer e
			LEFT JOIN member m ON m.no = a.given AND a.given <> ''
		WHERE l.ref > $2 AND c.no = l.contract AND a.no = c.account AND e.no = a.employer AND e.office = $1 ORDER BY l.ref LIMIT $3`, []any{office, after, int64(limit)},
		func(scan func(...any) error) (l opening.StagedLoan, err error) {
			return l, scan(&l.Ref, &l.No, &l.Contract, &l.Homes, &l.Method, &l.Borrower.Home, &l.Borrower.ID, &l.Amount,
				&l.Balance, &l.Payment, &l.Overdue, &l.Months, &l.Next, &l.DueDay, &l.Rate, &l.Signed,
				&l.Disbursed, &l.Due)
		})
}

// Arrears implements opening.Store.
func (s openingStore) Arrears(u unit.Tx, loans []string) ([]opening.StagedArrear, error) {
	return all(s.tx(u), `WITH v AS MATERIALIZED (SELECT value ->> 0 AS no FROM json_each($1))
		SELECT a.loan, a.number, a.due, a.since, a.principal, a.interest, a.penalty
		FROM v CROSS JOIN opening_arrear a WHERE a.loan = v.no ORDER BY a.loan, a.number`, []any{column(loans)},
		func(scan func(...any) error) (a opening.StagedArrear, err error) {
			return a, scan(&a.Loan, &a.Number, &a.Due, &a.Since, &a.Principal, &a.Interest, &a.Penalty)
		})
}

// Banks implements opening.Store.
func (s openingStore) Banks(u unit.Tx) ([]opening.StagedBank, error) {
	return all(s.tx(u), `SELECT ref, id, number, name, bank, nature, balance FROM opening_bank ORDER BY id`, nil,
		func(scan func(...any) error) (b opening.StagedBank, err error) {
			return b, scan(&b.Ref, &b.ID, &b.Number, &b.Name, &b.Bank, &b.Nature, &b.Balance)
		})
}

// Deposits implements opening.Store.
func (s openingStore) Deposits(u unit.Tx) ([]opening.StagedDeposit, error) {
	return all(s.tx(u), `SELECT d.ref, d.no, b.id, d.rate, d.amount, d.accrued, d.placed, d.due, d.months
		FROM opening_deposit d JOIN opening_bank b ON b.number = d.bank ORDER BY d.ref`, nil,
		func(scan func(...any) error) (d opening.StagedDeposit, err error) {
			return d, scan(&d.Ref, &d.No, &d.Bank, &d.Rate, &d.Amount, &d.Accrued, &d.Placed, &d.Due, &d.Months)
		})
}

// Suspense implements opening.Store.
func (s openingStore) Suspense(u unit.Tx, after int64, limit int) ([]opening.StagedSuspense, error) {
	return all(s.tx(u), `SELECT s.ref, s.kind, COALESCE(CASE WHEN s.kind = '01' THEN e.given END, 0), s.payer_account,
			s.payer_name, s.amount, s.arrived, s.serial, b.id
		FROM opening_suspense s JOIN opening_bank b ON b.number = s.bank LEFT JOIN opening_employer e ON e.no = s.employer
		WHERE s.ref > $1 ORDER BY s.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (p opening.StagedSuspense, err error) {
			return p, scan(&p.Ref, &p.Kind, &p.Employer, &p.PayerAccount, &p.PayerName, &p.Amount, &p.Arrived,
				&p.Serial, &p.Bank)
		})
}

// Ledger implements opening.Store.
func (s openingStore) Ledger(u unit.Tx) ([]opening.LedgerBalance, error) {
	return all(s.tx(u), `SELECT ref, account, CASE WHEN side = '01' THEN -balance ELSE balance END FROM opening_ledger
		ORDER BY account`, nil, func(scan func(...any) error) (b opening.LedgerBalance, err error) {
		return b, scan(&b.Ref, &b.Account, &b.Balance)
	})
}

// Freezes implements opening.Store.
func (s openingStore) Freezes(u unit.Tx, after int64, limit int) ([]opening.StagedFreeze, error) {
	return all(s.tx(u), `SELECT f.ref, f.account, a.given, f.amount, f.since, f.until, f.authority, f.document
		FROM opening_freeze f CROSS JOIN opening_account a
		WHERE f.ref > $1 AND a.no = f.account ORDER BY f.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (f opening.StagedFreeze, err error) {
			return f, scan(&f.Ref, &f.Account, &f.Member, &f.Amount, &f.Since, &f.Until, &f.Authority, &f.Document)
		})
}

// ofPerson is the number in the books of the account a, or where that did not come in of another one of its person.
const ofPerson = `CASE WHEN a.given <> '' THEN a.given ELSE COALESCE((SELECT MAX(o.given)
	FROM opening_person p CROSS JOIN opening_person q CROSS JOIN opening_account o
	WHERE p.no = a.no AND p.id_no_index <> '' AND q.id_no_index = p.id_no_index AND o.no = q.no), '') END`

// Drawn implements opening.Store.
func (s openingStore) Drawn(u unit.Tx, after int64, limit int) ([]opening.StagedDrawn, error) {
	return all(s.tx(u), `SELECT d.ref, d.account, `+ofPerson+`, d.reason, d.day, d.amount, d.house, d.family
		FROM opening_drawn d CROSS JOIN opening_account a
		WHERE d.ref > $1 AND a.no = d.account ORDER BY d.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (d opening.StagedDrawn, err error) {
			return d, scan(&d.Ref, &d.Account, &d.Member, &d.Standard, &d.On, &d.Amount, &d.House, &d.Family)
		})
}

// Bans implements opening.Store.
func (s openingStore) Bans(u unit.Tx, after int64, limit int) ([]opening.StagedBan, error) {
	return all(s.tx(u), `SELECT b.ref, b.account, `+ofPerson+`, b.decided, b.until, b.document,
			a.state IN ('03', '04', '05'), a.ref, w.ref, w.name, w.id_no, w.mobile, a.card
		FROM opening_ban b CROSS JOIN opening_account a CROSS JOIN opening_person w
		WHERE b.ref > $1 AND a.no = b.account AND w.no = a.no ORDER BY b.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (b opening.StagedBan, err error) {
			return b, scan(&b.Ref, &b.Account, &b.Member, &b.Decided, &b.Until, &b.Document, &b.Closed, &b.AccountRef,
				&b.PersonRef, &b.Name, &b.IDNo, &b.Mobile, &b.Card)
		})
}
