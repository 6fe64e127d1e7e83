package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// contributionStore keeps lists and receipts.
type contributionStore struct{ *Store }

// Contribution gives the store of lists and receipts.
func (s *Store) Contribution() contribution.Store { return contributionStore{s} }

// due are the members that stand on a list of employer $1 for month $2: who is sealed from a later month on is owed the
// ones before, however late their list is made.
const due = ` FROM member WHERE employer = $1 AND (state = 1 OR state = 2 AND sealed_from > $2) AND first_month <= $2`

// AddList implements contribution.Store.
func (s contributionStore) AddList(u unit.Tx, l contribution.List) (contribution.List, error) {
	t := s.tx(u)
	employer, month, id := int64(l.Employer), int64(l.Month), int64(l.ID)
	if _, err := t.exec(`INSERT INTO remittance_line (list, home, member, base, employer_part, member_part)
		SELECT $3, home, id, base, employer_part, member_part`+due, employer, month, id); err != nil {
		return l, err
	}
	// The sums are of the members and not of the lines just written, whose pages the lists beside this one write too.
	if _, err := t.get(`SELECT COUNT(*), CAST(COALESCE(SUM(employer_part + member_part), 0) AS BIGINT)`+due,
		[]any{employer, month}, &l.Members, &l.Due); err != nil {
		return l, err
	}
	_, err := t.exec(`INSERT INTO remittance_list (id, employer, month, state, members, due, deadline, prepared)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, id, employer, month, int64(l.State), l.Members, int64(l.Due),
		int64(l.Deadline), int64(l.Prepared))
	return l, err
}

// DropDraft implements contribution.Store.
func (s contributionStore) DropDraft(u unit.Tx, id contribution.ListID) error {
	return s.tx(u).batch([]stmt{
		{query: `DELETE FROM remittance_line WHERE list = $1`, args: []any{int64(id)}, want: -1},
		{query: `DELETE FROM remittance_list WHERE id = $1 AND state = 1`, args: []any{int64(id)}, want: 1},
	})
}

func (s contributionStore) list(u unit.Tx, where string, args ...any) (l contribution.List, ok bool, err error) {
	ok, err = s.tx(u).get(`SELECT id, employer, month, state, members, due, deadline, paid_on, voucher, prepared
		FROM remittance_list WHERE `+where, args, &l.ID, &l.Employer, &l.Month, &l.State, &l.Members, &l.Due,
		&l.Deadline, &l.PaidOn, &l.Voucher, &l.Prepared)
	return l, ok, err
}

// List implements contribution.Store.
func (s contributionStore) List(u unit.Tx, id contribution.ListID) (contribution.List, bool, error) {
	return s.list(u, `id = $1`, int64(id))
}

// ListOf implements contribution.Store.
func (s contributionStore) ListOf(u unit.Tx, e member.EmployerID, m civil.Month) (contribution.List, bool, error) {
	return s.list(u, `employer = $1 AND month = $2`, int64(e), int64(m))
}

// Waiting implements contribution.Store and member.Lists.
func (s contributionStore) Waiting(u unit.Tx, e member.EmployerID) (m civil.Month, err error) {
	_, err = s.tx(u).get(`SELECT COALESCE(MIN(month), 0) FROM remittance_list WHERE employer = $1 AND state = 2`,
		[]any{int64(e)}, &m)
	return m, err
}

// Current implements contribution.Store.
func (s contributionStore) Current(u unit.Tx, l contribution.List) (members, same int64, err error) {
	_, err = s.tx(u).get(`SELECT COUNT(*), CAST(COALESCE(SUM((SELECT COUNT(*) FROM remittance_line r
			WHERE r.list = $3 AND r.home = member.home AND r.member = member.id AND r.base = member.base
				AND r.employer_part = member.employer_part AND r.member_part = member.member_part)), 0) AS BIGINT)`+due,
		[]any{int64(l.Employer), int64(l.Month), int64(l.ID)}, &members, &same)
	return members, same, err
}

// ClosedSince implements contribution.Store.
func (s contributionStore) ClosedSince(u unit.Tx, id contribution.ListID) (n int64, err error) {
	_, err = s.tx(u).get(`SELECT COUNT(*) FROM remittance_line l JOIN member_account a
		ON a.home = l.home AND a.id = l.member WHERE l.list = $1 AND a.closed <> 0`, []any{int64(id)}, &n)
	return n, err
}

// Rows implements contribution.Store. They come in the order of the accounts.
func (s contributionStore) Rows(u unit.Tx, id contribution.ListID) ([]ledger.MemberRow, error) {
	return all(s.tx(u), `SELECT home, member, employer_part + member_part FROM remittance_line WHERE list = $1
		ORDER BY home, member`, []any{int64(id)}, func(scan func(...any) error) (r ledger.MemberRow, err error) {
		return r, scan(&r.Account.Home, &r.Account.ID, &r.Amount)
	})
}

// MoveList implements contribution.Store.
func (s contributionStore) MoveList(u unit.Tx, l contribution.List, from contribution.ListState) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE remittance_list SET state = $3, voucher = $4, paid_on = $5
		WHERE id = $1 AND state = $2`, int64(l.ID), int64(from), int64(l.State), int64(l.Voucher), int64(l.PaidOn))
	return n == 1, err
}

// AddReceipt implements contribution.Store.
func (s contributionStore) AddReceipt(u unit.Tx, r contribution.Receipt) error {
	t := s.tx(u)
	row := []any{int64(r.ID), r.BankAccount, r.Serial, r.PayerAccount, r.PayerName, int64(r.Amount), r.Remark,
		int64(r.ValueDate), int64(r.BookedOn), int64(r.State), int64(r.Employer), int64(r.List), int64(r.Voucher)}
	t.write("receipt", row...)
	_, err := t.exec(`INSERT INTO receipt (id, bank_account, serial, payer_account, payer_name, amount, remark,
			value_date, booked_on, state, employer, list, voucher)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, row...)
	return err
}

// Receipt implements contribution.Store.
func (s contributionStore) Receipt(u unit.Tx, id contribution.ReceiptID) (contribution.Receipt, bool, error) {
	r := contribution.Receipt{ID: id}
	ok, err := s.tx(u).get(`SELECT bank_account, serial, payer_account, payer_name, amount, remark, value_date,
			booked_on, state, employer, list, voucher FROM receipt WHERE id = $1`, []any{int64(id)},
		&r.BankAccount, &r.Serial, &r.PayerAccount, &r.PayerName, &r.Amount, &r.Remark, &r.ValueDate, &r.BookedOn,
		&r.State, &r.Employer, &r.List, &r.Voucher)
	return r, ok, err
}

// Arrived implements contribution.Store.
func (s contributionStore) Arrived(u unit.Tx, bank int64, on civil.Date, serial string) (
	id contribution.ReceiptID, err error) {
	_, err = s.tx(u).get(`SELECT id FROM receipt WHERE bank_account = $1 AND value_date = $2 AND serial = $3`,
		[]any{bank, int64(on), serial}, &id)
	return id, err
}

// MoveReceipt implements contribution.Store.
func (s contributionStore) MoveReceipt(u unit.Tx, r contribution.Receipt, from ledger.VoucherID) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE receipt SET state = $3, employer = $4, list = $5, voucher = $6
		WHERE id = $1 AND voucher = $2`, int64(r.ID), int64(from), int64(r.State), int64(r.Employer), int64(r.List),
		int64(r.Voucher))
	return n == 1, err
}
