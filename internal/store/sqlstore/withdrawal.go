package sqlstore

import (
	"encoding/json"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/withdrawal"
)

// withdrawalStore implements withdrawal.Store.
type withdrawalStore struct{ *Store }

// Withdrawal is the store of withdrawals.
func (s *Store) Withdrawal() withdrawal.Store { return withdrawalStore{s} }

// Case states as the statements below name them.
const (
	casesAlive = `state IN (1, 2)` // under review or paid
	caseFields = `id, number, branch, home, account, request, payee, state, accepted, decide_by, maker, decided,
		checker, remark, principal, interest, voucher, in_case`
)

// AddCase implements withdrawal.Store.
func (s withdrawalStore) AddCase(u unit.Tx, c withdrawal.Case) error {
	request, err := json.Marshal(c.Request)
	if err != nil {
		return fmt.Errorf("request of case %d: %w", c.ID, err)
	}
	var spouse number.MemberNo
	house := ""
	switch r := c.Request; {
	case r.Rent != nil:
		spouse = r.Rent.Spouse
	case r.Purchase != nil:
		spouse, house = r.Purchase.Spouse, r.Purchase.House
	}
	n, err := s.tx(u).exec(`UPDATE member SET busy = $2 WHERE no = $1 AND busy = 0`, string(c.Request.Member), int64(c.ID))
	if err == nil && n == 0 {
		return withdrawal.InProgress()
	}
	if err != nil {
		return err
	}
	_, err = s.tx(u).exec(`INSERT INTO withdrawal_case (id, number, branch, home, account, member, spouse, reason, amount,
			request, payee, state, accepted, decide_by, maker, house, in_case)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		int64(c.ID), string(c.Number), c.Branch, c.Account.Home, c.Account.ID, string(c.Request.Member), string(spouse),
		string(c.Request.Reason), int64(c.Request.Amount), string(request), c.Payee, int64(c.State), int64(c.Accepted),
		int64(c.DecideBy), c.Maker, house, bit(c.InCase))
	return err
}

// SetDecision implements withdrawal.Store.
func (s withdrawalStore) SetDecision(u unit.Tx, c withdrawal.Case) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE withdrawal_case SET state = $2, decided = $3, checker = $4, remark = $5, principal = $6,
			interest = $7, voucher = $8 WHERE id = $1 AND state = 1`,
		int64(c.ID), int64(c.State), int64(c.Decided), c.Checker, c.Remark, int64(c.Principal), int64(c.Interest),
		int64(c.Voucher))
	if err != nil || n == 0 {
		return false, err
	}
	n, err = s.tx(u).exec(`UPDATE member SET busy = 0 WHERE no = $1 AND busy = $2`, string(c.Request.Member), int64(c.ID))
	return n == 1, err
}

// Reschedule implements withdrawal.Store.
func (s withdrawalStore) Reschedule(u unit.Tx, id withdrawal.CaseID, due civil.Date) error {
	_, err := s.tx(u).exec(`UPDATE withdrawal_case SET decide_by = $2 WHERE id = $1 AND state = 1`, int64(id), int64(due))
	return err
}

// Case implements withdrawal.Store.
func (s withdrawalStore) Case(u unit.Tx, id withdrawal.CaseID) (withdrawal.Case, bool, error) {
	return first(s.tx(u), `SELECT `+caseFields+` FROM withdrawal_case WHERE id = $1`, []any{int64(id)}, scanCase)
}

// UnderReview implements withdrawal.Store.
func (s withdrawalStore) UnderReview(u unit.Tx, after withdrawal.CaseID, limit int) ([]withdrawal.Case, error) {
	return all(s.tx(u), `SELECT `+caseFields+` FROM withdrawal_case WHERE state = 1 AND id > $1 ORDER BY id LIMIT $2`,
		[]any{int64(after), int64(limit)}, scanCase)
}

func scanCase(scan func(...any) error) (c withdrawal.Case, err error) {
	var request string
	var inCase int64
	if err := scan(&c.ID, &c.Number, &c.Branch, &c.Account.Home, &c.Account.ID, &request, &c.Payee, &c.State,
		&c.Accepted, &c.DecideBy, &c.Maker, &c.Decided, &c.Checker, &c.Remark, &c.Principal, &c.Interest,
		&c.Voucher, &inCase); err != nil {
		return c, err
	}
	c.InCase = inCase != 0
	if err := json.Unmarshal([]byte(request), &c.Request); err != nil {
		return c, fmt.Errorf("request of case %d: %w", c.ID, err)
	}
	return c, nil
}

// Undecided implements withdrawal.Store.
func (s withdrawalStore) Undecided(u unit.Tx, no number.MemberNo, except withdrawal.CaseID) (
	id withdrawal.CaseID, err error) {
	_, err = s.tx(u).get(`SELECT busy FROM member WHERE no = $1 AND busy <> $2`,
		[]any{string(no), int64(except)}, &id)
	return id, err
}

// LastAccepted implements withdrawal.Store.
func (s withdrawalStore) LastAccepted(u unit.Tx, no number.MemberNo, reason withdrawal.Code,
	except withdrawal.CaseID) (day civil.Date, err error) {
	_, err = s.tx(u).get(`SELECT MAX(day) FROM (SELECT COALESCE(MAX(accepted), 0) AS day FROM withdrawal_case
			WHERE member = $1 AND reason = $2 AND id <> $3 AND `+casesAlive+`
		UNION ALL SELECT COALESCE(MAX(day), 0) FROM withdrawal_before WHERE member = $1 AND reason = $2) d`,
		[]any{string(no), string(reason), int64(except)}, &day)
	return day, err
}

// RentOfYear implements withdrawal.Store.
func (s withdrawalStore) RentOfYear(u unit.Tx, no, spouse number.MemberNo, year int, except withdrawal.CaseID) (
	sum money.Fen, err error) {
	if spouse == "" {
		spouse = no
	}
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM (
		SELECT amount FROM withdrawal_case
			WHERE (member IN ($1, $2) OR spouse <> '' AND spouse IN ($1, $2)) AND reason = $3
				AND accepted BETWEEN $4 AND $5 AND id <> $6 AND `+casesAlive+`
		UNION ALL SELECT amount FROM withdrawal_before
			WHERE (member IN ($1, $2) OR `+kin+`) AND reason = $3 AND day BETWEEN $4 AND $5) a`,
		[]any{string(no), string(spouse), string(withdrawal.Rent), int64(civil.DateOf(year, 1, 1)),
			int64(civil.DateOf(year, 12, 31)), int64(except)}, &sum)
	return sum, err
}

// OfHouse implements withdrawal.Store.
func (s withdrawalStore) OfHouse(u unit.Tx, house string, no, spouse number.MemberNo, except withdrawal.CaseID) (
	total money.Fen, taken bool, err error) {
	if spouse == "" {
		spouse = no
	}
	var others int64
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(mine * amount), 0) AS BIGINT),
			COUNT(*) - CAST(COALESCE(SUM(mine), 0) AS BIGINT)
		FROM (SELECT amount, CASE WHEN member IN ($1, $2) OR spouse <> '' AND spouse IN ($1, $2) THEN 1 ELSE 0 END AS mine
			FROM withdrawal_case WHERE house = $3 AND house <> '' AND id <> $4 AND `+casesAlive+`
			UNION ALL SELECT amount, CASE WHEN member IN ($1, $2) OR `+kin+` THEN 1 ELSE 0 END
			FROM withdrawal_before WHERE house = $3 AND house <> '') c`,
		[]any{string(no), string(spouse), house, int64(except)}, &total, &others)
	return total, others > 0, err
}

// kin says that a row of withdrawal_before is of the family of member $1 or $2.
const kin = `family <> '' AND family IN (SELECT f.family FROM withdrawal_before f WHERE f.member IN ($1, $2))`

// AddEarlier implements withdrawal.Store.
func (s withdrawalStore) AddEarlier(u unit.Tx, list []withdrawal.EarlierRow) error {
	t, rows := s.tx(u), make([][]any, len(list))
	for i, e := range list {
		rows[i] = []any{e.ID, string(e.Member), string(e.Reason), int64(e.On), int64(e.Amount), e.House, e.Family}
		t.write("withdrawal_before", rows[i]...)
	}
	return t.insert(`INSERT INTO withdrawal_before (id, member, reason, day, amount, house, family)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, CAST(value ->> 3 AS BIGINT),
			CAST(value ->> 4 AS BIGINT), value ->> 5, value ->> 6
		FROM json_each($1)`, rows)
}

// AddFreeze implements withdrawal.Store.
func (s withdrawalStore) AddFreeze(u unit.Tx, f withdrawal.Freeze) error {
	_, err := s.tx(u).exec(`INSERT INTO withdrawal_freeze (id, home, account, amount, since, until, authority, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, int64(f.ID), f.Account.Home, f.Account.ID, int64(f.Amount),
		int64(f.Since), int64(f.Until), f.Authority, f.Document)
	return err
}

const selectFreeze = `SELECT f.id, f.home, f.account, f.amount, f.since, f.until, f.authority, f.document, f.lifted,
	f.released, m.no FROM withdrawal_freeze f JOIN member m ON m.home = f.home AND m.id = f.account `

func scanFreeze(scan func(...any) error) (f withdrawal.Freeze, err error) {
	return f, scan(&f.ID, &f.Account.Home, &f.Account.ID, &f.Amount, &f.Since, &f.Until, &f.Authority, &f.Document,
		&f.Lifted, &f.Released, &f.Member)
}

// FreezeOf implements withdrawal.Store.
func (s withdrawalStore) FreezeOf(u unit.Tx, id withdrawal.FreezeID) (withdrawal.Freeze, bool, error) {
	return first(s.tx(u), selectFreeze+`WHERE f.id = $1`, []any{int64(id)}, scanFreeze)
}

// LiftFreeze implements withdrawal.Store.
func (s withdrawalStore) LiftFreeze(u unit.Tx, f withdrawal.Freeze) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE withdrawal_freeze SET lifted = $2, released = $3 WHERE id = $1 AND lifted = 0`,
		int64(f.ID), int64(f.Lifted), f.Released)
	return n == 1, err
}

// Freezes implements withdrawal.Store.
func (s withdrawalStore) Freezes(u unit.Tx, account ledger.AccountID) ([]withdrawal.Freeze, error) {
	return all(s.tx(u), selectFreeze+`WHERE f.home = $1 AND f.account = $2 ORDER BY f.id`,
		[]any{account.Home, account.ID}, scanFreeze)
}

// BannedUntil implements withdrawal.Store.
func (s withdrawalStore) BannedUntil(u unit.Tx, person member.PersonID) (day civil.Date, err error) {
	_, err = s.tx(u).get(`SELECT COALESCE(MAX(until), 0) FROM withdrawal_ban WHERE person = $1`,
		[]any{int64(person)}, &day)
	return day, err
}

// AddBan implements withdrawal.Store.
func (s withdrawalStore) AddBan(u unit.Tx, b withdrawal.Ban) error {
	_, err := s.tx(u).exec(`INSERT INTO withdrawal_ban (id, person, decided, until, decision)
		VALUES ($1, $2, $3, $4, $5)`, b.ID, int64(b.Person), int64(b.Decided), int64(b.Until), b.Decision)
	return err
}
