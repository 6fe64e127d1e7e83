package sqlstore

import (
	"errors"
	"strconv"
	"strings"

	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// MemberReader is the port of screens to employers and members.
func (s *Store) MemberReader() member.Reader { return memberStore{s} }

// memberOrders are the columns of a list of members.
var memberOrders = orders{"": byKey, member.ByBalance: "a.balance", member.ByPaidThrough: "a.paid_through"}

// membersFrom is a page of members behind the keys that are read of each. The order of numbers goes down their index,
// that of something of the accounts begins with these, which lie in the order of members.
func membersFrom(f member.Filter, p listing.Page[number.MemberNo]) (keys string, args []any, err error) {
	person := ""
	if f.Person != 0 {
		person = strconv.FormatInt(int64(f.Person), 10)
	}
	column, end, args, err := ordered(memberOrders, "m.no", p, string(f.No), beginning(f.Name), f.Office, f.Index,
		person)
	from := `member m JOIN member_account a ON a.home = m.home AND a.id = m.id WHERE`
	if p.By != "" && p.At == nil && f.No == "" && f.Index == "" && person == "" {
		from = `member_account a CROSS JOIN member m WHERE a.home = m.home AND a.id = m.id AND`
	}
	return column + ` AS sorted FROM ` + from + ` ` + narrowed(1, string(f.No), `m.no = $1`) +
		` AND ` + narrowed(2, f.Name, `(SELECT p.name FROM person p WHERE p.id = m.person) LIKE $2 ESCAPE '!'`) +
		` AND ` + narrowed(3, f.Office, `m.employer IN (SELECT e.id FROM employer e WHERE e.office = $3)`) +
		` AND ` + narrowed(4, f.Index, `m.person IN (SELECT p.id FROM person p WHERE p.id_index = $4
			UNION SELECT p.id FROM person p WHERE p.mobile_index = $4)`) +
		` AND ` + narrowed(5, person, `m.person = CAST($5 AS BIGINT)`) + end, args, err
}

// MemberPlaces implements member.Reader.
func (s memberStore) MemberPlaces(u unit.Tx, f member.Filter, o listing.Order) (
	[]listing.Place[number.MemberNo], error) {
	from, args, err := membersFrom(f, listing.All[number.MemberNo](o))
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT m.no, `+from, args, scanPlace[number.MemberNo])
}

// MemberList implements member.Reader. What is ordered is short; the rest of a row is read for the page alone.
func (s memberStore) MemberList(u unit.Tx, f member.Filter, p listing.Page[number.MemberNo]) ([]member.Listed, error) {
	from, args, err := membersFrom(f, p)
	if err != nil {
		return nil, err
	}
	way := ""
	if p.Down {
		way = " DESC"
	}
	return all(s.tx(u), `WITH k AS MATERIALIZED (SELECT m.home, m.id, m.no, `+from+`) `+selectMember+`k.sorted
		FROM k JOIN member m ON m.home = k.home AND m.id = k.id`+joinMember+` ORDER BY k.sorted`+way+`, k.no`+way,
		args, scanListed)
}

// ListedMember implements member.Reader.
func (s memberStore) ListedMember(u unit.Tx, no number.MemberNo) (member.Listed, bool, error) {
	return first(s.tx(u), selectMember+`0 FROM member m`+joinMember+` WHERE m.no = $1`, []any{string(no)}, scanListed)
}

// selectMember and joinMember are what is read of each member of a list, before what the list is ordered by.
const (
	selectMember = `SELECT m.home, m.id, m.no, m.person, m.employer, m.opening, m.state, m.base, m.employer_part,
		m.member_part, m.first_month, m.since, a.paid_through, m.opened_on, m.sealed_on, m.sealed_from, m.seal_reason,
		m.closed_on, m.close_reason, p.name, p.id_no, p.mobile, e.no, e.name, e.office, a.balance, a.carried, `
	joinMember = ` JOIN member_account a ON a.home = m.home AND a.id = m.id JOIN person p ON p.id = m.person
		JOIN employer e ON e.id = m.employer`
)

func scanListed(scan func(...any) error) (l member.Listed, err error) {
	m := &l.Member
	var idNo, mobile string
	if err := scan(&m.ID.Home, &m.ID.ID, &m.No, &m.Person, &m.Employer, &m.Opening, &m.State, &m.Base, &m.EmployerPart,
		&m.MemberPart, &m.FirstMonth, &m.Since, &m.PaidThrough, &m.OpenedOn, &m.SealedOn, &m.SealedFrom,
		&m.SealReason, &m.ClosedOn, &m.CloseReason, &l.PersonRow.Name, &idNo, &mobile, &l.EmployerNo, &l.EmployerName,
		&l.Office, &l.Balance, &l.Carried, &l.Sorted); err != nil {
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
	if len(ids) == 0 {
		return found, nil
	}
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

// Numbers implements member.Reader.
func (s memberStore) Numbers(u unit.Tx, ids []int64) (map[int64]number.MemberNo, error) {
	found := make(map[int64]number.MemberNo, len(ids))
	err := s.tx(u).each(`SELECT m.id, m.no FROM json_each($1) w CROSS JOIN member m WHERE m.id = CAST(w.key AS BIGINT)`,
		[]any{keysJSON(ids)}, func(scan func(...any) error) error {
			var id int64
			var no number.MemberNo
			err := scan(&id, &no)
			found[id] = no
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

// employerOrders are the columns of a list of employers.
var employerOrders = orders{"": byKey, member.ByPaidThrough: "paid_through", member.ByMembers: `(SELECT COUNT(*)
	FROM member n WHERE n.employer = employer.id AND n.state = 1)`}

const employerColumns = `e.id, e.no, e.serial, e.uscc, e.name, e.office, e.state, e.founded_on, e.opened_on, e.late,
	e.employer_ratio, e.member_ratio, e.pay_day, e.first_month, e.paid_through, e.agent_name, e.sorted`

// employersFrom is a page of employers behind what is read of each, and the column that it is ordered by.
func employersFrom(f member.EmployerFilter, p listing.Page[number.EmployerNo]) (column, from string, args []any,
	err error) {
	column, end, args, err := ordered(employerOrders, "no", p, string(f.No), f.Text, beginning(f.Text), f.Office)
	text := `CAST($2 AS TEXT) = CAST($3 AS TEXT)` // both empty
	if f.Text != "" {
		text = `(no = $2 OR uscc = $2 OR name LIKE $3 ESCAPE '!')`
	}
	return column, ` AS sorted FROM employer WHERE ` + narrowed(1, string(f.No), `no = $1`) + ` AND ` + text +
		` AND ` + narrowed(4, f.Office, `office = $4`) + end, args, err
}

// EmployerPlaces implements member.Reader.
func (s memberStore) EmployerPlaces(u unit.Tx, f member.EmployerFilter, o listing.Order) (
	[]listing.Place[number.EmployerNo], error) {
	column, from, args, err := employersFrom(f, listing.All[number.EmployerNo](o))
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT no, `+column+from, args, scanPlace[number.EmployerNo])
}

// EmployerList implements member.Reader.
func (s memberStore) EmployerList(u unit.Tx, f member.EmployerFilter, p listing.Page[number.EmployerNo]) (
	[]member.EmployerListed, error) {
	column, from, args, err := employersFrom(f, p)
	if err != nil {
		return nil, err
	}
	way := ""
	if p.Down {
		way = " DESC"
	}
	return all(s.tx(u), `WITH e AS MATERIALIZED (SELECT id, no, serial, uscc, name, office, state, founded_on, opened_on,
			late, employer_ratio, member_ratio, pay_day, first_month, paid_through, agent_name, `+column+from+`)
		SELECT `+employerColumns+`,
			(SELECT COUNT(*) FROM member m WHERE m.employer = e.id AND m.state = 1),
			(SELECT COUNT(*) FROM member m WHERE m.employer = e.id AND m.closed_on = 0)
		FROM e ORDER BY e.sorted`+way+`, e.no`+way, args,
		func(scan func(...any) error) (l member.EmployerListed, err error) {
			var late int64
			e := &l.Employer
			err = scan(&e.ID, &e.No, &e.Serial, &e.USCC, &e.Name, &e.Office, &e.State, &e.FoundedOn, &e.OpenedOn, &late,
				&e.EmployerRatio, &e.MemberRatio, &e.PayDay, &e.FirstMonth, &e.PaidThrough, &e.AgentName, &l.Sorted,
				&l.Normal, &l.Open)
			e.Late = late != 0
			return l, err
		})
}

// EmployerBalance implements member.Reader.
func (s memberStore) EmployerBalance(u unit.Tx, e member.EmployerID) (sum money.Fen, err error) {
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(a.balance), 0) AS BIGINT)
		FROM member m CROSS JOIN member_account a WHERE m.employer = $1 AND a.home = m.home AND a.id = m.id`,
		[]any{int64(e)}, &sum)
	return sum, err
}

// MemberNames implements member.Reader.
func (s memberStore) MemberNames(u unit.Tx, nos []number.MemberNo) (map[number.MemberNo]string, error) {
	return namesBy(s.tx(u), `SELECT m.no, p.name FROM json_each($1) w CROSS JOIN member m JOIN person p ON p.id = m.person
		WHERE m.no = CAST(w.key AS TEXT)`, nos)
}

// EmployerNames implements member.Reader.
func (s memberStore) EmployerNames(u unit.Tx, nos []number.EmployerNo) (map[number.EmployerNo]string, error) {
	return namesBy(s.tx(u), `SELECT e.no, e.name FROM json_each($1) w CROSS JOIN employer e
		WHERE e.no = CAST(w.key AS TEXT)`, nos)
}

// namesBy gives the names that a query has beside numbers.
func namesBy[N ~string](t *tx, query string, nos []N) (map[N]string, error) {
	found := make(map[N]string, len(nos))
	err := t.each(query, []any{textsJSON(nos)}, func(scan func(...any) error) error {
		var no, name string
		err := scan(&no, &name)
		found[N(no)] = name
		return err
	})
	return found, err
}
