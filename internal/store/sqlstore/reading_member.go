package sqlstore

import (
	"errors"
	"strings"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// MemberReader is the port of screens to employers and members.
func (s *Store) MemberReader() member.Reader { return memberStore{s} }

// MemberList implements member.Reader.
func (s memberStore) MemberList(u unit.Tx, f member.Filter, after number.MemberNo, limit int) ([]member.Listed, error) {
	return all(s.tx(u), `SELECT m.home, m.id, m.no, m.person, m.employer, m.opening, m.state, m.base, m.employer_part,
			m.member_part, m.first_month, a.paid_through, m.opened_on, m.sealed_on, m.sealed_from, m.seal_reason, m.closed_on,
			m.close_reason, p.name, p.id_no, p.mobile, e.no, e.name, e.office, a.balance, a.carried
		FROM member m JOIN member_account a ON a.home = m.home AND a.id = m.id
			JOIN person p ON p.id = m.person JOIN employer e ON e.id = m.employer
		WHERE m.no > $1 AND ($2 = '' OR m.no = $2) AND ($3 = '' OR p.name LIKE $3 ESCAPE '!')
			AND ($4 = '' OR e.office = $4)
		ORDER BY m.no LIMIT $5`,
		[]any{string(after), string(f.No), beginning(f.Name), f.Office, int64(limit)}, scanListed)
}

func scanListed(scan func(...any) error) (l member.Listed, err error) {
	m := &l.Member
	var idNo, mobile string
	if err := scan(&m.ID.Home, &m.ID.ID, &m.No, &m.Person, &m.Employer, &m.Opening, &m.State, &m.Base, &m.EmployerPart,
		&m.MemberPart, &m.FirstMonth, &m.PaidThrough, &m.OpenedOn, &m.SealedOn, &m.SealedFrom, &m.SealReason,
		&m.ClosedOn, &m.CloseReason, &l.PersonRow.Name, &idNo, &mobile, &l.EmployerNo, &l.EmployerName, &l.Office,
		&l.Balance,
		&l.Carried); err != nil {
		return l, err
	}
	l.PersonRow.ID = m.Person
	var errs [2]error
	l.PersonRow.IDNo, errs[0] = unsealed(idNo)
	l.PersonRow.Mobile, errs[1] = unsealed(mobile)
	return l, errors.Join(errs[:]...)
}

// beginning is the pattern of texts that begin so; of any text when it is empty.
func beginning(text string) string {
	if text == "" {
		return ""
	}
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}

// Names implements member.Reader.
func (s memberStore) Names(u unit.Tx, ids []ledger.AccountID) (map[ledger.AccountID]member.Named, error) {
	found := make(map[ledger.AccountID]member.Named, len(ids))
	err := s.tx(u).each(accounts+`SELECT m.home, m.id, m.no, p.name
		FROM v CROSS JOIN member m JOIN person p ON p.id = m.person WHERE m.home = v.home AND m.id = v.id`,
		[]any{accountsJSON(distinct(ids))}, func(scan func(...any) error) error {
			var id ledger.AccountID
			var n member.Named
			err := scan(&id.Home, &id.ID, &n.No, &n.Name)
			found[id] = n
			return err
		})
	return found, err
}

func distinct[T comparable](list []T) (once []T) {
	seen := make(map[T]bool, len(list))
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			once = append(once, v)
		}
	}
	return once
}

// EmployerList implements member.Reader.
func (s memberStore) EmployerList(u unit.Tx, q string, after number.EmployerNo, limit int) (
	[]member.EmployerListed, error) {
	return all(s.tx(u), `WITH e AS MATERIALIZED (SELECT id, no, serial, uscc, name, office, state, founded_on, opened_on,
			late, employer_ratio, member_ratio, pay_day, first_month, paid_through, agent_name
			FROM employer WHERE no > $1 AND ($2 = '' OR no = $2 OR uscc = $2 OR name LIKE $3 ESCAPE '!')
			ORDER BY no LIMIT $4)
		SELECT e.id, e.no, e.serial, e.uscc, e.name, e.office, e.state, e.founded_on, e.opened_on, e.late,
			e.employer_ratio, e.member_ratio, e.pay_day, e.first_month, e.paid_through, e.agent_name,
			CAST(COALESCE(SUM(CASE WHEN m.state = 1 THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(CASE WHEN m.closed_on = 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(a.balance), 0) AS BIGINT)
		FROM e LEFT JOIN member m ON m.employer = e.id LEFT JOIN member_account a ON a.home = m.home AND a.id = m.id
		GROUP BY e.id, e.no, e.serial, e.uscc, e.name, e.office, e.state, e.founded_on, e.opened_on, e.late,
			e.employer_ratio, e.member_ratio, e.pay_day, e.first_month, e.paid_through, e.agent_name
		ORDER BY e.no`, []any{string(after), q, beginning(q), int64(limit)},
		func(scan func(...any) error) (l member.EmployerListed, err error) {
			var late int64
			e := &l.Employer
			err = scan(&e.ID, &e.No, &e.Serial, &e.USCC, &e.Name, &e.Office, &e.State, &e.FoundedOn, &e.OpenedOn, &late,
				&e.EmployerRatio, &e.MemberRatio, &e.PayDay, &e.FirstMonth, &e.PaidThrough, &e.AgentName,
				&l.Normal, &l.Open, &l.Balance)
			e.Late = late != 0
			return l, err
		})
}
