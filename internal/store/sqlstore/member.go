package sqlstore

import (
	"encoding/base64"
	"errors"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// memberStore keeps employers, persons and members.
type memberStore struct{ *Store }

// Member gives the store of employers, persons and members.
func (s *Store) Member() member.Store { return memberStore{s} }

// NextSerial implements member.Store.
func (s memberStore) NextSerial(u unit.Tx, office string) (serial int64, err error) {
	_, err = s.tx(u).get(`SELECT COALESCE(MAX(serial), 0) + 1 FROM employer WHERE office = $1`, []any{office}, &serial)
	return serial, err
}

// AddEmployer implements member.Store.
func (s memberStore) AddEmployer(u unit.Tx, e member.Employer) error {
	_, err := s.tx(u).exec(`INSERT INTO employer (id, no, serial, uscc, name, office, state, founded_on, opened_on, late,
			employer_ratio, member_ratio, pay_day, first_month, paid_through, payer_account, agent_name, agent_mobile,
			agent_index)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
			$19)`,
		int64(e.ID), string(e.No), e.Serial, e.USCC, e.Name, e.Office, int64(e.State), int64(e.FoundedOn),
		int64(e.OpenedOn), bit(e.Late), int64(e.EmployerRatio), int64(e.MemberRatio), int64(e.PayDay),
		int64(e.FirstMonth), int64(e.PaidThrough), e.PayerAccount, e.AgentName, sealed(e.AgentMobile), e.AgentIndex)
	return err
}

const selectEmployer = `SELECT id, no, serial, uscc, name, office, state, founded_on, opened_on, late, employer_ratio,
	member_ratio, pay_day, first_month, paid_through, payer_account, agent_name, agent_mobile FROM employer `

func (s memberStore) employer(u unit.Tx, where string, arg any) (e member.Employer, found bool, err error) {
	var late int64
	var mobile string
	found, err = s.tx(u).get(selectEmployer+where, []any{arg}, &e.ID, &e.No, &e.Serial, &e.USCC, &e.Name, &e.Office,
		&e.State, &e.FoundedOn, &e.OpenedOn, &late, &e.EmployerRatio, &e.MemberRatio, &e.PayDay, &e.FirstMonth,
		&e.PaidThrough, &e.PayerAccount, &e.AgentName, &mobile)
	if err == nil && found {
		e.Late = late != 0
		e.AgentMobile, err = unsealed(mobile)
	}
	return e, found, err
}

// Employer implements member.Store.
func (s memberStore) Employer(u unit.Tx, id member.EmployerID) (member.Employer, bool, error) {
	return s.employer(u, `WHERE id = $1`, int64(id))
}

// EmployerByNo implements member.Store.
func (s memberStore) EmployerByNo(u unit.Tx, no number.EmployerNo) (member.Employer, bool, error) {
	return s.employer(u, `WHERE no = $1`, string(no))
}

// EmployersPaying implements member.Store.
func (s memberStore) EmployersPaying(u unit.Tx, account, name string) ([]member.EmployerID, error) {
	query, arg := `SELECT id FROM employer WHERE payer_account = $1 AND payer_account <> '' ORDER BY id LIMIT 2`, account
	if account == "" {
		query, arg = `SELECT id FROM employer WHERE name = $1 ORDER BY id LIMIT 2`, name
	}
	return all(s.tx(u), query, []any{arg}, func(scan func(...any) error) (id member.EmployerID, err error) {
		return id, scan(&id)
	})
}

// SetPaidThrough implements member.Store.
func (s memberStore) SetPaidThrough(u unit.Tx, id member.EmployerID, from, to civil.Month, state member.EmployerState) (
	bool, error) {
	n, err := s.tx(u).exec(`UPDATE employer SET paid_through = $3, state = $4 WHERE id = $1 AND paid_through = $2`,
		int64(id), int64(from), int64(to), int64(state))
	return n == 1, err
}

// PeopleByIndex implements member.Store.
func (s memberStore) PeopleByIndex(u unit.Tx, indexes []string) ([]member.KnownPerson, error) {
	return all(s.tx(u), `WITH v AS MATERIALIZED (SELECT value ->> 0 AS id_index FROM json_each($1))
		SELECT p.id, p.id_index, (SELECT COUNT(*) FROM member m WHERE m.person = p.id AND m.closed_on = 0)
		FROM v CROSS JOIN person p WHERE p.id_index = v.id_index`, []any{column(indexes)},
		func(scan func(...any) error) (k member.KnownPerson, err error) {
			var open int64
			err = scan(&k.ID, &k.Index, &open)
			k.Open = open > 0
			return k, err
		})
}

// PeopleReached implements member.Store.
func (s memberStore) PeopleReached(u unit.Tx, index string) ([]member.PersonID, error) {
	return all(s.tx(u), `SELECT id FROM person WHERE mobile_index = $1
		UNION SELECT id FROM person WHERE card_index = $1 AND card_index <> '' ORDER BY id`, []any{index},
		func(scan func(...any) error) (id member.PersonID, err error) { return id, scan(&id) })
}

// OpenAccounts implements member.Store.
func (s memberStore) OpenAccounts(u unit.Tx, id member.PersonID) ([]member.OpenAccount, error) {
	return all(s.tx(u), `SELECT m.no, e.office FROM member m JOIN employer e ON e.id = m.employer
		WHERE m.person = $1 AND m.closed_on = 0 ORDER BY m.no`, []any{int64(id)},
		func(scan func(...any) error) (a member.OpenAccount, err error) { return a, scan(&a.No, &a.Office) })
}

// AddPeople implements member.Store.
func (s memberStore) AddPeople(u unit.Tx, list []member.PersonRow) error {
	rows := make([][]any, len(list))
	for i, p := range list {
		rows[i] = []any{p.ID, p.Index, p.Name, sealed(p.IDNo), sealed(p.Mobile), sealed(p.Card),
			p.MobileIndex, p.CardIndex}
	}
	return s.tx(u).insert(`INSERT INTO person (id, id_index, name, id_no, mobile, card, mobile_index, card_index)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
			value ->> 6, value ->> 7
		FROM json_each($1)`, rows)
}

// Person implements member.Store.
func (s memberStore) Person(u unit.Tx, id member.PersonID) (member.PersonRow, bool, error) {
	p := member.PersonRow{ID: id}
	var idNo, mobile, card string
	found, err := s.tx(u).get(`SELECT id_index, mobile_index, card_index, name, id_no, mobile, card
		FROM person WHERE id = $1`, []any{int64(id)},
		&p.Index, &p.MobileIndex, &p.CardIndex, &p.Name, &idNo, &mobile, &card)
	if err != nil || !found {
		return p, false, err
	}
	var errs [3]error
	p.IDNo, errs[0] = unsealed(idNo)
	p.Mobile, errs[1] = unsealed(mobile)
	p.Card, errs[2] = unsealed(card)
	return p, true, errors.Join(errs[:]...)
}

// Amend implements member.Store.
func (s memberStore) Amend(u unit.Tx, p member.PersonRow, was member.AmendmentRow) error {
	t := s.tx(u)
	n, err := t.exec(`UPDATE person SET name = $2, id_no = $3, id_index = $4, mobile = $5, mobile_index = $6 WHERE id = $1`,
		int64(p.ID), p.Name, sealed(p.IDNo), p.Index, sealed(p.Mobile), p.MobileIndex)
	if err == nil && n != 1 {
		err = fmt.Errorf("sqlstore: %d persons %d were amended", n, p.ID)
	}
	if err != nil {
		return err
	}
	t.hold("person_amendment", was.ID)
	_, err = t.exec(`INSERT INTO person_amendment (id, person, home, account, case_id, day, name, id_no, mobile, mobile_index)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, was.ID, int64(was.Person), was.Account.Home, was.Account.ID,
		was.Case, int64(was.Day), was.Name, sealed(was.IDNo), sealed(was.Mobile), was.MobileIndex)
	return err
}

// AddMembers implements member.Store.
func (s memberStore) AddMembers(u unit.Tx, list []member.Member) error {
	rows := make([][]any, len(list))
	for i, m := range list {
		rows[i] = []any{m.ID.Home, m.ID.ID, m.No, m.Person, m.Employer, m.Opening, m.State, m.Base, m.EmployerPart,
			m.MemberPart, m.FirstMonth, m.Since, m.OpenedOn}
	}
	return s.tx(u).insert(`INSERT INTO member (home, id, no, person, employer, opening, state, base,
			employer_part, member_part, first_month, since, opened_on)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2, CAST(value ->> 3 AS BIGINT),
			CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS INTEGER),
			CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS BIGINT), CAST(value ->> 9 AS BIGINT),
			CAST(value ->> 10 AS BIGINT), CAST(value ->> 11 AS BIGINT), CAST(value ->> 12 AS BIGINT)
		FROM json_each($1)`, rows)
}

// Members implements member.Store.
func (s memberStore) Members(u unit.Tx, numbers []number.MemberNo) ([]member.Member, error) {
	return all(s.tx(u), `WITH v AS MATERIALIZED (SELECT value ->> 0 AS no FROM json_each($1))
		SELECT m.home, m.id, m.no, m.person, m.employer, m.opening, m.state, m.base, m.employer_part, m.member_part,
			m.first_month, m.since, a.paid_through, m.opened_on, m.sealed_on, m.sealed_from, m.seal_reason, m.closed_on,
			m.close_reason
		FROM v CROSS JOIN member m CROSS JOIN member_account a
		WHERE m.no = v.no AND a.home = m.home AND a.id = m.id`, []any{column(numbers)},
		func(scan func(...any) error) (m member.Member, err error) {
			return m, scan(&m.ID.Home, &m.ID.ID, &m.No, &m.Person, &m.Employer, &m.Opening, &m.State, &m.Base,
				&m.EmployerPart, &m.MemberPart, &m.FirstMonth, &m.Since, &m.PaidThrough, &m.OpenedOn,
				&m.SealedOn, &m.SealedFrom, &m.SealReason, &m.ClosedOn, &m.CloseReason)
		})
}

// Opened implements member.Store.
func (s memberStore) Opened(u unit.Tx, e member.EmployerID, opening member.OpeningID) ([]number.MemberNo, error) {
	return all(s.tx(u), `SELECT no FROM member WHERE home = $1 AND opening = $2 ORDER BY id`,
		[]any{int64(e), int64(opening)}, func(scan func(...any) error) (no number.MemberNo, err error) {
			return no, scan(&no)
		})
}

// SetSealed implements member.Store.
func (s memberStore) SetSealed(u unit.Tx, ids []ledger.AccountID, day civil.Date, month civil.Month,
	why member.SealReason) (int64, error) {
	return s.tx(u).exec(accounts+`UPDATE member SET state = 2, sealed_on = $2, sealed_from = $3, seal_reason = $4
		FROM v WHERE member.home = v.home AND member.id = v.id AND state = 1`,
		accountsJSON(ids), int64(day), int64(month), int64(why))
}

// SetUnsealed implements member.Store.
func (s memberStore) SetUnsealed(u unit.Tx, ids []ledger.AccountID, month civil.Month) (int64, error) {
	return s.tx(u).exec(accounts+`UPDATE member SET state = 1, first_month = CAST($2 AS BIGINT), `+sinceOf+`, sealed_on = 0,
			sealed_from = 0, seal_reason = 0
		FROM v WHERE member.home = v.home AND member.id = v.id AND state = 2`, accountsJSON(ids), int64(month))
}

// sinceOf sets since when contributions from month $2 on follow without a gap on those before.
const sinceOf = `since = CASE (SELECT a.paid_through FROM member_account a
	WHERE a.home = member.home AND a.id = member.id) WHEN CAST($2 AS BIGINT) - 1 THEN since ELSE CAST($2 AS BIGINT) END`

// SetMoved implements member.Store.
func (s memberStore) SetMoved(u unit.Tx, list []member.Moved, to member.EmployerID, month civil.Month) (int64, error) {
	rows := make([][]any, len(list))
	for i, m := range list {
		rows[i] = []any{m.ID.Home, m.ID.ID, m.Base, m.EmployerPart, m.MemberPart}
	}
	return s.tx(u).exec(`WITH v AS MATERIALIZED (SELECT CAST(value ->> 0 AS BIGINT) AS home,
			CAST(value ->> 1 AS BIGINT) AS id, CAST(value ->> 2 AS BIGINT) AS base,
			CAST(value ->> 3 AS BIGINT) AS employer_part, CAST(value ->> 4 AS BIGINT) AS member_part FROM json_each($1))
		UPDATE member SET state = 1, employer = $3, first_month = CAST($2 AS BIGINT), `+sinceOf+`, base = v.base,
			employer_part = v.employer_part, member_part = v.member_part, sealed_on = 0, sealed_from = 0,
			seal_reason = 0
		FROM v WHERE member.home = v.home AND member.id = v.id AND state = 2`, rowsJSON(rows), int64(month), int64(to))
}

// SetClosed implements member.Store.
func (s memberStore) SetClosed(u unit.Tx, id ledger.AccountID, day civil.Date, why member.CloseReason) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE member SET state = 5, closed_on = $3, close_reason = $4
		WHERE home = $1 AND id = $2 AND closed_on = 0`, id.Home, id.ID, int64(day), int64(why))
	return n == 1, err
}

// accounts is a set of accounts as rows, from accountsJSON.
const accounts = `WITH v AS MATERIALIZED (SELECT CAST(h.key AS BIGINT) AS home, CAST(m.key AS BIGINT) AS id
	FROM json_each($1) h, json_each(h.value) m) `

// column writes rows of one column.
func column[T any](values []T) string {
	rows := make([][]any, len(values))
	for i, v := range values {
		rows[i] = []any{v}
	}
	return rowsJSON(rows)
}

// sealed is the text form of a sealed value, and unsealed reads it back; empty stands for none.
func sealed(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }

func unsealed(s string) ([]byte, error) {
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: sealed value: %w", err)
	}
	return b, nil
}
